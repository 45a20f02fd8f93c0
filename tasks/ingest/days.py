"""Let days pass: terms that ran out, endings whose day has come, and who is told of an expiry (semantics, 20, 21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from config.clock import CHINA, china_day
from config.models import Configuration
from config.regions import RegionTable
from tasks.ingest.rebook import rebook
from tasks.tell.match import owed
from tasks.tell.owing import load_news, only_new
from warehouse.store import Store

EXPIRIES_TOLD = "expiries_told"


@dataclass(frozen=True, slots=True)
class Due:
    """One row of the query ``titles_due``."""

    programme_id: str
    cohort: str
    due_on: date


def pass_days(store: Store, configuration: Configuration, *, until: datetime) -> int:
    """Record what the days up to an instant did by themselves, and return the number of changes recorded.

    Each is recorded at 00:00 China time of its own day, however late a run comes to it: a run only writes down what
    already was. A programme no longer configured keeps its titles as they are.
    """
    recorded = 0
    for due in store.load(Due, "titles_due", until=china_day(until)):
        if due.programme_id not in configuration.programmes:
            continue
        midnight = datetime.combine(due.due_on, time.min, CHINA).astimezone(UTC)
        with store.transaction():
            recorded += len(rebook(store, configuration, due.programme_id, due.cohort, at=midnight))
            store.execute("ledger_changed")
    return recorded


def tell_expiries(
    store: Store, configuration: Configuration, regions: RegionTable, *, since: datetime, known_at: datetime
) -> int:
    """Owe the news of terms that ran out and that nothing known by now has overtaken; return how many are owed.

    Args:
        store: The open warehouse.
        configuration: Subscriptions.
        regions: The region table.
        since: What ran out earlier is told to nobody.
        known_at: What is recorded from now on is recorded then or later.
    """
    since = max(since, _told_until(store))
    ids = [str(row["change_id"]) for row in store.rows("expiries_to_tell", since=since)]
    with store.transaction():
        fresh = []
        if ids:
            subscriptions = list(configuration.subscriptions.values())
            news = load_news(store, ids)
            fresh = only_new(store, owed(news, subscriptions, regions=regions, now=known_at))
            store.merge(fresh)
        store.execute("keep_fact", name=EXPIRIES_TOLD, value=known_at.isoformat())
    return len(fresh)


def _told_until(store: Store) -> datetime:
    """Return the instant up to which expiries were told."""
    rows = store.rows("load_fact", name=EXPIRIES_TOLD)
    return datetime.fromisoformat(str(rows[0]["value"])) if rows else datetime.min.replace(tzinfo=UTC)
