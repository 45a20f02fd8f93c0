"""A workbook's sheets with the values in them and what is said of its cells; nothing in it is run or calculated.

calamine reads the values. It aborts the whole process on a sheet whose one cell stands at XFD1048576: the references in
an xlsx are looked at first, and what still gets through ends only the child process that reads bodies.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

import openpyxl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from config.errors import Unreadable
from tasks.read.office.biff import OldWorkbook
from tasks.read.office.ole import BrokenFile, CompoundFile
from tasks.read.office.opc import Parts
from tasks.read.office.sheet_marks import MAX_COLUMNS, MAX_ROWS, MOST_CELLS, Marks, marks_of_xlsx, sheet_parts

EXACT: Final = 10**15
"""From here on a number typed into a workbook has lost its last digits: it keeps fifteen."""
_MOST_FOR_SECOND_READER = 20 * 2**20
_LARGE_PICTURES = 20_000

Value = int | float | str | bool | time | date | datetime | timedelta | None
Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, each as 0-based row and column."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``number`` from 1; ``values`` from its first filled cell on, which stands at 0-based ``row``, ``column``.

    A hidden sheet, a chart and an empty sheet have no values. ``part`` is its name in an xlsx.
    """

    number: int
    name: str
    hidden: bool
    row: int = 0
    column: int = 0
    values: Sequence[Sequence[Value]] = ()
    merged: Sequence[Range] = ()
    marks: Marks = field(default_factory=Marks)
    part: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook's sheets, the parts of an xlsx, and what of another kind was not looked at and may matter."""

    sheets: tuple[Sheet, ...]
    parts: Parts | None = None
    unread: tuple[str, ...] = ()


def open_workbook(body: bytes, label: str) -> Opened:
    """Open an xlsx, xls, et or xlsb; ``label`` is what messages call it.

    Raises:
        Unreadable: it is broken, locked, or has a cell beyond 20,000 rows or 500 columns.
    """
    if not body.startswith(b"PK"):
        return _open_old(body, label)
    parts = Parts(body, label)
    names = sheet_parts(parts)
    if not names:
        unread = "a binary workbook (xlsb): its hidden rows and its errors are not looked at"
        return Opened(_values(body, label, []), parts, (unread,))
    marks = list(marks_of_xlsx(parts, names))
    try:
        sheets = _values(body, label, marks)
    except Unreadable as error:
        sheets = _second_reader(body, marks, error)
    named = tuple(
        Sheet(s.number, s.name, s.hidden, s.row, s.column, s.values, s.merged, s.marks, part)
        for s, part in zip(sheets, [*names, *[""] * len(sheets)], strict=False)
    )
    return Opened(named, parts)


def _open_old(body: bytes, label: str) -> Opened:
    """Open a workbook of the old binary form."""
    try:
        file = CompoundFile(body)
        old = OldWorkbook(file.read("Workbook" if "Workbook" in file.streams else "Book"))
        marks = list(old.marks())
    except (BrokenFile, KeyError) as error:
        raise Unreadable(label, f"the workbook is broken: {error}") from error
    pictures = ("pictures in an old workbook (xls) are not read",) if old.pictures > _LARGE_PICTURES else ()
    return Opened(_values(body, label, marks), unread=pictures)


def _values(body: bytes, label: str, marks: list[Marks]) -> tuple[Sheet, ...]:
    """Return the sheets as calamine reads them."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(body))
        return tuple(
            _sheet(workbook, at, marks[at] if at < len(marks) else Marks(), label)
            for at in range(len(workbook.sheets_metadata))
        )
    except (
        CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise Unreadable(label, f"the workbook is broken: {error}") from error


def _sheet(workbook: CalamineWorkbook, index: int, marks: Marks, label: str) -> Sheet:
    """Return one sheet by its 0-based index."""
    about = workbook.sheets_metadata[index]
    hidden = about.visible != SheetVisibleEnum.Visible
    bare = Sheet(index + 1, about.name, hidden)
    if hidden or about.typ != SheetTypeEnum.WorkSheet:
        return bare
    sheet: CalamineSheet = workbook.get_sheet_by_index(index)
    if sheet.start is None:
        return bare
    height, width = sheet.total_height, sheet.total_width
    if height > MAX_ROWS or width > MAX_COLUMNS:
        raise Unreadable(label, f"sheet {about.name} has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns")
    if height * width > MOST_CELLS:
        raise Unreadable(
            label, f"sheet {about.name} spans {height} rows of {width} columns, which is too much"
        )
    return Sheet(
        bare.number, bare.name, hidden, *sheet.start, sheet.to_python(), sheet.merged_cell_ranges or (), marks
    )


def _second_reader(body: bytes, marks: list[Marks], error: Unreadable) -> tuple[Sheet, ...]:
    """Return the sheets as openpyxl reads them: it takes some files that calamine refuses.

    Raises:
        Unreadable: what calamine said, for this one takes it neither or it is large.
    """
    if len(body) > _MOST_FOR_SECOND_READER:
        raise error
    try:
        book = openpyxl.load_workbook(io.BytesIO(body), data_only=True, keep_links=False)
        sheets = [book[name] for name in book.sheetnames]
        sizes = [(one.max_row, one.max_column) for one in book.worksheets]
        if any(y > MAX_ROWS or x > MAX_COLUMNS or x * y > MOST_CELLS for y, x in sizes):
            raise error
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        SyntaxError,  # XML that is broken
    ) as cause:
        raise error from cause
    found = []
    for number, sheet in enumerate(sheets, start=1):
        hidden = sheet.sheet_state != "visible"
        if hidden or sheet not in book.worksheets:
            found.append(Sheet(number, sheet.title, hidden))
            continue
        values = [[_plain(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        merged = [
            ((r.min_row - 1, r.min_col - 1), (r.max_row - 1, r.max_col - 1))
            for r in sheet.merged_cells.ranges
        ]
        told = marks[number - 1] if number <= len(marks) else Marks()
        found.append(Sheet(number, sheet.title, hidden, 0, 0, values, merged, told))
    return tuple(found)


def _plain(value: object) -> Value:
    """Return a value of openpyxl's as one of ours."""
    return value if isinstance(value, int | float | str | time | date | timedelta) else str(value or "")
