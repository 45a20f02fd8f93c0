"""Which printed list is which operation on which cohort: rows say it, or the heading, or the order (semantics, 4 and 14)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.recognise.cohort import find_cohorts, name_cohort
from tasks.recognise.losses import LOSS, RENAMING, RETITLING
from tasks.recognise.names import read_name
from tasks.recognise.notice import Problem, Stage
from tasks.recognise.operations import Operation, read_operations
from tasks.recognise.outcomes import has_failed
from tasks.recognise.rawlist import RawList, RawRow
from tasks.recognise.rows import is_reviewed
from tasks.recognise.setting import REVIEWS, Setting
from tasks.recognise.stage import REVIEW_OF, without_quotes
from tasks.recognise.stated import ENDS_OTHERS, HEADS_LIST
from tasks.recognise.text import clauses, sentences, tight

_REVIEW = re.compile(r"复核|复审|复评")
_TAKEN_AWAY = re.compile(LOSS.pattern + r"|取消|退出")
_RECOMMENDED = re.compile(r"推荐|申报国家|上报")
_OWN_STATUS = re.compile(r"认定|确定|公示")
_LIST_WORD = re.compile(r"名单|名录|附件|如下|[一-龥]表$")
_GIVES_TOO = re.compile(
    r"(?:认定|新增|入选|公布|(?<!未)通过复核).{0,40}[和及与、并].{0,20}(?:撤销|移出|除名|取消|退出|更名|变更)"
)
_YEAR = re.compile(r"^(20\d\d)$")
_ONLY_PASSED = re.compile(r"(?<!未)(?<!不)通过(?:复核|复审|复评)|(?:复核|复审|复评)(?:合格|通过)")
_NOT_PASSED = "未通过复核"
_SHORT = 20
_LOSSES = frozenset({Stage.REVOCATION, Stage.RENAMING, Stage.RETITLING})


@dataclass(frozen=True, slots=True)
class Assigned:
    """A printed list (or the rows of one that say so) and what it is; ``programme_id`` where it is another programme's.

    ``verb`` is the word of an ending that the rows themselves say.
    """

    raw: RawList
    operation: Operation
    programme_id: str = ""
    problems: tuple[Problem, ...] = ()
    verb: str = ""


def assign(lists: Sequence[RawList], setting: Setting) -> list[Assigned]:
    """Say of each list, or of its rows where they say so themselves, which operation of the notice it is.

    A list that nothing tells apart from another is given the first operation, with the problem said.
    """
    parts: list[tuple[RawList, Operation | None, str]] = []
    for raw in lists:
        for part, mark in _split_by_marks(raw, setting):
            headed = mark or _by_caption(raw, setting)
            kept = part if mark is not None else _doubted(part, headed, setting)
            parts.append((kept, headed, _programme_of(mark, setting)))
    open_ones = [one for one in parts if one[1] is None]
    taken = {one[1] for one in parts}
    left = [one for one in setting.operations if one not in taken] or list(setting.operations)
    problems: tuple[Problem, ...] = ()
    if len(setting.operations) == 1:
        left = list(setting.operations) * len(open_ones)
    elif len(left) != len(open_ones):
        problems = (Problem("which list", "no heading says which of the notice's lists this is"),)
        left = [setting.operations[0]] * len(open_ones)
    following = iter(left)
    assigned = [
        Assigned(raw, operation, id_)
        if operation is not None
        else Assigned(raw, next(following), id_, problems)
        for raw, operation, id_ in parts
    ]
    return [part for one in assigned for part in _by_result(one, setting)]


def _by_result(one: Assigned, setting: Setting) -> list[Assigned]:
    """Part the rows of a review's results that say they did not pass: by name, that is an ending (semantics, 13).

    A list of those that passed alone holds no such row; one that does contradicts itself, and stays whole.
    """
    failed = [row for row in one.raw.rows if has_failed(row)]
    titled = f"{one.raw.caption}\n{setting.papers.title}"
    if one.operation.stage is not Stage.REVIEW or not failed or _ONLY_PASSED.search(titled):
        return [one]
    passed = [row for row in one.raw.rows if not has_failed(row)]
    split, taken = one.raw.numbered, Operation(Stage.REVOCATION, one.operation.cohort)
    raws = (replace(one.raw, rows=tuple(rows), stated=None, split=split) for rows in (passed, failed))
    kept, lost = raws
    parts = [replace(one, raw=kept)] if passed else []
    return [*parts, Assigned(lost, taken, one.programme_id, verb=_NOT_PASSED)]


def _doubted(raw: RawList, headed: Operation | None, setting: Setting) -> RawList:
    """A heading names a cohort that the notice speaks of nowhere: the list may be another notice's."""
    known = {one.cohort for one in setting.operations if one.cohort is not None}
    page = setting.papers.documents[0]
    if headed is None or headed.cohort is None or headed.stage in _LOSSES or raw.sha256 == page.sha256:
        return raw
    alike = {one for one in known if ("批" in one) == ("批" in headed.cohort)}
    told = "\n".join(tight(one.text) for one in page.paragraphs)
    named = {name_cohort(one, setting.programme) for one in find_cohorts(told)}
    if not alike or headed.cohort in alike | named:
        return raw
    text = f"the list is headed {headed.cohort}, the notice speaks of {' '.join(sorted(alike))}"
    return replace(
        raw, problems=(*raw.problems, Problem("cohort", text, raw.rows[0].locator if raw.rows else ""))
    )


