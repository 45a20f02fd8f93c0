"""Between the ledger and the outbox: what changes say to a reader, and which deliveries are owed already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from tasks.tell.news import ChangeNews
from warehouse.records import Delivery
from warehouse.store import Store

EVER: Final = datetime(1900, 1, 1, tzinfo=UTC)
"""Before anything that was ever recorded."""


def load_news(store: Store, change_ids: Sequence[str], *, since: datetime = EVER) -> list[ChangeNews]:
    """Load all that a message says of changes, ordered by id; unknown ids are left out.

    Args:
        store: The warehouse.
        change_ids: Which changes.
        since: None of them was recorded before; where it is known, most of what is held need not be looked at.

    Raises:
        StoreError: The warehouse cannot be read.
    """
    return store.load(ChangeNews, "tell_change_news", change_ids=list(change_ids), since=since)


def only_new(store: Store, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Return the deliveries that are not owed yet, so that merging them cannot turn a sent one into a waiting one.

    Raises:
        StoreError: The warehouse cannot be read.
    """
    if not deliveries:
        return []
    asked = [delivery.alert_id for delivery in deliveries]
    known = {row["alert_id"] for row in store.rows("tell_known_alerts", alert_ids=asked)}
    return [delivery for delivery in deliveries if delivery.alert_id not in known]
