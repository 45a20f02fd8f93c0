"""Keep the days to come in the warehouse, as believed now."""

from __future__ import annotations

from datetime import datetime

from config.models import Configuration
from tasks.tell.deadlines import find_deadlines
from warehouse.records import Announcement, Deadline, ListRecord, Title
from warehouse.store import Store


def keep_deadlines(store: Store, configuration: Configuration, *, now: datetime) -> int:
    """Replace the days to keep by those that follow from what is believed now, and return how many there are."""
    days = find_deadlines(
        store.load(Announcement, "announcements_accepted"),
        store.load(Title, "titles_running"),
        lists=store.load(ListRecord, "lists_accepted"),
        programmes=configuration.programmes,
        now=now,
    )
    if sorted(days, key=_by_id) != sorted(store.load(Deadline, "deadlines_kept"), key=_by_id):
        with store.transaction():
            store.execute("clear_deadlines")
            store.merge(days)
            store.execute("keep_fact", name="unpublished", value="yes")
    return len(days)


def _by_id(deadline: Deadline) -> str:
    """Order days by their ids."""
    return deadline.deadline_id
