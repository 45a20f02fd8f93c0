"""The rows of a held list as a file to mend, in the form that ``review accept --rows`` takes back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from commands.call import Call
from commands.evidence import places_of, problems_of
from commands.formats import Table, written
from commands.misuse import Misuse
from commands.portrait import Row
from commands.text import neutralise
from commands.values import as_text

MENDABLE = (
    "list_no", "row_no", "name", "name_printed", "former_name", "region", "product", "category", "document", "locator",
    "read_by", "remark",
)  # fmt: skip
_WIDTHS = {"name": 44, "name_printed": 30, "product": 24, "locator": 24, "remark": 60}


def write_rows(call: Call, review: Row, target: Path) -> int:
    """Write the rows as they were read, each with what is doubted of it, and return how many there are.

    CSV carries the mark of UTF-8 that spreadsheets look for; a name that ends in ``.xlsx`` makes a workbook. A list of
    which nothing was read gives the head alone, to be filled in by hand.

    Raises:
        Misuse: it is about no list, or the file is there already or cannot be written.
    """
    if review["kind"] != "list":
        raise Misuse(f"review {review['review_id']} is about no list; there are no rows to write")
    rows = call.records("announcement_rows", id=review["announcement_id"])
    remarks: dict[str, list[str]] = {}
    for problem in problems_of(review):
        for locator in places_of(problem):
            remarks.setdefault(locator, []).append(as_text(problem.get("text")))
    filled = [{**row, "remark": "; ".join(remarks.get(as_text(row["locator"]), ()))} for row in rows]
    lines = [[row[column] for column in MENDABLE] for row in filled]
    body = _workbook(lines) if target.suffix.lower() == ".xlsx" else _separated(lines)
    try:
        with target.open("xb") as out:
            out.write(body)
    except OSError as error:
        raise Misuse(f"--rows-to {target}: {error.strerror}") from error
    return len(lines)


def _separated(lines: Sequence[Sequence[object]]) -> bytes:
    """Return the rows as CSV."""
    text = "".join(
        f"{line}\n" for line in written(Table(MENDABLE, ("VARCHAR",) * len(MENDABLE), lines), "csv")
    )
    return text.encode("utf-8-sig")


def _workbook(lines: Sequence[Sequence[object]]) -> bytes:
    """Return the rows as a workbook whose every text is a text, never a formula."""
    from openpyxl import Workbook  # heavy, and only where a workbook is asked for
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    for at, line in enumerate([MENDABLE, *lines], 1):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(at, column)
            cell.value = (
                value if isinstance(value, int) else neutralise(as_text(value), keep_lines=True) or None
            )
            if isinstance(value, str) and cell.value is not None:
                cell.data_type = "s"
    for column, name in enumerate(MENDABLE, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, 12)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
