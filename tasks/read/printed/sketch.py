"""A table under work, before its place in the document is known: slots in rows, each with the span it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tasks.read.document import Box, Cell, Table
from tasks.read.printed.lines import lines_on, unwrapped
from tasks.read.printed.page import Page, Word, both


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the grid; ``spans`` is how many rows its cell covers, so that a blank merged cell is known."""

    text: str
    box: Box | None = None
    doubt: str = ""
    spans: int = 1


@dataclass(slots=True)
class Sketch:
    """A table on one page; ``numbers`` are its rows' numbers as printed there, from 1; ``edges`` its columns' sides.

    ``edges`` are shares of the page's width, so that the tables of two pages can be held against each other.
    """

    page: int
    top: float
    rows: list[list[Slot]]
    edges: tuple[float, ...]
    numbers: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.numbers:
            self.numbers = list(range(1, len(self.rows) + 1))

    def table(self, number: int) -> Table:
        """Return the table, the ``number``-th on its page."""
        place = f"page {self.page} table {number}"
        rows = tuple(
            tuple(Cell(slot.text, f"{place} row {at}", slot.box, slot.doubt) for slot in row)
            for at, row in zip(self.numbers, self.rows, strict=True)
        )
        return Table(rows, place)

    def doubt_row(self, at: int, doubt: str) -> None:
        """Doubt every cell of a row, keeping what was doubted before."""
        self.rows[at] = [replace(slot, doubt=both(slot.doubt, doubt)) for slot in self.rows[at]]


def slot_of(words: Sequence[Word], page: Page, *, box: Box | None = None, spans: int = 1) -> Slot:
    """Return the slot that words fill; without words an empty one."""
    text = unwrapped([line.text for line in lines_on(words)])
    if box is None and words:
        box = page.box_around(words)
    return Slot(text, box, doubts_of(words), spans)


def doubts_of(words: Sequence[Word]) -> str:
    """Return the doubts of some words, each once, in their order."""
    return "; ".join(dict.fromkeys(word.doubt for word in words if word.doubt))
