"""The numbers that a browser prints before the entries of a list, as they are shown: start, value, reversed, letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tasks.read.web.nodes import children

_UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\s*(?:\d{1,4}\s*[.、)）．]|[(（〔]\s*[\d一二三四五六七八九十]{1,4}\s*[)）〕]|[一二三四五六七八九十]{1,3}\s*、|第[一二三四五六七八九十\d]{1,3}[条章节]|[①-⑳])"
)
_WHOLE = re.compile(r"\s*([+-]?\d{1,9})")
_BY_TYPE = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_HAN = frozenset(
    (
        "cjk-ideographic",
        "simp-chinese-informal",
        "trad-chinese-informal",
        "cjk-decimal",
        "simp-chinese-formal",
    )
)
_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
    (4, "iv"), (1, "i"),
)  # fmt: skip


def is_numbered(text: str) -> bool:
    """Say whether a line begins with a number of its own."""
    return bool(_NUMBERED.match(text))


@dataclass(slots=True)
class Numbering:
    """How one list counts, and the number its next entry gets."""

    number: int
    step: int
    style: str

    def next(self, entry: LexborNode) -> str:
        """Return the number printed before an entry, its own ``value`` before the running one; empty where it hides."""
        attributes = entry.attributes
        value = _WHOLE.match(attributes.get("value") or "")
        number = int(value[1]) if value else self.number
        self.number = number + self.step
        return "" if _UNNUMBERED.search(attributes.get("style") or "") else _printed(number, self.style)


def numbering_of(node: LexborNode) -> Numbering | None:
    """Return how an ordered list counts, null where its style hides the numbers."""
    attributes = node.attributes
    style = attributes.get("style") or ""
    if _UNNUMBERED.search(style):
        return None
    named = _STYLE.search(style)
    kind = named[1].lower() if named else _BY_TYPE.get((attributes.get("type") or "").strip(), "decimal")
    start = _WHOLE.match(attributes.get("start") or "")
    reverse = "reversed" in attributes
    if start:
        first = int(start[1])
    else:
        first = sum(1 for child in children(node) if child.tag == "li") if reverse else 1
    return Numbering(first, -1 if reverse else 1, kind)


def _printed(number: int, style: str) -> str:
    """Return a number as a style prints it, with its mark."""
    if style in _HAN and 0 < number < 100:
        return _han(number) + "、"
    if style.endswith(("-alpha", "-latin")):
        written = _alphabetic(number)
    else:
        written = _roman(number) if style.endswith("-roman") else ""
    written = written.upper() if style.startswith("upper") else written
    return f"{written or number}."


def _han(number: int) -> str:
    """Return a number below a hundred as 十二."""
    tens, ones = divmod(number, 10)
    before = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return before + (_DIGITS[ones] if ones else "")


def _alphabetic(number: int) -> str:
    """Return a to z, then aa; nothing below 1."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters


def _roman(number: int) -> str:
    """Return a Roman number; nothing beyond those that are printed."""
    if not 0 < number < 4000:
        return ""
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters
