"""Subjects whose ids move, because later facts show that other ids are right (semantics, 1 and 22).

Rows, titles and changes are given their new ids in place, and what was told is not told again. Where two become one, a
belief that the other has already is closed under its old id, and a change that the other has keeps the id it was told by.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import get_args

from config.models import ChangeKind
from tasks.ingest.move_questions import move_reviews, with_subjects
from tasks.ledger.ids import kind_in_id, make_id
from tasks.ledger.namesakes import Place
from tasks.ledger.titles import place_of, title_id
from warehouse.records import Change, FormerId, Review, Title
from warehouse.store import Store

Cohort = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a subject stood on a list, and who stands there as it is known now.

    ``place`` is null where the row itself is written anew; ``cohort`` where its list names none.
    """

    place: Place | None
    announcement_id: str
    programme_id: str
    cohort: str | None
    before: str
    now: str


def move_subjects(store: Store, stands: Sequence[Stand], *, at: datetime) -> set[Cohort]:
    """Give rows, titles and changes the subjects they mean now, and return the cohorts to be booked again.

    Args:
        store: The writer, inside the caller's transaction.
        stands: Every row of each subject that any row is taken from, also those that stay its own.
        at: The instant of knowledge.
    """
    moving = {stand.before for stand in stands if stand.before != stand.now}
    if not moving:
        return set()
    whom = _Whom(stand for stand in stands if stand.before in moving)
    _move_rows(store, stands)
    beliefs = store.load(Title, "titles_of_subjects", ids=sorted(moving))
    renamed = _move_titles(store, beliefs, whom, at=at)
    changes = _move_changes(store, moving, whom, renamed)
    _keep_former(store, {**changes, **whom.gone()}, at=at)
    _move_questions(store, moving, beliefs, whom, at=at)
    store.execute("clear_subject_names", ids=sorted(moving))
    store.execute("clear_subjects", ids=sorted(moving))
    touched = {(s.programme_id, s.cohort) for s in stands if s.before != s.now and s.cohort is not None}
    return touched | {(t.programme_id, t.cohort) for t in beliefs if t.title_id in renamed}


class _Whom:
    """Whom each former subject means now, on the whole and by cohort."""

    def __init__(self, stands: Iterable[Stand]) -> None:
        self._all: dict[str, set[str]] = {}
        self._in_cohort: dict[tuple[str, str, str | None], dict[str, set[str]]] = {}
        for s in stands:
            self._all.setdefault(s.before, set()).add(s.now)
            told = self._in_cohort.setdefault((s.before, s.programme_id, s.cohort), {})
            told.setdefault(s.announcement_id, set()).add(s.now)

    def now(self, before: str, programme_id: str, cohort: str | None, source: str | None) -> str:
        """Return who a title or change of a former subject is about: by its own announcement's row where they differ."""
        told = self._in_cohort.get((before, programme_id, cohort), {})
        meant = set().union(*told.values()) or self._all[before]
        if source in told and before not in told[source]:
            return min(told[source])
        return before if before in meant else min(meant)

    def gone(self) -> dict[str, set[str]]:
        """Return the former subjects of whom no row is left, with those they became."""
        return {before: now for before, now in self._all.items() if before not in now}


def _move_rows(store: Store, stands: Sequence[Stand]) -> None:
    """Write who stands where."""
    moved = [
        {"announcement_id": s.place[0], "list_no": s.place[1], "row_no": s.place[2], "subject_id": s.now}
        for s in stands
        if s.place is not None and s.before != s.now
    ]
    if moved:
        store.execute("move_list_rows", moves=json.dumps(moved))


def _move_titles(store: Store, beliefs: Sequence[Title], whom: _Whom, *, at: datetime) -> dict[str, str]:
    """Give beliefs their new subject and title; return what each title that moves is called now."""
    renamed: dict[str, str] = {}
    holder: dict[str, str] = {}
    for belief in beliefs:
        now = whom.now(belief.subject_id, belief.programme_id, belief.cohort, belief.since_announcement_id)
        if now != belief.subject_id and belief.title_id not in renamed:
            holder[belief.title_id] = now
            renamed[belief.title_id] = _made_again(belief, now)
    kept = _colliding(store, renamed)
    moved = []
    for belief in beliefs:
        if belief.title_id not in renamed:
            continue
        held = replace(belief, subject_id=holder[belief.title_id])
        if belief.title_id not in kept:
            moved.append(replace(held, title_id=renamed[belief.title_id]))
        elif belief.recorded_to is not None:
            moved.append(held)
        elif belief.recorded_from < at:
            moved.append(replace(held, recorded_to=at))
    if renamed:
        subjects = sorted({belief.subject_id for belief in beliefs})
        store.execute("clear_titles", ids=sorted(renamed), subjects=subjects)
        store.merge(moved)
    return renamed


