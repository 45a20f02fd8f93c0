"""PDF: pages with text by what the file says, the others by OCR; what is attached inside is read too.

Reading is by PDFium alone: on generated lists of 35 to 5,000 rows it took 0.3 to 0.5 of the time of pdfplumber's
``extract_tables``, and it tells invisible text and characters without meaning, which that does not.
"""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass, field, replace

import pypdfium2
from pypdfium2 import PdfiumError

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Document
from tasks.read.printed.laid import NO_TEXT, Found, document_of, turned_back, with_boxes
from tasks.read.printed.page import Page
from tasks.read.printed.pdf_attached import read_attached
from tasks.read.printed.pdf_page import read_page
from tasks.read.printed.pdf_whole import damaged_streams

MOST_PAGES = 200
MOST_SCANNED = 60
_END = 65_536
_LENGTH = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d+)", re.DOTALL)


@dataclass(slots=True)
class _Pages:
    """The pages read so far, the numbers of those recognised, and how many gave text of their own.

    ``turned`` gives the quarters by which a page was turned to be read.
    """

    pages: list[Page] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    with_text: int = 0
    turned: dict[int, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_pdf(body: bytes, about: About, read_inner: ReadInner) -> tuple[Document, ...]:
    """Read a PDF: its own document, then those of the files attached inside it.

    ``media`` is "scan" where any page had to be recognised. An owner's password does not matter.

    Raises:
        Unreadable: it is locked, cut off, broken, or has no page.
        NeedsRoom: a page must be recognised, and this is the small child.
    """
    _check_end(body, about)
    try:
        pdf = pypdfium2.PdfDocument(body)
    except PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "it is locked with a password" if locked else f"broken PDF: {error}"
        raise Unreadable(about.label, why) from error
    damaged = damaged_streams(body)
    with closing(pdf):
        if not len(pdf):
            raise Unreadable(about.label, "broken PDF: it has no page")
        pages = _read_pages(pdf, about)
        attached = read_attached(pdf, about, read_inner)
    pages.unread += attached.unread
    if damaged:
        pages.unread.append(
            f"the PDF is damaged: {damaged} of its streams are not whole, text may be missing"
        )
    return (_document(pages, about), *attached.documents)


def _check_end(body: bytes, about: About) -> None:
    """Refuse a file whose end is missing: PDFium would mend it, and not say which pages are gone."""
    stated = _LENGTH.search(body[:1024])
    if b"%%EOF" not in body[-_END:] or (stated and int(stated[1]) > len(body)):
        raise Unreadable(about.label, "the PDF is cut off: its end is missing")


def _read_pages(pdf: pypdfium2.PdfDocument, about: About) -> _Pages:
    """Read the pages within the limits; those beyond are named as unread."""
    found = _Pages()
    for number in range(1, min(len(pdf), MOST_PAGES) + 1):
        try:
            _take_page(pdf, number, found, about)
        except PdfiumError as error:
            found.unread.append(f"page {number} cannot be opened: {error}")
    if len(pdf) > MOST_PAGES:
        found.unread.append(f"pages {MOST_PAGES + 1} to {len(pdf)}: at most {MOST_PAGES} are read")
    if not found.pages:
        raise Unreadable(about.label, f"no page can be read: {found.unread[0]}")
    return found


def _take_page(pdf: pypdfium2.PdfDocument, number: int, found: _Pages, about: About) -> None:
    """Read one page, by OCR where its text is a picture."""
    printed = read_page(pdf, number)
    if printed.quarters and not printed.scanned:
        found.turned[number] = printed.quarters
    found.warnings += printed.warnings
    found.unread += printed.unread
    if not printed.scanned and printed.pictured is None:
        found.with_text += 1
        found.pages.append(printed.page)
        return
    if printed.quarters and not printed.scanned:
        found.unread.append(f"page {number}: a picture on a page set sideways")
        found.pages.append(printed.page)
        return
    if len(found.scanned) >= MOST_SCANNED:
        found.unread.append(f"page {number}: {MOST_SCANNED} pages were recognised, no more are")
        found.pages += [] if printed.scanned else [printed.page]
        return
    about.need_room()
    from tasks.read.printed.pdf_scan import recognised, recognised_part  # OCR takes seconds to load

    found.scanned.append(number)
    found.with_text += not printed.scanned
    if printed.scanned:
        found.warnings.append(f"page {number} was recognised: {printed.scanned}")
        found.pages.append(recognised(pdf, printed))
    elif printed.pictured is not None:
        found.pages.append(recognised_part(pdf, printed, printed.pictured))


def _document(found: _Pages, about: About) -> Document:
    """Return the document of all pages."""
    scanned = set(found.scanned)
    ways = (["PDF text"] if found.with_text else []) + (["OCR"] if scanned else [])
    if not found.unread and not any(page.words for page in found.pages):
        found.unread.append(NO_TEXT)  # a list that is there, but in a way that was not seen
    whole = Found(tuple(found.pages), tuple(found.warnings), tuple(found.unread))
    document = document_of(whole, about, media="scan" if scanned else "pdf", read_by=" and ".join(ways))
    if found.turned:
        turned = found.turned
        blocks = with_boxes(document.blocks, lambda box: turned_back(box, turned.get(box.page, 0)))
        document = replace(document, blocks=blocks)
    if not scanned:
        return document
    from tasks.read.ink.ocr import set_back

    return replace(document, blocks=set_back(document.blocks, found.pages))
