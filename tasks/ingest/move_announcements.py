"""Announcements whose ids move: everything that bears the old id bears the new one, and the old one stays findable.

An id moves when an earlier announcement of the same key becomes known, or the original of what only relays told
(semantics, 1 and 22). Nothing is told again: changes keep their deliveries under their new ids.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from tasks.ingest.holding import LIST
from tasks.ingest.move_questions import asked_anew, move_reviews
from tasks.ingest.unmatched import UNMATCHED, unmatched_id
from tasks.ledger.answers import ENDINGS
from tasks.ledger.ids import make_id
from warehouse.records import Announcement, Change, FormerId, Review
from warehouse.store import Store

_KINDS_OF_SILENCE = ("lapsed", "dropped", "revoked", "designated", "renewed", "retitled")
"""Kinds whose ids a change told as ``corrected`` may keep."""


def move_announcements(store: Store, moves: Mapping[str, str], *, at: datetime, why: str) -> None:
    """Give announcements their new ids wherever they are borne, inside the caller's transaction.

    Where the new id is another announcement's that stays, the old one is absorbed: its lists go, what was seen, held and
    told on its word is the other's, and a change that the other has made already stays as it was told.

    Args:
        store: The writer.
        moves: Present ids and what they become, all at once, so that two may change places.
        at: The instant of knowledge.
        why: In words, for ``former_id``.
    """
    if not moves:
        return
    _absorb(store, moves)
    _move_changes(store, moves)
    text = json.dumps(dict(moves))
    for statement in _MOVED:
        store.execute(statement, moves=text)
    store.merge(FormerId(former, now, at, why) for former, now in moves.items())
    _move_reviews(store, moves, at=at)


_MOVED = (
    "move_former_ids",
    "move_announcement",
    "move_announcement_repealed",
    "move_announcement_list",
    "move_announcement_list_row",
    "move_announcement_sighting",
    "move_announcement_title_since",
    "move_announcement_title_last",
    "move_announcement_review",
    "move_announcement_capture",
    "move_announcement_deadline",
    "move_announcement_finding",
)


def _absorb(store: Store, moves: Mapping[str, str]) -> None:
    """Make room where an id moves to one that another announcement has and keeps."""
    held = store.load(Announcement, "announcements_by_id", ids=sorted(set(moves.values()) - moves.keys()))
    kept = {announcement.announcement_id for announcement in held}
    for former, now in moves.items():
        if now in kept:
            store.execute("clear_lists", announcement_id=former)
            store.execute("clear_list_rows", announcement_id=former)
            store.execute("clear_findings", announcement_id=former)
            store.execute("clear_announcements", ids=[former])
            store.execute("clear_sightings_twice", former_id=former, now_id=now)


def _move_changes(store: Store, moves: Mapping[str, str]) -> None:
    """Make the ids of changes again from what they are made of now; one that is recorded already stays as it was."""
    changes = store.load(Change, "changes_resting_on", ids=sorted(moves))
    moved = {change.change_id: _moved(change, moves) for change in changes}
    wanted = sorted({change.change_id for former, change in moved.items() if change.change_id != former})
    known = {str(row["change_id"]) for row in store.rows("changes_known", ids=wanted)} - moved.keys()
    for former, change in moved.items():
        if change.change_id in known:
            moved[former] = replace(change, change_id=former)
    store.execute("clear_changes", ids=sorted(moved))
    store.merge(moved.values())
    renamed = {former: change.change_id for former, change in moved.items() if change.change_id != former}
    if renamed:
        store.execute("move_deliveries", moves=json.dumps(renamed))


def _moved(change: Change, moves: Mapping[str, str]) -> Change:
    """Return a change as it rests on announcements under their new ids."""
    told = replace(change, announcement_id=moves.get(change.announcement_id or "", change.announcement_id))
    made_as = _made_as(change)
    if made_as is None:
        return told
    title_id, occasion = _renamed(change.title_id, moves), _renamed(change.occasion, moves)
    return replace(
        told, change_id=make_id("c", made_as, title_id, occasion), title_id=title_id, occasion=occasion
    )


def _made_as(change: Change) -> str | None:
    """Return the kind that a change's id was made of; null where an earlier version did not keep what it was made of."""
    kinds = (change.kind, *_KINDS_OF_SILENCE)
    made = (k for k in kinds if make_id("c", k, change.title_id, change.occasion) == change.change_id)
    return next(made, None)


def _renamed(text: str, moves: Mapping[str, str]) -> str:
    """Return a text with every moved id in it replaced, all at once."""
    if not any(former in text for former in moves):
        return text
    return re.sub("|".join(map(re.escape, moves)), lambda found: moves[found[0]], text)


def _move_reviews(store: Store, moves: Mapping[str, str], *, at: datetime) -> None:
    """Give questions about moved announcements the ids that would be asked for now, and keep what they were called."""
    moved = {}
    for review in store.load(Review, "reviews_of_announcements", ids=sorted(set(moves.values()))):
        about = tuple(moves.get(one, one) for one in review.about)
        now = replace(review, about=about)
        if review.kind == ENDINGS:
            now = asked_anew(now)
        elif review.kind == LIST:
            now = replace(now, review_id=make_id("r", LIST, review.announcement_id, *review.about))
        elif review.kind == UNMATCHED and review.announcement_id is not None:
            now = replace(now, review_id=unmatched_id(review.announcement_id))
        if now != review:
            moved[review.review_id] = now
    move_reviews(store, moved, at=at, why="its announcement's id moved")
