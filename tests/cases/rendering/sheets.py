"""Spreadsheets: xlsx, xls and csv, a sheet a table or all under one another, numbers as numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import openpyxl
import xlwt

from tests.cases.written import Piece, paragraphs

Sheet = tuple[str, list[tuple[str, ...]]]


def sheets_of(piece: Piece) -> list[Sheet]:
    """Return the sheets of a piece: as many as ``look`` names sheets, else one with everything in order."""
    names = piece.look.get("sheets")
    if names:
        return [(str(name), list(rows)) for name, rows in zip(names, piece.tables, strict=True)]
    rows: list[tuple[str, ...]] = [(piece.title,)] if piece.title else []
    for block in piece.blocks:
        rows += [(line,) for line in paragraphs(block)] if isinstance(block, str) else block
    return [("Sheet1", rows)]


def value_of(text: str) -> str | int:
    """Return a short number as one, as people type it."""
    return int(text) if text.isdigit() and len(text) < 6 and str(int(text)) == text else text


def xlsx(piece: Piece) -> bytes:
    """Return a workbook of the Office Open form."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets_of(piece):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([value_of(cell) if cell else None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(piece: Piece) -> bytes:
    """Return a workbook of the old binary form."""
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets_of(piece):
        sheet = book.add_sheet(name)
        for at, row in enumerate(rows):
            _fill(sheet, at, row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: xlwt.Worksheet, at: int, row: Sequence[str]) -> None:
    for column, cell in enumerate(row):
        if cell:
            sheet.write(at, column, value_of(cell))


def table_text(piece: Piece) -> bytes:
    """Return comma-separated values in GB 18030, as a Chinese spreadsheet program saves them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=piece.look.get("delimiter", ","))
    for _, rows in sheets_of(piece):
        writer.writerows(rows)
    return out.getvalue().encode(piece.look.get("charset", "gb18030"))