def _programme_of(mark: Operation | None, setting: Setting) -> str:
    recommended = mark is not None and mark.stage is Stage.RECOMMENDATION and setting.stage is not mark.stage
    return setting.above.id if recommended and setting.above is not None else ""


def _split_by_marks(raw: RawList, setting: Setting) -> list[tuple[RawList, Operation | None]]:
    """Divide a list whose rows say themselves what they are: 示范企业(第一批), (复核), 拟认定和推荐."""
    groups: dict[Operation | None, list[RawRow]] = {}
    for row in raw.rows:
        for mark in _marks(row, setting):
            groups.setdefault(mark, []).append(row)
    if len(groups) <= 1:
        return [(raw, next(iter(groups), None))]
    split = raw.numbered
    return [(replace(raw, rows=tuple(rows), stated=None, split=split), mark) for mark, rows in groups.items()]


def _marks(row: RawRow, setting: Setting) -> list[Operation | None]:
    cohort = next((one.cohort for one in setting.operations if one.stage is setting.stage), None)
    if setting.stage is Stage.PROPOSAL and setting.above is not None and _OWN_STATUS.search(row.category):
        up = [Operation(Stage.RECOMMENDATION, cohort)] if _RECOMMENDED.search(row.category) else []
        return [Operation(Stage.PROPOSAL, cohort), *up]
    if setting.stage is Stage.PROPOSAL and setting.above is not None and _RECOMMENDED.search(row.category):
        return [Operation(Stage.RECOMMENDATION, cohort)]
    said = read_operations(row.category, stage=setting.stage, programme=setting.programme) or _by_cohort(
        row, setting
    )
    if said:
        known = next((one for one in setting.operations if one.cohort == said[0].cohort), said[0])
        return [known]
    if is_reviewed(row):
        reviews = [one for one in setting.operations if one.stage in REVIEWS]
        return [reviews[0] if reviews else Operation(REVIEW_OF.get(setting.stage, setting.stage), None)]
    return [None]


def _by_cohort(row: RawRow, setting: Setting) -> tuple[Operation, ...]:
    """Read the batch or year of a row's column or heading; one of the kind that the programme does not count by is none."""
    text = _YEAR.sub(r"\1年", tight(row.cohort)) or read_name(row.name, subject="").batch
    said = read_operations(text, stage=setting.stage, programme=setting.programme)
    kind = {"year": "年", "batch": "批"}.get(setting.programme.cohort, "")
    return tuple(one for one in said if one.cohort and kind in one.cohort)


def _by_caption(raw: RawList, setting: Setting) -> Operation | None:
    """Read the operation from the nearest heading that names exactly one; null when none does."""
    for line in reversed(raw.caption.split("\n")):
        line = without_quotes(line) if len(without_quotes(line)) > _SHORT else line
        base = _stage_headed(line, setting.stage)
        if base is not setting.stage:
            return Operation(base, None)
        said = read_operations(line, stage=base, programme=setting.programme)
        if len(said) == 1 and said[0].cohort is not None:
            return _canonical(said[0], setting)
        if not said:
            fitting = [
                one for one in setting.operations if (one.stage in REVIEWS) == bool(_REVIEW.search(line))
            ]
            if _REVIEW.search(line) and len(fitting) == 1:
                return fitting[0]
    return None


def _stage_headed(line: str, usual: Stage) -> Stage:
    """Read from the line above a list whether it takes titles away, renames, or moves titles.

    What a sentence threatens (弄虚作假的撤销称号) or says of those not listed is no heading of the list below it; nor is what
    one clause says of others (现将名单予以公布,同时撤销…称号), or a clause that names a list of titles given first.
    """
    heads = HEADS_LIST.match(line) is not None  # 二、未通过复核的企业(1家),撤销其称号
    pieces = [
        piece for said in sentences(line if heads else ENDS_OTHERS.sub("", line)) for piece in clauses(said)
    ]
    for piece in pieces:
        if not heads and not _LIST_WORD.search(piece) and (len(line) > _SHORT or line.endswith("。")):
            continue
        if _GIVES_TOO.search(piece):
            continue
        if _TAKEN_AWAY.search(piece):
            return Stage.REVOCATION
        if RENAMING.search(piece):
            return Stage.RENAMING
        if RETITLING.search(piece):
            return Stage.RETITLING
    return usual


def _canonical(said: Operation, setting: Setting) -> Operation:
    """A heading that names a reviewed cohort without the word 复核 means the review all the same."""
    same = [one for one in setting.operations if one.cohort == said.cohort]
    return same[0] if len(same) == 1 else said
