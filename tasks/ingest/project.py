"""From the fetch log to how every source fares (views ``sources`` and ``fetches``; semantics, 28). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from config.durations import read_duration
from config.models import Configuration, Source
from tasks.archive.records import Capture, Fetch, Poll, SourceState
from tasks.fetch.addresses import redact
from tasks.tell.news import Note, NoteKind
from warehouse.source_records import FetchRecord, ProgrammeRecord, SourceRecord


def unpolled(source: Source) -> SourceRecord:
    """Return a source of which no poll is known yet; one that is switched off says so."""
    return SourceRecord(
        source_id=source.id,
        title=source.title,
        level=source.level,
        region=source.region,
        state=None if source.enabled else SourceState.DISABLED,
        reason=None if source.enabled else "switched off in its file (enabled: false)",
        state_since=None,
        failures=0,
        first_complete_at=None,
        last_attempt_at=None,
        last_ok_at=None,
        last_new_at=None,
        newest_on=None,
        entries_seen=0,
        kind=source.list.kind,
        url=redact(source.list.url),
        region_code=source.region_code,
        confidence=source.confidence,
    )


def after_poll(record: SourceRecord, poll: Poll, source: Source | None) -> SourceRecord:
    """Return how a source fares after one poll more."""
    well = poll.state is SourceState.OK
    newest = max((day for day in (record.newest_on, poll.newest) if day is not None), default=None)
    polled = replace(
        record,
        reason=poll.reason or None,
        failures=0 if well else record.failures + 1,
        first_complete_at=record.first_complete_at or (poll.polled_at if poll.complete else None),
        last_attempt_at=poll.polled_at,
        last_ok_at=poll.polled_at if well else record.last_ok_at,
        newest_on=newest,
    )
    state, reason = _state(polled, poll, source)
    since = record.state_since if state == record.state else poll.polled_at
    return replace(polled, state=state, reason=reason, state_since=since)


def after_capture(record: SourceRecord, capture: Capture) -> SourceRecord:
    """Return how a source fares after one entry more; what a person put in was not seen there.

    Entries are counted here and not by the poll, which may have been killed before it could say what it brought.
    """
    if capture.imported:
        return record
    return replace(record, last_new_at=capture.captured_at, entries_seen=record.entries_seen + 1)


def source_note(before: SourceRecord, after: SourceRecord, *, threshold: int) -> Note | None:
    """Return the operator's note where a source has been ill for a set number of polls, and once when it is back.

    Null on every other poll: what stays as it is, is told once (architecture, 6).
    """
    ill = after.failures == threshold and before.failures < threshold
    back = after.failures == 0 and before.failures >= threshold
    fell_silent = after.state == SourceState.SILENT and before.state != SourceState.SILENT
    if not (ill or back or fell_silent) or after.last_attempt_at is None or after.state is None:
        return None
    return Note(
        note_id=f"{after.source_id} {after.state} {after.last_attempt_at.isoformat()}",
        kind=NoteKind.SOURCE,
        about=after.source_id,
        title=after.title,
        at=after.last_attempt_at,
        reason=after.reason or "",
        state=after.state,
    )


def fetch_record(fetch: Fetch) -> FetchRecord:
    """Return a request of the log as a row of ``fetches``."""
    return FetchRecord(
        fetch.fetch_id,
        fetch.source_id,
        fetch.url,
        fetch.started_at,
        fetch.seconds,
        fetch.status,
        fetch.outcome,
        fetch.sha256,
        fetch.bytes,
        fetch.error,
        fetch.access,
    )


def _state(record: SourceRecord, poll: Poll, source: Source | None) -> tuple[str, str | None]:
    """Return the state; a source that works but brings nothing for longer than its rhythm is silent."""
    rhythm = source.expect.newest_within if source is not None else None
    if poll.state is not SourceState.OK or rhythm is None or record.first_complete_at is None:
        return poll.state, record.reason
    quiet_since = record.first_complete_at.date()
    if record.newest_on is not None:
        quiet_since = max(quiet_since, record.newest_on)
    quiet = timedelta(days=(poll.polled_at.date() - quiet_since).days)
    if quiet > read_duration(rhythm):
        return SourceState.SILENT, f"nothing new since {quiet_since}; expected within {rhythm}"
    return poll.state, record.reason


def told_state(source: SourceRecord | None) -> tuple[str | None, ...]:
    """Return what of a source's state is worth publishing at once (contract, places)."""
    return (source.state, source.reason, source.title) if source is not None else ()


def sources_now(held: Mapping[str, SourceRecord], configuration: Configuration) -> dict[str, SourceRecord]:
    """Return how every configured source fares so far; one newly configured is not polled yet."""
    return {**held, **{i: _current(held.get(i), s) for i, s in configuration.sources.items()}}


_FROM_FILE = ("title", "level", "region", "kind", "url", "region_code", "confidence")


def _current(held: SourceRecord | None, source: Source) -> SourceRecord:
    """Return a source's state with what its file says of it now."""
    fresh = unpolled(source)
    if held is None:
        return fresh
    state, reason = (fresh.state, fresh.reason) if fresh.state is not None else (_on_again(held), held.reason)
    told = {name: getattr(fresh, name) for name in _FROM_FILE}
    if (held.state, held.reason) == (state, reason) and all(
        getattr(held, name) == told[name] for name in told
    ):
        return held  # most are as they were, and a copy costs more than the look
    return replace(held, state=state, reason=reason, **told)


def _on_again(held: SourceRecord) -> str | None:
    """Return the state of a source that is switched on: one that never was polled has none."""
    return None if held.state == SourceState.DISABLED and held.last_attempt_at is None else held.state


def programmes_now(configuration: Configuration) -> list[ProgrammeRecord]:
    """Return the configured programmes as the views name them."""
    return [
        ProgrammeRecord(p.id, p.title, p.english, p.level, p.region, p.renewal, p.subject)
        for p in configuration.programmes.values()
    ]
