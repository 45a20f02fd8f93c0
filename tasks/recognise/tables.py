"""Rows of a table: header, group headings, totals and notes told apart; nothing is dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tasks.read.document import Cell, Table
from tasks.recognise.columns import Columns, Role, naming_role, read_header
from tasks.recognise.notice import Problem
from tasks.recognise.numerals import parse_number
from tasks.recognise.rawlist import RawList, RawRow, with_numbering
from tasks.recognise.text import normal, tight

_TOTAL = re.compile(r"^(?:合计|总计|共计|小计|总数)")
_REMARK = re.compile(r"^(?:注\d?|备注|说明|注释)[::]|^[*※]|不分先后|排名不分|^\(?此页|^第?\d+页$")
_CAPTION = re.compile(
    r"名单|^附件|^[一二三四五六七八九十]{1,3}、|^\([一二三四五六七八九十]{1,3}\)|企业$|产品$|集群$"
)
_CUT = re.compile(r"^[.…·]{3,}$|^(?:略|更多|……)")
_NUMBER = re.compile(r"^(\d{1,5})[.、)]?$")

IsRegion = Callable[[str], bool]


@dataclass(slots=True)
class _Reading:
    """The state of reading one table downwards."""

    columns: Columns | None
    caption: str
    region: str = ""
    rows: list[RawRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    done: list[RawList] = field(default_factory=list)


def read_table(
    table: Table, *, caption: str, sha256: str, is_region: IsRegion, before: Columns | None
) -> tuple[list[RawList], Columns | None]:
    """Read the lists of one table.

    Args:
        table: rectangular, spans expanded, headers still in it.
        caption: what stands above the table.
        sha256: the body the table stands in.
        is_region: tells whether a text is a region (a heading 武汉市(2个)).
        before: the columns of the table before, for one that runs on over a page without a header.

    Returns:
        The lists, none for a table that is no list, and the columns for a table that runs on.
    """
    reading = _Reading(columns=None, caption="\n".join(filter(None, (caption, table.name))))
    if before is not None and _runs_on(table, before):
        reading.columns = before
    for row in table.rows:
        _take(reading, row, sha256=sha256, is_region=is_region)
    _close(reading, sha256)
    if not reading.done and reading.columns is None and _looks_numbered(table):
        problem = Problem("header", "a numbered table whose header no rule knows", table.locator)
        return [RawList(reading.caption, (), sha256, (problem,))], None
    return reading.done, reading.columns


def _runs_on(table: Table, before: Columns) -> bool:
    first = table.rows[0] if table.rows else ()
    return len(first) == len(before.roles) and bool(_NUMBER.match(normal(first[0].text)))


def _looks_numbered(table: Table) -> bool:
    numbers = [_number(row[0].text) for row in table.rows if row]
    return len(table.rows) >= 3 and len(table.rows[0]) > 1 and numbers[1:4] in ([1, 2, 3], [2, 3, 4])


def _take(reading: _Reading, row: Sequence[Cell], *, sha256: str, is_region: IsRegion) -> None:
    texts = [tight(cell.text) for cell in row]
    distinct = {text for text in texts if text}
    if not distinct:
        return
    header = read_header([cell.text for cell in row])
    if header is not None:
        _take_header(reading, header, row[0].locator, sha256)
    elif any(_TOTAL.match(text) for text in texts) or _REMARK.search(next(text for text in texts if text)):
        return
    elif len(distinct) == 1 and len(row) > 1 and not _NUMBER.match(next(iter(distinct))):
        _take_heading(reading, distinct.pop(), row[0].locator, sha256=sha256, is_region=is_region)
    elif reading.columns is not None:
        for group in reading.columns.groups():
            _take_row(reading, reading.columns, [row[at] for at in group], group)
    elif len(row) == 1:
        reading.caption = f"{reading.caption}\n{texts[0]}".strip()


def _take_header(reading: _Reading, header: Columns, locator: str, sha256: str) -> None:
    """A header that comes again (a new page) changes nothing; another one begins another list."""
    if reading.columns is not None and header.roles == reading.columns.roles:
        return
    _close(reading, sha256)
    reading.columns = header
    reading.problems = [
        Problem("unknown column", f"no rule knows the column {text}", locator)
        for text in header.unknown
        if text
    ]


def _take_heading(reading: _Reading, text: str, locator: str, *, sha256: str, is_region: IsRegion) -> None:
    bare = re.sub(r"\((?:共)?[^()]{1,6}[个家项户]\)$", "", text).rstrip(":")
    if _CUT.match(text):
        reading.problems.append(Problem("list cut", text, locator))
    elif is_region(bare):
        reading.region = bare
    elif reading.columns is None:
        reading.caption = f"{reading.caption}\n{text}".strip()
    elif _CAPTION.search(text):
        _close(reading, sha256)
        reading.caption, reading.region = text, ""
    else:
        reading.problems.append(Problem("row", f"a row that is no row of the list: {text[:60]}", locator))


def _take_row(reading: _Reading, columns: Columns, cells: Sequence[Cell], group: range) -> None:
    at = {role: cells[place - group.start] for place in group if (role := columns.roles[place]) is not None}
    if not any(cell.text.strip() for cell in cells):
        return
    subject = at.get(naming_role(columns)) or next(iter(at.values()))
    name = normal(subject.text)
    if not name or name.endswith(("...", "…")):
        reading.problems.append(
            Problem("row cut", " ".join(normal(cell.text) for cell in cells)[:80], subject.locator)
        )
        return

    def text(role: Role) -> str:
        return normal(at[role].text) if role in at and at[role] is not subject else ""

    reading.rows.append(
        RawRow(
            number=_number(at[Role.NUMBER].text) if Role.NUMBER in at else None,
            name=name,
            locator=subject.locator,
            region=text(Role.REGION) or reading.region,
            product=text(Role.PRODUCT),
            category=text(Role.CATEGORY),
            former=text(Role.FORMER),
            note=" ".join(filter(None, (text(Role.NOTE), text(Role.AWARDED)))),
        )
    )


def _number(text: str) -> int | None:
    bare = normal(text)
    found = _NUMBER.match(bare)
    return int(found[1]) if found else parse_number(bare) if bare else None


def _close(reading: _Reading, sha256: str) -> None:
    """End the list under way; numbers that begin again at 1 divide it into the lists they count."""
    if reading.rows or (reading.columns is not None and reading.problems):
        rows = reading.rows
        if reading.columns is not None and len(reading.columns.groups()) > 1:
            rows = sorted(rows, key=lambda row: row.number or 0)
        for part in _divide(rows):
            found = RawList(reading.caption, tuple(part), sha256, tuple(reading.problems))
            reading.done.append(with_numbering(found))
    reading.rows, reading.problems = [], []


def _divide(rows: Sequence[RawRow]) -> list[list[RawRow]]:
    parts: list[list[RawRow]] = [[]]
    for row in rows:
        if row.number == 1 and parts[-1]:
            parts.append([])
        parts[-1].append(row)
    return parts
