"""Let go of pages that waited because they could not be placed, once it is known where they belong (semantics, 1, 22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tasks.archive.records import Capture
from tasks.ingest.holding import PAGE, original_naming, unplaced_id
from warehouse.records import Announcement, Review
from warehouse.store import Store


def settle_place(store: Store, capture: Capture, taken_as: str | None, *, at: datetime) -> None:
    """Settle what waited at a capture's own address: it can be placed now.

    Args:
        store: The writer, inside the caller's transaction.
        capture: What was taken in.
        taken_as: The announcement it belongs to now; null where it concerns no programme.
        at: The instant of knowledge.
    """
    page_id = unplaced_id(capture)
    if page_id != taken_as:
        for page in store.load(Announcement, "pages_held", page_id=page_id, programme_id=None):
            _absorb(store, page, taken_as, at=at)


def absorb_pages(store: Store, announcement: Announcement, *, at: datetime) -> None:
    """Absorb the pages that waited for this original: those of which it alone lists every name.

    Where a spam copy was seen that had been set aside becomes a sighting of it, too.
    """
    if announcement.origin != "official" or announcement.state != "accepted" or not announcement.rows_read:
        return
    about = {"programme_id": announcement.programme_id}
    spam = store.load(Announcement, "pages_aside", announcement_id=announcement.announcement_id, **about)
    for page in [*store.load(Announcement, "pages_held", page_id=None, **about), *spam]:
        if original_naming(store, page.mentions, page.programme_id or "") == announcement.announcement_id:
            _absorb(store, page, announcement.announcement_id, at=at)


def _absorb(store: Store, page: Announcement, into: str | None, *, at: datetime) -> None:
    """Set a held page aside under its own id, and move where it was seen to the announcement it belongs to."""
    reviews = store.load(Review, "reviews_open", review_kind=PAGE, announcement_id=page.announcement_id)
    store.merge([replace(page, state="ignored", held_because=None)])
    store.merge(replace(r, decided_at=at, decision="settled", decided_by="mingdan") for r in reviews)
    if into is not None:
        store.execute("move_sightings", page_id=page.announcement_id, announcement_id=into)
