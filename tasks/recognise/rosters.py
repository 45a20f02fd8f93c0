"""Which printed list is which operation on which cohort, and what the notice states of it (semantics, 4, 8 and 14)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from config.models import Programme
from tasks.recognise.cohort import name_cohort
from tasks.recognise.counts import Kind, StatedCount, caption_count, choose_count, count_of, find_counts
from tasks.recognise.dates import find_dates
from tasks.recognise.doc_number import is_number
from tasks.recognise.losses import LOSS, RENAMING, ending_word
from tasks.recognise.notice import Problem, Roster, Stage
from tasks.recognise.operations import Operation, programme_cohorts, read_operations
from tasks.recognise.papers import Papers
from tasks.recognise.rawlist import RawList, RawRow
from tasks.recognise.rows import Place, category_of, is_reviewed, read_rows
from tasks.recognise.stage import LISTING, REVIEW_OF
from tasks.recognise.text import sentences
from tasks.recognise.validity import find_terms

_REVIEW = re.compile(r"复核|复审|复评")
_TAKEN_AWAY = re.compile(LOSS.pattern + r"|取消|退出")
_RECOMMENDED = re.compile(r"推荐|申报国家|上报")
_OWN_STATUS = re.compile(r"认定|确定|公示")
_ENDS_OTHERS = re.compile(
    r"(?:其余|其他|未通过复核|复核未通过|未列入|未在|不在|未(?:申请|提出|参加)复核)[^。;\n]{0,50}?"
    r"(期满自动失效|自动失效|失效|撤销|取消|不再保留|不再具有|不再享有|终止|退出|除名|移出)"
)
_HEADING = re.compile(r"名单|名录|企业|集群|产品|附件|公示|公布|[个家]\)")
_LIST_WORD = re.compile(r"名单|名录|附件|如下|[一-龥]表$")
_LONGEST_HEADING, _SHORT = 80, 20
_REVIEWS = frozenset(REVIEW_OF.values())
_KINDS: dict[Stage, Kind] = {Stage.REVOCATION: "loss", Stage.RENAMING: "renaming"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the notice as a whole says of its lists; ``above`` is the national programme rows may be recommended to."""

    papers: Papers
    stage: Stage
    operations: tuple[Operation, ...]
    programme: Programme
    place: Place
    above: Programme | None = None


@dataclass(frozen=True, slots=True)
class _Assigned:
    raw: RawList
    operation: Operation
    programme_id: str = ""
    problems: tuple[Problem, ...] = ()


def make_rosters(lists: Sequence[RawList], setting: Setting) -> tuple[Roster, ...]:
    """Make the rosters of a notice.

    Args:
        lists: the printed lists in order.
        setting: the notice they stand in.

    Returns:
        One for each list; where an operation has no printed list, one without rows for it, so that what the notice
        promises can be seen. A call has such ones only: its tables are forms to fill in.
    """
    assigned = _assign(lists, setting) if setting.stage in LISTING else []
    answered = {one.operation.stage for one in assigned}
    empty = [one for one in setting.operations if one.stage not in answered or setting.stage not in LISTING]
    rosters = [_roster(one, setting) for one in assigned]
    rosters += [_empty_roster(one, setting) for one in empty]
    order = {operation: at for at, operation in enumerate(setting.operations)}
    rosters.sort(key=lambda one: order.get(Operation(one.operation, one.cohort), len(order)))
    rosters = _state(rosters, setting)
    return tuple(replace(one, list_no=no) for no, one in enumerate(rosters, start=1))


def _assign(lists: Sequence[RawList], setting: Setting) -> list[_Assigned]:
    parts: list[tuple[RawList, Operation | None, str]] = []
    for raw in lists:
        for part, mark in _split_by_marks(raw, setting):
            parts.append((part, mark or _by_caption(raw, setting), _programme_of(mark, setting)))
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
    return [
        _Assigned(raw, operation, id_)
        if operation is not None
        else _Assigned(raw, next(following), id_, problems)
        for raw, operation, id_ in parts
    ]


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
    said = read_operations(row.category, stage=setting.stage, programme=setting.programme)
    if said:
        known = next((one for one in setting.operations if one.cohort == said[0].cohort), said[0])
        return [known]
    if is_reviewed(row):
        reviews = [one for one in setting.operations if one.stage in _REVIEWS]
        return [reviews[0] if reviews else Operation(REVIEW_OF.get(setting.stage, setting.stage), None)]
    return [None]


def _by_caption(raw: RawList, setting: Setting) -> Operation | None:
    """Read the operation from the nearest heading that names exactly one; null when none does."""
    for line in reversed(raw.caption.split("\n")):
        base = _stage_headed(line, setting.stage)
        if base is not setting.stage:
            return Operation(base, None)
        said = read_operations(line, stage=base, programme=setting.programme)
        if len(said) == 1 and said[0].cohort is not None:
            return _canonical(said[0], setting)
        if not said:
            fitting = [
                one for one in setting.operations if (one.stage in _REVIEWS) == bool(_REVIEW.search(line))
            ]
            if _REVIEW.search(line) and len(fitting) == 1:
                return fitting[0]
    return None


def _stage_headed(line: str, usual: Stage) -> Stage:
    """Read from the line above a list whether it takes titles away or renames.

    What a sentence threatens (弄虚作假的撤销称号) or says of those not listed is no heading of the list below it.
    """
    for piece in sentences(_ENDS_OTHERS.sub("", line)):
        if not _LIST_WORD.search(piece) and (len(piece) > _SHORT or line.endswith("。")):
            continue
        if _TAKEN_AWAY.search(piece):
            return Stage.REVOCATION
        if RENAMING.search(piece):
            return Stage.RENAMING
    return usual


