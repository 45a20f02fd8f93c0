"""One row of a table becomes a printed row of a list: each cell in its role, its doubts kept, several in one told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tasks.read.document import Cell
from tasks.recognise.asides import is_cut
from tasks.recognise.columns import Columns, Role, name_column, naming_role
from tasks.recognise.names import is_strong
from tasks.recognise.notice import Problem
from tasks.recognise.plausible import why_odd
from tasks.recognise.rawlist import RawRow
from tasks.recognise.serial import read_serial
from tasks.recognise.text import normal, tight
from tasks.recognise.wrapped import lines_of, names_in

_JOINED = {Role.REGION: "", Role.CATEGORY: " ", Role.NOTE: " ", Role.RESULT: " "}
_WHAT = {
    Role.PRODUCT: "product", Role.FORMER: "former name", Role.REGION: "region", Role.CATEGORY: "category",
    Role.COHORT: "batch", Role.RESULT: "result", Role.NOTE: "remark", Role.CODE: "credit code", Role.AWARDED: "title",
    Role.APPLICANT: "applicant", Role.NAME: "name", Role.FROM_CATEGORY: "former category",
}  # fmt: skip


def read_group(
    columns: Columns, row: Sequence[Cell], group: range, *, subject: str, uncertain: bool
) -> tuple[list[RawRow], list[Problem]]:
    """Read the row of one half of a table.

    Args:
        columns: the table's columns.
        row: all its cells.
        group: the columns of this half.
        subject: the programme's kind of subject.
        uncertain: whether the reader may take one sign for another.

    Returns:
        No row where the half is empty; several where its cells hold as many lines each. A row whose name is missing or
        cut has an empty name and its text as note: it keeps its number, and is to be reported.
    """
    if not any(row[at].text.strip() for at in group):
        return [], []
    place = name_column(columns, group, subject)
    problems = []
    if place is None:
        role = naming_role(columns)
        place = next((at for at in group if columns.roles[at] is role), group[0])
        named = [columns.printed[at] for at in group if columns.roles[at] is role]
        if len(named) > 1:
            text = f"two columns could name the subject: {', '.join(named)}"
            problems.append(Problem("column", text, row[place].locator))
    parts = _apart(columns, row, group, place, subject=subject)
    rows = [_raw(columns, part, place, uncertain=uncertain) for part in parts]
    return rows, problems


def _apart(
    columns: Columns, row: Sequence[Cell], group: range, place: int, *, subject: str
) -> list[dict[int, Cell]]:
    """Take apart a row whose cells hold the lines of several rows, where each has as many lines or one for all."""
    whole = {at: row[at] for at in group}
    numbers = [at for at in group if columns.roles[at] is Role.NUMBER]
    lines = lines_of(row[place].text)
    count = len(lines)
    serials = [read_serial(line) for line in lines_of(row[numbers[0]].text)] if numbers else []
    if (
        count < 2
        or len(serials) != count
        or None in serials
        or not all(is_strong(tight(x), subject=subject) for x in lines)
    ):
        return [whole]
    if any(len(lines_of(cell.text)) not in {0, 1, count} for cell in whole.values()):
        return [whole]
    return [{at: _line(cell, line, count) for at, cell in whole.items()} for line in range(count)]


def _line(cell: Cell, at: int, count: int) -> Cell:
    lines = lines_of(cell.text)
    return replace(cell, text=lines[at]) if len(lines) == count else cell


def _raw(columns: Columns, cells: Mapping[int, Cell], place: int, *, uncertain: bool) -> RawRow:
    at: dict[Role, list[Cell]] = {}
    for column, cell in cells.items():
        role = columns.roles[column]
        if role is not None and column != place:
            at.setdefault(role, []).append(cell)
    subject = cells[place]
    name = normal(subject.text)
    at = {role: [one for one in found if _is_own(one, subject)] for role, found in at.items()}
    number = next(iter(at.get(Role.NUMBER, ())), None)
    used = [
        (columns.roles[place] or Role.NAME, subject),
        *((role, cell) for role in _WHAT for cell in at.get(role, ())),
    ]
    whole = name and not name.endswith(("...", "…")) and not is_cut(tight(name))
    note = " ".join(filter(None, (_text(at, Role.NOTE), _text(at, Role.RESULT), _text(at, Role.AWARDED))))
    return RawRow(
        number=read_serial(number.text) if number is not None else None,
        name=name if whole else "",
        locator=subject.locator,
        region=tight(_text(at, Role.REGION)),
        product=_text(at, Role.PRODUCT),
        category=_text(at, Role.CATEGORY),
        former=_text(at, Role.FORMER),
        note=note if whole else " ".join(filter(None, (normal(cell.text) for cell in cells.values())))[:80],
        cohort=_text(at, Role.COHORT),
        code=_text(at, Role.CODE),
        from_category=_text(at, Role.FROM_CATEGORY),
        doubt="; ".join(_doubts(used, uncertain=uncertain)),
        number_doubt=number.doubt if number is not None else "",
    )


def _is_own(cell: Cell, subject: Cell) -> bool:
    """Tell whether a cell says something of its own: the name's cell may be merged over its neighbours."""
    return cell is not subject and normal(cell.text) != normal(subject.text)


def _text(at: Mapping[Role, Sequence[Cell]], role: Role) -> str:
    """Give the text of a role; where several columns have it (省, 市, 县) they are joined, or the first one counts."""
    texts = list(dict.fromkeys(text for cell in at.get(role, ()) if (text := normal(cell.text))))
    return _JOINED[role].join(texts) if role in _JOINED else next(iter(texts), "")


def _doubts(used: Iterable[tuple[Role, Cell]], *, uncertain: bool) -> list[str]:
    """Say why texts of the row may be wrong: what the reader said, and what no name can hold."""
    found = []
    for place, (role, cell) in enumerate(used):
        what = "" if place == 0 else f"{_WHAT[role]}: "
        odd = why_odd(normal(cell.text), uncertain=uncertain and place == 0)
        found += [what + (cell.doubt or odd)] if cell.doubt or odd else []
        if place == 0 and names_in(cell.text) > 1:
            found.append(f"one cell holds {names_in(cell.text)} names")
    return found
