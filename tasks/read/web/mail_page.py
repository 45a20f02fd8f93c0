"""Pages saved as one file (mht), as browsers and Word do: the page in it, then its pictures; nothing is fetched."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Document
from tasks.read.kind import Kind, find_kind
from tasks.read.office.enclosed import is_small

_MOST_PARTS = 500
_MOST_PICTURES = 30


def read_mail_page(body: bytes, about: About, read_inner: ReadInner) -> tuple[Document, ...]:
    """Read the first page of a saved one, then its pictures that are large enough to be the list.

    Raises:
        Unreadable: there is no page in it, or the page cannot be read.
        NeedsRoom: a picture needs OCR, and this is the small child.
    """
    message = email.message_from_bytes(body.lstrip(), policy=email.policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    if len(parts) > _MOST_PARTS:
        raise Unreadable(about.label, f"it has {len(parts)} parts, at most {_MOST_PARTS} are read")
    page = next(
        (part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    if page is None:
        raise Unreadable(about.label, "a saved page without a page in it")
    where = str(page.get("Content-Location", ""))
    address = where if where.startswith(("http://", "https://")) else about.url
    within = replace(about.member("page.html"), url=address, encoding=_charset(page))
    documents = list(read_inner(_content(page), within))
    unread: list[str] = []
    pictures = [(at, content) for at, part in enumerate(parts) if _may_be_list(content := _content(part))]
    for at, content in pictures[:_MOST_PICTURES]:
        try:
            documents += read_inner(content, about.member(f"picture {at}"))
        except Unreadable as error:
            unread.append(f"picture {at}: {error.problem}")
    if len(pictures) > _MOST_PICTURES:
        unread.append(f"more than {_MOST_PICTURES} pictures stand in it")
    return (replace(documents[0], unread=(*documents[0].unread, *unread)), *documents[1:])


def _content(part: EmailMessage) -> bytes:
    """Return a part's bytes."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: EmailMessage) -> str | None:
    """Return the character set that Word states for UTF-16 pages, whose bytes alone say too little; else None."""
    stated = (part.get_content_charset() or "").lower()
    return stated if stated in ("utf-16", "utf-16le", "utf-16be") else None


def _may_be_list(content: bytes) -> bool:
    """Say whether a part is a picture large enough to hold a list."""
    return find_kind(content) is Kind.IMAGE and not is_small(content, Kind.IMAGE)[0]
