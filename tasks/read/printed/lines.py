"""Words to printed lines, and lines back to the text that was wrapped.

Chinese is wrapped between any two characters, so nothing stands for the line's end; between Latin words it was a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.read.printed.page import Word

_LATIN_END = re.compile(r"[A-Za-z][,.;:)]?$|[a-z]\d+$")
_LATIN_START = re.compile(r"[A-Za-z(]")
_CODE = re.compile(r"(?:^|[^0-9A-Za-z])(?=[0-9A-Z]*\d)[0-9A-Z]{6,}$")
_CODE_GOES_ON = re.compile(r"[0-9A-Z]+(?![0-9A-Za-z])")
_BETWEEN = 0.12
_PARTED = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """The words whose centres stand at one height, from left to right; at least one."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with a blank between those that do not touch."""
        return in_line(self.words)

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def centre(self) -> float:
        """Its centre down the page."""
        return (self.top + self.bottom) / 2

    @property
    def is_parted(self) -> bool:
        """Whether its words stand so far apart that it is no running text."""
        return any(b.left - a.right > _PARTED * b.height for a, b in pairwise(self.words))

    @property
    def height(self) -> float:
        """The height of its tallest word."""
        return max(word.height for word in self.words)


def lines_on(words: Iterable[Word]) -> list[Line]:
    """Group words into lines, from the top down; an empty list for no words.

    A word belongs to a line when the centre of either stands within the other's height; seen against the line's first
    word, so that a slope does not chain two lines into one.
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.centre, one.left)):
        home = next((line for line in reversed(lines[-3:]) if _beside(line[0], word)), None)
        if home is None:
            lines.append([word])
        else:
            home.append(word)
    return [Line(tuple(sorted(line, key=lambda one: one.left))) for line in lines]


def _beside(first: Word, word: Word) -> bool:
    """Say whether two words stand at one height."""
    return abs(first.centre - word.centre) < 0.5 * min(first.height, word.height) or (
        abs(first.centre - word.centre) < 0.35 * max(first.height, word.height)
    )


def in_line(words: Sequence[Word]) -> str:
    """Return the text of words that stand in one line."""
    text, before = "", None
    for word in words:
        apart = before is not None and word.left - before.right > _BETWEEN * word.height
        text += f" {word.text}" if apart else word.text
        before = word
    return text


def unwrapped(lines: Sequence[str]) -> str:
    """Join the printed lines of one text."""
    text = ""
    for line in lines:
        text += f"{seam(text, line)}{line}" if text else line
    return text


def seam(upper: str, lower: str) -> str:
    """Return what stood where a line was wrapped: a blank between Latin words, else nothing.

    A code of capitals and digits (a credit code) is cut anywhere, so its two halves are one.
    """
    if _CODE.search(upper) and _CODE_GOES_ON.match(lower):
        return ""
    return " " if _LATIN_END.search(upper) and _LATIN_START.match(lower) else ""
