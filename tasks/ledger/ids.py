"""Ids that are the same on every machine: a letter, a colon and a hash of what the thing is.

They are made only from what identifies the thing itself (semantics, 1, 12 and 24), never from the order of arrival,
a clock or a counter; so replay, another machine and a second sighting come to the same id.
"""

from __future__ import annotations

import hashlib

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
