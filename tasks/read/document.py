"""What a reader makes of one body: text and tables in order, each piece with the place it stood at.

A document carries no meaning: whether a table is a list of enterprises is for ``tasks/recognise`` to say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Media = Literal["html", "text", "xlsx"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell after spans were expanded; ``locator`` is where its text stood (``sheet 1!B7``, ``table 1 row 5``)."""

    text: str
    locator: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text; ``locator`` counts the document's paragraphs from 1: ``p[14]``."""

    text: str
    locator: str


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular table: every row has the same number of cells; header rows are still in it.

    ``name`` is a sheet's name, else empty. ``locator`` is ``table 1``, ``sheet 2``.
    """

    rows: tuple[tuple[Cell, ...], ...]
    locator: str
    name: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an attachment: the name printed and the absolute address."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Garble:
    """What was undone on the way: runs of pinyin taken out, and whether the text was converted to simplified.

    ``score`` says how sure the text is: 1.0 nothing was wrong, towards 0 the more was repaired or left unreadable.
    """

    pinyin_removed: int = 0
    converted: bool = False
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """One body, read. ``blocks`` is the body alone, in order: navigation, teasers and comments are left out.

    ``source_line`` is what stands after 来源, ``published_on`` the date that the site prints for the page itself.
    ``teasers`` are titles of other articles shown on the page, kept apart so that nothing takes them for news.
    ``warnings`` say what was left out or could not be read in part, in words for a person.
    """

    sha256: str
    media: Media
    title: str
    blocks: tuple[Block, ...]
    name: str = ""
    source_line: str = ""
    published_on: date | None = None
    attachments: tuple[Link, ...] = ()
    teasers: tuple[str, ...] = ()
    garble: Garble = field(default_factory=Garble)
    warnings: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The running text, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
