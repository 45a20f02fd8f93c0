"""Spreadsheets: a sheet a table or all under one another, short numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby

import openpyxl

from tests.cases.written import Piece, paragraphs
from tests.tasks.read.written_files import csv_of, xls_of, xlsx_of

Row = list[str | int]


def xlsx(piece: Piece) -> bytes:
    """Return a workbook of the Office Open form; columns that ``look`` names under ``merge`` have equal cells merged."""
    body, merged = xlsx_of(sheets_of(piece)), piece.look.get("merge", ())
    return merge(body, merged) if merged else body


def merge(body: bytes, columns: Sequence[int]) -> bytes:
    """Merge runs of equal cells in columns (from 0), below the header."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    for sheet in book.worksheets:
        for column in columns:
            cells = [(row[column].value, row[column].row) for row in sheet.iter_rows(min_row=2)]
            for value, group in groupby(cells, key=lambda cell: cell[0]):
                places = [place for _, place in group]
                if value and len(places) > 1:
                    sheet.merge_cells(None, places[0], column + 1, places[-1], column + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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
