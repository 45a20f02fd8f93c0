"""Lists that go on over pages become one again; what is wrong with a whole list is said when it stands complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.recognise.notice import Problem
from tasks.recognise.rawlist import RawList, RawRow, with_numbering
from tasks.recognise.serial import settle_numbers
from tasks.recognise.wrapped import mend_rows


def join_on(lists: list[RawList], found: Sequence[RawList], *, table: bool) -> None:
    """Add lists to those of a document; the first goes on with the last one where its numbers or its table do.

    Args:
        lists: those so far, changed in place.
        found: new ones.
        table: whether they stand in a table.
    """
    for at, one in enumerate(found):
        if at == 0 and lists and _goes_on(lists[-1], one, table=table):
            lists[-1] = _joined(lists[-1], one)
        else:
            lists.append(one)


def _goes_on(last: RawList, first: RawList, *, table: bool) -> bool:
    if not last.rows or not first.rows or last.sha256 != first.sha256:
        return False
    if first.runs_on:
        return True
    numbers = [row.number for row in first.rows if row.number is not None]
    before = next((row.number for row in reversed(last.rows) if row.number is not None), None)
    if not numbers or before is None:
        return False
    return numbers[0] == before + 1 or (table and numbers[0] > 1)


def _joined(last: RawList, first: RawList) -> RawList:
    """Join two; numbers that begin again at 1 on a new page count their own page."""
    base = last.rows[-1].section
    anew = next((row.number for row in first.rows if row.number is not None), None) == 1
    shifted = [replace(row, section=base + row.section + anew) for row in first.rows]
    return replace(last, rows=(*last.rows, *shifted), problems=(*last.problems, *first.problems))


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
