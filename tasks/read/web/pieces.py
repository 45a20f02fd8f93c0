"""The lines and tables of a body, put right one by one and then among each other.

One by one: what ``garble`` undoes. Among each other: noise between lines, lines torn apart, text given twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tasks.read.document import Block, Garble, Paragraph, Table
from tasks.read.mending.characters import lines_of, one_line
from tasks.read.mending.doubled import (
    body_once,
    has_double_characters,
    lines_once,
    single_characters,
    single_sentences,
)
from tasks.read.mending.garble import Mender
from tasks.read.mending.noise import PART, begins_with_questions, cut_jamming, cut_questions, is_jamming
from tasks.read.mending.torn import join_cell, join_torn
from tasks.read.web.flow import Line, RawTable
from tasks.read.web.grid import Spanning, expand

Piece = Line | RawTable
_FEWEST_INDENTS = 2
_BREAK = re.compile(r"[\r\n\u2028\u2029\x85]")


@dataclass(frozen=True, slots=True)
class Settled:
    """Pieces put right, and what that came to for the whole page; ``twice``: it gives each character twice."""

    pieces: list[Piece]
    garble: Garble
    twice: bool


def settle(pieces: Sequence[Piece], mender: Mender, *, mojibake: int = 0) -> Settled:
    """Put the pieces of a body right; ``mojibake`` counts what was undone of it before they were parted."""
    cleaned = [clean for piece in pieces for clean in _cleaned(piece, mender)]
    cleaned, jammed = _without_noise(cleaned)
    cleaned, characters = _without_double_characters(cleaned)
    joined = [piece for piece in _joined(cleaned) if not isinstance(piece, Line) or piece.text.strip()]
    once, doubled = _without_doubles(joined)
    sure = [_doubted(piece, mender) for piece in once]
    return Settled(
        sure, mender.told(mojibake=mojibake, doubled=doubled + characters, noise=jammed), characters > 0
    )


def clean_line(text: str, mender: Mender) -> str:
    """Return a text that stands alone (a title, a line around the body) as one clean line."""
    return one_line(mender.mend(text).replace(PART, " "))


def lay_blocks(pieces: Sequence[Line | RawTable], mender: Mender, about: str) -> tuple[Block, ...]:
    """Return paragraphs and tables with their locators, and with why their text may be wrong.

    Raises:
        Unreadable: a table's spans make more than a million cells; ``about`` names the page.
    """
    blocks: list[Block] = []
    paragraphs = tables = 0
    for piece in pieces:
        if isinstance(piece, Line):
            paragraphs += 1
            blocks.append(Paragraph(piece.text, f"p[{paragraphs}]", doubt=piece.doubt))
        else:
            tables += 1
            blocks.append(_table(piece, f"table {tables}", mender, about))
    return tuple(blocks)


def _table(raw: RawTable, place: str, mender: Mender, about: str) -> Table:
    """Return one table, its spans expanded, each cell with why it may be wrong."""
    grid = expand(raw.rows, place=place, about=about)
    cells = () if mender.sure else {cell.text for row in raw.rows for cell in row}
    doubts = {text: said for text in cells if (said := mender.doubt(text))}
    if doubts:
        grid = tuple(tuple(replace(cell, doubt=doubts.get(cell.text, "")) for cell in row) for row in grid)
    return Table(grid, place)


def _cleaned(piece: Piece, mender: Mender) -> Iterator[Piece]:
    """Yield the pieces that one becomes: markup left in a line may have parted it."""
    if isinstance(piece, Line):
        parts = mender.mend(piece.text).split(PART)
        kept = ((one_line(part) or " " * (part == " ")) for part in parts)  # a blank that parts torn words
        yield from (replace(piece, text=line) for line in kept if line)
    else:
        yield RawTable(tuple(tuple(_cell(cell, mender) for cell in row) for row in piece.rows))


def _cell(cell: Spanning, mender: Mender) -> Spanning:
    """Return a cell with its lines clean; its line breaks are kept."""
    text = mender.mend(cell.text)
    if _BREAK.search(text):
        text = join_cell("\n".join(filter(None, map(one_line, lines_of(text)))))
    else:
        text = one_line(text)
    return cell if text == cell.text else Spanning(text, cell.rows, cell.columns)


def _without_noise(pieces: Sequence[Piece]) -> tuple[list[Piece], int]:
    """Leave out lines of jamming characters, and question marks where blanks were at the head of several lines."""
    kept: list[Piece] = []
    count = 0
    heads = sum(1 for piece in pieces if isinstance(piece, Line) and begins_with_questions(piece.text))
    for piece in pieces:
        if isinstance(piece, Line):
            if is_jamming(piece.text):
                count += 1
                continue
            text, cut = cut_jamming(piece.text)
            bare = cut_questions(text) if heads >= _FEWEST_INDENTS else text
            count += cut + (bare != text)
            piece = replace(piece, text=bare)
        kept.append(piece)
    return kept, count


def _without_double_characters(pieces: Sequence[Piece]) -> tuple[list[Piece], int]:
    """Give each character once on a page that gives each twice; also return how many pieces that were."""
    lines = [piece.text for piece in pieces if isinstance(piece, Line)]
    if not has_double_characters(lines):
        return list(pieces), 0
    single: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Line):
            single.append(replace(piece, text=single_characters(piece.text)))
        else:
            rows = (
                tuple(replace(cell, text=single_characters(cell.text)) for cell in row) for row in piece.rows
            )
            single.append(RawTable(tuple(rows)))
    return single, len(lines)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with torn lines joined; a table ends every line."""
    for _, group in groupby(pieces, key=lambda piece: isinstance(piece, Line)):
        together = list(group)
        lines = [piece for piece in together if isinstance(piece, Line)]
        yield from join_torn(lines) if lines else together


def _without_doubles(pieces: Sequence[Piece]) -> tuple[list[Piece], int]:
    """Give once what stands twice in a row: sentences, lines, the whole body; also return how many pieces went."""
    count = 0
    single: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Line):
            text, found = single_sentences(piece.text)
            piece, count = replace(piece, text=text), count + found
        single.append(piece)
    kept = [single[at] for at in lines_once([_key(piece) for piece in single])]
    end = body_once([_key(piece) for piece in kept])
    return kept[:end], count + len(single) - end


def _key(piece: Piece) -> object:
    """Return what makes two pieces say the same."""
    if isinstance(piece, Line):
        return piece.text
    return tuple(tuple(cell.text for cell in row) for row in piece.rows)


def _doubted(piece: Piece, mender: Mender) -> Piece:
    """Return a line with why it may be wrong; cells are doubted when their table is laid out."""
    if isinstance(piece, Line) and not piece.doubt and (doubt := mender.doubt(piece.text)):
        return replace(piece, doubt=doubt)
    return piece
