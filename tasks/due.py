"""Which sources are due for a scheduled poll: each has its own rhythm (``every``), the schedule only its own beat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from config.durations import read_duration
from config.models import Source
from tasks.house import House
from warehouse.source_records import SourceRecord

SLACK: Final = 0.9
"""A run that starts a little early still counts: a source polled every 30 minutes is due after 27."""


def due_among(house: House, sources: Sequence[Source]) -> list[Source]:
    """Return the sources whose last poll is as long ago as they ask for, in the order given.

    Raises:
        StoreError: the warehouse cannot be opened.
    """
    with house.open_store() as store:
        held = {record.source_id: record for record in store.load(SourceRecord, "sources_known")}
    tried = {source_id: record.last_attempt_at for source_id, record in held.items()}
    return [source for source in sources if is_due(source, tried, now=house.clock())]


def is_due(source: Source, tried: Mapping[str, datetime | None], *, now: datetime) -> bool:
    """Say whether a source is due; one that was never polled always is."""
    last = tried.get(source.id)
    return last is None or now - last >= read_duration(source.every) * SLACK
