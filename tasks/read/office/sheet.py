"""Spreadsheets (xlsx, xls, et, xlsb, ods, Excel 2003 XML): sheets to tables, each cell with its true reference, as it is printed.

Hidden sheets and columns are left out and said. A hidden row is kept and doubted: a filter that was left on by mistake
hides rows that belong to the list, one that was meant hides rows that do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Block, Cell, Document, Paragraph, Table
from tasks.read.mending.characters import even, lines_of
from tasks.read.mending.garble import judge
from tasks.read.mending.unsure import unsure
from tasks.read.office.enclosed import Enclosed, read_enclosed
from tasks.read.office.number_format import printed
from tasks.read.office.opendocument import is_opendocument, open_spreadsheet
from tasks.read.office.sheet_objects import find_objects
from tasks.read.office.spreadsheet_xml import open_xml
from tasks.read.office.workbook import EXACT, Opened, Sheet, Value, open_workbook

_MAX_FILLED = 2_000_000
_PICTURE = "=DISPIMG("
"""Rows of cells, each a text and why it may be wrong."""


def read_workbook(body: bytes, about: About, read_inner: ReadInner) -> tuple[Document, ...]:
    """Read a workbook, then the pictures and files in it; a sheet without a filled cell gives no table.

    The title is a text that stands alone in one of the first sheet's first rows, else empty.

    Raises:
        Unreadable: the file is broken, locked or too large.
        NeedsRoom: a picture in it needs OCR, and this is the small child.
    """
    opened = _open(body, about.label)
    shown = [sheet for sheet in opened.sheets if not sheet.hidden and sheet.values]
    texts = [[[_text(value) for value in row] for row in sheet.values] for sheet in shown]
    mender = judge("\n".join(chain.from_iterable(chain.from_iterable(texts))))
    tables = [
        table
        for sheet, rows in zip(shown, texts, strict=True)
        if (table := _table(sheet, rows, about.label, mender.mend))
    ]
    said, inside = _objects(opened, about, read_inner)
    document = Document(
        sha256=about.sha256, media="xlsx" if body.startswith(b"PK") else "xls", title=_title(tables),
        blocks=(*tables, *said), name=about.name, garble=mender.report,
        warnings=(*_warnings(opened, shown), *inside.warnings), unread=(*opened.unread, *inside.unread),
        read_by="spreadsheet",
    )  # fmt: skip
    return (document, *inside.documents)


def _open(body: bytes, label: str) -> Opened:
    """Return the sheets of a workbook of any form."""
    if is_opendocument(body):
        return open_spreadsheet(body, label)
    return (
        open_workbook(body, label) if body.startswith((b"PK", b"\xd0\xcf\x11\xe0")) else open_xml(body, label)
    )


def _objects(opened: Opened, about: About, read_inner: ReadInner) -> tuple[list[Block], Enclosed]:
    """Return what stands in the text boxes of an xlsx, and what its pictures and embedded files hold."""
    if opened.parts is None:
        return [], Enclosed()
    names, texts = find_objects(opened.parts, [sheet.part for sheet in opened.sheets if not sheet.hidden])
    said = [text for text in ("\n".join(lines_of(even(one))) for one in texts) if text]
    paragraphs: list[Block] = [Paragraph(text, f"p[{number}]") for number, text in enumerate(said, start=1)]
    return paragraphs, read_enclosed(opened.parts, [(name, "") for name in names], about, read_inner)


def _text(value: Value) -> str:
    """Return a cell's value as a person reads it: whole floats as integers, dates as ISO."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def _table(sheet: Sheet, texts: list[list[str]], label: str, mend: Callable[[str], str]) -> Table | None:
    """Return one sheet as a table, merged cells filled from their top-left one; None where nothing in it is to be seen."""
    top, left, place = sheet.row, sheet.column, f"sheet {sheet.number}"
    columns = [f"{place}!{_letters(left + x)}" for x in range(max(map(len, texts)))]
    clean = _cleaner(mend)
    rows = [
        [Cell(clean(text) if text else "", f"{columns[x]}{y}") for x, text in enumerate(row)]
        for y, row in enumerate(texts, start=top + 1)
    ]
    _doubt(sheet, rows)
    _fill(sheet, rows, f"{label}: {place}")
    hidden = {column - left for column in sheet.marks.hidden_columns}
    kept = [x for x in range(len(columns)) if x not in hidden]
    if len(kept) < len(columns):
        rows = [[row[x] for x in kept] for row in rows]
    if not any(cell.text or cell.doubt for row in rows for cell in row):
        return None
    return Table(tuple(map(tuple, rows)), place, even(sheet.name))


def _cleaner(mend: Callable[[str], str]) -> Callable[[str], str]:
    """Return what makes a cell's text even, with its own line breaks kept."""

    def clean(text: str) -> str:
        return text if text.isascii() and text.isalnum() else "\n".join(lines_of(mend(even(text))))

    return clean


