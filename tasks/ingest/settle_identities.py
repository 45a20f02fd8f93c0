"""Apply what persons decided about two names: one subject, or two (invariant 9)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from config.models import Decision
from tasks.ingest.adopt import Intake
from tasks.ingest.decide import settle_endings
from tasks.ingest.identify import Identifier
from tasks.ingest.owing import owe
from tasks.ingest.rebook import rebook
from tasks.ingest.unmatched import settle_unmatched
from tasks.ledger.persons_words import IDENTITY, sides_of
from warehouse.records import Review
from warehouse.store import Store


def settle(intake: Intake, decided: Collection[Decision], *, known_at: datetime) -> int:
    """Let decisions about endings and identities count, and return how many changes and identities they settled."""
    endings = settle_endings(intake, decided, known_at=known_at)
    endings += settle_unmatched(intake.store, decided, known_at=known_at)
    return endings + settle_identities(intake, decided, known_at=known_at)


def settle_identities(intake: Intake, decided: Iterable[Decision], *, known_at: datetime) -> int:
    """Let each decision about an identity count, and return how many were applied.

    A person may write one for which no question was ever asked: to part what a notice joined. One whose ``about`` is
    not what was asked, or names no two sides, is void.

    Args:
        intake: Writer, configuration, regions.
        decided: The decisions to apply.
        known_at: What the ledger knows already was known then; nothing is recorded earlier.
    """
    applied = 0
    for decision in decided:
        sides = sides_of(decision.about) if decision.kind == IDENTITY else None
        if sides is None:
            continue
        asked = intake.store.load(Review, "review", review_id=decision.id)
        if asked and (asked[0].decided_at is not None or set(asked[0].about) != set(decision.about)):
            continue
        kind, one, other = sides
        at = max(known_at, decision.on)
        with intake.store.transaction():
            intake.store.merge([_answered(asked[0] if asked else _unasked(decision, at), decision, at)])
            look_again(intake, kind, [one.key, other.key], at=at)
            intake.store.execute("ledger_changed")
        applied += 1
    return applied


def look_again(intake: Intake, kind: str, keys: Iterable[str], *, at: datetime) -> None:
    """Work out anew whom names of a kind mean, and book again the cohorts of those who moved, in the caller's transaction."""
    identifier = Identifier(intake.store, intake.configuration, intake.regions, at)
    identifier.look_again(kind, set(keys))
    changes = [
        change
        for programme_id, cohort in sorted(identifier.touched)
        for change in rebook(intake.store, intake.configuration, programme_id, cohort, at=at)
    ]
    owe(intake.store, intake.configuration, intake.regions, changes=changes, at=at)


def unasked(store: Store, decided: Iterable[Decision]) -> set[str]:
    """Return the ids of decisions about identities that no question asked for and that count not yet."""
    ids = {decision.id for decision in decided if decision.kind == IDENTITY and sides_of(decision.about)}
    known = {str(row["review_id"]) for row in store.rows("reviews_among", ids=sorted(ids))} if ids else set()
    return ids - known


def _answered(review: Review, decision: Decision, at: datetime) -> Review:
    """Return a question with its answer."""
    return replace(review, decided_at=at, decision=decision.decided, decided_by=decision.by)


def _unasked(decision: Decision, at: datetime) -> Review:
    """Return the question that a decision answers which nobody asked."""
    evidence = json.dumps({"why": decision.why}, ensure_ascii=False)
    reason = decision.why or "decided without being asked"
    return Review(decision.id, IDENTITY, None, reason, evidence, decision.about, at, None, None, None)
