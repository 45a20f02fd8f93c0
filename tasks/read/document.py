"""What a reader makes of one body: text and tables in order, each piece with the place it stood at.

A document carries no meaning: whether a table is a list of enterprises is for ``tasks/recognise`` to say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Media = Literal["html", "text", "csv", "xlsx", "xls", "docx", "doc", "pdf", "scan", "image", "ofd"]
"""What a document was when it arrived; an archive's members are documents of their own."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a page: ``page`` from 1, edges as shares (0 to 1) of its width and height, y down."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell after spans were expanded; ``locator`` is where its text stood (``sheet 1!B7``, ``table 1 row 5``).

    ``box`` is its place on the page, where the reader knows one. ``doubt`` says in words why the text may be wrong
    ("two readings differ: 晟, 成"); empty where the reader is sure of every character.
    """

    text: str
    locator: str
    box: Box | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text; ``locator`` counts the document's paragraphs from 1: ``p[14]``.

    ``box`` and ``doubt`` are as of a cell.
    """

    text: str
    locator: str
    box: Box | None = None
    doubt: str = ""


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
    """A link to an attachment: the name printed and the absolute address.

    ``picture`` tells an image of the body itself, which may be the list or mere decoration.
    """

    name: str
    url: str
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Garble:
    """What was undone on the way: runs of pinyin taken out, and whether the text was converted to simplified.

    ``mojibake`` counts runs that were read in a wrong character set, ``doubled`` what was said twice and is given once,
    ``noise`` what copies threw in, ``lost`` the characters that nothing brings back. ``score`` says how sure the text is:
    1.0 nothing was wrong, towards 0 the more was repaired or left unreadable.
    """

    pinyin_removed: int = 0
    converted: bool = False
    score: float = 1.0
    mojibake: int = 0
    doubled: int = 0
    noise: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One body, read. ``blocks`` is the body alone, in order: navigation, teasers and comments are left out.

    ``source_line`` is what stands after 来源, ``published_on`` the date that the site prints for the page itself.
    ``teasers`` are titles of other articles shown on the page, kept apart so that nothing takes them for news.
    ``warnings`` say what was left out on purpose, in words for a person; ``unread`` what was not read and may hold rows
    (a page over the limit, a locked member): such a list is held. ``read_by`` says how it was read ("OCR", "LibreOffice",
    "spreadsheet"). ``inside`` is the path within the body, for a member of an archive (``名单/附件1.xlsx``), and then also
    stands before every locator: ``名单/附件1.xlsx: sheet 1!B7``.
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
    unread: tuple[str, ...] = ()
    read_by: str = ""
    inside: str = ""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The running text, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
