"""Everything new in the fetch log, taken into the ledger in the order of the log. The one step that writes it.

Run again after any interruption: what was committed is passed over, what was not is done. The place in the log, the
state of every source and the instant of knowledge are kept in the warehouse itself. What the clock gave is a line of
the log too, so that walking the log again with the same configuration comes to the same rows (architecture, 2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from config.clock import china_day
from config.errors import ConfigurationError, LedgerError
from config.models import Configuration, Decision
from config.regions import RegionTable
from tasks.archive.archive import Archive
from tasks.archive.records import Capture, Fetch, Ingest, Poll, Restated, Withdrawn
from tasks.ingest.adopt import Circumstances, Intake
from tasks.ingest.correcting import corrections_waiting
from tasks.ingest.days import pass_days, tell_expiries
from tasks.ingest.decide import decisions_due
from tasks.ingest.ill_together import as_told
from tasks.ingest.owing import owe
from tasks.ingest.place import FIRST, KNOWN_AT, LOG_SEQ, known_until, seq_of
from tasks.ingest.project import (
    after_capture,
    after_poll,
    fetch_record,
    programmes_now,
    source_note,
    sources_now,
    told_state,
)
from tasks.ingest.reading import Reading
from tasks.ingest.restate import mark_restated
from tasks.ingest.settle_identities import settle, unasked
from tasks.ingest.take_in import take_in, taken_record
from tasks.ingest.wanting import is_decided, places_readable_now
from tasks.ingest.withdrawing import Withdrawing
from tasks.tell.lull import Lull
from tasks.tell.news import Note
from warehouse.records import CaptureRecord
from warehouse.source_records import FetchRecord, SourceRecord
from warehouse.store import Store

UNPUBLISHED = "unpublished"
UNCONFIGURED = "unconfigured"
_STALE = timedelta(days=1)
"""What a warehouse without any past finds in the log is told up to this age; before it, others were told of it."""

_KEPT = 5_000
"""How many requests are held in memory before the place in the log is kept with them."""

Read = Callable[[Capture], Reading]


@dataclass(slots=True)
class IngestReport:
    """What an ingest did: captures by outcome, changes that days and decisions brought, deliveries owed.

    ``damaged`` names, each with what to do, the bodies that the archive should hold and does not hold whole, and the
    decisions that do not fit what they are about. ``lull`` says, where that was asked, that nothing is left to do.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    announcements: list[str] = field(default_factory=list)
    by_days: int = 0
    by_decisions: int = 0
    expiries_owed: int = 0
    withdrawn: int = 0
    unconfigured: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    lull: Lull | None = None

    @property
    def anything(self) -> bool:
        """Whether the ledger may have changed."""
        return bool(
            self.outcomes or self.by_days or self.by_decisions or self.expiries_owed or self.withdrawn
        )


def pending_captures(store: Store, archive: Archive) -> list[Capture]:
    """Return the captures that the next ingest reads, in order; reading them needs no writer.

    They are those of the log that the ledger has not taken in yet, one that was logged again after a crash once, and
    those of which more can be read now that a program is installed.
    """
    after = seq_of(store)
    taken = {str(row["capture_id"]) for row in store.rows("captures_taken", after=after)}
    fresh = {c.capture_id: c for c in archive.log.captures(after) if c.capture_id not in taken}
    again = [capture_at(archive, seq) for seq in places_readable_now(store)]
    return [*again, *fresh.values()]


