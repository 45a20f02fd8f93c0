"""Rows of a table: header, group headings, totals and notes told apart; nothing is dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tasks.read.document import Table
from tasks.recognise.asides import (
    Groups,
    is_aside,
    is_cut,
    is_remark,
    is_trade,
    read_total,
    split_count,
    year_heading,
)
from tasks.recognise.cohort import find_cohorts
from tasks.recognise.columns import Columns, Role, read_header_rows
from tasks.recognise.grid import (
    IsRegion,
    Row,
    bare_grid,
    filled,
    infer_columns,
    looks_like_rows,
    name_unnamed,
    runs_on,
    texts_of,
)  # fmt: skip
from tasks.recognise.notice import Problem
from tasks.recognise.numerals import parse_number
from tasks.recognise.rawlist import RawList, RawRow, divide
from tasks.recognise.serial import read_serial, settle_numbers
from tasks.recognise.table_kind import foreign_header, is_form, why_no_list
from tasks.recognise.table_rows import read_group
from tasks.recognise.wrapped import fill_down, mend_rows

__all__ = ["Around", "IsRegion", "TableRead", "read_table"]

_CAPTION = re.compile(
    r"名单|^附件|^[一二三四五六七八九十]{1,3}、|^\([一二三四五六七八九十]{1,3}\)|企业$|产品$|集群$"
)
_OWN_HEADING = re.compile(r"名单$|^附件|^[一二三四五六七八九十]{1,3}、|^\([一二三四五六七八九十]{1,3}\)")


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a table or a run of paragraphs.

    ``caption`` is what stands above, ``sha256`` the body, ``subject`` the programme's kind of subject, ``uncertain`` whether
    the reader may take one sign for another (OCR). ``opens_with_region`` tells whether a name begins with the name of a place.
    """

    caption: str
    sha256: str
    is_region: IsRegion
    subject: str = "enterprise"
    uncertain: bool = False
    opens_with_region: IsRegion = bool


@dataclass(frozen=True, slots=True)
class TableRead:
    """The lists of one table, its columns for a table that runs on, and why it or a part of it is no list."""

    lists: tuple[RawList, ...]
    columns: Columns | None = None
    asides: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Reading:
    """The state of reading one table downwards; ``rows`` are those of each half side by side."""

    around: Around
    columns: Columns | None
    caption: str
    region: str = ""
    cohort: str = ""
    runs_on: bool = False
    counted: str = ""
    used: set[int] = field(default_factory=set)
    heads: list[str] = field(default_factory=list)
    orphans: list[Problem] = field(default_factory=list)
    rows: list[list[RawRow]] = field(default_factory=list)
    groups: Groups = field(default_factory=Groups)
    problems: list[Problem] = field(default_factory=list)
    done: list[RawList] = field(default_factory=list)
    asides: list[Problem] = field(default_factory=list)
    skipping: bool = False
    locator: str = ""
    header_at: str = ""

    @property
    def read(self) -> int:
        """How many rows with a name stand above."""
        return sum(bool(row.name) for half in self.rows for row in half)


def read_table(table: Table, around: Around, *, before: Columns | None) -> TableRead:
    """Read the lists of one table.

    Args:
        table: rectangular, spans expanded, headers still in it.
        around: what is known around it.
        before: the columns of the table before, for one that runs on over a page without a header.

    Returns:
        The lists, none for a table that is no list, with the reason where a rule sets it aside.
    """
    rows = bare_grid(table.rows)
    if before is not None and rows and len(table.rows[0]) == len(before.roles):
        rows = list(table.rows)  # a column that is empty on this page alone is still one of the list's
    foreign = foreign_header(rows)
    if foreign or is_form(rows):
        why = f"its header names {foreign}, no subjects" if foreign else "a form to fill in"
        return TableRead((), None, (_aside(table.locator, why),))
    caption = "\n".join(filter(None, (around.caption, table.name)))
    reading = _Reading(around, None, caption, locator=table.locator, header_at=table.locator)
    _begin(reading, rows, before)
    at = 0
    while at < len(rows):
        at += _take(reading, rows, at)
    _close(reading)
    if not reading.done and reading.columns is None and looks_like_rows(rows, subject=around.subject):
        problem = Problem("header", "a table that may be a list, and no rule knows its header", table.locator)
        return TableRead((RawList(caption, (), around.sha256, (problem,)),))
    return TableRead(tuple(reading.done), reading.columns, tuple(reading.asides))


def _aside(locator: str, why: str) -> Problem:
    return Problem("set aside", f"{locator} is no list: {why}", locator)


