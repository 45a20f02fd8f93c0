"""OFD, the fixed-layout format of Chinese offices: text, rules and pictures of each page, laid out as those of a PDF.

Written from GB/T 33190-2016 alone: no file of a real producer was at hand, so what producers do otherwise is not known.
Signatures, seals and annotations are left out; nothing is checked against a signature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Block, Document, Paragraph, Table
from tasks.read.office.opc import Parts
from tasks.read.printed.laid import NO_TEXT, Found, document_of
from tasks.read.printed.ofd_document import OfdDocument, open_documents
from tasks.read.printed.ofd_page import read_page
from tasks.read.printed.page import Page

MOST_PAGES = 200
MOST_SCANNED = 60
MOST_DOCUMENTS = 20
MOST_ATTACHED = 50


@dataclass(slots=True)
class _Pages:
    """What was read of one document so far."""

    pages: list[Page] = field(default_factory=list)
    scanned: int = 0
    with_text: int = 0
    warnings: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_ofd(body: bytes, about: About, read_inner: ReadInner) -> tuple[Document, ...]:
    """Read an OFD file: each document in it, then the files attached to it.

    Locators of a second document begin with ``document 2: ``, and so does its ``inside``. What is no text and cannot be
    recognised (glyphs without characters, a picture of an unknown form) is named in ``unread``.

    Raises:
        Unreadable: it is broken, locked, too large, or holds no document.
        NeedsRoom: a page must be recognised, and this is the small child.
    """
    parts = Parts(body, about.label)
    opened = open_documents(parts)
    found: list[Document] = []
    for number, one in enumerate(opened[:MOST_DOCUMENTS], start=1):
        pages = _read_pages(one, about)
        if number == 1 and len(opened) > MOST_DOCUMENTS:
            pages.unread.append(f"{len(opened)} documents are in the file, at most {MOST_DOCUMENTS} are read")
        attached = _read_attached(one, about, read_inner, pages.unread)
        document = _document(pages, about)
        found += [document if number == 1 else _numbered(document, number), *attached]
    return tuple(found)


def _read_pages(one: OfdDocument, about: About) -> _Pages:
    """Read a document's pages within the limits; those beyond are named as unread."""
    found = _Pages()
    for number, place in enumerate(one.pages[:MOST_PAGES], start=1):
        try:
            read = read_page(one, place, number, about, may_scan=found.scanned < MOST_SCANNED)
        except Unreadable as error:
            found.unread.append(f"page {number} cannot be read: {error}")
            continue
        found.pages.append(read.page)
        found.scanned += read.scanned
        found.with_text += read.with_text
        found.warnings += read.warnings
        found.unread += read.unread
    if len(one.pages) > MOST_PAGES:
        found.unread.append(f"pages {MOST_PAGES + 1} to {len(one.pages)}: at most {MOST_PAGES} are read")
    if not found.pages:
        raise Unreadable(about.label, found.unread[0] if found.unread else "the OFD document has no page")
    return found


def _document(found: _Pages, about: About) -> Document:
    """Return the document of all pages."""
    ways = (["OFD"] if found.with_text or not found.scanned else []) + (["OCR"] if found.scanned else [])
    if not found.unread and not any(page.words for page in found.pages):
        found.unread.append(NO_TEXT)  # a list that is there, but in a way that was not seen
    whole = Found(tuple(found.pages), tuple(found.warnings), tuple(found.unread))
    document = document_of(whole, about, media="ofd", read_by=" and ".join(ways))
    if not found.scanned:
        return document
    from tasks.read.ink.ocr import set_back  # OCR takes seconds to load

    return replace(document, blocks=set_back(document.blocks, found.pages))


def _read_attached(
    one: OfdDocument, about: About, read_inner: ReadInner, unread: list[str]
) -> Sequence[Document]:
    """Read the files attached to a document; what cannot be read is added to ``unread``."""
    found: list[Document] = []
    try:
        attached = one.attached()
    except Unreadable as error:
        unread.append(f"the files attached inside: {error}")
        return found
    if len(attached) > MOST_ATTACHED:
        unread.append(f"{len(attached)} files are attached inside, at most {MOST_ATTACHED} are read")
    for name, place in attached[:MOST_ATTACHED]:
        try:
            found += read_inner(one.parts.read(place), about.member(name))
        except Unreadable as error:
            unread.append(f"{name}, attached inside: {error}")
    return found


def _numbered(document: Document, number: int) -> Document:
    """Return a document after the first, told apart by its number."""
    before = f"document {number}: "
    return replace(
        document,
        blocks=tuple(_placed(block, before) for block in document.blocks),
        inside=f"document {number}",
    )


def _placed(block: Block, before: str) -> Block:
    """Return a block with a text before its locators."""
    if isinstance(block, Paragraph):
        return replace(block, locator=before + block.locator)
    rows = tuple(tuple(replace(cell, locator=before + cell.locator) for cell in row) for row in block.rows)
    return Table(rows, before + block.locator, block.name)
