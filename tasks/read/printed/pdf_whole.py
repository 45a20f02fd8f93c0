"""Whether a PDF's packed streams are whole: PDFium shows what it can of a damaged one, and says nothing of the rest."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import Final

_STREAM: Final = re.compile(rb">>\s{0,20}stream\r?\n")
_FILTER: Final = re.compile(rb"/Filter\s*(?:\[\s*)?((?:/\w+\s*)+)")
_LONGEST_HEAD: Final = 2_000
_MOST_UNPACKED: Final = 100 * 2**20
_MOST_STREAMS: Final = 20_000
_CHUNK: Final = 2**20


def damaged_streams(body: bytes) -> int:
    """Return how many of a PDF's deflated streams do not unpack to their end and check sum.

    At most 100 MB are unpacked; what comes behind, what is packed otherwise and what is encrypted is not looked at.
    """
    if b"/Encrypt" in body:
        return 0
    damaged, left = 0, _MOST_UNPACKED
    for number, found in enumerate(_STREAM.finditer(body)):
        if left <= 0 or number >= _MOST_STREAMS:
            break
        packed = _packed(body, found.start(), found.end())
        if packed is not None:
            size = _unpacked(packed, left)
            damaged += size < 0
            left -= abs(size)
    return damaged


def _packed(body: bytes, head: int, start: int) -> memoryview | None:
    """Return the deflated bytes of a stream, and what stands behind them; None where it is not deflated."""
    about = body[max(0, head - _LONGEST_HEAD) : head]
    named = _FILTER.search(about, max(0, about.rfind(b"obj")))
    filters = named[1].split() if named else []
    if filters[:1] == [b"/FlateDecode"]:
        return memoryview(body)[start:]
    if filters[:2] == [b"/ASCII85Decode", b"/FlateDecode"]:
        end = body.find(b"~>", start)
        try:
            return memoryview(base64.a85decode(body[start : max(start, end)]))
        except (ValueError, binascii.Error):
            return memoryview(b"")
    return None


def _unpacked(packed: memoryview, most: int) -> int:
    """Return how many bytes a deflated stream unpacks to, as far as ``most``; below 0 where it is damaged."""
    inflate, size, at, rest = zlib.decompressobj(), 1, 0, b""
    try:
        while not inflate.eof and size < most:
            more = rest or packed[at : at + _CHUNK]
            at += 0 if rest else _CHUNK
            if not more:
                return -size
            size += len(inflate.decompress(more, _CHUNK))
            rest = inflate.unconsumed_tail
    except zlib.error:
        return -size
    return size
