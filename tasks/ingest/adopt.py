"""Take a notice as an announcement's text: write it, its lists and rows, and all that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from config.models import Configuration, Decision
from config.regions import RegionTable
from tasks.ingest.absorb import absorb_pages
from tasks.ingest.announce import Taken, announcement_of, lists_of, rows_of
from tasks.ingest.announced import announced_changes, mark_repeals, renamed_rows
from tasks.ingest.holding import close_holds, hold_of
from tasks.ingest.noting import notes_of
from tasks.ingest.owing import owe
from tasks.ingest.rebook import rebook
from tasks.ledger.identity import Register, keys_of, open_register
from tasks.recognise.notice import Stage
from warehouse.records import Announcement, Change, Subject
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Keyed:
    """One row of the query ``subjects_by_key``: a subject under one of its names."""

    name_key: str
    subject_id: str
    kind: str
    name: str
    region: str | None
    region_code: str | None
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Intake:
    """What taking in needs besides the capture: the writer, the configuration and the region table."""

    store: Store
    configuration: Configuration
    regions: RegionTable


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When and after what a capture is taken in.

    ``at`` is the instant of knowledge, never before what the ledger knows already; ``seen_before`` tells whether the
    source had been polled completely before; ``decision`` is what a person decided about the announcement.
    """

    at: datetime
    seen_before: bool
    decision: Decision | None = None


def adopt(intake: Intake, taken: Taken, circumstances: Circumstances) -> None:
    """Write an announcement with all that follows from it, inside the caller's transaction."""
    at = circumstances.at
    store, announcement = intake.store, announcement_of(taken)
    announcement_id = announcement.announcement_id
    before = _cohorts(store.rows("cohorts_of_announcements", ids=[announcement_id]))
    announcement = mark_repeals(store, announcement)
    register = _register(intake, taken)
    accepted = taken.state == "accepted"
    within = announcement.part_region or announcement.region or ""
    rows = rows_of(taken, lambda row: register.identify(row, within=within) if accepted else None)
    renamed = renamed_rows(taken, rows) if accepted else []
    for row in renamed:
        register.call(str(row.subject_id), row.name)
    store.execute("clear_lists", announcement_id=announcement_id)
    store.execute("clear_list_rows", announcement_id=announcement_id)
    store.merge([announcement, *lists_of(taken), *rows])
    store.merge([*register.made.values(), *register.named.values()])
    absorb_pages(store, announcement, at=at)
    close_holds(store, taken, circumstances.decision, at=at)
    changes: list[Change] = []
    if accepted:
        changes += announced_changes(store, announcement, taken, renamed, at=at)
    elif taken.state == "held":
        store.merge([hold_of(taken, at=at)])
    subjects = [row.subject_id for row in rows if row.subject_id is not None]
    for programme_id, cohort in sorted(before | _touched(store, announcement, taken, subjects)):
        changes += rebook(store, intake.configuration, programme_id, cohort, at=at)
    notes = notes_of(intake.configuration, taken, announcement, at=at)
    owe(store, intake.configuration, intake.regions, changes=changes, notes=notes, at=at)


def _touched(
    store: Store, announcement: Announcement, taken: Taken, subjects: Sequence[str]
) -> set[tuple[str, str]]:
    """Return the cohorts whose book an announcement changes: its own, those it repeals, those of whom it names."""
    programme_id = taken.notice.programme_id
    touched = {
        (r.programme_id or programme_id, r.cohort) for r in taken.notice.rosters if r.cohort is not None
    }
    if announcement.repeals:
        repealed = store.load(Announcement, "announcements_numbered", numbers=list(announcement.repeals))
        ids = [a.announcement_id for a in repealed]
        touched |= _cohorts(store.rows("cohorts_of_announcements", ids=ids))
    if any(r.operation is Stage.REVOCATION for r in taken.notice.rosters):
        rows = store.rows("cohorts_of_subjects", programme_id=programme_id, ids=sorted(set(subjects)))
        touched |= _cohorts(rows)
    return touched


def _cohorts(rows: Iterable[dict[str, object]]) -> set[tuple[str, str]]:
    """Return rows of programme and cohort as pairs."""
    return {(str(row["programme_id"]), str(row["cohort"])) for row in rows}


def _register(intake: Intake, taken: Taken) -> Register:
    """Open the register on everybody that the notice's rows can mean."""
    programme = intake.configuration.programmes[taken.notice.programme_id]
    keys = keys_of(row for roster in taken.notice.rosters for row in roster.rows)
    keyed = intake.store.load(Keyed, "subjects_by_key", keys=keys) if keys else []
    held = [
        (k.name_key, Subject(k.subject_id, k.kind, k.name, k.region, k.region_code, k.first_seen_at))
        for k in keyed
    ]
    return open_register(programme.subject, held, regions=intake.regions, seen_at=taken.capture.captured_at)
