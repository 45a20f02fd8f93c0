"""Apply what persons decided: held lists taken again with their word, endings settled (invariant 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from config.models import Decision
from tasks.archive.records import Capture
from tasks.ingest.adopt import Intake
from tasks.ingest.announce import hashes_of
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
    store: Store, decisions: Mapping[str, Decision], find_capture: Callable[[int], Capture], *, now: datetime
) -> Iterator[Due]:
    """Yield every decision on a held list or page that the ledger has not applied, with its capture.

    A decision whose ``about`` no longer is what was captured is void: its review stays open and is asked again.
    """
    ids = sorted(d.id for d in decisions.values() if d.kind != ENDINGS and d.on <= now)
    if not ids:
        return
    done: set[str] = set()
    for row in store.load(OpenReview, "decided_reviews", ids=ids):
        decision, capture = decisions[row.review_id], find_capture(row.seq)
        if row.review_id in done or decision.about != row.about or hashes_of(capture) != row.about:
            continue
        done.add(row.review_id)
        yield Due(decision, capture)


def settle_endings(intake: Intake, *, now: datetime) -> int:
    """Rebook every cohort whose open question of endings was decided; return how many changes that brought."""
    decided = {d.id: d for d in intake.configuration.decisions if d.kind == ENDINGS and d.on <= now}
    if not decided:
        return 0
    recorded = 0
    for row in intake.store.rows("open_endings", ids=sorted(decided)):
        at = decided[str(row["review_id"])].on
        with intake.store.transaction():
            changes = rebook(
                intake.store, intake.configuration, str(row["programme_id"]), str(row["cohort"]), at=at
            )
            owe(intake.store, intake.configuration, intake.regions, changes=changes, at=at)
            intake.store.execute("ledger_changed")
        recorded += len(changes)
    return recorded
