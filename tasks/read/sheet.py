"""Spreadsheets (xlsx, xls, et, xlsb, ods by content): sheets to tables, each cell with its true reference.

The bytes are opened in a child process only. Hidden sheets are left out with a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypedDict

from config.errors import Unreadable
from tasks.read import workbook
from tasks.read.about import About, ReadInner
from tasks.read.characters import even, lines_of
from tasks.read.document import Cell, Document, Table
from tasks.read.garble import judge
from tasks.read.package import check_package

_MAX_FILLED = 2_000_000


class Sheet(TypedDict, total=False):
    """One sheet as it was opened, its values as text."""

    no: int
    name: str
    hidden: bool
    row: int
    column: int
    cells: list[list[str]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    long: bool


def read_workbook(body: bytes, about: About, read_inner: ReadInner) -> tuple[Document, ...]:  # noqa: ARG001 -- pictures inside come next
    """Read a workbook in this process; a sheet without a filled cell gives no table.

    The title is the first sheet's first row where that row holds one text alone, else empty.

    Raises:
        Unreadable: the file is broken, locked or too large.
    """
    if body.startswith(b"PK"):
        check_package(body, about=about.label)
    sheets = [_as_answered(sheet) for sheet in workbook.open_workbook(body, about.label)]
    shown = [sheet for sheet in sheets if not sheet["hidden"] and sheet["cells"]]
    mender = judge("\n".join(text for sheet in shown for row in sheet["cells"] for text in row))
    tables = tuple(_table(sheet, about.label, lambda text: _cell_text(text, mender.mend)) for sheet in shown)
    return (
        Document(
            sha256=about.sha256, media="xlsx", title=_title(tables), blocks=tables, name=about.name,
            garble=mender.report, warnings=_warnings(sheets, shown), read_by="spreadsheet",
        ),
    )  # fmt: skip


def _as_answered(sheet: workbook.Sheet) -> Sheet:
    """Return a sheet as the child answers it."""
    return {
        "no": sheet.number,
        "name": sheet.name,
        "hidden": sheet.hidden,
        "row": sheet.row,
        "column": sheet.column,
        "cells": [[_written(value) for value in row] for row in sheet.values],
        "merged": list(sheet.merged),
        "long": any(
            isinstance(v, int | float) and abs(v) >= workbook.EXACT for row in sheet.values for v in row
        ),
    }


def _written(value: workbook.Value) -> str:
    """Return a cell's value as a person reads it: whole floats as integers, dates as ISO."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _cell_text(text: str, mend: Callable[[str], str]) -> str:
    """Return a cell's text with its own line breaks kept and all else made even."""
    return "\n".join(lines_of(mend(even(text))))


def _table(sheet: Sheet, about: str, clean: Callable[[str], str]) -> Table:
    """Return one sheet as a table, merged cells filled from their top-left one."""
    top, left, place = sheet["row"], sheet["column"], f"sheet {sheet['no']}"
    rows = [
        [Cell(clean(text), f"{place}!{_letters(left + x)}{top + y + 1}") for x, text in enumerate(row)]
        for y, row in enumerate(sheet["cells"])
    ]
    filled = 0
    for (first_y, first_x), (last_y, last_x) in sheet["merged"]:
        y0, x0 = first_y - top, first_x - left
        if not (0 <= y0 < len(rows) and 0 <= x0 < len(rows[0])):
            continue
        y1, x1 = min(last_y - top, len(rows) - 1), min(last_x - left, len(rows[0]) - 1)
        filled += (y1 - y0 + 1) * (x1 - x0 + 1)
        if filled > _MAX_FILLED:
            raise Unreadable(about, f"{place}: its merged cells cover more than {_MAX_FILLED} cells")
        for row in rows[y0 : y1 + 1]:
            row[x0 : x1 + 1] = [rows[y0][x0]] * (x1 - x0 + 1)
    return Table(tuple(map(tuple, rows)), place, even(sheet["name"]))


def _letters(column: int) -> str:
    """Return a column's letters from its 0-based number (0 is A, 26 is AA)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _title(tables: tuple[Table, ...]) -> str:
    """Return the text that stands alone in one of the first rows, an appendix number apart; else nothing."""
    for row in tables[0].rows[:3] if tables else ():
        texts = {cell.text for cell in row if cell.text}
        if len(texts) == 1 and not (only := texts.pop()).startswith("附件"):
            return "".join(only.split("\n"))
        if len(texts) > 1:
            return ""
    return ""


def _warnings(sheets: list[Sheet], shown: list[Sheet]) -> tuple[str, ...]:
    """Say what was left out or lost."""
    hidden = [
        f"hidden sheet {sheet['no']} ({sheet['name']}) was left out" for sheet in sheets if sheet["hidden"]
    ]
    long = [
        f"sheet {sheet['no']} holds numbers of more than 15 digits: their last ones are lost"
        for sheet in shown
        if sheet["long"]
    ]
    return (*hidden, *long, *(() if shown else ("no filled sheet was found",)))
