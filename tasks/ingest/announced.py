"""News of the announcement itself: a call, rules, an earlier announcement abolished (kinds ``call, rules, repeal``)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tasks.ingest.announce import Taken
from tasks.ingest.moved_days import days_moved
from tasks.ledger.authority import may_abolish
from tasks.ledger.findings import Believed, differences
from tasks.ledger.ids import make_id
from tasks.ledger.names import name_key
from tasks.ledger.said import said_of
from tasks.recognise.notice import Stage
from warehouse.records import Announcement, Change, ListRow
from warehouse.store import Store

_KINDS = {Stage.CALL: "call", Stage.REVIEW_CALL: "call", Stage.RULES: "rules"}


def announced_changes(
    store: Store, announcement: Announcement, taken: Taken, renamed: Sequence[ListRow], *, at: datetime
) -> list[Change]:
    """Write the announcement's own changes and return those never recorded before; empty for a mere list.

    Args:
        store: The writer, inside the caller's transaction.
        announcement: An accepted announcement.
        taken: The capture that it was taken from.
        renamed: Its rows that give a subject a new name.
        at: The instant of knowledge.
    """
    moved = days_moved(store, announcement, at=at)
    about = {"ids": [announcement.announcement_id]}
    announcement = next(iter(store.load(Announcement, "announcements_by_id", **about)), announcement)
    own = _changes(announcement, taken, at)
    changes = [
        *own,
        *(_renaming(announcement, row, at) for row in renamed),
        *_corrected(announcement, taken, at),
        *moved,
    ]
    ids = [change.change_id for change in changes]
    known = {c.change_id: c for c in store.load(Change, "changes_by_id", ids=ids)} if ids else {}
    fresh = [change for change in changes if change.change_id not in known]
    store.merge(fresh)
    store.merge(_confirmed(known[c.change_id], c) for c in own if c.change_id in known and _confirms(taken))
    return fresh


def _confirms(taken: Taken) -> bool:
    """Say whether the issuer's own page takes the place of what relays told."""
    before = taken.pairing.existing
    return before is not None and before.origin != "official" and not taken.notice.relayed


def _confirmed(told: Change, now: Change) -> Change:
    """Return a change told on a relay's word with the day and detail that the original gives (semantics, 18)."""
    return replace(told, effective_on=now.effective_on, detail=now.detail, cohort=now.cohort)


def _corrected(announcement: Announcement, taken: Taken, at: datetime) -> list[Change]:
    """Return what an edition of the issuer's own page says otherwise of the notice as a whole, one change a thing.

    An edition is the same page changed in place; one that follows a held one corrects nothing (semantics, 8).
    """
    before = taken.pairing.existing
    if before is None or before.origin != "official" or before.state != "accepted" or taken.notice.relayed:
        return []
    if before.url != announcement.url or before.capture_sha256 == announcement.capture_sha256:
        return []  # the same bytes read again are no edition
    held = Believed(said_of(before), (), before.rows_stated)
    facts = differences(replace(said_of(announcement), rows_stated=announcement.rows_stated), held)
    return [
        _change(
            "corrected",
            announcement,
            {"what": one.kind, "before": one.believed, "after": one.said},
            at,
            occasion=f"{one.kind} {one.believed} {one.said}",
        )
        for one in facts
        if one.kind != "name"
    ]


def _renaming(announcement: Announcement, row: ListRow, at: datetime) -> Change:
    """Return the change that a subject has a new name; its titles go on."""
    change = _change("renamed", announcement, {"former": row.former_name}, at)
    of, occasion = str(row.subject_id), name_key(row.name)
    change_id = make_id("c", "renamed", of, occasion)
    return replace(change, change_id=change_id, subject_id=of, cohort=None, title_id=of, occasion=occasion)


def mark_repeals(store: Store, announcement: Announcement) -> Announcement:
    """Mark who repealed whom in both directions, and return the announcement with its own mark.

    A repeal waits by document number for a list that is not known yet (semantics, 20); another issuer's marks nothing.
    """
    if announcement.repeals and announcement.state == "accepted" and announcement.origin == "official":
        repealed = store.load(Announcement, "announcements_numbered", numbers=list(announcement.repeals))
        store.merge(
            replace(old, repealed_by=announcement.announcement_id)
            for old in repealed
            if may_abolish(announcement, old)
        )
    if announcement.doc_number is None:
        return announcement
    repealing = store.load(Announcement, "announcements_repealing", numbers=[announcement.doc_number])
    others = [
        one.announcement_id
        for one in repealing
        if one.announcement_id != announcement.announcement_id and may_abolish(one, announcement)
    ]
    return replace(announcement, repealed_by=others[0]) if others else announcement


def _changes(announcement: Announcement, taken: Taken, at: datetime) -> list[Change]:
    """Return the announcement's own changes, recorded before or not."""
    changes = []
    kind = _KINDS.get(taken.notice.stage)
    if kind is not None:
        cohorts = sorted({r.cohort for r in taken.notice.rosters if r.cohort is not None})
        deadline = announcement.deadline.isoformat() if announcement.deadline else None
        detail: dict[str, object] = {"deadline": deadline, "cohorts": cohorts}
        changes.append(_change(kind, announcement, detail, at))
    if announcement.origin == "official":
        for number in announcement.repeals:
            changes.append(_change("repeal", announcement, {"repealed": number}, at))
    return changes


def _change(
    kind: str, announcement: Announcement, detail: dict[str, object], at: datetime, *, occasion: str = ""
) -> Change:
    """Return one change of an announcement."""
    occasion = occasion or str(detail.get("repealed") or "")
    return Change(
        change_id=make_id("c", kind, announcement.announcement_id, occasion),
        recorded_at=at,
        effective_on=announcement.effective_on,
        kind=kind,
        subject_id=None,
        programme_id=announcement.programme_id or "",
        cohort=announcement.cohort,
        category=None,
        product=None,
        announcement_id=announcement.announcement_id,
        backfill=announcement.backfill,
        detail=json.dumps(detail, ensure_ascii=False, sort_keys=True),
        title_id=announcement.announcement_id,
        occasion=occasion,
    )
