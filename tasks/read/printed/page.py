"""What stands on a printed page, before anything is made of it: words and drawn lines, in any unit, y down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from tasks.read.document import Box


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text that stands together, blanks within a phrase included; ``doubt`` as of a cell."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    doubt: str = ""

    @property
    def middle(self) -> float:
        """Its centre across the page."""
        return (self.left + self.right) / 2

    @property
    def centre(self) -> float:
        """Its centre down the page."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Its height: near the size of its type."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, horizontal or vertical, as the thin rectangle that it covers."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it runs across the page."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``number`` from 1, sizes in the unit of its words.

    ``type_size`` is the usual height of a word; a hundredth of the page where there is none.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    type_size: float = field(init=False, compare=False)

    def __post_init__(self) -> None:
        usual = median(word.height for word in self.words) if self.words else self.height / 100
        object.__setattr__(self, "type_size", usual)

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return a place on this page as shares of it, kept within the page."""
        x, y = max(self.width, 1e-6), max(self.height, 1e-6)
        return Box(self.number, _share(left / x), _share(top / y), _share(right / x), _share(bottom / y))

    def box_around(self, words: Sequence[Word]) -> Box:
        """Return the place that some words, at least one, cover."""
        return self.box(
            min(word.left for word in words),
            min(word.top for word in words),
            max(word.right for word in words),
            max(word.bottom for word in words),
        )


def both(first: str, second: str) -> str:
    """Return two doubts as one."""
    return first if not second or second in first else f"{first}; {second}" if first else second


def _share(part: float) -> float:
    """Return a share of the page, rounded so that every machine prints the same."""
    return round(min(1.0, max(0.0, part)), 4)
