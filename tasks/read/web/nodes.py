"""Small questions to one element of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|max-height)\s*:\s*0(?:\.0*)?(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)", re.IGNORECASE)
_CLIPPED = re.compile(r"overflow\s*:\s*hidden", re.IGNORECASE)


def children(node: LexborNode) -> Iterator[LexborNode]:
    """Yield an element's child elements."""
    child = node.child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def is_hidden(node: LexborNode) -> bool:
    """Say whether the element itself is hidden by an attribute or its own style."""
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style") or ""
    return bool(style) and bool(_HIDDEN.search(style) or (_NO_SIZE.search(style) and _CLIPPED.search(style)))