def _canonical(said: Operation, setting: Setting) -> Operation:
    """A heading that names a reviewed cohort without the word 复核 means the review all the same."""
    same = [one for one in setting.operations if one.cohort == said.cohort]
    return same[0] if len(same) == 1 else said


def _roster(one: _Assigned, setting: Setting) -> Roster:
    rows, problems = read_rows(one.raw, setting.programme, setting.place)
    lines = [line for line in one.raw.caption.split("\n") if line]
    category = next(
        (found for line in reversed(lines) if (found := category_of(line, setting.programme))), None
    )
    return Roster(
        list_no=0,
        title=next((line for line in reversed(lines) if _is_heading(line, one.raw)), setting.papers.title),
        operation=one.operation.stage,
        cohort=one.operation.cohort,
        category=category,
        rows=tuple(replace(row, category=row.category or category) for row in rows),
        stated=one.raw.stated or next((n for line in reversed(lines) if (n := caption_count(line))), None),
        numbered=one.raw.numbered,
        problems=(*one.raw.problems, *problems, *one.problems),
        programme_id=one.programme_id,
    )


def _is_heading(line: str, raw: RawList) -> bool:
    return (
        not raw.inline
        and not line.endswith(("。", "如下", ":"))
        and len(line) <= _LONGEST_HEADING
        and not is_number(line)
        and bool(_HEADING.search(line))
    )


def _empty_roster(operation: Operation, setting: Setting) -> Roster:
    return Roster(0, setting.papers.title, operation.stage, operation.cohort, None, ())


def _state(rosters: list[Roster], setting: Setting) -> list[Roster]:
    """Give each roster what the text states of it: numbers, terms, and what becomes of those not listed."""
    if setting.stage not in LISTING:
        return rosters
    body = setting.papers.body
    title = setting.papers.title  # a headline cries its number out: 8个!2024年度…名单公布
    said = find_counts(body) or find_counts(title) or find_counts(title.replace("!", ","))
    counts = [one for one in said if _is_of_these_cohorts(one, setting)]
    terms = find_terms(body)
    ending = _ENDS_OTHERS.search(body)
    stated = []
    for one in rosters:
        review = one.operation in _REVIEWS
        term = next((said.validity for said in terms if said.of_review is review), None)
        others = ending if one.operation is Stage.REVIEW else None
        taken = ending_word(one.title, title, body) if one.operation is Stage.REVOCATION else ""
        verb = others[1] if others else taken
        day = _day_of_ending(body, others, setting.papers) if others else None
        stated.append(
            replace(one, validity=term, ends_others=others is not None, others_end_on=day, verb=verb)
        )
    for kind in dict.fromkeys(_kind(one) for one in stated):
        stated = _count(stated, counts, kind=kind)
    return stated


def _kind(roster: Roster) -> Kind:
    """Say which of the stated numbers a roster can have."""
    return _KINDS.get(roster.operation, "review" if roster.operation in _REVIEWS else "new")


def _is_of_these_cohorts(count: StatedCount, setting: Setting) -> bool:
    """Tell whether a number is not said of another batch than the notice's (第一批62家 beside the third)."""
    mine = {one.cohort for one in setting.operations if one.cohort}
    about = {name_cohort(one, setting.programme) for one in programme_cohorts(count.about, setting.programme)}
    alike = {one for one in mine if any(("批" in one) == ("批" in other) for other in about)}
    return not alike or not about or bool(about & mine)


def _day_of_ending(body: str, ending: re.Match[str], papers: Papers) -> date | None:
    """Return from when those not listed end, where the sentence says it (自即日起, 自2025年12月1日起); else null."""
    start = max(body.rfind(sign, 0, ending.start()) for sign in "。；;\n") + 1
    stop = next((i for i in range(ending.end(), len(body)) if body[i] in "。；;\n"), len(body))
    sentence = body[start:stop]
    if "即日起" in sentence:
        return papers.signed_on or papers.dated
    return next((found.day for found in find_dates(sentence) if sentence[found.end :].startswith("起")), None)


def _count(rosters: list[Roster], counts: list[StatedCount], *, kind: Kind) -> list[Roster]:
    """Set the text's number on the one list it is for; for several lists together, compare it with their sum."""
    review = kind == "review"
    mine = [one for one in rosters if _kind(one) == kind and not one.programme_id]
    told = (
        {one: count_of(counts, one.category, of_review=review) for one in mine if one.category}
        if len(mine) > 1
        else {}
    )
    if len(mine) > 1 and not any(told.values()) and len({one.cohort for one in mine}) == len(mine):
        told = {one: count_of(counts, one.cohort, of_review=review) for one in mine if one.cohort}
    if any(told.values()):
        return [replace(one, stated=told.get(one) or one.stated) if one in mine else one for one in rosters]
    number = choose_count(counts, of_review=review, kind=kind)
    if number is None and len(mine) == len(rosters):
        number = choose_count(counts, of_review=False)  # 决定撤销其称号的企业如下,共3家
    without = [one for one in mine if one.stated is None]
    if number is None or not without or len(without) < len(mine):
        return rosters
    if kind == "new" and len(mine) < len(rosters) and number == sum(len(one.rows) for one in rosters):
        return [
            replace(one, stated=len(one.rows)) for one in rosters
        ]  # one number for new and reviewed together
    read = sum(len(one.rows) for one in mine)
    if len(mine) > 1 and read != number and read:
        problem = Problem("count", f"{number} stated for {len(mine)} lists together, {read} read")
        return [replace(one, problems=(*one.problems, problem)) if one in mine else one for one in rosters]
    return [
        replace(one, stated=number if len(mine) == 1 else len(one.rows)) if one in mine else one
        for one in rosters
    ]
