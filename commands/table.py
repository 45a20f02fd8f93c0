"""Tables for people: columns that fit the terminal, numbers right-aligned, wide cells cut with ….

Where a table has too many columns for the width, each row is written as a record instead, one column a line, so
that nothing is squeezed past reading.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from decimal import Decimal

from commands.text import cut, display_width, neutralise, pad, wrap
from commands.values import as_text

GAP = "  "
_NARROWEST = 6


def terminal_width() -> int:
    """Give the width to write for: the terminal's, ``COLUMNS`` where set, 80 when piped."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def draw(
    columns: Sequence[str], rows: Sequence[Sequence[object]], *, width: int, kinds: Sequence[str] = ()
) -> list[str]:
    """Lay out rows under their column names.

    Args:
        columns: one name a column.
        rows: one value a column; null is shown empty.
        width: cells in a line; lines are never longer.
        kinds: the columns' types as DuckDB names them, where known.

    Returns:
        The lines: a head, a rule, one line a row; without rows only the head and rule.
    """
    named = [*kinds, *[""] * (len(columns) - len(kinds))]
    cells = [[neutralise(as_text(v, k)) for v, k in zip(row, named, strict=True)] for row in rows]
    heads = [neutralise(column) for column in columns]
    natural = [max(map(display_width, column)) for column in zip(heads, *cells, strict=True)]
    fitted = fit(natural, width - len(GAP) * (len(heads) - 1))
    if fitted is None:
        return _records(heads, cells, width)
    right = [_numeric(row[i] for row in rows) for i in range(len(heads))]
    lines = [_line(heads, fitted, right), GAP.join("─" * wide for wide in fitted)]
    return lines + [_line(row, fitted, right) for row in cells]


def fit(natural: Sequence[int], room: int) -> list[int] | None:
    """Shrink the widest columns, evenly, until all fit into ``room`` cells.

    Returns:
        The widths, or None where columns would fall below what can be read.
    """
    floors = [min(wide, max(_NARROWEST, room // (2 * len(natural) or 1))) for wide in natural]
    if sum(floors) > room:
        return None
    low, high = 0, max(natural, default=0)
    while low < high:  # the highest cap under which all fit
        cap = (low + high + 1) // 2
        total = sum(max(floor, min(wide, cap)) for wide, floor in zip(natural, floors, strict=True))
        low, high = (cap, high) if total <= room else (low, cap - 1)
    return [max(floor, min(wide, low)) for wide, floor in zip(natural, floors, strict=True)]


def _numeric(values: Iterable[object]) -> bool:
    """Tell whether a column holds numbers only, at least one."""
    present = [value for value in values if value is not None]
    return bool(present) and all(
        isinstance(value, int | float | Decimal) and not isinstance(value, bool) for value in present
    )


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    """Write one row, cells cut and padded to their columns."""
    parts = (pad(cut(c, w), w, right=r) for c, w, r in zip(cells, widths, right, strict=True))
    return GAP.join(parts).rstrip()


def _records(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Write each row as a record: the column's name, then its value, wrapped."""
    wide = min(max(map(display_width, heads), default=0), width // 3)
    lines: list[str] = []
    for number, row in enumerate(rows, 1):
        head = f"── row {number} "
        lines.append(head + "─" * max(0, wide + len(GAP) - len(head)))
        for name, cell in zip(heads, row, strict=True):
            first, *others = wrap(cell, width - wide - len(GAP))
            lines.append((pad(cut(name, wide), wide) + GAP + first).rstrip())
            lines.extend(" " * (wide + len(GAP)) + other for other in others)
    return lines
