"""Read everything a capture holds: its page and its attachments, with what could not be read named.

This is the slow part of taking an announcement in, and touches no database: captures can be read side by side, and
what was read waits on the shelf for the one writer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from config.errors import ReadError, StoreError
from config.models import Source
from tasks.archive.archive import Archive
from tasks.archive.records import Capture
from tasks.ingest.shelf import Shelf, shelf_key
from tasks.read.document import Document
from tasks.read.read import read_document


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one capture; ``unread`` names each part that was not, with the reason, in words.

    ``damaged`` are those of them whose body the archive no longer holds whole: a fault of this house, not of the page.
    """

    page: Document | None
    attachments: tuple[Document, ...]
    unread: tuple[str, ...]
    damaged: tuple[str, ...] = ()


def read_capture(capture: Capture, source: Source, *, archive: Archive, shelf: Shelf) -> Reading:
    """Return the documents of a capture, from the shelf where they were read before.

    An attachment that failed to arrive, or that no reader can open, is named in ``unread`` and stops nothing else.
    """
    unread: list[str] = []
    damaged: list[str] = []
    read = partial(_read, source=source, archive=archive, shelf=shelf, unread=unread, damaged=damaged)
    page = None
    if capture.page_sha256 is not None:
        page = read(capture.page_sha256, (capture.url, "", capture.page_content_type))
    attachments: list[Document] = []
    for attachment in capture.attachments:
        if attachment.sha256 is None:
            unread.append(f"{attachment.name}: {attachment.error or 'never arrived'}")
            continue
        about = (attachment.url, attachment.name, attachment.content_type)
        document = read(attachment.sha256, about)
        if document is not None:
            attachments.append(document)
    return Reading(page, tuple(attachments), tuple(unread), tuple(damaged))


def _read(
    sha256: str,
    about: tuple[str, str, str],
    *,
    source: Source,
    archive: Archive,
    shelf: Shelf,
    unread: list[str],
    damaged: list[str],
) -> Document | None:
    """Return one document; where it cannot be read, say so in ``unread`` (and ``damaged``) and return null."""
    url, name, content_type = about
    key = shelf_key(sha256, url, name, content_type, source.detail.content, source.encoding)
    held = shelf.get(key)
    if held is not None:
        return held
    try:
        body = archive.bodies.get(sha256)
    except StoreError as error:
        damaged.append(f"{url}: {error}")
        unread.append(f"{name or 'the page'}: {error}")
        return None
    try:
        document = read_document(
            body,
            sha256=sha256,
            content_type=content_type,
            url=url,
            name=name,
            detail=source.detail,
            encoding=source.encoding,
        )
    except ReadError as error:
        unread.append(f"{name or 'the page'}: {error.problem}")
        return None
    shelf.put(key, document)
    return document
