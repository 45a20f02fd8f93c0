"""What is left to do once the ledger is up to date, asked while it is open anyway: to open it is most of an idle run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from config.models import Configuration
from tasks.tell.keep_deadlines import deadlines_as_kept
from tasks.tell.outbox import DeliveryReport, find_idle
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Lull:
    """Nothing is left: so many days to keep stand as they are, no message is due, the published file is the newest."""

    deadlines: int
    delivered: DeliveryReport


def find_lull(store: Store, configuration: Configuration, *, now: datetime, published: bool) -> Lull | None:
    """Return what calendar, alert and publish would say where each would do nothing; null where one has work.

    Args:
        store: The open warehouse, everything new taken in.
        configuration: What the days follow from.
        now: What is due is due by this instant; aware.
        published: Whether there is a published file.
    """
    marked = store.rows("load_fact", name="unpublished")
    if not published or (marked and marked[0]["value"] == "yes"):
        return None
    delivered, deadlines = find_idle(store, now=now), deadlines_as_kept(store, configuration, now=now)
    return None if delivered is None or deadlines is None else Lull(deadlines, delivered)
