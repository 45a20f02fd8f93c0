"""Apply what persons decided: held lists taken again with their word, endings settled (invariant 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from config.models import Decision
from tasks.archive.records import Capture
from tasks.ingest.adopt import Intake
from tasks.ingest.announce import hashes_of
from tasks.ingest.former import now_ids
from tasks.ingest.owing import owe
from tasks.ingest.rebook import ENDINGS, rebook
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class OpenReview:
    """One row of the query ``decided_reviews``: an open review and one capture of its announcement."""

    review_id: str
    kind: str
    announcement_id: str
    about: tuple[str, ...]
    seq: int


@dataclass(frozen=True, slots=True)
class Due:
    """A decision not applied yet: the capture it is about is to be taken in again."""

    decision: Decision
    capture: Capture


def decisions_due(
    store: Store, decided: Iterable[Decision], find_capture: Callable[[int], Capture]
) -> Iterator[Due]:
    """Yield every decision on a held list or page that the ledger has not applied, with its capture, in their order.

    A decision whose ``about`` no longer is what was captured is void: its review stays open and is asked again.
    """
    decisions = _by_present_id(store, (d for d in decided if d.kind != ENDINGS))
    if not decisions:
        return
    found: dict[str, Due] = {}
    for row in store.load(OpenReview, "decided_reviews", ids=sorted(decisions)):
        decision = decisions[row.review_id]
        if row.review_id in found or decision.about != row.about:
            continue
        capture = find_capture(row.seq)
        if hashes_of(capture) == row.about:
            found[row.review_id] = Due(decision, capture)
    yield from sorted(found.values(), key=lambda due: (due.decision.on, due.decision.id))


def settle_endings(intake: Intake, decided: Iterable[Decision], *, known_at: datetime) -> int:
    """Rebook every cohort whose open question of endings was decided; return how many changes that brought.

    Args:
        intake: Writer, configuration, regions.
        decided: The decisions to apply.
        known_at: What the ledger knows already was known then; nothing is recorded earlier.
    """
    decisions = _by_present_id(intake.store, (d for d in decided if d.kind == ENDINGS))
    if not decisions:
        return 0
    recorded = 0
    for row in intake.store.rows("open_endings", ids=sorted(decisions)):
        at = max(known_at, decisions[str(row["review_id"])].on)
        with intake.store.transaction():
            changes = rebook(
                intake.store, intake.configuration, str(row["programme_id"]), str(row["cohort"]), at=at
            )
            owe(intake.store, intake.configuration, intake.regions, changes=changes, at=at)
            intake.store.execute("ledger_changed")
        recorded += len(changes)
    return recorded


def _by_present_id(store: Store, decided: Iterable[Decision]) -> dict[str, Decision]:
    """Return decisions by what their questions are called now."""
    by_id = {decision.id: decision for decision in decided}
    now = now_ids(store, by_id)
    return {now[former]: decision for former, decision in by_id.items()}
