"""How much of a cohort each stage tells (view ``coverage``): what a silence may be read from (semantics, 15). Pure."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.ledger.book import Statement
from tasks.ledger.course import Known
from tasks.recognise.notice import Stage


def known_in_full(counted: Iterable[Statement]) -> bool:
    """Say whether some list, or the parts of one together, gives all titles of the cohort."""
    return any(s.whole and s.operation is Stage.DESIGNATION for s in counted)


def coverage_of(statements: Iterable[Statement], counted: Iterable[Statement]) -> tuple[Known, ...]:
    """Return how much of the cohort each stage tells, the whole and the parts apart.

    Args:
        statements: All statements of the book; those without entries tell nothing.
        counted: Those that count, with the unions of parts.
    """
    told: dict[tuple[Stage, str | None], list[Statement]] = {}
    for statement in (*statements, *(s for s in counted if s.united)):
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
