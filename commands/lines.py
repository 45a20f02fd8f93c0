"""The lines of the reading commands: a day, a word, a name, and what stands beside it where there is room.

Where the terminal is too narrow for all of it in one line, what stands beside goes below, indented, so that names
are never cut; Chinese names differ at their ends as often as at their beginnings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from commands.text import display_width, neutralise, pad, wrap

DAY = 10
ID_SHOWN = 12
UNDATED = "seen that day; its own day is not known yet"
"""Stands beside what is shown by the day it was recorded: a relay's word bears no day (semantics, 18)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to tell: when, what kind, who or what, and what stands beside it (empty texts are left out)."""

    day: str
    kind: str
    name: str
    beside: tuple[str, ...] = ()


def short_id(given: str) -> str:
    """Shorten an id to what ``mingdan show`` finds it by."""
    return given if len(given) <= ID_SHOWN + 4 else given[:ID_SHOWN]


def lay_out(entries: Sequence[Entry], width: int) -> Iterator[str]:
    """Lay out entries, in one line each where all fit, else with what stands beside below the name.

    Args:
        entries: in the order of the output; below the names of one list what stands beside them is said once.
        width: cells in a line; only a name without blanks is ever broken to fit.
    """
    safe = [
        Entry(neutralise(e.day), neutralise(e.kind), neutralise(e.name), tuple(map(neutralise, e.beside)))
        for e in entries
    ]
    kinds = max((display_width(e.kind) for e in safe), default=0)
    names = max((display_width(e.name) for e in safe if any(e.beside)), default=0)
    besides = _columns([e.beside for e in safe])
    lead = 1 + DAY + 2 + kinds + 2
    if lead + names + sum(wide + 2 for wide in besides) <= width:
        yield from (_one_line(e, kinds, names, besides) for e in safe)
        return
    for entry, after in zip(safe, [*safe[1:], None], strict=True):
        shared = after is not None and any(entry.beside) and _key(entry) == _key(after)
        yield from _folded(replace(entry, beside=()) if shared else entry, kinds, width)


def _key(entry: Entry) -> tuple[str, str, tuple[str, ...]]:
    """Give what entries of one list have in common; what stands beside them is then said once, below the last."""
    return entry.day, entry.kind, entry.beside


def _columns(rows: Sequence[tuple[str, ...]]) -> list[int]:
    """Give the widest cell of each column; rows may be of different lengths."""
    most = max(map(len, rows), default=0)
    return [max(display_width(row[i]) if i < len(row) else 0 for row in rows) for i in range(most)]


def _head(entry: Entry, kinds: int) -> str:
    """Write the day and the kind, in their columns."""
    return f" {pad(entry.day, DAY)}  {pad(entry.kind, kinds)}  "


def _one_line(entry: Entry, kinds: int, names: int, besides: Sequence[int]) -> str:
    """Write an entry in one line."""
    parts = [pad(text, wide) for text, wide in zip(entry.beside, besides, strict=False)]
    return (_head(entry, kinds) + "  ".join([pad(entry.name, names), *parts])).rstrip()


def _folded(entry: Entry, kinds: int, width: int) -> Iterator[str]:
    """Write an entry with what stands beside it below its name."""
    head = _head(entry, kinds)
    blank = " " * display_width(head)
    below = fold(entry.beside, width - len(blank))
    for number, line in enumerate([*wrap(entry.name, width - len(blank)), *below]):
        yield ((head if number == 0 else blank) + line).rstrip()


def fold(parts: Sequence[str], cells: int, between: str = " · ") -> list[str]:
    """Join texts into as few lines as hold them, never breaking one that fits a line of its own."""
    lines: list[str] = []
    for part in filter(None, parts):
        joined = lines[-1] + between + part if lines else part
        if lines and display_width(joined) <= cells:
            lines[-1] = joined
        else:
            lines.extend(wrap(part, cells))
    return lines
