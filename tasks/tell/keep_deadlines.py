"""Keep the days to come in the warehouse, as believed now."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from config.clock import china_day
from config.models import Configuration
from tasks.tell.deadlines import find_deadlines
from tasks.tell.running import RunningTerm
from warehouse.records import Announcement, Deadline, ListRecord
from warehouse.store import Store

CALENDAR: Final = "calendar"
"""The fact that says for which day and programmes the days were worked out; ``ledger_changed`` makes it old."""


def keep_deadlines(store: Store, configuration: Configuration, *, now: datetime) -> int:
    """Replace the days to keep by those that follow from what is believed now, and return how many there are.

    Nothing is worked out where ledger, programmes and China's day are as they were the last time.
    """
    unchanged = deadlines_as_kept(store, configuration, now=now)
    if unchanged is not None:
        return unchanged
    kept = store.load(Deadline, "deadlines_kept")
    days = find_deadlines(
        store.load(Announcement, "announcements_accepted"),
        store.load(RunningTerm, "terms_running"),
        lists=store.load(ListRecord, "lists_accepted"),
        programmes=configuration.programmes,
        now=now,
    )
    with store.transaction():
        if sorted(days, key=_by_id) != sorted(kept, key=_by_id):
            store.execute("clear_deadlines")
            store.merge(days)
            store.execute("keep_fact", name="unpublished", value="yes")
        store.execute("keep_fact", name=CALENDAR, value=_made_for(configuration, now))
    return len(days)


def deadlines_as_kept(store: Store, configuration: Configuration, *, now: datetime) -> int | None:
    """Return how many days are kept where they still hold; null where they must be worked out anew."""
    if [row["value"] for row in store.rows("load_fact", name=CALENDAR)] != [_made_for(configuration, now)]:
        return None
    return len(store.load(Deadline, "deadlines_kept"))


def _made_for(configuration: Configuration, now: datetime) -> str:
    """Return what the days follow from besides the ledger: China's day and the programmes."""
    told = "\n".join(programme.model_dump_json() for programme in configuration.programmes.values())
    return f"{china_day(now).isoformat()} {hashlib.sha256(told.encode()).hexdigest()}"


def _by_id(deadline: Deadline) -> str:
    """Order days by their ids."""
    return deadline.deadline_id