def _begin(reading: _Reading, rows: Sequence[Row], before: Columns | None) -> None:
    """Take over the columns of the table before, or infer them, where the table has no header of its own."""
    around = reading.around
    texts = [[cell.text for cell in row] for row in rows]
    headers = (at for at in range(len(texts)) if read_header_rows(texts, at, misread=around.uncertain))
    first = next(headers, len(rows))
    if before is not None and runs_on(rows[:first], before, subject=around.subject):
        reading.columns, reading.runs_on = before, True
    elif first == len(rows):
        reading.columns = infer_columns(rows, subject=around.subject, is_region=around.is_region)


def _take(reading: _Reading, rows: Sequence[Row], at: int) -> int:
    """Take the row at a place; give how many rows that used."""
    row, texts = rows[at], texts_of(rows[at])
    distinct = filled(texts)
    if not distinct:
        return 1
    header = read_header_rows(
        [[cell.text for cell in one] for one in rows[at : at + 2]], 0, misread=reading.around.uncertain
    )
    if header is not None:
        _take_header(reading, header[0], rows[at:], used=header[1])
        return header[1]
    foreign = foreign_header([row])
    if foreign and reading.columns is not None:
        _close(reading)
        reading.columns, reading.skipping = None, True
        reading.asides.append(_aside(row[0].locator, f"its header names {foreign}, no subjects"))
    if reading.skipping:
        return 1
    total = next((found for text in distinct if (found := read_total(text))), None)
    if total is not None:
        _take_total(reading, total, distinct, row[0].locator)
    elif len(distinct) == 1 and is_remark(distinct[0]) and is_cut(distinct[0]):
        _take_heading(reading, distinct[0], row[0].locator)
    elif is_remark(distinct[0]) or (len(distinct) == 1 and is_aside(distinct[0])):
        return 1
    elif len(distinct) == 1 and _is_heading(reading, texts):
        _take_heading(reading, distinct[0], row[0].locator)
    elif reading.columns is not None:
        _take_row(reading, row)
    elif len(row) == 1:
        reading.caption = f"{reading.caption}\n{texts[0]}".strip()
    else:
        reading.heads = texts
        if looks_like_rows([row, row], subject=reading.around.subject):
            text = f"a row above the header: {' '.join(distinct)[:60]}"
            reading.orphans.append(Problem("row", text, row[0].locator))
    return 1


def _is_heading(reading: _Reading, texts: Sequence[str]) -> bool:
    """Tell a heading from a row: it is merged over the row, or says so; else the text goes on with the row above."""
    text = next(one for one in texts if one)
    label, stated = split_count(text)
    if stated is not None or reading.around.is_region(label) or year_heading(text) or is_cut(text):
        return True
    filled_cells = sum(map(bool, texts))
    if len(texts) == 1:
        return reading.columns is not None and bool(_OWN_HEADING.search(text))
    if filled_cells > 1 or reading.columns is None:
        return read_serial(text) is None
    role = reading.columns.roles[texts.index(text)]
    return (role is Role.NUMBER and read_serial(text) is None) or bool(_OWN_HEADING.search(text))


def _take_total(reading: _Reading, total: tuple[str, int | None], distinct: list[str], locator: str) -> None:
    word, number = total
    others = [
        found
        for text in distinct[1:]
        if (found := parse_number(re.sub(r"[个家项户]$", "", text))) is not None
    ]
    if number is None and len(others) == 1:
        number = others[0]
    if number is not None and reading.columns is not None:
        reading.groups.total(word, number, rows=reading.read, locator=locator)


def _take_header(reading: _Reading, header: Columns, rows: Sequence[Row], *, used: int) -> None:
    """A header that comes again (a new page) goes on with the list, in whatever order its columns now stand.

    Another one begins another list.
    """
    known = reading.columns
    if known is not None and sorted(map(str, known.roles)) == sorted(map(str, header.roles)):
        reading.columns = name_unnamed(header, rows[used:])
        return
    _close(reading)
    reading.columns, reading.skipping = name_unnamed(header, rows[used:]), False
    reading.problems, reading.orphans = reading.orphans, []
    reading.runs_on, reading.header_at = False, rows[0][0].locator
    titles = [text for text in header.printed if find_cohorts(text)]
    reading.caption = "\n".join(filter(None, (reading.caption, *titles)))


