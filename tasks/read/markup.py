"""Markup to a tree, after a look at what would take the parser minutes or gigabytes.

The parser is quick on what people and programs write, but quadratic in nesting, in formatting elements left open (each
is opened anew in every later block) and in attributes of one tag. One scan of the tags bounds all three beforehand.
"""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from config.errors import Unreadable

MAX_BYTES = 30 * 2**20
MAX_TAGS = 1_000_000
MAX_DEPTH = 2_000
MAX_REOPENED = 20_000_000
MAX_ATTRIBUTES = 1_000
_FEW = 300
_LONG = 4_000
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^"'>]++|"[^"]*+"|'[^']*+')*+)""")
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
_FORMATTING_TAGS = """
    a b big code em font i nobr s small strike strong tt u
"""
_FORMATTING = frozenset(_FORMATTING_TAGS.split())
_SHUT_BY_OTHERS_TAGS = """
    p li dt dd option optgroup tr td th thead tbody tfoot colgroup col html head body area base br embed
    hr img input link meta param source track wbr frame basefont bgsound
"""
_SHUT_BY_OTHERS = frozenset(_SHUT_BY_OTHERS_TAGS.split())
_CELLS = frozenset(("td", "th", "caption"))


def parse(text: str, *, about: str) -> LexborHTMLParser:
    """Parse HTML; text without any tag becomes a tree too.

    Raises:
        Unreadable: it is too large, nested too deep or built to be reopened without end.
    """
    if len(text) > MAX_BYTES:
        raise Unreadable(about, f"the page has more than {MAX_BYTES >> 20} million characters")
    tags = text.count("<")
    if tags > MAX_TAGS:
        raise Unreadable(about, f"the page has more than {MAX_TAGS} tags")
    _check_tags(text, tags, about)
    return LexborHTMLParser(text)


def select(node: LexborNode, selector: str, *, about: str) -> list[LexborNode]:
    """Return the elements that a person's CSS selector finds, in order.

    Raises:
        Unreadable: the selector cannot be parsed.
    """
    try:
        return node.css(selector)
    except SelectolaxError as error:
        raise Unreadable(about, f"the selector {selector!r} is no CSS selector") from error


def _check_tags(text: str, tags: int, about: str) -> None:
    """Refuse a page by one scan of its tags."""
    depth: Counter[str] = Counter()
    nested, formatting = 0, 0
    outer: list[int] = []  # formatting left open outside each open table: a cell starts without it
    for slash, name, rest in _TAG.findall(text):
        tag = name.lower()
        if len(rest) > _LONG and _attributes(rest) > MAX_ATTRIBUTES:
            raise Unreadable(about, f"a tag has more than {MAX_ATTRIBUTES} attributes")
        if tags <= _FEW:
            continue
        if tag in _CELLS and outer:
            formatting = 0
        if tag in _SHUT_BY_OTHERS or (slash and not depth[tag]):
            continue
        step = -1 if slash else 1
        depth[tag] += step
        nested += step
        formatting = max(0, formatting + step) if tag in _FORMATTING else formatting
        if tag == "table":
            formatting = _cross_table(outer, formatting, leaving=bool(slash))
        if nested > MAX_DEPTH:
            raise Unreadable(about, f"the page is nested more than {MAX_DEPTH} deep")
        if formatting * tags > MAX_REOPENED:
            raise Unreadable(about, f"{formatting} formatting tags are left open over {tags} tags")


def _cross_table(outer: list[int], formatting: int, *, leaving: bool) -> int:
    """Return how much formatting is open behind a table's tag; ``outer`` keeps what was open before each."""
    if leaving:
        return outer.pop() if outer else formatting
    outer.append(formatting)
    return formatting


def _attributes(rest: str) -> int:
    """Count a long tag's attributes."""
    return len(re.split(r"[\s/]+", _QUOTED.sub("", rest)))
