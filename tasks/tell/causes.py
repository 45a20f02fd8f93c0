"""Why a source is ill, as its operator reads it: the cause first, and addresses that can be copied. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from tasks.tell.clean import clean, clean_url

_ADDRESS: Final = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_BEHIND: Final = ".,;:!?)'\""  # ends a sentence, no address


def cause(reason: str, url: str) -> str:
    """Return a reason without the source's own list address in front, which says nothing of why.

    Args:
        reason: As the step that noticed it said so.
        url: Address of the source's list; empty where it is not known.
    """
    rest = reason.removeprefix(f"{url}: ") if url else reason
    return rest or reason


def quote_cause(reason: str, url: str, limit: int) -> str:
    """Return the cause as one harmless line of at most ``limit`` characters; empty without a reason.

    An address on the host of the source's own list stays whole, to be copied. Any other may be of a hostile page's choosing, so no
    chat makes a link of it.

    Args:
        reason: As the step that noticed it said so.
        url: Address of the source's list; empty where it is not known.
        limit: Characters.
    """
    text = clean(cause(reason, url), limit, unlink=False)
    return "".join(_pieces(text, _host(url)))


def _pieces(text: str, own: str) -> Iterator[str]:
    """Yield a text in pieces: own addresses as they are, the rest as no chat can read it as a link."""
    end = 0
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(_BEHIND)
        whole = not text[found.end() :].startswith("…")  # else it was cut short, and leads elsewhere
        if whole and own and _host(address) == own and (kept := clean_url(address)):
            yield _unlinked(text[end : found.start()])
            yield kept
            end = found.start() + len(address)
    yield _unlinked(text[end:])


def _unlinked(text: str) -> str:
    """Return a piece unlinked, with the blanks at its ends."""
    inner = text.strip(" ")
    if not inner:
        return text
    before, _, after = text.partition(inner)
    return before + clean(inner, len(inner)) + after


def _host(url: str) -> str:
    """Return the host of an address; empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
