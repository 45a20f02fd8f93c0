"""Take one capture into the ledger: recognise, pair, gate, identify, rebook, and owe its news. One transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from config.models import Configuration, Decision, Source
from config.regions import RegionTable
from tasks.archive.records import Capture
from tasks.ingest.announce import Taken, announcement_of, lists_of, rows_of, sighting_of
from tasks.ingest.announced import announced_changes, mark_repeals
from tasks.ingest.freshness import is_news
from tasks.ingest.holding import close_holds, held_page, hold_of, sighting_of_page
from tasks.ingest.owing import owe
from tasks.ingest.reading import Reading
from tasks.ingest.rebook import rebook
from tasks.ingest.settle_rows import mend
from tasks.ledger.gate import Verdict, is_mention, reconcile
from tasks.ledger.identity import Register, keys_of, open_register
from tasks.ledger.names import name_key
from tasks.ledger.pairing import pair
from tasks.recognise.notice import Notice, Problem, Stage, Unconcerned, Unsettled
from tasks.recognise.recognise import Hints, recognise
from tasks.tell.news import Note, NoteKind
from warehouse.records import Announcement, CaptureRecord, Change, Subject
from warehouse.store import Store

log = logging.getLogger(__name__)


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


def take_in(
    intake: Intake,
    capture: Capture,
    reading: Reading,
    *,
    circumstances: Circumstances,
) -> CaptureRecord:
    """Take one capture in, in one transaction, and say what became of it.

    Args:
        intake: Writer, configuration, regions.
        capture: What was captured.
        reading: What was read of it.
        circumstances: When and after what it is taken in.

    Raises:
        StoreError: the warehouse cannot be written; nothing of the capture was.
    """
    source = intake.configuration.sources[capture.source_id]
    recognised = _recognised(intake, capture, reading, source)
    with intake.store.transaction():
        match recognised:
            case Unconcerned():
                record = _taken_record(capture, None, _outcome_of_nothing(reading))
            case Unsettled():
                record = _hold_page(intake, capture, recognised, source, circumstances.decision)
            case Notice():
                sight = _Sight(capture, recognised, reading.unread, circumstances)
                record = _take_notice(intake, sight, source)
        intake.store.merge([record])
        intake.store.execute("ledger_changed")
    return record


def _recognised(
    intake: Intake, capture: Capture, reading: Reading, source: Source
) -> Notice | Unconcerned | Unsettled:
    """Return what the rules make of a capture; a page that breaks the rules themselves is held, and only it."""
    try:
        return recognise(
            reading.page,
            reading.attachments,
            source=source,
            programmes=intake.configuration.programmes,
            regions=intake.regions,
            hints=Hints(capture.title, capture.dated, capture.doc_number, capture.url),
        )
    except Exception as fault:  # one page must never stop all others; it waits for a person
        log.exception("notice.recognise_failed url=%s", capture.url)
        text = f"the page could not be recognised: a fault of mingdan ({type(fault).__name__}: {fault})"
        return Unsettled(capture.title or capture.url, "", Problem("fault", text))


@dataclass(frozen=True, slots=True)
class _Sight:
    """One recognised capture on its way through."""

    capture: Capture
    notice: Notice
    unread: tuple[str, ...]
    circumstances: Circumstances

    @property
    def at(self) -> datetime:
        return self.circumstances.at

    @property
    def decision(self) -> Decision | None:
        return self.circumstances.decision


def _take_notice(intake: Intake, sight: _Sight, source: Source) -> CaptureRecord:
    """Pair a notice, and take it as the announcement's text or as one more sighting."""
    store, programme = intake.store, intake.configuration.programmes[sight.notice.programme_id]
    notice = mend(sight.notice, sight.decision)
    candidates = _candidates(store, notice)
    from_relay = source.level == "relay"
    pairing = pair(notice, candidates, programme=programme, url=sight.capture.url, from_relay=from_relay)
    verdict = reconcile(notice, programme, unread=sight.unread)
    settings = intake.configuration.settings
    news = is_news(
        sight.capture,
        notice,
        seen_before=sight.circumstances.seen_before,
        within_days=settings.news_within_days,
    )
    taken = Taken(sight.capture, notice, pairing, verdict, _state(verdict, sight.decision), news)
    store.merge([sighting_of(taken)])
    if not pairing.adopt:
        return _taken_record(sight.capture, pairing.announcement_id, "sighting")
    if taken.state == "held" and _has_rows_in_force(pairing.existing):
        store.merge([hold_of(taken, at=sight.at)])
        return _taken_record(sight.capture, pairing.announcement_id, "held edition")
    _adopt(intake, taken, sight)
    return _taken_record(sight.capture, pairing.announcement_id, taken.state)


