"""News that is no change: a held list or page for the operator, and what only a relay tells for readers. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from config.models import Configuration
from tasks.ingest.announce import Taken
from tasks.ingest.holding import hold_of, places_in
from tasks.ledger.gate import is_mention
from tasks.tell.news import Note, NoteKind
from warehouse.records import Announcement, Change, Review


def notes_of(
    configuration: Configuration, taken: Taken, announcement: Announcement, *, at: datetime
) -> list[Note]:
    """Return what is to be told besides changes: a held list, or news that only a relay has and that names nobody."""
    programme = configuration.programmes[taken.notice.programme_id]
    note = Note(
        note_id=f"{announcement.announcement_id} {taken.state}",
        kind=NoteKind.HELD,
        about=announcement.announcement_id,
        title=announcement.title,
        at=at,
        reason=taken.verdict.reason,
        programme_id=programme.id,
        programme_title=programme.title,
        programme_english=programme.english,
        cohort=announcement.cohort,
        stage=announcement.stage or "",
        area=announcement.region or "全国",
        listed=announcement.rows_stated,
        source_title=configuration.sources[taken.capture.source_id].title,
        url=announcement.url,
    )
    if taken.state == "held":
        review = hold_of(taken, at=at)
        return [replace(note, about=review.review_id, state=review.kind, places=places_in(review))]
    relayed_only = taken.state == "accepted" and taken.news and is_mention(taken.notice)
    return [replace(note, kind=NoteKind.RELAYED)] if relayed_only else []


def worth_telling(taken: Taken, changes: Sequence[Change]) -> list[Change]:
    """Return the changes to be told by their own kind.

    What an original strikes of a relay's list is no edition of it: those who were told the relay's word hear what was
    wrong in it (``told_wrong.py``), and nobody else ever heard of it.
    """
    before = taken.pairing.existing
    after_relay = before is not None and before.origin != "official" and not taken.notice.relayed
    return [c for c in changes if not (after_relay and c.kind == "corrected" and c.subject_id is not None)]


def held_note(review: Review, title: str, *, at: datetime) -> Note:
    """Return the operator's note of a question that has just been opened."""
    return Note(
        note_id=review.review_id,
        kind=NoteKind.HELD,
        about=review.review_id,
        title=title,
        at=at,
        reason=review.reason,
        state=review.kind,
        url=str(json.loads(review.evidence).get("url", "")),
        places=places_in(review),
    )
