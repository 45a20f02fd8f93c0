"""What copies leave in a text that nobody wrote: markup as words, jamming characters, blanks before every mark.

Source: relays seen 2026-11: "</p>" and "&nbsp;" inside sentences, lines such as ``8 [/ S% c2 ^`` between the lines of a forum's
copy, a blank before every comma against the search for copies, "，，".
"""

from __future__ import annotations

import html
import re

PART = "\u2028"
"""Stands where markup left in a text parted lines."""

_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|td|tr|th|table|tbody|h[1-6]|li|ul|ol|hr|center|section)(?:\s[^<>\n]{0,300})?\s*/?>",
    re.IGNORECASE,
)
_INLINE_TAG = re.compile(
    r"</?(?:span|font|strong|b|em|i|u|a|img|o:p|st1:\w{1,20}|sub|sup)(?:\s[^<>\n]{0,300})?\s*/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:(?:amp;){0,4}(?:(?:nbsp|ensp|emsp|lt|gt|quot|apos|[lr][sd]quo|middot|bull|mdash|ndash|hellip|times|plusmn|amp);|nbsp(?![a-z])|#\d{2,6};|#x[0-9a-f]{2,5};))",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"([，、；])\1+")
_MARKS = "，。；：、！？）》”〕"
_BLANK_BEFORE = re.compile(rf"(?<=[^\s]) +(?=[{_MARKS}])")
_MARK = re.compile(rf"[{_MARKS}]")
_FEWEST_BLANKS, _BLANK_SHARE = 5, 0.3
_JAMMED = re.compile(r"[ -~]{5,40}")
_JAMMED_END = re.compile(r"(?<=[\u4e00-\u9fff，。；：、！？）》”])\s*([!-~][ -~]{4,40})$")
_ODD = frozenset("[]\\^%$#@&*=|{}~`<>;!?\"'_+")
_WORDLIKE = re.compile(r"[A-Za-z]{4}|\d{4}|://|www\.|@\w+\.\w", re.IGNORECASE)
_FEWEST_ODD = 3
_ODD_SHARE = 0.2
_FULL_QUESTIONS = re.compile(r"^[?？]{2,}(?=[^?？])")


def take_out_markup(text: str) -> tuple[str, int]:
    """Turn markup that stands in a text as words into what it means; also return how many pieces that were.

    Where it parted lines there is then a ``PART``. Only tags and entities of pages count: ``<5mm`` and ``R&D`` stay.
    """
    pieces = 0
    for _ in range(3):  # what was escaped twice
        if "&" not in text:
            break
        text, found = _ENTITY.subn(lambda entity: _meaning(entity[0]), text)
        pieces += found
        if not found:
            break
    if "<" not in text:
        return text, pieces
    text, parted = _BLOCK_TAG.subn(PART, text)
    text, inline = _INLINE_TAG.subn("", text)
    return text, pieces + parted + inline


def take_out_repeats(text: str) -> tuple[str, int]:
    """Give a mark that stands several times in a row once; also return how often that was."""
    return _REPEATED.subn(r"\1", text)


def has_blanks_before_marks(page: str) -> bool:
    """Say whether a page has blanks before so many of its marks that a program put them there."""
    blanks = len(_BLANK_BEFORE.findall(page))
    return blanks >= _FEWEST_BLANKS and blanks >= _BLANK_SHARE * len(_MARK.findall(page))


def close_marks(text: str) -> tuple[str, int]:
    """Take the blanks before marks out; also return how many there were."""
    return _BLANK_BEFORE.subn("", text)


def is_jamming(line: str) -> bool:
    """Say whether a line is only characters thrown in against copying, such as ``8 [/ S% c2 ^``."""
    if not _JAMMED.fullmatch(line) or _WORDLIKE.search(line):
        return False
    odd = [char for char in line if char in _ODD]
    return len(set(odd)) >= _FEWEST_ODD and len(odd) >= _ODD_SHARE * len(line)


def cut_jamming(line: str) -> tuple[str, int]:
    """Take jamming characters off the end of a line of Chinese; also return whether there were some, as 1 or 0."""
    end = _JAMMED_END.search(line)
    if end is None or not is_jamming(end[1].strip()):
        return line, 0
    return line[: end.start()].rstrip(), 1


def cut_questions(line: str) -> str:
    """Take off the question marks that blanks at the head of a line became."""
    return _FULL_QUESTIONS.sub("", line)


def begins_with_questions(line: str) -> bool:
    """Say whether a line begins with question marks that stand for blanks, or for lost characters."""
    return bool(_FULL_QUESTIONS.match(line))


def _meaning(entity: str) -> str:
    """Return the character an entity stands for, however often it was escaped."""
    while (meant := html.unescape(entity)) != entity:
        entity = meant
    return html.unescape(entity + ";") if entity.startswith("&nbsp") else entity