def ingest(
    store: Store,
    archive: Archive,
    configuration: Configuration,
    regions: RegionTable,
    *,
    read: Read,
    now: datetime,
) -> IngestReport:
    """Take in all that the log has and the ledger has not, then let the days up to now pass.

    A warehouse that was lost is built again from the log and tells nobody what was news then: who was told of it is
    lost with the warehouse, and a mass re-appearance is no news.

    Args:
        store: The open warehouse.
        archive: Bodies and log.
        configuration: Sources, programmes, subscriptions and decisions.
        regions: The region table.
        read: Gives the documents of a capture, from the shelf or by reading them now.
        now: This run's instant; terms that ended by it are recorded.
    """
    archive.log.append(Ingest(now))
    run = _Run(Intake(store, configuration, regions), read, archive)
    run.told_from = now - _STALE if seq_of(store) < 0 else FIRST
    run.take_log()
    run.take_waiting()
    run.report.expiries_owed = tell_expiries(
        store, configuration, regions, since=run.told_from, known_at=run.known_at
    )
    if run.report.anything:
        store.execute("keep_fact", name=UNPUBLISHED, value="yes")
    return run.report


def retrace(intake: Intake, archive: Archive, *, read: Read, until: int, at: datetime | None) -> IngestReport:
    """Walk the log behind what a warehouse holds as every run since did, up to a place, and tell nobody.

    Args:
        intake: A warehouse that nobody reads, the configuration without subscriptions, the region table.
        archive: Bodies and log.
        read: Gives what was read of a capture.
        until: The last place in the log to be taken in.
        at: The instant up to which days are to pass at the end, where the log does not say a later one; null for none.
    """
    run = _Run(intake, read, archive)
    run.take_log(until)
    if at is not None:
        run.reach(at)
    return run.report


def capture_at(archive: Archive, seq: int) -> Capture:
    """Return the capture at a place in the log.

    Raises:
        LedgerError: there is none, though the ledger took one in from there.
    """
    for record in archive.log.read(seq - 1):
        if isinstance(record, Capture) and record.seq == seq:
            return record
    raise LedgerError(f"the fetch log has no capture at {seq}, though the ledger took one in from there")


