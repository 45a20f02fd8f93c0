"""A body that waits in an element that shows nothing until a script puts it in place."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.read.web.markup import parse

_TEMPLATE_TYPES = re.compile(
    r"^text/(?:html|template|x-template|x-handlebars-template|plain)$", re.IGNORECASE
)
_MARKUP = re.compile(r"<(?:p|div|table|br|tr|li|span)\b", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST_CHARACTERS = 40
_MOST_PLACES = 200


def find_lazy_body(tree: LexborHTMLParser, *, about: str) -> LexborNode | None:
    """Return the body that a textarea, a template or a noscript carries as markup, null where none does.

    Raises:
        Unreadable: what it carries is beyond the limits of a page.
    """
    carried = [
        _carried(node) for node in tree.css("textarea, script[type], noscript, template")[:_MOST_PLACES]
    ]
    fit = [text for text in carried if _MARKUP.search(text) and len(_HAN.findall(text)) >= _FEWEST_CHARACTERS]
    best = max(fit, key=len, default="")
    return parse(best, about=about).body if best else None


def _carried(node: LexborNode) -> str:
    """Return the markup inside an element."""
    if node.tag == "script" and not _TEMPLATE_TYPES.match((node.attributes.get("type") or "").strip()):
        return ""
    if node.tag in ("textarea", "script"):
        return node.text(deep=True)
    return (node.html or "").partition(">")[2]
