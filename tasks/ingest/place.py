"""How far a ledger has come: its place in the fetch log, and the latest instant it knows of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse.store import Store

LOG_SEQ = "log_seq"
KNOWN_AT = "known_at"
FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """How far a ledger has come: the last place in the log, and the latest instant it knows of; null where it knows none."""

    seq: int
    known_at: datetime | None


def place_of(store: Store) -> Place:
    """Return how far a ledger has come."""
    known_at = known_until(store)
    return Place(seq_of(store), known_at if known_at > FIRST else None)


def seq_of(store: Store) -> int:
    """Return how far the log was taken in; -1 for not at all."""
    rows = store.rows("load_fact", name=LOG_SEQ)
    return int(str(rows[0]["value"])) if rows else -1


def known_until(store: Store) -> datetime:
    """Return the latest instant that the ledger knows something of: nothing is recorded before it any more.

    The ledger's own rows tell it too, for a run may have been killed before it could keep the instant.
    """
    kept = [datetime.fromisoformat(str(row["value"])) for row in store.rows("load_fact", name=KNOWN_AT)]
    latest = [row["known_at"] for row in store.rows("latest_belief")]
    return max([FIRST, *kept, *(at for at in latest if isinstance(at, datetime))])
