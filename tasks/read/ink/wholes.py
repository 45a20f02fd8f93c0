"""What only the whole tells of a text read by OCR: brackets without a partner, and numbers that must count on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.read.document import Block, Cell, Paragraph, Table

_PAIRS = ("()", "[]", "【】", "《》", "〔〕", "“”")
_COUNT = re.compile(r"^\(?\d{1,4}[).、]")
_SPOILT = re.compile(r"^[^\w]?[0-9A-Za-z]{0,3}[^\w]?$", re.ASCII)
_STROKES, _FIGURES = re.compile(r"^[-—–－一 ]{1,3}$"), frozenset("二三四五六七八九十")
_STROKE = "it may be a dash or the figure one"
_BRACKET = "a bracket has no partner"
_HEADS = frozenset({"序号", "编号", "序", "号", "no", "no."})
_FEWEST = 4
_MOSTLY = 0.7


def check_wholes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with doubts that their cells and paragraphs deserve as wholes, and without those disproved."""
    return tuple(
        _check_table(block) if isinstance(block, Table) else replace(block, doubt=_doubt(block))
        for block in blocks
    )


def lacks_partner(text: str) -> bool:
    """Say whether a bracket is opened and never closed, or closed and never opened; ``1)`` and ``（1）`` are numbers."""
    plain = _COUNT.sub("", unicodedata.normalize("NFKC", text).strip())
    return any(plain.count(pair[0]) != plain.count(pair[1]) for pair in _PAIRS)


def _doubt(piece: Cell | Paragraph) -> str:
    """Return a piece's doubt, the one about its brackets included."""
    if piece.doubt or not lacks_partner(piece.text):
        return piece.doubt
    return _BRACKET


def _check_table(table: Table) -> Table:
    """Return a table whose every cell was looked at, and whose counted columns count."""
    rows = [[replace(cell, doubt=_doubt(cell)) for cell in row] for row in table.rows]
    width = len(rows[0]) if rows else 0
    for x in range(width):
        for y, cell in enumerate(_dashed(_counted([row[x] for row in rows]))):
            rows[y][x] = cell
    return replace(table, rows=tuple(tuple(row) for row in rows))


def _counted(column: list[Cell]) -> list[Cell]:
    """Return a column; in one of running numbers, one that both neighbours disprove is what they prove it to be.

    A running number is never what a row is known by, and single figures in narrow cells are what the engine takes for one
    another most. What is no number (a heading, a sum) stays.
    """
    own = [y for y, cell in enumerate(column) if y == 0 or _place(cell) != _place(column[y - 1])]
    numbers = [_number(column[y].text) for y in own]
    if not _counts(column, numbers):
        return column
    out = list(column)
    for at, y in enumerate(own):
        proved, cell = _proved(numbers, at), column[y]
        if proved is None or not (cell.doubt or numbers[at] is not None or _SPOILT.match(cell.text)):
            continue
        end = own[at + 1] if at + 1 < len(own) else len(column)
        out[y:end] = [replace(one, text=str(proved), doubt="") for one in column[y:end]]
    return out


def _dashed(column: list[Cell]) -> list[Cell]:
    """Return a column whose lone strokes are dashes for empty cells where several stand in it and none counts on.

    The engine takes a lone dash for the figure one, which is drawn alike; a single one stays doubted.
    """
    alone = [y for y, cell in enumerate(column) if _STROKES.match(cell.text.strip())]
    counts_on = any(cell.text.strip() in _FIGURES for cell in column)
    out = list(column)
    for y in alone:
        if len(alone) > 1 and not counts_on:
            out[y] = replace(column[y], text="—", doubt="")
        else:
            out[y] = replace(column[y], doubt=column[y].doubt or _STROKE)
    return out


def _place(cell: Cell) -> tuple[object, str]:
    """Return what tells a cell from the one it was spread from."""
    return cell.box, cell.text


def _number(text: str) -> int | None:
    """Return a running number, None for anything else."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 5 else None


def _counts(column: Sequence[Cell], numbers: Sequence[int | None]) -> bool:
    """Say whether a column holds running numbers: by its head or its content, most of them one more than the last."""
    headed = "".join(column[0].text.split()).lower() in _HEADS
    body = numbers[1:] if headed or numbers[:1] == [None] else numbers
    steps = [a is not None and b is not None and b == a + 1 for a, b in pairwise(body)]
    return len(body) >= _FEWEST and sum(steps) >= _MOSTLY * len(steps) * (0.7 if headed else 1.0)


def _proved(numbers: Sequence[int | None], at: int) -> int | None:
    """Return the number that both neighbours prove to stand between them, at either end the two on one side."""
    before = numbers[at - 1] if at > 0 else None
    after = numbers[at + 1] if at + 1 < len(numbers) else None
    if before is not None and after is not None:
        return before + 1 if after == before + 2 else None
    if after is None and at + 1 >= len(numbers) and at > 1 and before is not None:
        return before + 1 if numbers[at - 2] == before - 1 and numbers[at] == before + 1 else None
    if before is None and after is not None and at + 2 < len(numbers):
        first = at == 0 or all(number is None for number in numbers[:at])
        return after - 1 if first and numbers[at + 2] == after + 1 and numbers[at] == after - 1 else None
    return None
