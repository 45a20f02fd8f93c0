"""Pictures that stand in a page itself as ``data:`` addresses: read as documents inside it."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_to_bytes

from selectolax.lexbor import LexborNode

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Document
from tasks.read.web.pictures import inline_pictures

MOST_INLINE = 10
_LARGEST = 20 * 2**20
_LEAST = 4_096
_HEAD = 200


def read_inline_pictures(
    container: LexborNode, about: About, read_inner: ReadInner
) -> tuple[list[Document], list[str]]:
    """Return the documents of a body's own pictures and what was not read, in words.

    What is smaller than 4 kB is a sign or a line, never a list, and is left out.

    Raises:
        NeedsRoom: a picture needs the large child.
    """
    documents: list[Document] = []
    unread: list[str] = []
    addresses = inline_pictures(container)
    large = [address for address in addresses if len(address) >= _LEAST]
    for number, address in enumerate(large[:MOST_INLINE], start=1):
        name = f"picture {number}"
        try:
            documents += read_inner(_decode(address, about.label), about.member(name))
        except Unreadable as error:
            unread.append(f"{name} of the body: {error.problem}")
    if len(large) > MOST_INLINE:
        unread.append(f"{len(large) - MOST_INLINE} picture(s) of the body beyond the first {MOST_INLINE}")
    return documents, unread


def _decode(address: str, about: str) -> bytes:
    """Return the bytes of a ``data:`` address."""
    head, comma, coded = address.partition(",")
    if not comma or len(head) > _HEAD or len(coded) > _LARGEST:
        raise Unreadable(about, "its address is no picture, or beyond 20 MB")
    try:
        return (
            base64.b64decode(unquote_to_bytes(coded)) if head.endswith(";base64") else unquote_to_bytes(coded)
        )
    except binascii.Error as error:
        raise Unreadable(about, "its address is cut off") from error
