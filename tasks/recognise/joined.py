"""Lists that go on over pages become one again; what is wrong with a whole list is said when it stands complete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.recognise.names import is_strong
from tasks.recognise.notice import Problem
from tasks.recognise.rawlist import RawList, RawRow, with_numbering
from tasks.recognise.serial import settle_numbers
from tasks.recognise.text import tight
from tasks.recognise.wrapped import mend_rows

_HEADING = re.compile(
    r"名单|名录|(?:企业|产品|集群|基地|园区)(?:\([^()]*\))?$|^附件|^[一二三四五六七八九十]{1,3}、|第.{1,3}批|复核|复审|复评"
)
_MOST, _FEW = 0.8, 0.3


def join_on(lists: list[RawList], found: Sequence[RawList], *, table: bool, subject: str) -> None:
    """Add lists to those of a document; one goes on with the last one where its numbers or its table do.

    A list under a heading of its own stays apart, and its numbers may run on from the list before.

    Args:
        lists: those so far, changed in place.
        found: new ones.
        table: whether they stand in a table.
        subject: the programme's kind of subject, by which a table without a header is known for another one.
    """
    for one in found:
        before = _last_number(lists[-1]) if lists and lists[-1].sha256 == one.sha256 else None
        first = next((row.number for row in one.rows if row.number is not None), None)
        if (
            lists
            and _goes_on(lists[-1], one, table=table)
            and (one.runs_on or not _is_headed(lists[-1], one))
        ):
            lists[-1] = _joined(lists[-1], one, subject=subject)
        elif before is not None and first == before + 1 and first > 1:
            lists.append(replace(one, after=before))
        else:
            lists.append(one)


def _last_number(found: RawList) -> int | None:
    return next((row.number for row in reversed(found.rows) if row.number is not None), None)


def _is_headed(last: RawList, first: RawList) -> bool:
    """Tell whether a list stands under a heading of its own."""
    own = first.caption.rsplit("\n", 1)[-1]
    return own not in last.caption.split("\n") and _HEADING.search(own) is not None


def _goes_on(last: RawList, first: RawList, *, table: bool) -> bool:
    if not last.rows or not first.rows or last.sha256 != first.sha256:
        return False
    if first.runs_on:
        return True
    numbers = [row.number for row in first.rows if row.number is not None]
    before = _last_number(last)
    if not numbers or before is None:
        return False
    return numbers[0] == before + 1 or (table and numbers[0] > 1)


def _joined(last: RawList, first: RawList, *, subject: str) -> RawList:
    """Join two; numbers that begin again at 1 on a new page count their own page."""
    base = last.rows[-1].section
    anew = next((row.number for row in first.rows if row.number is not None), None) == 1
    shifted = [replace(row, section=base + row.section + anew) for row in first.rows]
    problems = (*last.problems, *first.problems)
    if first.runs_on and _share(last, subject) > _MOST and _share(first, subject) < _FEW:
        text = f"a table without a header that may be another one: {first.rows[0].name}"
        problems = (*problems, Problem("header", text, first.rows[0].locator))
    return replace(last, rows=(*last.rows, *shifted), problems=problems)


def _share(found: RawList, subject: str) -> float:
    """Say how many of the names end as names of the kind do, from 0 to 1."""
    return sum(is_strong(tight(row.name), subject=subject) for row in found.rows) / len(found.rows)


def finish(found: RawList, *, subject: str, uncertain: bool) -> RawList:
    """Complete a list: rows broken by a page joined, numbering judged, rows without a name reported and left out."""
    rows = settle_numbers(mend_rows(found.rows, subject=subject), misread=uncertain)
    whole = with_numbering(replace(found, rows=tuple(rows)))
    nameless = [row for row in rows if not row.name]
    if not nameless:
        return whole
    cut = tuple(_cut(row) for row in nameless)
    numbering = tuple(one for one in whole.problems if one.kind != "numbering" or not _is_of(one, nameless))
    return replace(whole, rows=tuple(row for row in rows if row.name), problems=(*numbering, *cut))


def _is_of(problem: Problem, rows: Sequence[RawRow]) -> bool:
    return any(row.number is None and row.locator == problem.locator for row in rows)


def _cut(row: RawRow) -> Problem:
    number = f"row {row.number}" if row.number is not None else "a row without a number"
    said = row.note[:80]
    return Problem(
        "row cut", f"{number}: no whole name stands there" + (f" ({said})" if said else ""), row.locator
    )
