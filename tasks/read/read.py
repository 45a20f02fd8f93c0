"""Any body to documents, by what the bytes are; neither its name nor its declared type decides.

This runs inside a child process (``child.read_apart``), which bounds what a reader may use. Every kind that no reader
knows is named and refused, never half read.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Final, cast

from config.errors import Unreadable
from tasks.read.about import DEEPEST, About, Reader, ReadInner
from tasks.read.document import Block, Document, Paragraph, Table
from tasks.read.kind import Kind, find_kind

READERS: Final = {
    Kind.HTML: "web.html:read_html_page",
    Kind.TEXT: "web.text:read_text_file",
    Kind.CSV: "office.separated:read_separated",
    Kind.SHEET: "office.sheet:read_workbook",
    Kind.WORD: "office.word:read_word",
    Kind.PDF: "printed.pdf:read_pdf",
    Kind.OFD: "printed.ofd:read_ofd",
    Kind.IMAGE: "ink.picture:read_picture",
    Kind.PACKAGE: "packed.package:read_package",
    Kind.OLD_WORD: "office.libreoffice:read_office",
    Kind.RICH_TEXT: "office.libreoffice:read_office",
    Kind.OPEN_TEXT: "office.libreoffice:read_office",
    Kind.WORD_XML: "office.libreoffice:read_office",
    Kind.OFFICE_XML: "office.sheet:read_workbook",
    Kind.MAIL_PAGE: "web.mail_page:read_mail_page",
}
"""Which module and function reads a kind; imported when first needed, for some take half a second to load."""


def read_body(body: bytes, about: About, *, read_inner: ReadInner | None = None) -> tuple[Document, ...]:
    """Read one body in this process; the same bytes and arguments give the same documents on every machine.

    ``read_inner`` takes the bodies inside it, in the place of reading them likewise.

    Raises:
        Unreadable: the body is empty, broken, beyond a limit, locked, or of a kind that is not read.
        NeedsRoom: it needs OCR or LibreOffice, and this is the small child.
    """
    if about.deep > DEEPEST:
        raise Unreadable(about.label, f"it stands inside more than {DEEPEST} other files")
    if not body.strip(b"\x00\t\n\r "):
        raise Unreadable(about.label, "the body is empty")
    kind = find_kind(body)
    named = READERS.get(kind)
    if named is None:
        declared = f" (declared as {about.content_type})" if about.content_type else ""
        raise Unreadable(about.label, f"{kind.value}{declared}: this kind is not read")
    module, function = named.split(":")
    reader = cast("Reader", getattr(import_module(f"tasks.read.{module}"), function))
    return reader(body, about, read_inner or _read_member)


def _read_member(body: bytes, about: About) -> tuple[Document, ...]:
    """Read a body inside another; every locator then begins with the member's own name."""
    return tuple(_placed(document, about.inside[-1]) for document in read_body(body, about))


def _placed(document: Document, member: str) -> Document:
    """Return a member's document with the member's name before each locator."""
    blocks = tuple(_placed_block(block, f"{member}: ") for block in document.blocks)
    inside = f"{member}/{document.inside}" if document.inside else member
    return replace(document, blocks=blocks, inside=inside, name=document.name or member)


def _placed_block(block: Block, before: str) -> Block:
    """Return a block with a text before each of its locators."""
    if isinstance(block, Paragraph):
        return replace(block, locator=before + block.locator)
    rows = tuple(tuple(replace(cell, locator=before + cell.locator) for cell in row) for row in block.rows)
    return Table(rows, before + block.locator, block.name)
