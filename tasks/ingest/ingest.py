"""Everything new in the fetch log, taken into the ledger in the order of the log. The one step that writes it.

Run again after any interruption: what was committed is passed over, what was not is done. The place in the log, the
state of every source and the instant of knowledge are kept in the warehouse itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from config.errors import LedgerError
from config.models import Configuration, Source
from config.regions import RegionTable
from tasks.archive.archive import Archive
from tasks.archive.records import Capture, Fetch, Poll, SourceState
from tasks.ingest.adopt import Circumstances, Intake
from tasks.ingest.days import pass_days, tell_expiries
from tasks.ingest.decide import decisions_due, settle_endings
from tasks.ingest.owing import owe
from tasks.ingest.project import after_capture, after_poll, fetch_record, source_note, unpolled
from tasks.ingest.reading import Reading
from tasks.ingest.take_in import take_in
from tasks.tell.news import Note
from warehouse.records import CaptureRecord, FetchRecord, ProgrammeRecord, SourceRecord
from warehouse.store import Store

LOG_SEQ = "log_seq"
KNOWN_AT = "known_at"
UNPUBLISHED = "unpublished"
_FIRST = datetime.min.replace(tzinfo=UTC)
_STALE = timedelta(days=1)
"""What a warehouse without any past finds in the log is told up to this age; before it, others were told of it."""

Read = Callable[[Capture], Reading]


@dataclass(slots=True)
class IngestReport:
    """What an ingest did: captures by outcome, changes that days and decisions brought, deliveries owed.

    ``damaged`` names, each with what to do, the bodies that the archive should hold and does not hold whole.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    announcements: list[str] = field(default_factory=list)
    by_days: int = 0
    by_decisions: int = 0
    expiries_owed: int = 0
    unconfigured: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """Whether the ledger may have changed."""
        return bool(self.outcomes or self.by_days or self.by_decisions or self.expiries_owed)


def pending_captures(store: Store, archive: Archive) -> list[Capture]:
    """Return the captures of the log that the ledger has not taken in yet, in order; reading them needs no writer.

    One that was logged again after a crash is given once.
    """
    after = _seq(store)
    taken = {str(row["capture_id"]) for row in store.rows("captures_taken", after=after)}
    fresh = {c.capture_id: c for c in archive.log.captures(after) if c.capture_id not in taken}
    return list(fresh.values())


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
    run = _Run(Intake(store, configuration, regions), read, now=now)
    run.take_log(archive)
    run.report.by_days += pass_days(store, configuration, until=now)
    for due in decisions_due(store, {d.id: d for d in configuration.decisions}, _finder(archive), now=now):
        run.take(due.capture, Circumstances(max(run.known_at, due.decision.on), True, due.decision))
        run.report.by_decisions += 1
    run.report.by_decisions += settle_endings(run.intake, now=now)
    run.report.expiries_owed = tell_expiries(store, configuration, regions, since=run.told_from, now=now)
    if run.report.anything:
        store.execute("keep_fact", name=UNPUBLISHED, value="yes")
    return run.report


