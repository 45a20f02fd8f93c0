"""A table's spans, expanded: every row gets the same number of cells, each knowing the row it stood in.

Own rule instead of a library: the known ones fail on rowspan="2%", turn numbers into floats, or take seconds for a
colspan of 200,000.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from config.errors import Unreadable
from tasks.read.document import Cell

MAX_COLSPAN = 100
MAX_ROWSPAN = 5000
MAX_CELLS = 1_000_000
_WHOLE = re.compile(r"\s*\+?(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Spanning:
    """One cell as the page gives it: its text and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


def read_span(value: str | None, most: int) -> int:
    """Return a span from an attribute, from 1 to ``most``: as browsers do, what is no number counts as 1.

    A rowspan of 0 means "to the end of the table", which ``most`` stands for.
    """
    if value is None:
        return 1
    number = _WHOLE.match(value or "1")
    if number is None:
        return 1
    return min(int(number[1]), most) or (most if most == MAX_ROWSPAN else 1)


def expand(rows: Sequence[Sequence[Spanning]], *, place: str, about: str) -> tuple[tuple[Cell, ...], ...]:
    """Expand spans; columns in which no cell begins are dropped, short rows are filled with empty cells.

    A cell that covers others is repeated there with the locator of the row it began in (``table 1 row 5``). A span
    that reaches below the last row ends with it.

    Raises:
        Unreadable: spans make more than a million cells.
    """
    below: dict[int, tuple[int, Cell]] = {}
    grid: list[list[Cell | None]] = []
    begun: set[int] = set()
    total = 0
    for number, row in enumerate(rows, start=1):
        line = _place(row, below, begun, f"{place} row {number}")
        total += len(line)
        if total > MAX_CELLS:
            raise Unreadable(about, f"{place} has more than {MAX_CELLS} cells")
        grid.append(line)
    columns = sorted(begun)
    return tuple(
        tuple((line[x] if x < len(line) else None) or Cell("", f"{place} row {y}") for x in columns)
        for y, line in enumerate(grid, start=1)
    )


def _place(
    row: Sequence[Spanning], below: dict[int, tuple[int, Cell]], begun: set[int], locator: str
) -> list[Cell | None]:
    """Lay one row out over what reaches down into it; ``below`` keeps, by column, rows left and the cell."""
    taken = {column: cell for column, (_, cell) in below.items()}
    for column, (left, cell) in list(below.items()):
        below.pop(column) if left == 1 else below.update({column: (left - 1, cell)})
    column = 0
    for spanning in row:
        while column in taken:
            column += 1
        cell = Cell(spanning.text, locator)
        begun.add(column)
        for covered in range(column, column + spanning.columns):
            if covered in taken:
                break
            taken[covered] = cell
            if spanning.rows > 1:
                below[covered] = (spanning.rows - 1, cell)
        column = covered
    width = max(taken, default=-1) + 1
    return [taken.get(x) for x in range(width)]