class _Run:
    """One walk through the log: the sources' states on the way, and the instant of knowledge."""

    def __init__(self, intake: Intake, read: Read, archive: Archive) -> None:
        self.intake, self.read, self.archive = intake, read, archive
        self.told_from = FIRST
        self.report = IngestReport()
        self.before = {s.source_id: s for s in intake.store.load(SourceRecord, "sources_known")}
        self.sources = sources_now(self.before, intake.configuration)
        self.fetches: list[FetchRecord] = []
        self.notes: list[Note] = []
        self.withdrawing = Withdrawing(intake.store)
        self.decided = sorted(intake.configuration.decisions, key=lambda d: (d.on, d.id))
        self.known_at = self.seen_until = known_until(intake.store)
        self.passed: date | None = None
        self.stirred, self.due = True, 0

    def take_log(self, until: int | None = None) -> None:
        """Take every new line of the log in its order, up to a place where one is given; keep how far it was read.

        Requests are logged in one write with the capture or poll they belong to, so the log is read up to the last of
        those. Asking the log for its end instead would pass over what another poll has written in the meantime.
        """
        store = self.intake.store
        with store.transaction():  # what is taken in names programmes in words
            store.merge(programmes_now(self.intake.configuration))
        waiting: list[FetchRecord] = []
        after = last = seq_of(store)
        taken = {str(row["capture_id"]) for row in store.rows("captures_taken", after=after)}
        for record in self.archive.log.read(after):
            if isinstance(record, Fetch):
                waiting.append(fetch_record(record))
                continue
            if until is not None and record.seq > until:
                break
            self._take(record, taken)
            last = record.seq
            self.fetches += waiting
            waiting.clear()
            if len(self.fetches) >= _KEPT:
                self._keep(last)
        self._keep(last)

    def _take(self, record: Capture | Poll | Withdrawn | Ingest | Restated, taken: Collection[str]) -> None:
        """Take one line; a capture that the ledger has already changes nothing but its source's state."""
        match record:
            case Poll():
                self.seen_until = max(self.seen_until, record.polled_at)
                self._poll(record)
            case Capture():
                self.seen_until = max(self.seen_until, record.captured_at)
                if record.capture_id not in taken:
                    self._capture(record)
                self.withdrawing.saw(record)
                if record.source_id in self.sources:
                    self.sources[record.source_id] = after_capture(self.sources[record.source_id], record)
            case Withdrawn():
                self.seen_until = max(self.seen_until, record.noticed_at)
                self.withdrawing.take(record)
                self.report.withdrawn += 1
            case Ingest():
                self._come_to(record.ingested_at)
            case Restated():
                self._come_to(record.restated_at)
                wrong = mark_restated(self.intake_at(self.known_at), self.archive, record, at=self.known_at)
                self.report.damaged += [wrong] if wrong else []

    def take_waiting(self) -> None:
        """Take in what waited for its source to be configured (again), or for a program to be installed."""
        for row in self.intake.store.rows("captures_unconfigured"):
            if str(row["source_id"]) in self.intake.configuration.sources:
                capture = self._find(int(str(row["seq"])))
                self.take(capture, Circumstances(self.known_at, self._is_past_baseline(capture)))
        self._take_again()

    def _take_again(self) -> None:
        """Take in again what could not be read in full before its program was installed; a person's word stands."""
        decided = {decision.about for decision in self.decided}
        for seq in places_readable_now(self.intake.store):
            capture = self._find(seq)
            if capture.source_id in self.intake.configuration.sources and not is_decided(capture, decided):
                self.take(capture, Circumstances(self.known_at, self._is_past_baseline(capture)))

    def reach(self, until: datetime) -> None:
        """Let happen what was due by an instant, in its order: what persons decided, and the days in between.

        A ledger built anew comes to each decision where the live one came to it, not at the end of the log.
        """
        due = sum(decision.on <= until for decision in self.decided)
        if self.stirred or due > self.due:  # else nothing waits that did not wait before
            self._decide_due(until)
        self.stirred, self.due = False, due
        self._pass_days(until)

    def _come_to(self, instant: datetime) -> None:
        """Come to an instant that the log tells of: nothing is recorded before it any more."""
        self.seen_until = max(self.seen_until, instant)
        self.reach(self.seen_until)
        self.known_at = max(self.known_at, self.seen_until)

    def _decide_due(self, until: datetime) -> None:
        """Apply every decision due by an instant whose question is open, the days before it first."""
        tried: set[str] = set()
        while (decision := self._next_decision(until, tried)) is not None:
            tried.add(decision.id)
            self._pass_days(decision.on)
            self._decide(decision)

    def _next_decision(self, until: datetime, tried: set[str]) -> Decision | None:
        """Return the first decision due by an instant whose question is open, of those not tried."""
        due = [d for d in self.decided if d.on <= until and d.id not in tried]
        if not due:
            return None
        waiting = self.intake.store.rows("reviews_awaiting", ids=sorted({d.id for d in due}))
        asked = {str(row["review_id"]) for row in waiting} | unasked(self.intake.store, due)
        return next((decision for decision in due if decision.id in asked), None)

    def _pass_days(self, until: datetime) -> None:
        """Let the days up to an instant pass; within one day nothing more comes due."""
        if self.passed is not None and china_day(until) <= self.passed:
            return
        self.passed = china_day(until)
        recorded = pass_days(self.intake.store, self.intake.configuration, until=until)
        self.report.by_days += recorded
        if recorded:
            self.stirred = True
            self.known_at = max(self.known_at, known_until(self.intake.store))

    def _decide(self, decision: Decision) -> None:
        """Apply a decision to what waits for it; one that does not fit is named and stops nothing else."""
        at = max(self.known_at, decision.on)
        try:
            for due in decisions_due(self.intake.store, [decision], self._find):
                self.take(due.capture, Circumstances(at, self._is_past_baseline(due.capture), decision))
                self.report.by_decisions += 1
                self.known_at = at
        except ConfigurationError as error:
            self.report.damaged.append(str(error))
        settled = settle(self.intake_at(at), [decision], known_at=at)
        self.report.by_decisions += settled
        self.known_at = at if settled else self.known_at

    def _is_past_baseline(self, capture: Capture) -> bool:
        """Say whether a source had been polled completely before it was captured; a first sight stays history."""
        source = self.sources.get(capture.source_id)
        complete = source.first_complete_at if source is not None else None
        return complete is not None and complete < capture.captured_at

    def _find(self, seq: int) -> Capture:
        """Return the capture at a place in the log."""
        return capture_at(self.archive, seq)

    def intake_at(self, at: datetime) -> Intake:
        """Return the intake for what became known at an instant: one that owes nobody, where that was told before."""
        if at >= self.told_from:
            return self.intake
        silent = self.intake.configuration.model_copy(update={"subscriptions": {}})
        return replace(self.intake, configuration=silent)

    def take(self, capture: Capture, circumstances: Circumstances) -> CaptureRecord:
        """Take one capture in and count what became of it."""
        self.stirred = True
        intake = self.intake_at(circumstances.at)
        reading = self.read(capture)
        self.report.damaged += reading.damaged
        record = take_in(intake, capture, reading, circumstances=circumstances)
        self.report.outcomes[record.outcome] += 1
        if record.announcement_id is not None:
            self.report.announcements.append(record.announcement_id)
            self._take_corrections(record.announcement_id, circumstances)
        return record

    def _take_corrections(self, announcement_id: str, circumstances: Circumstances) -> None:
        """Take again the corrections that waited for an announcement: what they correct is known now (semantics, 22)."""
        for seq in corrections_waiting(self.intake.store, announcement_id):
            capture = self._find(seq)
            if capture.source_id in self.intake.configuration.sources:
                self.take(capture, Circumstances(circumstances.at, self._is_past_baseline(capture)))

    def _capture(self, capture: Capture) -> None:
        """Let what was due before a capture happen, then take it in; one of no configured source waits for it."""
        self._come_to(self.seen_until)
        if capture.source_id not in self.intake.configuration.sources:
            self.report.unconfigured.append(capture.source_id)
            self.intake.store.merge([taken_record(capture, None, UNCONFIGURED)])
            return
        source = self.sources.get(capture.source_id)
        seen_before = source is not None and source.first_complete_at is not None
        self.take(capture, Circumstances(self.known_at, seen_before))

    def _poll(self, poll: Poll) -> None:
        """Let a poll's outcome count, and note an illness that has lasted or ended."""
        before = self.sources.get(poll.source_id)
        source = self.intake.configuration.sources.get(poll.source_id)
        if before is None:
            return
        threshold = self.intake.configuration.settings.failures_before_alert
        after = after_poll(before, poll, source, threshold=threshold)
        self.sources[poll.source_id] = after
        note = source_note(before, after, poll)
        if note is not None:
            self.notes.append(note)

    def _keep(self, seq: int) -> None:
        """Keep how far the log was read, with everything that was read of it."""
        self._come_to(self.seen_until)
        intake, store = self.intake, self.intake.store
        fresh = [s for source_id, s in self.sources.items() if s != self.before.get(source_id)]
        ill = [s for s in fresh if told_state(s) != told_state(self.before.get(s.source_id))]
        with store.transaction():
            store.append(self.fetches)
            store.merge(fresh)
            store.merge(programmes_now(intake.configuration))
            notes = as_told([note for note in self.notes if note.at >= self.told_from], self.sources)
            owe(store, intake.configuration, intake.regions, notes=notes, at=self.known_at)
            store.execute("keep_fact", name=LOG_SEQ, value=str(seq))
            store.execute("keep_fact", name=KNOWN_AT, value=self.known_at.isoformat())
            if ill or self.report.anything:
                store.execute("keep_fact", name=UNPUBLISHED, value="yes")
        self.before = dict(self.sources)
        self.fetches.clear()
        self.notes.clear()
