"""A list as it stands in a document, before anyone says what operation it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.recognise.notice import Problem

_PROBLEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RawRow:
    """One printed row; texts are as printed, empty where the document has none; ``number`` is the printed one.

    ``cohort`` is a column's or a heading's (2021年, 第二批), ``code`` a credit code. ``section`` counts the headings of
    groups (cities) above the row: numbers may begin again in each. ``doubt`` says why the texts may be wrong,
    ``number_doubt`` why the number may; ``read_by`` how the document was read.
    """

    number: int | None
    name: str
    locator: str
    region: str = ""
    product: str = ""
    category: str = ""
    former: str = ""
    note: str = ""
    cohort: str = ""
    code: str = ""
    from_category: str = ""
    section: int = 0
    doubt: str = ""
    number_doubt: str = ""
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class RawList:
    """Printed rows under one caption.

    ``sha256`` is the body they stand in; ``inline`` tells that they stand in a sentence; ``split`` that they are part of
    a longer list whose numbers are unbroken, so that theirs may have holes; ``runs_on`` that the list goes on from the one
    before it without a header of its own; ``after`` is the last number of the list before, where the numbers run on.
    """

    caption: str
    rows: tuple[RawRow, ...]
    sha256: str
    problems: tuple[Problem, ...] = ()
    inline: bool = False
    stated: int | None = None
    split: bool = False
    runs_on: bool = False
    after: int = 0

    @property
    def numbered(self) -> bool:
        """Tell whether the rows carry the numbers 1, 2, 3 … without a hole, in one run or anew in each group."""
        return self.split or (bool(self.rows) and next(_breaks(self.rows, self.after), None) is None)


def numbering_problems(rows: Sequence[RawRow], after: int = 0) -> tuple[Problem, ...]:
    """Find holes, repetitions and missing numbers in the printed numbering; rows without any number have none.

    ``after`` is the number that the first row follows.
    """
    if not any(row.number is not None for row in rows):
        return ()
    return tuple(_breaks(rows, after))[:_PROBLEMS_SHOWN]


def _breaks(rows: Sequence[RawRow], after: int) -> Iterator[Problem]:
    last, section, name = after, rows[0].section if rows else 0, ""
    for row in rows:
        anew = row.number == 1 and row.section != section
        if row.number == last and row.name == name and row.name:
            continue  # one merged number and name over two products
        if row.number is None:
            yield Problem("numbering", f"a row without a number after {last}: {row.name}", row.locator)
        elif row.number != last + 1 and not anew:
            yield Problem("numbering", f"number {row.number} follows {last}", row.locator)
        last, section, name = (row.number if row.number is not None else last), row.section, row.name


def with_numbering(found: RawList) -> RawList:
    """Add to a list what is wrong with its numbering."""
    return replace(found, problems=(*found.problems, *numbering_problems(found.rows, found.after)))


def divide(rows: Sequence[RawRow]) -> list[list[RawRow]]:
    """Divide rows where numbers begin again at 1 under no heading of a group: these are lists of their own."""
    parts: list[list[RawRow]] = [[]]
    for row in rows:
        if row.number == 1 and parts[-1] and row.section == parts[-1][-1].section:
            parts.append([])
        parts[-1].append(row)
    return parts
