"""Which cohorts' books a notice changes: those it lists, and those it speaks of without listing them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from config.models import Configuration
from tasks.recognise.notice import Notice, Stage
from warehouse.records import Announcement
from warehouse.store import Store

Cohort = tuple[str, str]
"""A programme and one of its cohorts."""

_BY_NAME = frozenset({Stage.REVOCATION, Stage.RETITLING})


def touched_by(
    store: Store,
    configuration: Configuration,
    announcement: Announcement,
    notice: Notice,
    subjects: Collection[str],
) -> set[Cohort]:
    """Return the cohorts to be booked again for a notice, also those of whom an earlier text of it spoke.

    Args:
        store: The writer, with the announcement written.
        configuration: The programmes: a list of a roster replaces all before it.
        announcement: The notice as it is kept, for what it abolishes and corrects.
        notice: Its lists.
        subjects: Whom its rows name: a loss or a move by name means their titles in whatever cohort.
    """
    own = notice.programme_id
    touched = {(r.programme_id or own, r.cohort) for r in notice.rosters if r.cohort is not None}
    touched |= _cohorts(store.rows("cohorts_told_of", announcement_id=announcement.announcement_id))
    if announcement.repeals:
        repealed = store.load(Announcement, "announcements_numbered", numbers=list(announcement.repeals))
        ids = [a.announcement_id for a in repealed]
        touched |= _cohorts(store.rows("cohorts_of_announcements", ids=ids))
    if announcement.corrects:
        about = {"programme_id": own, "corrects": announcement.corrects}
        touched |= _cohorts(store.rows("cohorts_corrected", **about))
    left = {r.from_programme_id or r.programme_id or own for r in notice.rosters if r.operation in _BY_NAME}
    left |= {r.from_programme_id for r in notice.rosters if r.from_programme_id}
    for programme_id in sorted(left if subjects else ()):
        rows = store.rows("cohorts_of_subjects", programme_id=programme_id, ids=sorted(set(subjects)))
        touched |= _cohorts(rows)
    for programme_id in sorted({p for p, _ in touched if _is_roster(configuration, p)}):
        touched |= _cohorts(store.rows("cohorts_of_programme", programme_id=programme_id))
    return touched


def _is_roster(configuration: Configuration, programme_id: str) -> bool:
    """Say whether each list of a programme replaces all before."""
    programme = configuration.programmes.get(programme_id)
    return programme is not None and programme.renewal == "roster"


def _cohorts(rows: Iterable[dict[str, object]]) -> set[Cohort]:
    """Return rows of programme and cohort as pairs."""
    return {(str(row["programme_id"]), str(row["cohort"])) for row in rows}
