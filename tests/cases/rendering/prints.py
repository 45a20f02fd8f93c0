"""PDF with text and OFD: what offices print. ``look`` names the manner (ruled, unruled, wrapped, merged, repeated)."""

from __future__ import annotations

from tests.cases.written import Piece, paragraphs
from tests.tasks.read.ofd_writer import ofd_of
from tests.tasks.read.printed import pdf_of

Blocks = list[str | list[list[str]]]


def pdf(piece: Piece) -> bytes:
    """Return a PDF of the title, paragraphs and tables in order."""
    return pdf_of(piece.title, blocks_of(piece), style=piece.look.get("style", "ruled"))


def ofd(piece: Piece) -> bytes:
    """Return an OFD of the same."""
    return ofd_of(piece.title, blocks_of(piece))


def blocks_of(piece: Piece) -> Blocks:
    """Return paragraphs and tables as lists; a row with a single heading stands for it in every cell."""
    blocks: Blocks = []
    for block in piece.blocks:
        if isinstance(block, str):
            blocks += paragraphs(block)
        else:
            blocks.append([list(row) for row in block])
    return blocks
