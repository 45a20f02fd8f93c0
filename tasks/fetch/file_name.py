"""What a server calls a file that it gives for download (Content-Disposition); a name for people, never a path."""

from __future__ import annotations

from email.message import Message
from urllib.parse import unquote

from tasks.read.mending.characters import even, one_line

_LONGEST = 200
_HEADER = "content-disposition"


def stated_name(disposition: str) -> str:
    """Return the file name that a header states, whatever it was written in; empty where it states none.

    Source: RFC 6266 (``filename*``); in practice names also come percent-encoded, or as bare UTF-8 or GBK bytes.
    """
    message = Message()
    message[_HEADER] = "".join(disposition.splitlines())
    try:
        given = message.get_filename("")
    except (ValueError, LookupError):  # a character set of which nobody knows
        return ""
    name = unquote(_decoded(str(given))).replace("\\", "/").rsplit("/", 1)[-1]
    return one_line(even(name))[:_LONGEST]


def _decoded(text: str) -> str:
    """Return the text of bytes that went through as Latin-1, which is what bare bytes in a header are read as."""
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        return text
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return text
