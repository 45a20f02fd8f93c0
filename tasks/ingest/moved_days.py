"""Days that a correction notice moves: a deadline prolonged, a window changed (semantics, 8).

They are worked out from what the announcement's own page says and from every correction of it that counts, in the order
of their days; so it does not matter which came to us first.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from tasks.ledger.findings import Believed, Differs, differences
from tasks.ledger.ids import make_id
from tasks.ledger.said import said_from_json, said_of
from tasks.recognise.notice import Stage
from warehouse.records import Announcement, Change, Sighting
from warehouse.store import Store

_DAYS = frozenset({"deadline", "window"})


def days_moved(store: Store, announcement: Announcement, *, at: datetime) -> list[Change]:
    """Write the days that corrections give an announcement, and return the changes, recorded before or not.

    Args:
        store: The writer, inside the caller's transaction.
        announcement: An accepted announcement: a correction, or one that may have been corrected before it came.
        at: The instant of knowledge.
    """
    if announcement.origin != "official":
        return []
    meant = [announcement]
    if announcement.stage == Stage.CORRECTION:
        about = {"programme_id": announcement.programme_id, "corrects": announcement.corrects}
        meant = store.load(Announcement, "announcements_corrected", **about) if announcement.corrects else []
    return [change for one in meant for change in _moved(store, one, at)]


def _moved(store: Store, announcement: Announcement, at: datetime) -> list[Change]:
    """Let every correction of one announcement move its days, beginning from what its own page says."""
    corrections = store.load(Announcement, "corrections_of", announcement_id=announcement.announcement_id)
    if not corrections:
        return []
    now, changes = _as_printed(store, announcement), []
    for correction in corrections:
        mended = replace(
            now,
            deadline=correction.deadline or now.deadline,
            window_from=correction.window_from or now.window_from,
            window_to=correction.window_to or now.window_to,
        )
        told = differences(said_of(mended), Believed(said_of(now), (), None))
        changes += [_change(announcement, correction, one, at) for one in told if one.kind in _DAYS]
        now = mended
    store.merge([now])
    return changes


def _as_printed(store: Store, announcement: Announcement) -> Announcement:
    """Return an announcement with the days that stand on its own page."""
    for sighting in store.load(Sighting, "sightings_of", ids=[announcement.announcement_id]):
        said = said_from_json(sighting.said) if sighting.url == announcement.url else None
        if said is not None:
            window = (said.window_from, said.window_to)
            return replace(announcement, deadline=said.deadline, window_from=window[0], window_to=window[1])
    return announcement


def _change(announcement: Announcement, correction: Announcement, one: Differs, at: datetime) -> Change:
    """Return the change that a correction moved one thing of an announcement."""
    occasion = f"{one.kind} {correction.announcement_id}"
    detail = {"what": one.kind, "before": one.believed, "after": one.said}
    return Change(
        change_id=make_id("c", "corrected", announcement.announcement_id, occasion),
        recorded_at=at,
        effective_on=correction.effective_on,
        kind="corrected",
        subject_id=None,
        programme_id=announcement.programme_id or "",
        cohort=announcement.cohort,
        category=None,
        product=None,
        announcement_id=correction.announcement_id,
        backfill=correction.backfill,
        detail=json.dumps(detail, ensure_ascii=False, sort_keys=True),
        title_id=announcement.announcement_id,
        occasion=occasion,
    )
