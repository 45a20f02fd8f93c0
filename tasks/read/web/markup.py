"""Markup to a tree, after a look at what would take the parser minutes or gigabytes.

The parser is quick on what people and programs write, but quadratic in nesting, in formatting elements left open (each
is opened anew in every later block) and in attributes of one tag. One scan of the tags bounds all three beforehand.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from config.errors import Unreadable

MAX_BYTES = 30 * 2**20
MAX_TAGS = 1_000_000
MAX_DEPTH = 2_000
MAX_REOPENED = 20_000_000
MAX_ATTRIBUTES = 1_000
_FEW = 300
_LIKE = 3
_LONG = 4_000
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^"'>]++|"[^"]*+"|'[^']*+')*+)""")
_LAST = re.compile(r"<(table|/table|/body|/html)\b", re.IGNORECASE)
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
_FORMATTING_TAGS = """
    b big code em font i s small strike strong tt u
"""
_FORMATTING = frozenset(_FORMATTING_TAGS.split())
_SHUT_BY_OTHERS_TAGS = """
    p li dt dd option optgroup tr td th thead tbody tfoot colgroup col html head body area base br embed
    hr img input link meta script style param source track wbr frame basefont bgsound
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


def is_cut_off(text: str) -> bool:
    """Say whether a page ends within a table: neither the table is closed nor the page, and a parser closes both."""
    last = None
    for last in _LAST.finditer(text):  # noqa: B007 -- the last one is what is sought
        pass
    return last is not None and last[1].lower() == "table"


def select(node: LexborNode, selector: str, *, about: str) -> list[LexborNode]:
    """Return the elements that a person's CSS selector finds, in order.

    Raises:
        Unreadable: the selector cannot be parsed.
    """
    try:
        return node.css(selector)
    except SelectolaxError as error:
        raise Unreadable(about, f"the selector {selector!r} is no CSS selector") from error


@dataclass(slots=True)
class _Frame:
    """What is open since a table's cell (or the page) began; a cell starts without the formatting around it."""

    base: int = 0
    nested: int = 0
    formatting: int = 0
    tags: Counter[str] = field(default_factory=Counter)
    same: Counter[tuple[str, str]] = field(default_factory=Counter)

    def open(self, tag: str, rest: str) -> None:
        """Open an element; of like formatting elements a parser reopens three at most."""
        self.tags[tag] += 1
        self.nested += 1
        if tag in _FORMATTING and self.same[tag, rest] < _LIKE:
            self.same[tag, rest] += 1
            self.formatting += 1

    def close(self, tag: str) -> None:
        """Close an element, if one of that name is open."""
        if self.tags[tag]:
            self.tags[tag] -= 1
            self.nested -= 1
            self.formatting = max(0, self.formatting - (tag in _FORMATTING))


def _check_tags(text: str, tags: int, about: str) -> None:
    """Refuse a page by one scan of its tags."""
    frames = [_Frame()]
    for slash, name, rest in _TAG.findall(text):
        tag = name.lower()
        if len(rest) > _LONG and _attributes(rest) > MAX_ATTRIBUTES:
            raise Unreadable(about, f"a tag has more than {MAX_ATTRIBUTES} attributes")
        if tags > _FEW:
            _follow(frames, tag, rest, closing=bool(slash))
            frame = frames[-1]
            if frame.base + frame.nested > MAX_DEPTH:
                raise Unreadable(about, f"the page is nested more than {MAX_DEPTH} deep")
            if frame.formatting * tags > MAX_REOPENED:
                raise Unreadable(about, f"{frame.formatting} formatting tags are left open over {tags} tags")


def _follow(frames: list[_Frame], tag: str, rest: str, *, closing: bool) -> None:
    """Bring what is open up to date with one tag."""
    if tag == "table" and not closing:
        frames.append(_Frame(base=frames[-1].base + frames[-1].nested + 1))
    elif tag == "table" and len(frames) > 1:
        frames.pop()
    elif tag in _CELLS and len(frames) > 1:
        if frames[-1].nested or frames[-1].tags:
            frames[-1] = _Frame(base=frames[-1].base)
    elif closing:
        frames[-1].close(tag)
    elif tag not in _SHUT_BY_OTHERS:
        frames[-1].open(tag, rest)


def _attributes(rest: str) -> int:
    """Count a long tag's attributes."""
    return len(re.split(r"[\s/]+", _QUOTED.sub("", rest)))
