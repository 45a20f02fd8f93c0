"""Spreadsheets: a sheet a table or all under one another, short numbers as numbers."""

from __future__ import annotations

from tests.cases.written import Piece, paragraphs
from tests.tasks.read.written_files import csv_of, xls_of, xlsx_of

Row = list[str | int]


def xlsx(piece: Piece) -> bytes:
    """Return a workbook of the Office Open form."""
    return xlsx_of(sheets_of(piece))


def xls(piece: Piece) -> bytes:
    """Return a workbook of the old binary form."""
    return xls_of(sheets_of(piece))


def table_text(piece: Piece) -> bytes:
    """Return separated values, in GB 18030 as a Chinese spreadsheet program saves them unless ``look`` says another."""
    rows = [row for sheet in sheets_of(piece).values() for row in sheet]
    look = piece.look
    return csv_of(rows, delimiter=look.get("delimiter", ","), encoding=look.get("charset", "gb18030"))


def sheets_of(piece: Piece) -> dict[str, list[Row]]:
    """Return the sheets of a piece: a table each where ``look`` names sheets, else one with everything in order."""
    names = piece.look.get("sheets")
    if names:
        return {
            str(name): [_row(row) for row in rows] for name, rows in zip(names, piece.tables, strict=True)
        }
    rows: list[Row] = [[piece.title]] if piece.title else []
    for block in piece.blocks:
        rows += [[line] for line in paragraphs(block)] if isinstance(block, str) else map(_row, block)
    return {"Sheet1": rows}


def _row(row: tuple[str, ...]) -> Row:
    """Return a row with short numbers as numbers, as people type them."""
    return [
        int(text) if text.isdigit() and text == str(int(text)) and len(text) < 6 else text for text in row
    ]
