"""Captures that were not read in full because a system program is missing: kept, and tried again when it is there."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from tasks.archive.records import Capture
from tasks.ingest.announce import hashes_of
from tasks.ledger.gate import Unread
from tasks.read.programs import is_here, lacked_in
from warehouse.records import Wanting
from warehouse.store import Store


def note_wanting(store: Store, capture: Capture, unread: Iterable[Unread]) -> None:
    """Write which programs a reading lacked by what it did not read, none where it lacked none.

    The caller holds the transaction. What a person decided on waits for nothing any more.
    """
    store.execute("clear_wanting", capture_id=capture.capture_id)
    lacked = lacked_in(part.text for part in unread)
    store.merge(Wanting(capture.capture_id, program, capture.seq) for program in lacked)


def places_readable_now(store: Store) -> list[int]:
    """Return the places in the log of captures of which more can be read now, in order.

    One that a later capture of the same page has replaced is left out.
    """
    return [
        int(str(row["seq"]))
        for row in store.rows("captures_wanting")
        if any(is_here(program) for program in json.loads(str(row["programs"])))
    ]


def is_decided(capture: Capture, decided: Collection[tuple[str, ...]]) -> bool:
    """Say whether a person decided on just these bytes: their word is not asked for again."""
    return hashes_of(capture) in decided
