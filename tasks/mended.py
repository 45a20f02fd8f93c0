"""The rows that a person mended, from the file that ``mingdan review show --rows-to`` wrote: CSV or XLSX."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from config.errors import ConfigurationError
from tasks.ingest.settle_rows import MENDED_COLUMNS

SHOWN_ONLY = frozenset(
    {
        "announcement_id", "list_title", "name_printed", "capture_sha256", "locator", "subject_id", "document", "read_by",
        "remark",
    }
)  # fmt: skip
"""Columns that stand in the file for the eye and are not taken back."""
MOST_ROWS = 20_000


def read_mended(path: Path) -> Iterator[dict[str, str | None]]:
    """Yield the mended rows of a file with a header row; rows without any text are passed over.

    CSV is read as UTF-8, else as GB18030, in which spreadsheet programs of China save it.

    Raises:
        ConfigurationError: it cannot be read, it has a column that nobody knows, or none of names.
    """
    lines = _workbook(path) if path.suffix.lower() == ".xlsx" else _separated(path)
    head = [text.strip() for text in next(lines, [])]
    _check_columns(path, [column for column in head if column])
    for cells in lines:
        row = {
            column: _unquoted(text)
            for column, text in zip(head, cells, strict=False)
            if column in MENDED_COLUMNS
        }
        if any(cells):
            yield row


def _separated(path: Path) -> Iterator[list[str]]:
    """Yield the lines of a CSV file as texts."""
    try:
        body = path.read_bytes()
        try:
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = body.decode("gb18030")
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigurationError(path, None, f"cannot be read as CSV in UTF-8 or GB18030: {error}") from error


def _workbook(path: Path) -> Iterator[list[str]]:
    """Yield the lines of a workbook's first sheet as texts; formulas count as what they last came to."""
    import openpyxl  # heavy, and only for a mended workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            for line in book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 1):
                yield [_text(value) for value in line]
        finally:
            book.close()
    except (OSError, KeyError, ValueError, IndexError, zipfile.BadZipFile, InvalidFileException) as error:
        raise ConfigurationError(path, None, f"cannot be read as a workbook: {error}") from error


def _text(value: object) -> str:
    """Return a cell as text; a whole number without its point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _unquoted(text: str) -> str | None:
    """Return a cell without the mark that is set before what a spreadsheet would compute; null for an empty one."""
    return (text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text) or None


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    """Refuse a file that lacks names or has columns nobody knows."""
    unknown = [c for c in columns if c not in MENDED_COLUMNS and c not in SHOWN_ONLY]
    known = ", ".join(MENDED_COLUMNS)
    if unknown:
        raise ConfigurationError(path, 1, f'column "{unknown[0]}" is not known', f"columns: {known}")
    if "name" not in columns:
        raise ConfigurationError(path, 1, "there is no column name", f"columns: {known}")