def _take_heading(reading: _Reading, text: str, locator: str) -> None:
    label, stated = split_count(text)
    if is_cut(text):
        reading.problems.append(Problem("list cut", text[:60], locator))
    elif (year := year_heading(text)) and reading.columns is not None:
        reading.cohort = year
        reading.groups.begin(label, stated, rows=reading.read, locator=locator)
    elif reading.around.is_region(label):
        reading.region = label
        reading.groups.begin(label, stated, rows=reading.read, locator=locator)
    elif reading.columns is None:
        reading.caption = f"{reading.caption}\n{text}".strip()
    elif _CAPTION.search(text) and not (stated is not None and is_trade(label)):
        _close(reading)
        reading.caption, reading.region, reading.cohort = text, "", ""
    elif stated is not None or is_trade(label):
        reading.groups.begin(label, stated, rows=reading.read, locator=locator)
    else:
        reading.problems.append(Problem("row", f"a row that is no row of the list: {text[:60]}", locator))


def _take_row(reading: _Reading, row: Row) -> None:
    columns = reading.columns
    if columns is None:
        return
    reading.used |= {at for at, cell in enumerate(row) if cell.text.strip()}
    halves = columns.groups()
    while len(reading.rows) < len(halves):
        reading.rows.append([])
    around = reading.around
    for half, group in zip(reading.rows, halves, strict=False):
        found, problems = read_group(columns, row, group, subject=around.subject, uncertain=around.uncertain)
        if {one.text for one in problems} - {one.text for one in reading.problems}:
            reading.problems += problems
        for one in found:
            half.append(_placed(reading, one))


def _placed(reading: _Reading, row: RawRow) -> RawRow:
    """Give a row what the headings above it and its region column say; 武汉市(2个) in the column counts as a heading."""
    label, stated = split_count(row.region)
    if stated is not None and row.region != reading.counted:
        reading.counted = row.region
        reading.groups.begin(label, stated, rows=reading.read, locator=row.locator)
    return replace(
        row,
        region=(label if stated is not None else row.region) or reading.region,
        cohort=row.cohort or reading.cohort,
        section=reading.groups.section,
    )


def _close(reading: _Reading) -> None:
    """End the list under way: join what was wrapped, settle its numbers, divide it where they begin again."""
    around = reading.around
    reading.groups.close(reading.read)
    halves = [
        settle_numbers(mend_rows(half, subject=around.subject), misread=around.uncertain)
        for half in reading.rows
    ]
    if reading.columns is not None:
        everything = [row for half in halves for row in half]
        why = why_no_list(reading.columns, everything, is_region=around.is_region)
        if why and not (around.uncertain and why.startswith("an empty form") and everything):
            reading.asides.append(_aside(reading.header_at if reading.done else reading.locator, why))
        else:
            _keep(reading, halves)
    reading.rows, reading.problems, reading.groups, reading.used = [], [], Groups(), set()


def _keep(reading: _Reading, halves: list[list[RawRow]]) -> None:
    problems = (*reading.problems, *reading.groups.problems, *_unknown_columns(reading))
    for caption, rows in _lists(reading, halves):
        if not reading.region:
            rows = fill_down(rows)
        for part in divide(rows):
            if part or problems:
                found = RawList(
                    caption, tuple(part), reading.around.sha256, problems, runs_on=reading.runs_on
                )
                reading.done.append(found)
                problems, reading.runs_on = (), False


def _lists(reading: _Reading, halves: list[list[RawRow]]) -> list[tuple[str, list[RawRow]]]:
    """Set halves side by side one after the other; those that each count from 1 are lists of their own."""
    if len(halves) < 2:
        return [(reading.caption, row) for row in halves]
    together = sorted((row for half in halves for row in half), key=lambda row: row.number or 0)
    apart = [half for half in halves if half]
    if len(apart) > 1 and all(half[0].number == 1 for half in apart):
        heads = [reading.heads[group[0]] if reading.heads else "" for group in _groups(reading)]
        return [
            (f"{reading.caption}\n{head}".strip(), half) for head, half in zip(heads, halves, strict=False)
        ]
    return [(reading.caption, together)]


def _groups(reading: _Reading) -> list[range]:
    return reading.columns.groups() if reading.columns is not None else []


def _unknown_columns(reading: _Reading) -> list[Problem]:
    """A column that no rule knows is a problem where anything stands in it."""
    if reading.columns is None:
        return []
    return [
        Problem("unknown column", f"no rule knows the column {text or 'without a header'}", reading.header_at)
        for at, (text, role) in enumerate(zip(reading.columns.printed, reading.columns.roles, strict=True))
        if role is None and at in reading.used
    ]
