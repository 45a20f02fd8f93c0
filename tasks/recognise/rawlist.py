"""A list as it stands in a document, before anyone says what operation it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.recognise.notice import Problem

_PROBLEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RawRow:
    """One printed row; texts are as printed, empty where the document has none; ``number`` is the printed one."""

    number: int | None
    name: str
    locator: str
    region: str = ""
    product: str = ""
    category: str = ""
    former: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RawList:
    """Printed rows under one caption.

    ``sha256`` is the body they stand in; ``inline`` tells that they stand in a sentence; ``split`` that they are part of
    a longer list whose numbers are unbroken, so that theirs may have holes.
    """

    caption: str
    rows: tuple[RawRow, ...]
    sha256: str
    problems: tuple[Problem, ...] = ()
    inline: bool = False
    stated: int | None = None
    split: bool = False

    @property
    def numbered(self) -> bool:
        """Tell whether the rows carry the numbers 1, 2, 3 … without a hole."""
        return self.split or (
            bool(self.rows) and [row.number for row in self.rows] == list(range(1, len(self.rows) + 1))
        )


def numbering_problems(rows: Sequence[RawRow]) -> tuple[Problem, ...]:
    """Find holes, repetitions and missing numbers in the printed numbering; rows without any number have none."""
    if not any(row.number is not None for row in rows):
        return ()
    return tuple(_breaks(rows))[:_PROBLEMS_SHOWN]


def _breaks(rows: Sequence[RawRow]) -> Iterator[Problem]:
    last = 0
    for row in rows:
        if row.number is None:
            yield Problem("numbering", f"a row without a number after {last}: {row.name}", row.locator)
        elif row.number != last + 1:
            yield Problem("numbering", f"number {row.number} follows {last}", row.locator)
        last = row.number if row.number is not None else last


def with_numbering(found: RawList) -> RawList:
    """Add to a list what is wrong with its numbering."""
    return replace(found, problems=(*found.problems, *numbering_problems(found.rows)))
