"""OpenDocument spreadsheets (ods): the texts as they are printed, which such a file holds beside the values.

Source: OASIS OpenDocument 1.2 part 1, 9 Tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from config.errors import Unreadable
from tasks.read.office.opc import Parts
from tasks.read.office.sheet_marks import MAX_COLUMNS, MAX_ROWS, Marks
from tasks.read.office.workbook import Opened, Range, Sheet

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MARK = b"application/vnd.oasis.opendocument.spreadsheet"
_ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "Err:")


def is_opendocument(body: bytes) -> bool:
    """Say whether a workbook is an OpenDocument spreadsheet."""
    return _MARK in body[:256]


def open_spreadsheet(body: bytes, label: str) -> Opened:
    """Open an ods; ``label`` is what messages call it.

    Raises:
        Unreadable: it is broken, locked, or has a cell beyond 20,000 rows or 500 columns.
    """
    parts = Parts(body, label)
    root = parts.xml("content.xml")
    away = {
        style.get(_STYLE + "name", "")
        for style in root.iter(_STYLE + "style")
        for properties in style.iterchildren(_STYLE + "table-properties")
        if properties.get(_TABLE + "display") == "false"
    }
    found = [
        _sheet(table, number, table.get(_TABLE + "style-name", "") in away, label)
        for number, table in enumerate(root.iter(_TABLE + "table"), start=1)
    ]
    pictures = any(True for _ in root.iter(_DRAW + "image"))
    return Opened(tuple(found), None, ("pictures in an ods are not read",) if pictures else ())


def _sheet(table: etree._Element, number: int, hidden: bool, label: str) -> Sheet:
    """Return one sheet, from its first row and column on."""
    name = table.get(_TABLE + "name", "")
    if hidden:
        return Sheet(number, name, True)
    marks, merged = Marks(), list[Range]()
    rows: list[list[str]] = []
    for row, times in _repeated(table, "table-row", "number-rows-repeated"):
        cells = _cells(row, len(rows), merged, marks)
        if cells and len(rows) + times > MAX_ROWS:
            raise Unreadable(label, f"sheet {name} has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns")
        if row.get(_TABLE + "visibility", "visible") != "visible":
            marks.filtered = marks.filtered or row.get(_TABLE + "visibility") == "filter"
            marks.hidden_rows.update(range(len(rows), len(rows) + min(times, MAX_ROWS)))
        rows += [list(cells) for _ in range(min(times, MAX_ROWS - len(rows)))]
    column = 0
    for one, times in _repeated(table, "table-column", "number-columns-repeated"):
        if one.get(_TABLE + "visibility", "visible") != "visible":
            marks.hidden_columns.update(range(column, min(column + times, MAX_COLUMNS)))
        column += times
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    return Sheet(
        number, name, False, 0, 0, [[*row, *[""] * (width - len(row))] for row in rows], merged, marks
    )


def _repeated(parent: etree._Element, name: str, attribute: str) -> Iterator[tuple[etree._Element, int]]:
    """Yield the rows or columns of a table and how often each stands there, whatever groups them."""
    for child in parent:
        if child.tag == _TABLE + name:
            yield child, _count(child, attribute)
        elif child.tag in (
            _TABLE + f"{name}s",
            _TABLE + f"{name}-group",
            _TABLE + f"table-header-{name[6:]}s",
        ):
            yield from _repeated(child, name, attribute)


def _cells(row: etree._Element, at: int, merged: list[Range], marks: Marks) -> list[str]:
    """Return the texts of one row up to its last filled cell, noting what spans and what shows an error."""
    cells: list[str] = []
    for cell in row:
        if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        text = "\n".join("".join(_spoken(line)) for line in cell.iterchildren(_TEXT + "p"))
        times = _count(cell, "number-columns-repeated")
        high, wide = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if high > 1 or wide > 1:
            merged.append(((at, len(cells)), (at + high - 1, len(cells) + wide - 1)))
        if text.startswith(_ERRORS):
            marks.errors[at, len(cells)] = text
        cells += [text] * min(times, MAX_COLUMNS + 1 - len(cells))
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _spoken(line: etree._Element) -> Iterator[str]:
    """Yield the text of one line; a comment beside the cell is none of it."""
    yield line.text or ""
    for child in line:
        if child.tag == _TEXT + "s":
            yield " " * min(_count(child, "c", _TEXT), 100)
        elif child.tag == _TEXT + "line-break":
            yield "\n"
        elif child.tag == _TEXT + "tab":
            yield " "
        elif child.tag in (_TEXT + "span", _TEXT + "a"):
            yield from _spoken(child)
        yield child.tail or ""


def _count(element: etree._Element, attribute: str, space: str = _TABLE) -> int:
    """Return how often something stands there, from 1 to a million."""
    value = element.get(space + attribute, "1")
    return max(1, int(value)) if value.isdecimal() and len(value) < 8 else 1
