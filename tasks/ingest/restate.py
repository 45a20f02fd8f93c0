"""Mark what an applied restatement found later in what was known before, and owe it where that was asked for."""

from __future__ import annotations

import json
from datetime import datetime

from config.errors import StoreError
from tasks.archive.archive import Archive
from tasks.archive.records import Restated
from tasks.ingest.adopt import Intake
from tasks.tell.match import owed
from tasks.tell.owing import load_news, only_new


def mark_restated(intake: Intake, archive: Archive, restated: Restated, *, at: datetime) -> str | None:
    """Mark the changes of a restatement, those that are recorded, and return what is wrong; null where nothing is.

    Such a change is history and alerts nobody, unless readers were to hear of it: then it is owed as the news that it
    would have been.

    Args:
        intake: Writer, subscriptions, regions.
        archive: Holds the ids of the changes.
        restated: The line of the log.
        at: The instant of knowledge.
    """
    try:
        ids: list[str] = json.loads(archive.bodies.get(restated.sha256))
    except (StoreError, ValueError) as error:
        return f"a restatement of {restated.restated_at:%Y-%m-%d} cannot be marked: {error}"
    store = intake.store
    with store.transaction():
        store.execute("mark_restated", ids=ids, told=restated.told)
        if restated.told:
            subscriptions = list(intake.configuration.subscriptions.values())
            deliveries = owed(load_news(store, ids), subscriptions, regions=intake.regions, now=at)
            store.merge(only_new(store, deliveries))
        store.execute("ledger_changed")
    return None
