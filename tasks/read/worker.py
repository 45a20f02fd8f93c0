"""The inside of the child process: a spreadsheet on standard input, its visible cells as JSON on standard output.

It stands alone (standard library and calamine only), so that it runs by its path in an isolated interpreter, and it
takes its own limits first: calamine aborts the whole process on a sheet whose one cell stands at XFD1048576.
Answer: ``{"sheets": [{"no", "name", "hidden", "row", "column", "cells", "merged", "long"}]}`` with 0-based ``row`` and
``column`` of the first cell, or ``{"problem": "..."}`` with exit status 1.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import re
import resource
import sys
import zipfile
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAX_ROWS = 20_000
MAX_COLUMNS = 500
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]{0,300})>")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]{1,7})(\d{1,9})["']""")
_CHUNK = 2**20
_EXACT = 2**53


class Refused(Exception):
    """A workbook that is beyond the limits."""


def limit(memory: int, seconds: int, output: int) -> None:
    """Bound this process: bytes of address space, seconds of processor time, bytes written to a file."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(
            ValueError, OSError
        ):  # a system without this limit still has the parent's clock
            resource.setrlimit(kind, (most, most))


def check_references(body: bytes) -> None:
    """Refuse an xlsx with a filled cell beyond the limits, by the cell references in its XML.

    Raises:
        Refused: a reference lies beyond 20,000 rows or 500 columns.
    """
    if not body.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with package.open(name) as sheet:
                    _check_sheet(sheet)


def _check_sheet(sheet: IO[bytes]) -> None:
    """Walk one sheet's XML by chunks, never holding it whole."""
    tail = b""
    while chunk := sheet.read(_CHUNK):
        for tag in _CELL.finditer(tail + chunk):
            found = None if tag[1].endswith(b"/") else _REFERENCE.search(tag[1])
            if found and (int(found[2]) > MAX_ROWS or _column(found[1]) > MAX_COLUMNS):
                raise Refused(
                    f"a cell stands at {(found[1] + found[2]).decode()}: more than {MAX_ROWS} rows or {MAX_COLUMNS} columns"
                )
        tail = chunk[-400:]


def _column(letters: bytes) -> int:
    """Return a column's number from 1 (A is 1)."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def write(value: object) -> str:
    """Return a cell's value as a person reads it: whole floats as integers, dates as ISO, an empty cell as nothing."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return "" if value is None else str(value)


def read(body: bytes) -> dict[str, object]:
    """Read all sheets of a workbook; hidden and chart sheets come without cells.

    Raises:
        Refused: it has a sheet beyond the limits.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    check_references(body)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(body))
    sheets: list[dict[str, object]] = []
    for number, sheet in enumerate(workbook.sheets_metadata):
        hidden = sheet.visible != SheetVisibleEnum.Visible
        entry: dict[str, object] = {"no": number + 1, "name": sheet.name, "hidden": hidden, "cells": []}
        if sheet.typ == SheetTypeEnum.WorkSheet and not hidden:
            entry.update(_cells(workbook.get_sheet_by_index(number)))
        sheets.append(entry)
    return {"sheets": sheets}


def _cells(sheet: CalamineSheet) -> dict[str, object]:
    """Return one sheet's cells from its first filled row and column on, its merged ranges and its overlong numbers."""
    if sheet.start is None:
        return {}
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        raise Refused(f"sheet {sheet.name} has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns")
    values = sheet.to_python()
    return {
        "row": sheet.start[0],
        "column": sheet.start[1],
        "cells": [[write(value) for value in row] for row in values],
        "merged": sheet.merged_cell_ranges or [],
        "long": any(isinstance(v, int | float) and abs(v) >= _EXACT for row in values for v in row),
    }


def main(arguments: list[str]) -> int:
    """Read standard input within the limits given as memory, seconds and output; write the answer."""
    limit(*(int(argument) for argument in arguments))
    try:
        answer: dict[str, object] = read(sys.stdin.buffer.read())
        json.dump(answer, sys.stdout)
        sys.stdout.flush()
    except MemoryError:
        problem = "it needs more memory than it may have"
    except Exception as error:  # noqa: BLE001 -- the process ends here; its parent turns the words into Unreadable
        problem = str(error) or type(error).__name__
    else:
        return 0
    with contextlib.suppress(OSError):
        sys.stdout = io.StringIO()
        sys.stderr.write(json.dumps({"problem": problem}))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
