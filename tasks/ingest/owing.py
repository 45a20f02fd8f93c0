"""Put what is to be told into the outbox, in the same transaction as the changes themselves (invariant 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from config.models import Configuration
from config.regions import RegionTable
from tasks.tell.match import owed, owed_notes
from tasks.tell.news import Note
from tasks.tell.owing import load_news, only_new
from warehouse.records import Change, Delivery
from warehouse.store import Store


def owe(
    store: Store,
    configuration: Configuration,
    regions: RegionTable,
    *,
    changes: Sequence[Change] = (),
    notes: Sequence[Note] = (),
    at: datetime,
) -> int:
    """Write one delivery per change or note and target that asked for it, and return how many are new.

    An expiry is not owed here: a run that sees it renewed records it and tells nobody (``days.py``; semantics, 21).
    """
    told = [c for c in changes if not c.backfill and c.kind != "expired"]
    subscriptions = list(configuration.subscriptions.values())
    deliveries: list[Delivery] = []
    if told and subscriptions:
        news = load_news(store, [c.change_id for c in told], since=min(c.recorded_at for c in told))
        deliveries = owed(news, subscriptions, regions=regions, now=at)
    deliveries += owed_notes(notes, subscriptions, regions=regions, now=at) if notes else []
    fresh = only_new(store, deliveries)
    store.append(fresh)
    return len(fresh)
