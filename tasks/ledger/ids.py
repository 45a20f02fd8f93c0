"""Ids that are the same on every machine: a letter, a colon and a hash of what the thing is.

They are made only from what identifies the thing itself (semantics, 1, 12 and 24), never from the order of arrival,
a clock or a counter; so replay, another machine and a second sighting come to the same id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

ID_LENGTH = 12
"""Hex digits kept: 48 bits, no collision to be feared below ten million things of a kind."""


def make_id(kind: str, *parts: object) -> str:
    """Return ``kind:hash`` for the parts in order; ``None`` counts as empty.

    Args:
        kind: One letter: ``a`` announcement, ``s`` subject, ``t`` title, ``c`` change, ``r`` review, ``d`` deadline.
        parts: What identifies the thing; rendered with ``str``.
    """
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{kind}:{hashlib.sha256(text.encode()).hexdigest()[:ID_LENGTH]}"


def kind_in_id(change_id: str, title_id: str, occasion: str, kinds: Iterable[str]) -> str | None:
    """Return the kind that a change's id was made of; null where it was made of something else.

    Args:
        change_id: The id.
        title_id: The title, announcement or subject the change is about.
        occasion: What tells it from another of its kind.
        kinds: Those it may be; a loss told as ``corrected`` keeps the id of the loss.
    """
    return next((kind for kind in kinds if make_id("c", kind, title_id, occasion) == change_id), None)