def _doubt(sheet: Sheet, rows: list[list[Cell]]) -> None:
    """Put the texts and doubts of single cells in: forms of numbers, errors, lost values, lost digits, odd characters."""
    marks, top, left = sheet.marks, sheet.row, sheet.column
    for y, x, text, why in chain(_printed(sheet), _wrong(sheet)):
        if 0 <= y - top < len(rows) and 0 <= x - left < len(rows[y - top]):
            cell = rows[y - top][x - left]
            rows[y - top][x - left] = replace(
                cell, text=cell.text if text is None else text, doubt=why or cell.doubt
            )
    for row, values in zip(rows, sheet.values, strict=True):
        for x, value in enumerate(values):
            if isinstance(value, str):
                if value and (why := unsure(value) or _picture(value)):
                    row[x] = replace(row[x], doubt=why)
            elif isinstance(value, int | float) and abs(value) >= EXACT:
                row[x] = replace(row[x], doubt="a number of more than 15 digits: its last ones are lost")
    why = "its row is hidden by a filter" if marks.filtered else "its row is hidden"
    for y in marks.hidden_rows:
        if 0 <= y - top < len(rows):
            rows[y - top] = [
                replace(cell, doubt=cell.doubt or why) if cell.text else cell for cell in rows[y - top]
            ]


def _picture(text: str) -> str:
    """Say that a cell holds a picture, where its text is the formula that shows one."""
    return "a picture stands in the cell" if text.startswith((_PICTURE, "=_xlfn." + _PICTURE[1:])) else ""


def _printed(sheet: Sheet) -> Iterator[tuple[int, int, str | None, str]]:
    """Yield the numbers that are printed in a form of their own: row, column, text, doubt."""
    for (y, x), code in sheet.marks.formats.items():
        value = _value(sheet, y, x)
        if isinstance(value, int | float) and not isinstance(value, bool):
            text = printed(value, code)
            yield (
                y,
                x,
                text,
                "" if text is not None else f"how its number is printed is not known ({code[:40]})",
            )


def _wrong(sheet: Sheet) -> Iterator[tuple[int, int, str | None, str]]:
    """Yield the cells that show an error, and those whose formula has no value: row, column, text, doubt."""
    for (y, x), error in sheet.marks.errors.items():
        yield y, x, error, f"the cell shows an error: {error}"
    for y, x in sheet.marks.empty:
        if _value(sheet, y, x) in ("", None):
            yield y, x, None, "a formula whose value is not in the file"


def _value(sheet: Sheet, row: int, column: int) -> Value:
    """Return the value at a 0-based row and column of a sheet, None outside of what is filled."""
    y, x = row - sheet.row, column - sheet.column
    return sheet.values[y][x] if 0 <= y < len(sheet.values) and 0 <= x < len(sheet.values[y]) else None


def _fill(sheet: Sheet, rows: list[list[Cell]], label: str) -> None:
    """Fill merged cells from their top-left one, which is doubted where a covered cell says something else."""
    filled = 0
    for (first_y, first_x), (last_y, last_x) in sheet.merged:
        y0, x0 = first_y - sheet.row, first_x - sheet.column
        if not (0 <= y0 < len(rows) and 0 <= x0 < len(rows[0])):
            continue
        y1, x1 = min(last_y - sheet.row, len(rows) - 1), min(last_x - sheet.column, len(rows[0]) - 1)
        filled += (y1 - y0 + 1) * (x1 - x0 + 1)
        if filled > _MAX_FILLED:
            raise Unreadable(label, f"its merged cells cover more than {_MAX_FILLED} cells")
        one = rows[y0][x0]
        covered = (cell.text for row in rows[y0 : y1 + 1] for cell in row[x0 : x1 + 1])
        other = next((text for text in covered if text and text != one.text), "")
        if other:
            one = replace(one, doubt=f"it covers a merged cell that says {other[:40]}")
        for row in rows[y0 : y1 + 1]:
            row[x0 : x1 + 1] = [one] * (x1 - x0 + 1)


def _letters(column: int) -> str:
    """Return a column's letters from its 0-based number (0 is A, 26 is AA)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _title(tables: Sequence[Table]) -> str:
    """Return the text that stands alone in one of the first rows, an appendix number apart; else nothing."""
    for row in tables[0].rows[:3] if tables else ():
        texts = {cell.text for cell in row if cell.text}
        if len(texts) == 1 and not (only := texts.pop()).startswith("附件"):
            return "".join(only.split("\n"))
        if len(texts) > 1:
            return ""
    return ""


def _warnings(opened: Opened, shown: Sequence[Sheet]) -> tuple[str, ...]:
    """Say what was left out."""
    hidden = [
        f"hidden sheet {sheet.number} ({sheet.name}) was left out" for sheet in opened.sheets if sheet.hidden
    ]
    columns = [
        f"sheet {sheet.number}: hidden column {_letters(column)} was left out"
        for sheet in shown
        for column in sorted(sheet.marks.hidden_columns)
        if any(_value(sheet, sheet.row + y, column) not in ("", None) for y in range(len(sheet.values)))
    ]
    return (*hidden, *columns[:20], *(() if shown else ("no filled sheet was found",)))
