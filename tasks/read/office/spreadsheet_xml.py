"""Workbooks written as one XML file (Excel 2003, and many programs that export): their sheets with the values in them.

Source: Microsoft Office 2003 XML Reference Schemas, SpreadsheetML.
"""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from config.errors import Unreadable
from tasks.read.office.opc import parse_xml
from tasks.read.office.sheet_marks import MAX_COLUMNS, MAX_ROWS, MOST_CELLS, Marks
from tasks.read.office.workbook import Opened, Range, Sheet, Value

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"


def open_xml(body: bytes, label: str) -> Opened:
    """Open a workbook written as XML; ``label`` is what messages call it.

    Raises:
        Unreadable: its XML is broken, or a cell stands beyond 20,000 rows or 500 columns.
    """
    root = parse_xml(body, label)
    sheets = root.iterchildren(_S + "Worksheet")
    return Opened(tuple(_sheet(one, number, label) for number, one in enumerate(sheets, start=1)))


def _sheet(element: etree._Element, number: int, label: str) -> Sheet:
    """Return one sheet."""
    name = element.get(_S + "Name", "")
    if next((one.text for one in element.iter(_VISIBLE)), None) not in (None, "SheetVisible"):
        return Sheet(number, name, True)
    table, marks, merged = element.find(_S + "Table"), Marks(), list[Range]()
    grid: dict[tuple[int, int], Value] = {}
    y = 0
    for row in table.iterchildren(_S + "Row") if table is not None else ():
        y = _whole(row, "Index", y + 1) - 1
        if row.get(_S + "Hidden") == "1":
            marks.hidden_rows.add(y)
        x = 0
        for cell in row.iterchildren(_S + "Cell"):
            x = _whole(cell, "Index", x + 1) - 1
            if y >= MAX_ROWS or x >= MAX_COLUMNS:
                raise Unreadable(
                    label, f"sheet {name} has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns"
                )
            across, down = _whole(cell, "MergeAcross", 0), _whole(cell, "MergeDown", 0)
            if across or down:
                merged.append(((y, x), (y + down, x + across)))
            _note(cell, (y, x), grid, marks)
            x += 1 + across
        y += 1
    _note_columns(table, marks)
    height, width = max((y for y, _ in grid), default=-1) + 1, max((x for _, x in grid), default=-1) + 1
    if height * width > MOST_CELLS:
        raise Unreadable(label, f"sheet {name} spans {height} rows of {width} columns, which is too much")
    values = [[grid.get((y, x), "") for x in range(width)] for y in range(height)]
    return Sheet(number, name, False, 0, 0, values, merged, marks)


def _note(
    cell: etree._Element, place: tuple[int, int], grid: dict[tuple[int, int], Value], marks: Marks
) -> None:
    """Note one cell's value, the error it shows, or that its formula has no value."""
    data = cell.find(_S + "Data")
    if data is None:
        if cell.get(_S + "Formula"):
            grid[place] = ""
            marks.empty.add(place)
        return
    text, kind = "".join(data.itertext()), data.get(_S + "Type", "String")
    grid[place] = text
    if kind == "Error":
        marks.errors[place] = text
    try:
        if kind == "Number":
            grid[place] = float(text)
        elif kind == "DateTime":
            grid[place] = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        marks.errors[place] = text


def _note_columns(table: etree._Element | None, marks: Marks) -> None:
    """Note hidden columns."""
    x = 0
    for column in table.iterchildren(_S + "Column") if table is not None else ():
        x = _whole(column, "Index", x + 1) - 1
        span = min(_whole(column, "Span", 0), MAX_COLUMNS)
        if column.get(_S + "Hidden") == "1":
            marks.hidden_columns.update(range(x, x + span + 1))
        x += 1 + span


def _whole(element: etree._Element, name: str, otherwise: int) -> int:
    """Return a number that an element says, ``otherwise`` where it says none."""
    value = element.get(_S + name, "")
    return int(value) if value.isdecimal() and len(value) < 8 else otherwise
