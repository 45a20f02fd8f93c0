"""What can be lost on the way without a sign on its face: whatever else happens, such a list must never count as it stands.

Each takes a case and gives it damaged in one place, or null where it has no such place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.cases.written import Block, Case, Piece, Rows

Damage = Callable[[Rows], Rows]
_FEWEST = 4
"""Rows of a table, its header among them, that has a middle: the loss of a last numbered row cannot be seen."""


def _at_middle(rows: Rows) -> int:
    return (len(rows) + 1) // 2


def drop_row(rows: Rows) -> Rows:
    """Lose a row in the middle."""
    at = _at_middle(rows)
    return rows[:at] + rows[at + 1 :]


def repeat_row(rows: Rows) -> Rows:
    """Print a row twice."""
    at = _at_middle(rows)
    return rows[: at + 1] + rows[at:]


def break_name(rows: Rows) -> Rows:
    """Make one character of a name unreadable."""
    return _in_name(rows, lambda name: f"{name[: len(name) // 2]}\ufffd{name[len(name) // 2 + 1 :]}")


def empty_name(rows: Rows) -> Rows:
    """Lose a name."""
    return _in_name(rows, lambda name: "")


def _in_name(rows: Rows, change: Callable[[str], str]) -> Rows:
    """Change the name in the middle row: the cell below the header that speaks of names, else the longest."""
    at = _at_middle(rows)
    named = [
        cell for cell, head in zip(rows[at], rows[0], strict=True) if "名称" in head and "产品" not in head
    ]
    name = named[-1] if named else max(rows[at], key=len)
    return (*rows[:at], tuple(change(cell) if cell == name else cell for cell in rows[at]), *rows[at + 1 :])


DAMAGES: dict[str, Damage] = {
    "row lost": drop_row,
    "row twice": repeat_row,
    "bad character": break_name,
    "name lost": empty_name,
}


def damage(case: Case, change: Damage) -> Case | None:
    """Return the case with its first table that has a middle damaged; null where there is none."""
    page = _damaged(case.page, change) if case.page is not None else None
    if page is not None:
        return replace(case, page=page)
    for at, piece in enumerate(case.attachments):
        found = _damaged(piece, change)
        if found is not None:
            return replace(case, attachments=(*case.attachments[:at], found, *case.attachments[at + 1 :]))
    return None


def _damaged(piece: Piece, change: Damage) -> Piece | None:
    for at, block in enumerate(piece.blocks):
        if not isinstance(block, str) and _is_list(block):
            spoilt: tuple[Block, ...] = (*piece.blocks[:at], change(block), *piece.blocks[at + 1 :])
            return replace(piece, blocks=spoilt)
    return None


def _is_list(rows: Rows) -> bool:
    """Say whether a table is plainly a list: a header, then rows numbered from 1, each with a name of its own."""
    numbers = [row[0] for row in rows[1:]]
    return (
        len(rows) >= _FEWEST
        and numbers == [str(at) for at in range(1, len(rows))]
        and all(row[1] for row in rows)
    )
