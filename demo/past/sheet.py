"""A list as rows of printed cells, and as an xlsx workbook: the same bytes each time it is made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from demo.past.data import Column, FilePlan
from demo.past.rows import Row

_LONG_AGO = (2017, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def write_cells(
    rows: Sequence[Row], columns: Mapping[str, Column], *, marked: str = "", lost: Container[int] = ()
) -> list[tuple[str | int, ...]]:
    """Turn rows into printed cells, numbered from 1.

    Args:
        rows: the rows of a list.
        columns: what stands under each printed header.
        marked: put behind each category.
        lost: the numbers of rows that are not there; their numbers are missing with them.
    """
    return [
        tuple(_cell(row, number, column, marked) for column in columns.values())
        for number, row in enumerate(rows, 1)
        if number not in lost
    ]


def _cell(row: Row, number: int, column: Column, marked: str) -> str | int:
    if column == "number":
        return number
    if column == "category":
        return row.category + marked
    if column == "city":
        return row.region.removeprefix("山东省")
    return row.name if column == "name" else row.product


@lru_cache(maxsize=64)
def _workbook(
    heading: tuple[str, ...], header: tuple[str, ...], cells: tuple[tuple[str | int, ...], ...]
) -> bytes:
    """Make a workbook of one sheet: heading lines merged over the table, the header, the rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None, "a new workbook has one sheet"
    for number, line in enumerate(heading, 1):
        sheet.append([line])
        if len(header) > 1:
            sheet.merge_cells(f"A{number}:{get_column_letter(len(header))}{number}")
    for row in (header, *cells):
        sheet.append(list(row))
    raw = io.BytesIO()
    book.save(raw)
    return _timeless(raw.getvalue())


def write_sheet(plan: FilePlan, rows: tuple[Row, ...]) -> bytes:
    """Make the xlsx of a planned attachment."""
    cells = tuple(write_cells(rows, plan.columns, marked=plan.marked, lost=plan.lost))
    return _workbook(plan.heading, tuple(plan.columns), cells)


def _timeless(workbook: bytes) -> bytes:
    """Take the hour of its making out of a workbook, so that the same list has the same hash."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            body = _MODIFIED.sub(rb"\g<1>2017-01-01T00:00:00Z", old.read(member))
            new.writestr(zipfile.ZipInfo(member, _LONG_AGO), body, zipfile.ZIP_DEFLATED)
    return made.getvalue()
