"""A body read as it comes: decoded, counted while it grows, and whole or an error."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

from config.errors import TooLarge, Unreachable

_GZIP = b"\x1f\x8b"
_TEXT = ("text/", "html", "xml", "json", "javascript")


class Inflater:
    """Undo gzip or deflate piece by piece, never beyond ``limit`` bytes in all."""

    def __init__(self, url: str, limit: int) -> None:
        self._url, self._limit = url, limit
        self._inflate = zlib.decompressobj(47)  # gzip or zlib, whichever its first bytes say
        self._started = False
        self.size = 0

    def feed(self, piece: bytes) -> bytes:
        """Return what this piece decodes to.

        Raises:
            TooLarge: The decoded body passes the limit.
            Unreachable: The bytes are not what their coding says.
        """
        decoded = []
        try:
            while piece:
                decoded.append(self._once(piece))
                self.size += len(decoded[-1])
                if self.size > self._limit:
                    raise TooLarge(self._url, f"more than {self._limit >> 20} MB once decompressed")
                piece = self._inflate.unconsumed_tail or self._next_member()
        except zlib.error as error:
            raise Unreachable(self._url, f"the compressed body is broken ({error})") from error
        return b"".join(decoded)

    def finish(self) -> None:
        """Make sure the compressed stream came to its end.

        Raises:
            Unreachable: The body was cut off.
        """
        if self._started and not self._inflate.eof:
            raise Unreachable(self._url, "the compressed body was cut off")

    def _once(self, piece: bytes) -> bytes:
        room = self._limit + 1 - self.size
        try:
            decoded = self._inflate.decompress(piece, room)
        except zlib.error:
            if self._started:
                raise
            self._inflate = zlib.decompressobj(-15)  # deflate without its header, as some servers send it
            decoded = self._inflate.decompress(piece, room)
        self._started = True
        return decoded

    def _next_member(self) -> bytes:
        rest = self._inflate.unused_data
        if self._inflate.eof and rest.startswith(_GZIP):
            self._inflate = zlib.decompressobj(47)
            return rest
        return b""


async def read_body(
    pieces: AsyncIterator[bytes], *, url: str, coding: str, content_type: str, limit: int
) -> bytes:
    """Return a whole body, decoded.

    Gzip that no header announces is undone for text only: an archive to download stays as it is (seen at cnipa).

    Raises:
        TooLarge: The body passes ``limit`` bytes, before or after decoding.
        Unreachable: The body is cut off, broken or in a coding that was not asked for.
    """
    coding = coding.strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise Unreachable(url, f"the body is coded as {coding[:20]}, which was not asked for")
    inflater: Inflater | None = None
    parts: list[bytes] = []
    size = 0
    async for piece in pieces:
        if not parts and _is_coded(piece, coding, content_type):
            inflater = Inflater(url, limit)
        size += len(piece)
        if size > limit:
            raise TooLarge(url, f"more than {limit >> 20} MB")
        parts.append(piece if inflater is None else inflater.feed(piece))
    if inflater is not None:
        inflater.finish()
    return b"".join(parts)


def _is_coded(piece: bytes, coding: str, content_type: str) -> bool:
    if coding == "deflate":
        return True
    if not piece.startswith(_GZIP):
        return False  # a server that says gzip and sends it plain
    return "gzip" in coding or any(mark in content_type.lower() for mark in _TEXT)
