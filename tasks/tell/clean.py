"""Make a text of the outside harmless for any channel: one line, no direction tricks, no mark-up, no mention.

Names stay readable: characters that some chat takes for mark-up become their full-width twins, nothing is escaped
twice. HTML escaping is the channel's own work (Apprise does it where a channel speaks HTML).
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

_TWINS = str.maketrans({char: chr(ord(char) + 0xFEE0) for char in "<>@`*~|\\[]"})
_SCHEME = re.compile(r"(?<=[A-Za-z0-9])://")
_DOMAIN_DOT = re.compile(r"(?<=[A-Za-z0-9])\.(?=[A-Za-z]{2})")
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")
_LONGEST_URL = 1000


def clean(text: str | None, limit: int = 80, *, unlink: bool = True) -> str:
    """Return the text as one harmless line of at most ``limit`` characters; empty for null or nothing visible.

    Control, format and bidirectional characters go, stacked accents are cut to one, and what a chat would make a link
    of stops being one unless ``unlink`` is false (for logs and a terminal, where a host must be read as it is).
    """
    spaced = "".join(_visible(char) for char in unicodedata.normalize("NFC", (text or "")[: limit * 20]))
    line = " ".join(_unstacked(spaced).split())
    if unlink:
        line = _DOMAIN_DOT.sub("．", _SCHEME.sub("：//", line))
    plain = line.translate(_TWINS)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def _visible(char: str) -> str:
    """Return the character, a blank for what separates, or nothing for what cannot be seen."""
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Cn", "Me"} else char


def _unstacked(text: str) -> str:
    """Return the text with at most one combining mark after each character."""
    kept: list[str] = []
    for char in text:
        if not (kept and unicodedata.combining(char) and unicodedata.combining(kept[-1])):
            kept.append(char)
    return "".join(kept)


def clean_url(url: str) -> str:
    """Return a web address safe to print in any channel, or empty where it is none a reader should open.

    Only http and https, no user in front of the host, nothing unprintable; Chinese letters and quotes in path and
    query are percent-encoded.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.netloc):
        return ""
    tail = (
        parts.path
        + (f"?{parts.query}" if parts.query else "")
        + (f"#{parts.fragment}" if parts.fragment else "")
    )
    address = f"{parts.scheme}://{parts.netloc}{quote(tail, safe='/%:;,.?&=#+$!-_~')}"
    return address if len(address) <= _LONGEST_URL else ""
