"""The lists of a notice: printed lists, assigned and read, with what the notice states of them (semantics, 4 and 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.recognise.assign import Assigned, assign
from tasks.recognise.counts import caption_count
from tasks.recognise.doc_number import is_number
from tasks.recognise.notice import Problem, Roster, RosterRow, Stage
from tasks.recognise.operations import Operation
from tasks.recognise.outcomes import list_put_off, put_off, unclear_outcomes
from tasks.recognise.rawlist import RawList
from tasks.recognise.rows import category_of, read_rows
from tasks.recognise.setting import Setting
from tasks.recognise.stage import LISTING
from tasks.recognise.stated import state
from tasks.recognise.text import tight

__all__ = ["Setting", "make_rosters"]

_HEADING = re.compile(r"名单|名录|企业|集群|产品|附件|公示|公布|[个家]\)")
_LONGEST_HEADING = 80
_LOSSES = frozenset({Stage.REVOCATION, Stage.RENAMING, Stage.RETITLING})


def make_rosters(lists: Sequence[RawList], setting: Setting) -> tuple[Roster, ...]:
    """Make the rosters of a notice.

    Args:
        lists: the printed lists in order.
        setting: the notice they stand in.

    Returns:
        One for each list; where an operation has no printed list, one without rows for it, so that what the notice
        promises can be seen. A call has such ones only: its tables are forms to fill in.
    """
    assigned = assign(lists, setting) if setting.stage in LISTING else []
    answered = [one.operation for one in assigned]
    empty = [one for one in setting.operations if not _is_answered(one, answered, setting)]
    rosters = [_roster(one, setting) for one in assigned]
    rosters += [_empty_roster(one, setting) for one in empty]
    order = {operation: at for at, operation in enumerate(setting.operations)}
    rosters.sort(key=lambda one: order.get(Operation(one.operation, one.cohort), len(order)))
    rosters = state(_waiting_beside_passed(rosters), setting)
    return tuple(replace(one, list_no=no) for no, one in enumerate(rosters, start=1))


def _waiting_beside_passed(rosters: list[Roster]) -> list[Roster]:
    """Let the rows of a list of those put off wait, where the passed of the same cohort have a list of their own (semantics, 15)."""
    reviews = [one for one in rosters if one.operation is Stage.REVIEW and one.rows]
    passed = {one.cohort for one in reviews if not list_put_off(one.title)}
    return [
        replace(one, rows=tuple(replace(row, put_off=row.put_off or word) for row in one.rows))
        if one in reviews and one.cohort in passed and (word := list_put_off(one.title))
        else one
        for one in rosters
    ]


def _is_answered(one: Operation, answered: Sequence[Operation], setting: Setting) -> bool:
    """Tell whether a list is there for an operation; of several cohorts of one stage each needs its own.

    A list of a cohort that the notice does not name answers for the only one that it does.
    """
    alike = [other for other in answered if other.stage is one.stage]
    if setting.stage not in LISTING or not alike:
        return False
    named = [other for other in alike if other in setting.operations]
    return one in named or one.cohort is None or not named or any(other.cohort is None for other in alike)


def _roster(one: Assigned, setting: Setting) -> Roster:
    rows, problems = read_rows(one.raw, setting.programme, setting.place)
    if one.operation.stage not in _LOSSES:
        rows = tuple(replace(row, put_off=put_off(raw)) for row, raw in zip(rows, one.raw.rows, strict=True))
    lines = [line for line in one.raw.caption.split("\n") if line]
    category = _category(lines, setting)
    return Roster(
        list_no=0,
        title=next((line for line in reversed(lines) if _is_heading(line, one.raw)), setting.papers.title),
        operation=one.operation.stage,
        cohort=one.operation.cohort,
        category=category,
        rows=tuple(replace(row, category=row.category or category) for row in rows),
        stated=one.raw.stated or next((n for line in reversed(lines) if (n := caption_count(line))), None),
        numbered=one.raw.numbered,
        problems=(*one.raw.problems, *problems, *one.problems, *_outcomes(one, rows)),
        programme_id=one.programme_id,
        verb=one.verb,
    )


def _category(lines: Sequence[str], setting: Setting) -> str | None:
    """Read the category from the nearest heading; one that names the programme itself and no category has none.

    ``第五批…单项冠军企业名单`` under a title that also speaks of products is no list of products.
    """
    for line in reversed(lines):
        found = category_of(line, setting.programme)
        if found or ("名单" in line and any(tight(name) in line for name in setting.programme.names)):
            return found
    return None


def _outcomes(one: Assigned, rows: Sequence[RosterRow]) -> list[Problem]:
    """A renamed row needs its former name; one that itself says it did not pass stands on no list of those that did."""
    if one.operation.stage is Stage.RENAMING:
        return [
            Problem(
                "row",
                f"row {row.row_no}: {row.name} was renamed, and no other name from before is read",
                row.locator,
            )
            for row in rows
            if not row.former_name
        ]
    return [] if one.operation.stage in _LOSSES else list(unclear_outcomes(one.raw, rows))


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