class _Run:
    """One walk through the log: the sources' states on the way, and the instant of knowledge."""

    def __init__(self, intake: Intake, read: Read, *, now: datetime) -> None:
        self.intake, self.read = intake, read
        self.told_from = now - _STALE if _seq(intake.store) < 0 else _FIRST
        self.report = IngestReport()
        self.before = {s.source_id: s for s in intake.store.load(SourceRecord, "sources_known")}
        self.sources = _sources(self.before, intake.configuration)
        self.fetches: list[FetchRecord] = []
        self.notes: list[Note] = []
        known = intake.store.rows("load_fact", name=KNOWN_AT)
        self.known_at = datetime.fromisoformat(str(known[0]["value"])) if known else _FIRST

    def take_log(self, archive: Archive) -> None:
        """Take every new line of the log in its order, then keep how far it was read.

        Requests are logged in one write with the capture or poll they belong to, so the log is read up to the last of
        those. Asking the log for its end instead would pass over what another poll has written in the meantime.
        """
        store = self.intake.store
        waiting: list[FetchRecord] = []
        after = last = _seq(store)
        taken = {str(row["capture_id"]) for row in store.rows("captures_taken", after=after)}
        for record in archive.log.read(after):
            match record:
                case Fetch():
                    waiting.append(fetch_record(record))
                    continue
                case Poll():
                    self._poll(record)
                case Capture():
                    self.known_at = max(self.known_at, record.captured_at)
                    if record.capture_id not in taken:
                        self._capture(record)
                    if record.source_id in self.sources:
                        self.sources[record.source_id] = after_capture(self.sources[record.source_id], record)
            last = record.seq
            self.fetches += waiting
            waiting.clear()
        self._keep(last)

    def intake_at(self, at: datetime) -> Intake:
        """Return the intake for what became known at an instant: one that owes nobody, where that was told before."""
        if at >= self.told_from:
            return self.intake
        silent = self.intake.configuration.model_copy(update={"subscriptions": {}})
        return replace(self.intake, configuration=silent)

    def take(self, capture: Capture, circumstances: Circumstances) -> CaptureRecord:
        """Take one capture in and count what became of it."""
        intake = self.intake_at(circumstances.at)
        reading = self.read(capture)
        self.report.damaged += reading.damaged
        record = take_in(intake, capture, reading, circumstances=circumstances)
        self.report.outcomes[record.outcome] += 1
        if record.announcement_id is not None:
            self.report.announcements.append(record.announcement_id)
        return record

    def _capture(self, capture: Capture) -> None:
        """Let the days before a capture pass, then take it in."""
        if capture.source_id not in self.intake.configuration.sources:
            self.report.unconfigured.append(capture.source_id)
            return
        configuration = self.intake.configuration
        self.report.by_days += pass_days(self.intake.store, configuration, until=self.known_at)
        source = self.sources.get(capture.source_id)
        seen_before = source is not None and source.first_complete_at is not None
        self.take(capture, Circumstances(self.known_at, seen_before))

    def _poll(self, poll: Poll) -> None:
        """Let a poll's outcome count, and note an illness that has lasted or ended."""
        before = self.sources.get(poll.source_id)
        source = self.intake.configuration.sources.get(poll.source_id)
        if before is None:
            return
        after = after_poll(before, poll, source)
        self.sources[poll.source_id] = after
        threshold = self.intake.configuration.settings.failures_before_alert
        note = source_note(before, after, threshold=threshold)
        if note is not None:
            self.notes.append(note)

    def _keep(self, seq: int) -> None:
        """Keep how far the log was read, with everything that was read of it."""
        intake, store = self.intake, self.intake.store
        fresh = [s for source_id, s in self.sources.items() if s != self.before.get(source_id)]
        ill = [s for s in fresh if _told_state(s) != _told_state(self.before.get(s.source_id))]
        with store.transaction():
            store.append(self.fetches)
            store.merge(fresh)
            store.merge(_programmes(intake.configuration))
            notes = [note for note in self.notes if note.at >= self.told_from]
            owe(store, intake.configuration, intake.regions, notes=notes, at=self.known_at)
            store.execute("keep_fact", name=LOG_SEQ, value=str(seq))
            store.execute("keep_fact", name=KNOWN_AT, value=self.known_at.isoformat())
            if ill or self.report.anything:
                store.execute("keep_fact", name=UNPUBLISHED, value="yes")


def _told_state(source: SourceRecord | None) -> tuple[str | None, ...]:
    """Return what of a source's state is worth publishing at once (contract, places)."""
    return (source.state, source.reason, source.title) if source is not None else ()


def _sources(held: Mapping[str, SourceRecord], configuration: Configuration) -> dict[str, SourceRecord]:
    """Return how every configured source fares so far; one newly configured is not polled yet."""
    return {**held, **{i: _current(held.get(i), s) for i, s in configuration.sources.items()}}


def _current(held: SourceRecord | None, source: Source) -> SourceRecord:
    """Return a source's state with the title, level and switch that its file gives it now."""
    fresh = unpolled(source)
    if held is None or fresh.state is not None:
        return fresh if held is None else replace(held, state=fresh.state, reason=fresh.reason)
    state = None if held.state == SourceState.DISABLED and held.last_attempt_at is None else held.state
    return replace(held, title=source.title, level=source.level, region=source.region, state=state)


def _programmes(configuration: Configuration) -> list[ProgrammeRecord]:
    """Return the configured programmes as the views name them."""
    return [
        ProgrammeRecord(p.id, p.title, p.english, p.level, p.region, p.renewal, p.subject)
        for p in configuration.programmes.values()
    ]


def _seq(store: Store) -> int:
    """Return how far the log was taken in."""
    rows = store.rows("load_fact", name=LOG_SEQ)
    return int(str(rows[0]["value"])) if rows else -1


def _finder(archive: Archive) -> Callable[[int], Capture]:
    """Return what finds the capture at a place in the log."""

    def find(seq: int) -> Capture:
        for record in archive.log.read(seq - 1):
            if isinstance(record, Capture) and record.seq == seq:
                return record
        raise LedgerError(f"the fetch log has no capture at {seq}, though the ledger took one in from there")

    return find
