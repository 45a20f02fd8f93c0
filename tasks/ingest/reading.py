"""Read everything a capture holds: its page and its attachments, with what could not be read named.

This is the slow part of taking an announcement in, and touches no database: captures can be read side by side, and
what was read waits on the shelf for the one writer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from config.errors import ReadError, StoreError
from config.models import Source
from tasks.archive.archive import Archive
from tasks.archive.records import Capture
from tasks.ingest.shelf import Shelf, shelf_key
from tasks.ledger.gate import Unread
from tasks.read.about import About
from tasks.read.child import read_apart
from tasks.read.document import Document
from tasks.read.programs import lacked_in
from tasks.recognise.notice import Notice, Unconcerned, Unsettled


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one capture; ``unread`` names each part that was not, and why.

    ``damaged`` are those of them whose body the archive no longer holds whole: a fault of this house, not of the page.
    ``recognised`` is what the rules made of it where that was done ahead of the one writer; then there are no documents.
    """

    page: Document | None
    attachments: tuple[Document, ...]
    unread: tuple[Unread, ...]
    damaged: tuple[str, ...] = ()
    recognised: Notice | Unconcerned | Unsettled | None = None


def read_capture(capture: Capture, source: Source, *, archive: Archive, shelf: Shelf) -> Reading:
    """Return the documents of a capture, from the shelf where they were read before.

    An attachment that failed to arrive, or that no reader can open, is named in ``unread`` and stops nothing else.
    """
    unread: list[Unread] = []
    damaged: list[str] = []
    read = partial(_read, source=source, archive=archive, shelf=shelf, unread=unread, damaged=damaged)
    page: Document | None = None
    attachments: list[Document] = []
    if capture.page_sha256 is not None:
        documents = read(capture.page_sha256, (capture.url, "", capture.page_content_type))
        page, attachments = documents[0] if documents else None, documents[1:]
    pictures = {link.url for link in page.attachments if link.picture} if page is not None else set()
    for attachment in capture.attachments:
        before, picture = len(unread), attachment.url in pictures
        if attachment.sha256 is None:
            unread.append(Unread(f"{attachment.name}: {attachment.error or 'never arrived'}"))
        else:
            attachments += read(attachment.sha256, (attachment.url, attachment.name, attachment.content_type))
        unread[before:] = [replace(part, picture=picture) for part in unread[before:]]
    return Reading(page, tuple(attachments), tuple(unread), tuple(damaged))


def _read(
    sha256: str,
    about: tuple[str, str, str],
    *,
    source: Source,
    archive: Archive,
    shelf: Shelf,
    unread: list[Unread],
    damaged: list[str],
) -> list[Document]:
    """Return the documents of one body; what cannot be read is said in ``unread`` (and ``damaged``)."""
    url, name, content_type = about
    key = shelf_key(sha256, url, name, content_type, source.detail.content, source.encoding)
    documents = shelf.get(key)
    if documents is None and (problem := shelf.refused(key)) is not None:
        unread.append(Unread(f"{name or 'the page'}: {problem}"))
        return []
    if documents is None:
        try:
            body = archive.bodies.get(sha256)
        except StoreError as error:
            damaged.append(f"{url}: {error}")
            unread.append(Unread(f"{name or 'the page'}: {error}"))
            return []
        try:
            asked = About(sha256, url, name, content_type, source.detail, source.encoding)
            documents = read_apart(body, asked)
        except ReadError as error:
            shelf.refuse(key, error.problem)
            unread.append(Unread(f"{name or 'the page'}: {error.problem}"))
            return []
        if not lacked_in(
            part for said in documents for part in said.unread
        ):  # else read again when it is there
            shelf.put(key, documents)
    for said in documents:
        where = " / ".join(filter(None, (name, said.inside))) or "the page"
        unread += [Unread(f"{where}: {part}") for part in said.unread]
    return list(documents)
