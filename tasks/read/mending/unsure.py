"""Characters that nobody can be sure of: those lost on the way, and those that only one font knows."""

from __future__ import annotations

import re

_LOST = "\ufffd"
_UNSURE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")


def unsure(text: str) -> str:
    """Say why a text may be wrong by its characters; empty where every one of them is a character."""
    if text.isascii() or not (found := _UNSURE.search(text)):
        return ""
    if found[0] == _LOST:
        return "a character was lost"
    return f"a character is known to one font only (U+{ord(found[0]):04X})"
