"""Where in the documents of a capture a row stands that a question is about. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.read.document import Block, Box, Cell, Document, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Spot:
    """One place in a document: its block, and of a table the row (from 0); ``row`` is null for a table as a whole.

    ``locator`` is the one that led here, or of the text that did.
    """

    document: Document
    block: int
    row: int | None = None
    locator: str = ""

    @property
    def what(self) -> Block:
        """The paragraph or table."""
        return self.document.blocks[self.block]

    @property
    def pieces(self) -> tuple[Cell | Paragraph, ...]:
        """The paragraph, or the cells of the row; the first row of a table as a whole."""
        if isinstance(self.what, Paragraph):
            return (self.what,)
        return self.what.rows[self.row or 0] if self.what.rows else ()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Where its pieces stand on the page; empty where the document has no pages."""
        return tuple(piece.box for piece in self.pieces if piece.box is not None)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why its texts may be wrong, in words, each with the text; empty where all is sure."""
        found = [f"{piece.text}: {piece.doubt}" for piece in self.pieces if piece.doubt]
        return tuple(dict.fromkeys(found))


def find_place(documents: Sequence[Document], locator: str, *, sha256: str = "") -> tuple[Spot, ...]:
    """Return the places that a locator names, at most one in each document; empty where there is none.

    Args:
        documents: Those of one capture.
        locator: As of a row or a problem: ``sheet 1!B7``, ``page 2 table 1 row 5``, ``p[14]``, ``table 1``.
        sha256: Only in documents of this body, where it is given and has the place.
    """
    if not locator:
        return ()
    found = [spot for document in documents if (spot := _in_document(document, locator)) is not None]
    own = [spot for spot in found if spot.document.sha256 == sha256]
    return tuple(own or found)


def find_name(documents: Sequence[Document], name: str) -> tuple[Spot, ...]:
    """Return the first place in each document that holds a name, blanks and width apart; empty where none does."""
    sought = _bare(name)
    if not sought:
        return ()
    found = (next(_holding(document, sought), None) for document in documents)
    return tuple(spot for spot in found if spot is not None)


def _in_document(document: Document, locator: str) -> Spot | None:
    """Return the place of a locator in one document, rows before whole tables."""
    for at, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if block.locator == locator:
                return Spot(document, at, locator=locator)
        else:
            for number, row in enumerate(block.rows):
                if any(cell.locator == locator for cell in row):
                    return Spot(document, at, number, locator)
    whole = (
        at
        for at, block in enumerate(document.blocks)
        if isinstance(block, Table) and block.locator == locator
    )
    at_table = next(whole, None)
    return Spot(document, at_table, locator=locator) if at_table is not None else None


def _holding(document: Document, sought: str) -> Iterator[Spot]:
    """Yield the places of a document that hold a text."""
    for at, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if sought in _bare(block.text):
                yield Spot(document, at, locator=block.locator)
        else:
            for number, row in enumerate(block.rows):
                holding = next((cell for cell in row if sought in _bare(cell.text)), None)
                if holding is not None:
                    yield Spot(document, at, number, holding.locator)


def _bare(text: str) -> str:
    """Return a text without blanks, full and half width levelled."""
    return "".join(unicodedata.normalize("NFKC", text).split())
