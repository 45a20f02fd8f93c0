"""Rows that take, move or rename by name and touch nothing that is known: said once, as one question for a person.

A silent gap is worse than an error: such a list may stand under a wrong cohort, a name may be misprinted, or the list that
gave those titles is not there yet. Nothing waits for the answer, and the question closes by itself as soon as every row
means somebody's title.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from config.models import Decision
from tasks.ledger.ids import make_id
from warehouse.records import Review
from warehouse.store import Store

UNMATCHED = "unmatched"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the query ``unmatched_rows``."""

    list_no: int
    row_no: int
    name: str
    operation: str
    programme_id: str
    cohort: str | None


def unmatched_id(announcement_id: str) -> str:
    """Return the id of the one question about an announcement's rows that touch nothing."""
    return make_id("r", UNMATCHED, announcement_id)


def ask_about_unmatched(store: Store, announcement_ids: Iterable[str], *, at: datetime) -> None:
    """Open, renew or close the question about each of some announcements, inside the caller's transaction.

    What a person has answered is asked no more.
    """
    for announcement_id in announcement_ids:
        rows = store.load(_Row, "unmatched_rows", announcement_id=announcement_id)
        held = store.load(Review, "review", review_id=unmatched_id(announcement_id))
        asked = held[0] if held else None
        if asked is not None and asked.decided_at is not None and asked.decided_by != "mingdan":
            continue
        if rows:
            store.merge([_question(store, announcement_id, rows, asked, at=at)])
        elif asked is not None and asked.decided_at is None:
            store.merge([replace(asked, decided_at=at, decision="settled", decided_by="mingdan")])


def ask_again(store: Store, announcement_id: str, *, at: datetime) -> None:
    """Ask about an announcement just taken in, and again about all that wait, inside the caller's transaction."""
    waiting = store.load(Review, "reviews_open_of_kind", review_kind=UNMATCHED)
    ids = {announcement_id, *(r.announcement_id for r in waiting if r.announcement_id)}
    ask_about_unmatched(store, sorted(ids), at=at)


def settle_unmatched(store: Store, decided: Iterable[Decision], *, known_at: datetime) -> int:
    """Close the questions that a person has answered, and return how many; either answer says that it was seen."""
    closed = 0
    for decision in decided:
        held = store.load(Review, "review", review_id=decision.id) if decision.kind == UNMATCHED else []
        for review in held:
            if review.decided_at is None:
                at = max(known_at, decision.on)
                answered = replace(review, decided_at=at, decision=decision.decided, decided_by=decision.by)
                with store.transaction():
                    store.merge([answered])
                    store.execute("ledger_changed")
                closed += 1
    return closed


def _question(
    store: Store, announcement_id: str, rows: Sequence[_Row], asked: Review | None, *, at: datetime
) -> Review:
    """Return the question as it is asked now; one that is open keeps the instant it was opened."""
    unknown = sorted({_of(row) for row in rows if not _is_known(store, row)})
    names = "、".join(row.name for row in rows[:_SHOWN]) + ("等" if len(rows) > _SHOWN else "")
    missing = f"; no title of {', '.join(unknown)} is known" if unknown else ""
    evidence = {
        "rows": [
            {"list_no": r.list_no, "row_no": r.row_no, "name": r.name, "operation": r.operation} for r in rows
        ]
    }
    return Review(
        unmatched_id(announcement_id),
        UNMATCHED,
        announcement_id,
        f"{len(rows)} rows ({names}) touch no title that is known{missing}",
        json.dumps(evidence, ensure_ascii=False),
        (announcement_id,),
        asked.opened_at if asked is not None and asked.decided_at is None else at,
        None,
        None,
        None,
    )


def _of(row: _Row) -> str:
    """Return of what a row's list speaks, in words."""
    return " ".join(filter(None, (row.programme_id, row.cohort)))


def _is_known(store: Store, row: _Row) -> bool:
    """Say whether any title is known of what a row's list speaks of."""
    return bool(store.rows("cohort_is_known", programme_id=row.programme_id, cohort=row.cohort))
