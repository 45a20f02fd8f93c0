"""Take a notice as an announcement's text: write it, its lists and rows, and all that follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from config.models import Configuration, Decision
from config.regions import RegionTable
from tasks.ingest.absorb import absorb_pages
from tasks.ingest.announce import Taken, announcement_of, lists_of, rows_of
from tasks.ingest.announced import announced_changes, mark_repeals
from tasks.ingest.holding import close_holds, hold_of
from tasks.ingest.identify import Identifier, renamed_rows
from tasks.ingest.likely import Asking, ask_about_new, close_settled
from tasks.ingest.noting import notes_of, worth_telling
from tasks.ingest.owing import owe
from tasks.ingest.rebook import rebook
from tasks.ingest.touched import touched_by
from tasks.ingest.unmatched import ask_again
from tasks.ledger.whereabouts import Whereabouts
from warehouse.records import Change
from warehouse.store import Store


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
    identifier = Identifier(store, intake.configuration, intake.regions, at)
    rows = identifier.take(announcement, lists_of(taken), rows_of(taken))
    store.merge([announcement])
    absorb_pages(store, announcement, at=at)
    close_holds(store, taken, circumstances.decision, at=at)
    changes: list[Change] = []
    if taken.state == "accepted":
        renamed = renamed_rows(announcement, lists_of(taken), rows)
        changes += announced_changes(store, announcement, taken, renamed, at=at)
    elif taken.state == "held":
        store.merge([hold_of(taken, at=at)])
    subjects = [row.subject_id for row in rows if row.subject_id is not None]
    for programme_id, cohort in sorted(
        before
        | identifier.touched
        | touched_by(store, intake.configuration, announcement, taken.notice, subjects)
    ):
        changes += rebook(store, intake.configuration, programme_id, cohort, at=at)
    where = Whereabouts(intake.regions)
    for kind, made in identifier.made.items():
        ask_about_new(Asking(store, kind, where, intake.configuration.decisions, at), announcement, made)
    close_settled(store, at=at)
    ask_again(store, announcement_id, at=at)
    notes = notes_of(intake.configuration, taken, announcement, at=at)
    told = worth_telling(taken, changes)
    owe(store, intake.configuration, intake.regions, changes=told, notes=notes, at=at)


def _cohorts(rows: Iterable[dict[str, object]]) -> set[tuple[str, str]]:
    """Return rows of programme and cohort as pairs."""
    return {(str(row["programme_id"]), str(row["cohort"])) for row in rows}
