"""What a page carries besides its text: page numbers, and heads and feet that come again on every page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tasks.read.printed.lines import Line
from tasks.read.printed.page import Page

_BAND = 0.09
_SAME_HEIGHT = 0.01
_NUMBER = re.compile(
    r"^[\s\-—–－·~_]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:[\s,，/]*(?:共|of)?\s*\d{1,4}\s*页?)?[\s\-—–－·~_]*$"
)
_DIGITS = re.compile(r"\d+")


def without_furniture(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return each page's lines without page numbers and without heads and feet that an earlier page has.

    Only the outer bands of a page are looked at; the first of the lines that repeat stays, for it may be the title.
    """
    seen: dict[str, float] = {}
    kept: list[list[Line]] = []
    for page, own in zip(pages, lines, strict=True):
        heads = {_key(line, page): line.centre / page.height for line in own if _is_outer(line, page)}
        kept.append([line for line in own if not (_is_outer(line, page) and _is_furniture(line, page, seen))])
        seen.update(heads)
    return kept


def _is_outer(line: Line, page: Page) -> bool:
    """Say whether a line stands in a page's upper or lower band."""
    return line.bottom < _BAND * page.height or line.top > (1 - _BAND) * page.height


def _is_furniture(line: Line, page: Page, seen: Mapping[str, float]) -> bool:
    """Say whether a line of the outer bands is a page number, or stood at the same height of an earlier page."""
    if _is_number(line):
        return True
    if len(line.words) > 1 and line.words[0].text.strip(".、").isdigit():
        return False  # a numbered row, be its text as it may
    at = seen.get(_key(line, page))
    return at is not None and abs(at - line.centre / page.height) < _SAME_HEIGHT


def _key(line: Line, page: Page) -> str:
    """Return what stays of a head or foot from page to page: its text but for the digits."""
    return f"{line.centre < page.height / 2} {_DIGITS.sub('#', line.text)}"


def _is_number(line: Line) -> bool:
    """Say whether a line is a page number alone: 12, — 2 —, 第 2 页 共 5 页."""
    return bool(_NUMBER.match(line.text))
