"""Tables that copying turned into text, made tables again: columns set with blanks, a cell a line, all on one line.

Source: Jiangsu 2013 (columns by blanks, a stroke missing), Guangdong 2023 (each cell a paragraph), a 2024 relay with a
whole list on one line and "......" at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.read.document import Cell, Paragraph, Table
from tasks.recognise.asides import is_aside, is_cut
from tasks.recognise.columns import Columns, Role, read_header, role_of
from tasks.recognise.serial import read_serial
from tasks.recognise.text import normal, tight

_LONGEST_LINE = 400
_CELLS = re.compile(r" ?\| ?| +")
_AHEAD = 2


def tables_in_text(paragraphs: Sequence[Paragraph]) -> Iterator[Table | Paragraph]:
    """Turn paragraphs that were a table once (columns by blanks or strokes, or a cell a line) back into tables."""
    at = 0
    while at < len(paragraphs):
        table, used = _inlined(paragraphs, at)
        if table is None:
            table, used = _spaced(paragraphs, at)
        if table is None:
            table, used = _cell_a_line(paragraphs, at)
        yield table if table is not None else paragraphs[at]
        at += used if table is not None else 1


def _cells(texts: Sequence[str], printed: Paragraph) -> tuple[Cell, ...]:
    return tuple(Cell(text, printed.locator, printed.box, printed.doubt) for text in texts)


def _cell(printed: Paragraph) -> Cell:
    return Cell(normal(printed.text), printed.locator, printed.box, printed.doubt)


def _spaced(paragraphs: Sequence[Paragraph], at: int) -> tuple[Table | None, int]:
    """Read columns set with blanks or strokes: a header line, then numbered lines of as many pieces."""
    pieces = _split(paragraphs[at].text) if len(paragraphs[at].text) <= _LONGEST_LINE else []
    header = read_header(pieces) if 2 <= len(pieces) <= 8 else None
    if header is None or header.unknown or header.roles[0] is not Role.NUMBER:
        return None, 0
    rows = [_cells(pieces, paragraphs[at])]
    end = at + 1
    while end < len(paragraphs) and len(paragraphs[end].text) <= _LONGEST_LINE:
        found = _split(paragraphs[end].text)
        if found and read_serial(found[0]) is None and not _returns(paragraphs, end, len(rows)):
            break
        if found and read_serial(found[0]) is None:
            found = ["", *found]  # a line between two rows: it goes on with the row above, or is reported
        if found and not is_aside(tight(paragraphs[end].text)):
            padded = [*found[: len(pieces) - 1], " ".join(found[len(pieces) - 1 :])][: len(pieces)]
            rows.append(_cells([*padded, *[""] * (len(pieces) - len(padded))], paragraphs[end]))
        end += 1
    return (Table(tuple(rows), paragraphs[at].locator), end - at) if len(rows) > 1 else (None, 0)


def _returns(paragraphs: Sequence[Paragraph], at: int, rows: int) -> bool:
    """Tell whether the numbers go on within the next lines."""
    ahead = (
        _split(one.text) for one in paragraphs[at + 1 : at + 1 + _AHEAD] if len(one.text) <= _LONGEST_LINE
    )
    numbers = [read_serial(found[0]) for found in ahead if found]
    return any(number is not None and 1 < number <= rows + 1 for number in numbers)


def _split(text: str) -> list[str]:
    return [piece for piece in _CELLS.split(normal(text).strip("| ")) if piece]


def _cell_a_line(paragraphs: Sequence[Paragraph], at: int) -> tuple[Table | None, int]:
    """Read a table whose every cell became a paragraph: header words first, then rows that begin with 1, 2, 3 …."""
    columns = _leading_header(paragraphs, at)
    if columns is None:
        return None, 0
    width, end = len(columns.roles), at + len(columns.roles)
    rows = [tuple(map(_cell, paragraphs[at:end]))]
    while end + width <= len(paragraphs) and read_serial(paragraphs[end].text) == len(rows):
        rows.append(tuple(map(_cell, paragraphs[end : end + width])))
        end += width
    return (Table(tuple(rows), paragraphs[at].locator), end - at) if len(rows) > 1 else (None, 0)


def _leading_header(paragraphs: Sequence[Paragraph], at: int) -> Columns | None:
    if role_of(paragraphs[at].text) is not Role.NUMBER:
        return None
    texts: list[str] = []
    for one in paragraphs[at : at + 8]:
        if read_serial(one.text) == 1:
            break
        texts.append(normal(one.text))
    return read_header(texts) if 2 <= len(texts) <= 7 else None


def _inlined(paragraphs: Sequence[Paragraph], at: int) -> tuple[Table | None, int]:
    """Read a whole list on one line: 序号 集群名称 1 … 2 … 16 … ......"""
    if (
        role_of(paragraphs[at].text.split(maxsplit=1)[0] if paragraphs[at].text.strip() else "")
        is not Role.NUMBER
    ):
        return None, 0
    pieces = _split(paragraphs[at].text)
    if "1" not in pieces[2:8]:
        return None, 0
    width = pieces.index("1")
    header = read_header(pieces[:width])
    if header is None:
        return None, 0
    printed = paragraphs[at]
    rows = [_cells(pieces[:width], printed)]
    named: list[str] = []
    for piece in (*pieces[width + 1 :], str(10**9)):
        if piece in {str(len(rows) + 1), str(10**9)}:
            kept = [one for one in named if not is_cut(one)]
            rows.append(_cells([str(len(rows)), *kept[: width - 2], " ".join(kept[width - 2 :])], printed))
            if len(kept) < len(named):
                rows.append(_cells(["......"] * width, printed))
            named = []
        else:
            named.append(piece)
    return Table(tuple(row for row in rows if len(row) == width), printed.locator), 1
