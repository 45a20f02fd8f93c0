"""Text as a terminal shows it: its width in cells, cut and wrapped by cells, and stripped of what could steer it.

Chinese takes two cells a character. What comes from outside may hold escape sequences and marks that turn the
direction of writing; a terminal would obey them, so they are shown by their code instead.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ELLIPSIS = "…"
_STEERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u200b\u2060\ufeff")


@lru_cache(maxsize=8192)
def _cells(character: str) -> int:
    """Give how many cells one harmless character takes: 0, 1 or 2."""
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1


def display_width(text: str) -> int:
    """Give how many terminal cells a text takes, control characters already gone."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def neutralise(text: str, *, keep_lines: bool = False) -> str:
    """Make outside text harmless for a terminal: one line, every control or direction mark shown as its code.

    Args:
        text: any text, also lone surrogates.
        keep_lines: keep tabs and line ends (a file of text); else they become one blank.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else _shown(character, keep_lines) for character in text
    )


def _shown(character: str, keep_lines: bool) -> str:
    """Show one character that does not print: a blank for blanks, nothing for the invisible, else its code."""
    if character in "\n\t":
        return character if keep_lines else " "
    if character in _INVISIBLE or (character == "\r"):
        return ""
    if unicodedata.category(character) in ("Zs", "Zl", "Zp"):
        return character if character == "\u3000" else " "
    if character in _STEERING or ord(character) < 0xA0 or 0xD800 <= ord(character) < 0xE000:
        return f"<U+{ord(character):04X}>"
    return character if unicodedata.category(character) == "Co" else f"<U+{ord(character):04X}>"


def _beginning(text: str, cells: int) -> str:
    """Give as much of a text's beginning as so many cells hold."""
    room = cells
    for place, character in enumerate(text):
        room -= _cells(character)
        if room < 0:
            return text[:place]
    return text


def cut(text: str, cells: int) -> str:
    """Cut a text to so many cells, the last of them … where anything is gone."""
    return text if display_width(text) <= cells else _beginning(text, cells - 1) + ELLIPSIS


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """Fill a text with blanks to so many cells; ``right`` puts it at the right end."""
    blanks = " " * max(0, cells - display_width(text))
    return blanks + text if right else text + blanks


def wrap(text: str, cells: int) -> list[str]:
    """Break a text into lines of at most so many cells, at blanks where there are any near the end.

    An empty text gives one empty line.
    """
    lines, rest = [], text
    while display_width(rest) > cells:
        head = _beginning(rest, cells) or rest[0]
        space = head.rfind(" ")
        if space > len(head) // 2 and not rest[len(head) :].startswith(" "):
            head = head[:space]
        lines.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    return [*lines, rest]
