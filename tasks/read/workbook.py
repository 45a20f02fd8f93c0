"""A workbook opened by calamine: its sheets with the values in them, within the limits, never run and never calculated.

calamine aborts the whole process on a sheet whose one cell stands at XFD1048576; the references in an xlsx are looked at
first, and what still gets through ends only the child process that reads bodies.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from config.errors import Unreadable

MAX_ROWS = 20_000
MAX_COLUMNS = 500
EXACT = 2**53
"""From here on a number in a workbook has lost its last digits."""
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]{0,300})>")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]{1,7})(\d{1,9})["']""")
_CHUNK = 2**20

Value = int | float | str | bool | time | date | datetime | timedelta
Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, each as 0-based row and column."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``number`` from 1; ``values`` from its first filled cell on, which stands at 0-based ``row``, ``column``.

    A hidden sheet, a chart and an empty sheet have no values.
    """

    number: int
    name: str
    hidden: bool
    row: int = 0
    column: int = 0
    values: tuple[tuple[Value, ...], ...] = ()
    merged: tuple[Range, ...] = ()


def open_workbook(body: bytes, label: str) -> tuple[Sheet, ...]:
    """Return all sheets of a workbook (xlsx, xls, et, xlsb, ods); ``label`` is what messages call it.

    Raises:
        Unreadable: it is broken, locked, or has a cell beyond 20,000 rows or 500 columns.
    """
    try:
        if body.startswith(b"PK"):
            _check_references(body, label)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(body))
        return tuple(_sheet(workbook, number, label) for number in range(len(workbook.sheets_metadata)))
    except (
        CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise Unreadable(label, f"the workbook is broken: {error}") from error


def _sheet(workbook: CalamineWorkbook, index: int, label: str) -> Sheet:
    """Return one sheet by its 0-based index."""
    about = workbook.sheets_metadata[index]
    hidden = about.visible != SheetVisibleEnum.Visible
    bare = Sheet(index + 1, about.name, hidden)
    if hidden or about.typ != SheetTypeEnum.WorkSheet:
        return bare
    sheet: CalamineSheet = workbook.get_sheet_by_index(index)
    if sheet.start is None:
        return bare
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        raise Unreadable(label, f"sheet {about.name} has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns")
    values = tuple(map(tuple, sheet.to_python()))
    return Sheet(bare.number, bare.name, hidden, *sheet.start, values, tuple(sheet.merged_cell_ranges or ()))


def _check_references(body: bytes, label: str) -> None:
    """Refuse an xlsx with a filled cell beyond the limits, by the cell references in its XML."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with package.open(name) as sheet:
                    _check_sheet(sheet, label)


def _check_sheet(sheet: IO[bytes], label: str) -> None:
    """Walk one sheet's XML by chunks, never holding it whole."""
    tail = b""
    while chunk := sheet.read(_CHUNK):
        for tag in _CELL.finditer(tail + chunk):
            found = None if tag[1].endswith(b"/") else _REFERENCE.search(tag[1])
            if found and (int(found[2]) > MAX_ROWS or _column(found[1]) > MAX_COLUMNS):
                place = (found[1] + found[2]).decode()
                raise Unreadable(
                    label, f"a cell stands at {place}: more than {MAX_ROWS} rows or {MAX_COLUMNS} columns"
                )
        tail = chunk[-400:]


def _column(letters: bytes) -> int:
    """Return a column's number from 1 (A is 1)."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