def _made_again(belief: Title, subject_id: str) -> str:
    """Return a title's id as it is made of another subject; one made otherwise by an earlier version is the first."""
    place = place_of(
        belief.title_id, belief.subject_id, belief.programme_id, belief.cohort, until=belief.valid_to
    )
    until = belief.valid_to if place < 0 else None
    return title_id(subject_id, belief.programme_id, belief.cohort, place=abs(place) or 1, until=until)


def _colliding(store: Store, renamed: dict[str, str]) -> set[str]:
    """Return the titles that keep their id, for another has the new one: held before, or given first in this move."""
    asked = sorted(set(renamed.values()) - renamed.keys())
    held = {str(row["title_id"]) for row in store.rows("titles_by_id", ids=asked)} if asked else set()
    kept: set[str] = set()
    while True:
        taken = held | kept
        more = set()
        for former, now in renamed.items():
            if former not in kept and now in taken:
                more.add(former)
            taken = taken if former in kept else taken | {now}
        if not more:
            return kept
        kept |= more


def _move_changes(
    store: Store, moving: Collection[str], whom: _Whom, renamed: dict[str, str]
) -> dict[str, set[str]]:
    """Give changes their new subject and make their ids again; return the ids that moved, with what they are now."""
    told = store.load(Change, "changes_of_subjects", ids=sorted(moving))
    again = [(change, _told_of(change, whom, renamed)) for change in told]
    moved = {change.change_id: now for change, now in again if change != now}
    wanted = sorted({change.change_id for change in moved.values()} - moved.keys())
    taken = {str(row["change_id"]) for row in store.rows("changes_known", ids=wanted)} if wanted else set()
    for former, change in moved.items():
        if change.change_id in taken:
            moved[former] = replace(change, change_id=former)
        taken.add(moved[former].change_id)
    if moved:
        store.execute("clear_changes", ids=sorted(moved))
        store.merge(moved.values())
    ids = {former: change.change_id for former, change in moved.items() if change.change_id != former}
    if ids:
        store.execute("move_deliveries", moves=json.dumps(ids))
    return {former: {now} for former, now in ids.items()}


def _told_of(change: Change, whom: _Whom, renamed: dict[str, str]) -> Change:
    """Return a change as it is told of whom it is about now."""
    before = str(change.subject_id)
    now = whom.now(before, change.programme_id, change.cohort, change.announcement_id)
    if now == before:
        return change
    told = replace(change, subject_id=now)
    kind = kind_in_id(
        change.change_id, change.title_id, change.occasion, (change.kind, *get_args(ChangeKind))
    )
    about = _about(change, now, renamed)
    if kind is None or about is None:
        return told
    return replace(told, change_id=make_id("c", kind, about, change.occasion), title_id=about)


def _about(change: Change, now: str, renamed: dict[str, str]) -> str | None:
    """Return the title, or for a renaming the subject, that a change is about now."""
    if change.title_id == change.subject_id:
        return now
    if change.title_id in renamed:
        return renamed[change.title_id]
    cohort = change.cohort or ""
    place = place_of(change.title_id, str(change.subject_id), change.programme_id, cohort, until=None)
    return title_id(now, change.programme_id, cohort, place=place) if place > 0 else None


def _move_questions(
    store: Store, moving: Collection[str], beliefs: Iterable[Title], whom: _Whom, *, at: datetime
) -> None:
    """Let questions of endings be about whom they mean now: the silent by their titles, the others by their row."""
    given: dict[tuple[str, str, str], set[str]] = {}
    for belief in beliefs:
        if belief.recorded_to is None:
            about = (belief.subject_id, belief.programme_id, belief.cohort)
            given.setdefault(about, set()).add(belief.since_announcement_id)

    def now(one: str, review: Review, *, silent: bool) -> Iterable[str]:
        if one not in moving:
            return {one}
        told = json.loads(review.evidence)
        about = (one, str(told["programme_id"]), str(told["cohort"]))
        sources = given.get(about, {None}) if silent else {review.announcement_id}
        return {whom.now(*about, source) for source in sources}

    asked = store.load(Review, "endings_about", ids=sorted(moving))
    moved = {
        review.review_id: with_subjects(
            review, silent=partial(now, silent=True), unmatched=partial(now, silent=False)
        )
        for review in asked
    }
    move_reviews(store, moved, at=at, why="later facts show whom it is about")


def _keep_former(store: Store, moved: dict[str, set[str]], *, at: datetime) -> None:
    """Keep what ids were called, and let what was called so before be called by the latest."""
    sole = {former: min(now) for former, now in moved.items()}
    if not sole:
        return
    store.execute("move_former_ids", moves=json.dumps(sole))
    why = "later facts show whose it is"
    store.merge(FormerId(former, now, at, why) for former, ids in moved.items() for now in sorted(ids))
    store.execute("clear_former_ids", ids=sorted({now for ids in moved.values() for now in ids}))
