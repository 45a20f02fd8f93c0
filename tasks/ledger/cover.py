"""What of a cohort is known: how much each stage tells (view ``coverage``), and what belongs to one review. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from tasks.ledger.book import Book, Statement
from tasks.ledger.course import Known
from tasks.recognise.notice import Stage

_ONE_OCCASION = timedelta(days=270)
"""How far a region's part may lie from the list it is a part of; reviews of a cohort are years apart."""


def listed_more_than_once(statements: tuple[Statement, ...]) -> frozenset[str]:
    """Return the subjects that one designation of the cohort names more than once (semantics, 24)."""
    several: set[str] = set()
    for statement in statements:
        if statement.operation is Stage.DESIGNATION:
            counts = Counter(entry.subject_id for entry in statement.entries)
            several.update(subject for subject, count in counts.items() if count > 1)
    return frozenset(several)


def counting(book: Book) -> list[Statement]:
    """Return the statements that count: a part no longer once the issuer's whole list has settled it (semantics, 5).

    A name that only the part has, or has in another print, is then no title beside the whole's own.
    """
    placed = [_on_its_occasion(statement, book) for statement in book.statements]
    settled = {(s.operation, s.occasion) for s in placed if s.whole}
    return [s for s in placed if s.part_region is None or (s.operation, s.occasion) not in settled]


def _on_its_occasion(statement: Statement, book: Book) -> Statement:
    """Return a part under the list it is a part of: the nearest in time, for a cohort may be reviewed again.

    A part's own word on it is made from the key of the whole, which two reviews of a cohort share (semantics, 5).
    """
    day = statement.effective_on
    if statement.part_region is None or day is None:
        return statement
    alike = [s for s in book.statements if s.operation is statement.operation]
    wholes = [s for s in alike if s.part_region is None] or alike
    dated = [(s.effective_on, s) for s in wholes if s.effective_on is not None]
    if not dated:
        return statement
    if wholes is alike:
        nearest, whole = min(dated, key=lambda pair: (pair[0], pair[1].announcement_id))
    else:
        nearest, whole = min(dated, key=lambda pair: (abs(pair[0] - day), pair[1].announcement_id))
    if abs(day - nearest) <= _ONE_OCCASION:
        return replace(statement, occasion=whole.occasion)
    return replace(statement, occasion=f"{statement.occasion} {round((day - nearest).days / 365)}")


def coverage_of(book: Book) -> tuple[Known, ...]:
    """Return how much of the cohort each stage tells, the whole and the parts apart."""
    told: dict[tuple[Stage, str | None], list[Statement]] = {}
    for statement in book.statements:
        if statement.entries:
            told.setdefault((statement.operation, statement.part_region), []).append(statement)
    ordered = sorted(told.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    return tuple(
        Known(
            stage,
            region,
            max((s.stated for s in statements if s.stated is not None), default=None),
            len({entry.subject_id for s in statements for entry in s.entries}),
            any(s.whole for s in statements),
        )
        for (stage, region), statements in ordered
    )
