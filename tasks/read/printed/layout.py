"""Words and drawn lines on pages to paragraphs and tables, in reading order; what PDF, OFD and OCR have in common.

Nothing of a page is left out but page numbers and heads and feet that an earlier page has. What is joined over a page's
end is joined only where it can be proved; else it is doubted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tasks.read.document import Block, Paragraph
from tasks.read.printed.furniture import without_furniture
from tasks.read.printed.lines import Line, lines_on
from tasks.read.printed.page import Page, Rule, Word
from tasks.read.printed.page_breaks import join_pages
from tasks.read.printed.ruled import find_grids, is_mere_frame, read_grid
from tasks.read.printed.running import Passage, passages
from tasks.read.printed.sketch import Sketch
from tasks.read.printed.unruled import find_runs

__all__ = ["Page", "Rule", "Word", "lay_out", "pieces_of"]

Piece = Passage | Sketch


def lay_out(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Return what stands on the pages: paragraphs, counted over all of them, and each page's tables.

    Tables come ruled or unruled, spans expanded, header rows still in them; one that goes on over a page's end is a table
    on either page. Locators are ``p[14]`` and ``page 2 table 1 row 5``, where a row's number is as printed on its page.
    """
    return blocks_of(pieces_of(pages))


def pieces_of(pages: Sequence[Page]) -> list[Piece]:
    """Return the paragraphs and tables of the pages before they are counted."""
    split = [_split(page) for page in pages]
    lines = without_furniture(pages, [lines_on(words) for _, words in split])
    found: list[list[Piece]] = []
    for page, (ruled, _), own in zip(pages, split, lines, strict=True):
        last = found[-1][-1] if found and found[-1] else None
        found.append(_pieces(page, ruled, own, last if isinstance(last, Sketch) else None))
    return join_pages(found)


def blocks_of(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """Count paragraphs over the document and tables over each page."""
    blocks: list[Block] = []
    paragraphs, tables = 0, Counter[int]()
    for piece in pieces:
        if isinstance(piece, Sketch):
            tables[piece.page] += 1
            blocks.append(piece.table(tables[piece.page]))
        else:
            paragraphs += 1
            blocks.append(Paragraph(piece.text, f"p[{paragraphs}]", piece.box, piece.doubt))
    return tuple(blocks)


def _split(page: Page) -> tuple[list[Sketch], list[Word]]:
    """Return a page's ruled tables that hold any text, and the words outside them."""
    sketches, free = [], list(page.words)
    for grid in find_grids(page):
        inside = [word for word in free if grid.holds(word)]
        if inside and not is_mere_frame(grid, inside):
            sketches.append(read_grid(grid, inside, page))
            free = [word for word in free if not grid.holds(word)]
    return sketches, free


def _pieces(page: Page, ruled: Sequence[Sketch], lines: Sequence[Line], before: Sketch | None) -> list[Piece]:
    """Return one page's paragraphs and tables from the top down."""
    pieces: list[Piece] = []
    rest = list(lines)
    for sketch in sorted(ruled, key=lambda one: one.top):
        above = [line for line in rest if line.centre < sketch.top]
        pieces += _flow(above, page, before if not pieces else None)
        rest = rest[len(above) :]
        pieces.append(sketch)
    return pieces + _flow(rest, page, before if not pieces else None)


def _flow(lines: Sequence[Line], page: Page, before: Sketch | None) -> list[Piece]:
    """Return the unruled tables and paragraphs of lines between two ruled tables."""
    pieces: list[Piece] = []
    at = 0
    for run in find_runs(lines, page, before):
        pieces += passages(lines[at : run.start], page)
        pieces.append(run.sketch)
        at = run.end
    return pieces + passages(lines[at:], page)
