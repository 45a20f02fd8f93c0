"""Pictures (PNG, JPEG, BMP, GIF, TIFF, WebP) to documents by OCR."""

from __future__ import annotations

from dataclasses import replace

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Document
from tasks.read.ink.frames import MOST_FRAMES, BadPicture, count_frames, read_frame

_LEAST_SIDE = 12


def read_picture(body: bytes, about: About, _read_inner: ReadInner) -> tuple[Document, ...]:
    """Read a picture; one without text gives a document without blocks, and a warning that says so.

    Every page of a TIFF is read up to a limit; what is beyond, or is broken, is ``unread``. Of a moving picture the first
    frame is read. Boxes are shares of the picture as it is shown (its EXIF turn done).

    Raises:
        Unreadable: it is broken or too large.
        NeedsRoom: this child has no room for OCR.
    """
    try:
        count = count_frames(body)
    except BadPicture as error:
        raise Unreadable(about.label, str(error)) from error
    about.need_room()
    return (_read(body, about, count),)


def _read(body: bytes, about: About, count: int) -> Document:
    """Read the pages of a picture that has ``count`` of them."""
    from tasks.read.ink.ocr import read_ink, set_back
    from tasks.read.printed.laid import Found, document_of  # with OCR it takes seconds to load

    pages, unread = [], []
    for number in range(min(count, MOST_FRAMES)):
        try:
            picture = read_frame(body, number)
        except BadPicture as error:
            if count == 1:
                raise Unreadable(about.label, str(error)) from error
            unread.append(f"page {number + 1}: {error}")
            continue
        if min(picture.shape[:2]) >= _LEAST_SIDE:
            pages.append(read_ink(picture, page=number + 1))
    if count > MOST_FRAMES:
        unread.append(f"pages {MOST_FRAMES + 1} to {count}: only {MOST_FRAMES} pages are recognised")
    found = Found(tuple(pages), (), tuple(unread))
    document = document_of(found, about, media="image", read_by="OCR")
    return replace(document, blocks=set_back(document.blocks, pages))