def _has_rows_in_force(existing: Announcement | None) -> bool:
    """Say whether rows of an accepted edition would be lost to a held one (semantics, 8)."""
    return existing is not None and existing.state == "accepted" and existing.rows_read > 0


def _adopt(intake: Intake, taken: Taken, sight: _Sight) -> None:
    """Write an announcement with all that follows from it."""
    store, announcement = intake.store, announcement_of(taken)
    announcement_id = announcement.announcement_id
    before = _cohorts(store.rows("cohorts_of_announcements", ids=[announcement_id]))
    announcement = mark_repeals(store, announcement)
    register = _register(intake, taken)
    accepted = taken.state == "accepted"
    within = announcement.part_region or announcement.region or ""
    rows = rows_of(taken, lambda row: register.identify(row, within=within) if accepted else None)
    store.execute("clear_lists", announcement_id=announcement_id)
    store.execute("clear_list_rows", announcement_id=announcement_id)
    store.merge([announcement, *lists_of(taken), *rows])
    store.merge([*register.made.values(), *register.named.values()])
    close_holds(store, taken, sight.decision, at=sight.at)
    changes: list[Change] = []
    if accepted:
        changes += announced_changes(store, announcement, taken, at=sight.at)
    elif taken.state == "held":
        store.merge([hold_of(taken, at=sight.at)])
    subjects = [row.subject_id for row in rows if row.subject_id is not None]
    for programme_id, cohort in sorted(before | _touched(store, announcement, taken, subjects)):
        changes += rebook(store, intake.configuration, programme_id, cohort, at=sight.at)
    notes = _notes(intake, taken, announcement, at=sight.at)
    owe(store, intake.configuration, intake.regions, changes=changes, notes=notes, at=sight.at)


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


def _candidates(store: Store, notice: Notice) -> list[Announcement]:
    """Return the announcements that a notice may be a sighting of."""
    return store.load(
        Announcement, "announcements_of_stage", programme_id=notice.programme_id, stage=notice.stage
    )


def _state(verdict: Verdict, decision: Decision | None) -> str:
    """Return whether a notice counts: the gate's word, or the person's over it."""
    if decision is not None:
        return "accepted" if decision.decided == "accept" else "ignored"
    return "accepted" if verdict.accepted else "held"


def _notes(intake: Intake, taken: Taken, announcement: Announcement, *, at: datetime) -> list[Note]:
    """Return what is to be told besides changes: a held list, or news that only a relay has and that names nobody."""
    programme = intake.configuration.programmes[taken.notice.programme_id]
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
        source_title=intake.configuration.sources[taken.capture.source_id].title,
        url=announcement.url,
    )
    if taken.state == "held":
        return [replace(note, about=hold_of(taken, at=at).review_id)]
    relayed_only = taken.state == "accepted" and taken.news and is_mention(taken.notice)
    return [replace(note, kind=NoteKind.RELAYED)] if relayed_only else []


def _hold_page(
    intake: Intake, capture: Capture, page: Unsettled, source: Source, decision: Decision | None
) -> CaptureRecord:
    """Hold a page that speaks of a programme and cannot be placed, unless one original lists all it names (1, 3)."""
    original = _original_naming(intake.store, page)
    if original is not None and decision is None:
        intake.store.merge([sighting_of_page(original, capture, page, source)])
        return _taken_record(capture, original, "sighting")
    announcement, review = held_page(capture, page, source, decision)
    intake.store.merge([announcement, review])
    return _taken_record(capture, announcement.announcement_id, announcement.state)


def _original_naming(store: Store, page: Unsettled) -> str | None:
    """Return the only official announcement whose lists hold every name a page mentions; null where none or several."""
    keys = sorted({name_key(name) for name in page.mentions})
    if not keys:
        return None
    rows = store.rows("originals_naming", keys=keys, programme_id=page.programme_id)
    full = [str(row["announcement_id"]) for row in rows if row["names"] == len(keys)]
    return full[0] if len(full) == 1 else None


def _outcome_of_nothing(reading: Reading) -> str:
    """Tell a page that concerns no programme from one that could not be read at all."""
    return "unread" if reading.page is None and not reading.attachments else "unconcerned"


def _taken_record(capture: Capture, announcement_id: str | None, outcome: str) -> CaptureRecord:
    """Return the mark that a capture was taken in."""
    return CaptureRecord(
        capture.capture_id,
        capture.seq,
        capture.source_id,
        capture.url,
        announcement_id,
        outcome,
        capture.captured_at,
    )
