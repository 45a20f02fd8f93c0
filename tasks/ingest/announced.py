"""News of the announcement itself: a call, rules, an earlier announcement abolished (kinds ``call, rules, repeal``)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tasks.ingest.announce import Taken
from tasks.ledger.ids import make_id
from tasks.ledger.names import name_key
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
    changes = [*_changes(announcement, taken, at), *(_renaming(announcement, row, at) for row in renamed)]
    ids = [change.change_id for change in changes]
    known = {str(row["change_id"]) for row in store.rows("changes_known", ids=ids)} if ids else set()
    fresh = [change for change in changes if change.change_id not in known]
    store.merge(fresh)
    return fresh


def _renaming(announcement: Announcement, row: ListRow, at: datetime) -> Change:
    """Return the change that a subject has a new name; its titles go on."""
    change = _change("renamed", announcement, {"former": row.former_name}, at)
    of, occasion = str(row.subject_id), name_key(row.name)
    change_id = make_id("c", "renamed", of, occasion)
    return replace(change, change_id=change_id, subject_id=of, cohort=None, title_id=of, occasion=occasion)


def mark_repeals(store: Store, announcement: Announcement) -> Announcement:
    """Mark who repealed whom in both directions, and return the announcement with its own mark.

    A repeal waits by document number for a list that is not known yet (semantics, 20).
    """
    if announcement.repeals and announcement.state == "accepted" and announcement.origin == "official":
        repealed = store.load(Announcement, "announcements_numbered", numbers=list(announcement.repeals))
        store.merge(replace(old, repealed_by=announcement.announcement_id) for old in repealed)
    if announcement.doc_number is None:
        return announcement
    repealing = store.load(Announcement, "announcements_repealing", numbers=[announcement.doc_number])
    others = [a.announcement_id for a in repealing if a.announcement_id != announcement.announcement_id]
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


def _change(kind: str, announcement: Announcement, detail: dict[str, object], at: datetime) -> Change:
    """Return one change of an announcement."""
    repealed = detail.get("repealed")
    return Change(
        change_id=make_id("c", kind, announcement.announcement_id, repealed),
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
        occasion=str(repealed or ""),
    )
