"""How the configured sources fare as the ledger knows it, those that need a person first."""

from __future__ import annotations

from tasks.house import House
from tasks.ingest.project import sources_now
from warehouse.source_records import SourceRecord


def sources_faring(house: House) -> list[SourceRecord]:
    """Return how each configured source fares, those that need a person first, then those that are ill, then the rest.

    Raises:
        StoreError: the warehouse cannot be opened.
    """
    with house.open_store() as store:
        held = {record.source_id: record for record in store.load(SourceRecord, "sources_known")}
    configuration = house.configuration
    known = sources_now(held, configuration)
    return sorted(
        (known[source_id] for source_id in configuration.sources),
        key=lambda source: (not source.needs_person, source.ill_since is None, source.source_id),
    )
