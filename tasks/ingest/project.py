"""From the fetch log to how every source fares (views ``sources`` and ``fetches``; semantics, 28). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from config.clock import china_day
from config.models import Configuration, Source
from tasks.archive.records import Capture, Fetch, Poll, SourceState
from tasks.fetch.addresses import redact
from tasks.health.history import History, read_history, write_history
from tasks.health.judge import Verdict, is_maintained, judge, usual_entries
from tasks.health.learn import Before, brought, learn_capture, learn_poll
from tasks.health.rhythm import rhythm_of
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


def after_poll(record: SourceRecord, poll: Poll, source: Source | None, *, threshold: int) -> SourceRecord:
    """Return how a source fares after one poll more.

    Args:
        record: How it fared before.
        poll: How the poll ended.
        source: Its file; None where it is configured no longer.
        threshold: So many polls in a row that are not well, and a person must look.
    """
    held = read_history(record.history)
    complete = record.first_complete_at is not None
    history = learn_poll(held, poll, Before(record.newest_on, record.last_ok_at, complete))
    rhythm = rhythm_of(history.days)
    polled = replace(
        record,
        first_complete_at=record.first_complete_at or (poll.polled_at if poll.complete else None),
        last_attempt_at=poll.polled_at,
        last_ok_at=poll.polled_at if poll.state is SourceState.OK else record.last_ok_at,
        newest_on=_newest(record, poll),
        history=record.history if history is held else write_history(history),
        usual_entries=record.usual_entries if history is held else usual_entries(history),
        rhythm_days=max(rhythm.usual, 1) if rhythm.known else None,
        patience_days=None if source is not None and source.expect.newest_within else rhythm.patience,
    )
    verdict = judge(poll, history, source, quiet_since=_quiet_since(polled, history), threshold=threshold)
    return _as_judged(polled, verdict, poll, source, threshold=threshold)


def _as_judged(
    polled: SourceRecord, verdict: Verdict, poll: Poll, source: Source | None, *, threshold: int
) -> SourceRecord:
    """Return a source with the verdict on it; whether a person must look, and whether the operators are told now.

    One illness may change its kind, silence among them, and is told once; its end is told where its beginning was. During a
    stated maintenance nothing is told: what outlasts it is told by the first poll after it.
    """
    at, failures = poll.polled_at, polled.failures + 1 if verdict.failed else 0
    quiet = source is None or not source.enabled or is_maintained(source, at)
    silent, told = verdict.state is SourceState.SILENT, polled.told_at is not None
    lasting = failures >= threshold or silent or told
    needed = verdict.state is not SourceState.OK and lasting and not quiet
    told_at = polled.told_at or (at if needed else None)
    if verdict.well and not quiet:
        told_at = None
    is_over = verdict.well and told_at is None
    return replace(
        polled,
        state=verdict.state,
        reason=verdict.reason or None,
        state_since=polled.state_since if verdict.state == polled.state else at,
        failures=failures,
        ill_since=None if is_over else polled.ill_since or at,
        told_at=told_at,
        needs_person=needed,
    )


def _newest(record: SourceRecord, poll: Poll) -> date | None:
    """Return the newest day of an entry that was new."""
    days = (record.newest_on, poll.newest if brought(poll) else None)
    return max((day for day in days if day is not None), default=None)


def _quiet_since(record: SourceRecord, history: History) -> date | None:
    """Return its newest entry or its first complete poll, whichever is later; None before that (semantics, 28)."""
    if record.first_complete_at is None:
        return None
    days: list[date] = [china_day(record.first_complete_at), *history.days[-1:]]
    return max(days if record.newest_on is None else [*days, record.newest_on])


def after_capture(record: SourceRecord, capture: Capture) -> SourceRecord:
    """Return how a source fares after one entry more; what a person put in was not seen there.

    Entries are counted here and not by the poll, which may have been killed before it could say what it brought.
    """
    if capture.imported:
        return record
    held = read_history(record.history)
    history = learn_capture(held, capture)
    return replace(
        record,
        last_new_at=capture.captured_at,
        entries_seen=record.entries_seen + 1,
        history=record.history if history is held else write_history(history),
    )


def source_note(before: SourceRecord, after: SourceRecord, poll: Poll) -> Note | None:
    """Return the operator's note where a source is ill for long enough, and once when it is back.

    Null on every other poll: what stays as it is, is told once (architecture, 6). The poll's place in the log makes it
    one occurrence: a source may fall ill again within the same instant of a fixed clock.
    """
    if (before.told_at is None) == (after.told_at is None) or after.state is None:
        return None
    return Note(
        note_id=f"{after.source_id} {after.state} {poll.polled_at.isoformat()} {poll.seq}",
        kind=NoteKind.SOURCE,
        about=after.source_id,
        title=after.title,
        at=poll.polled_at,
        reason=after.reason or "",
        state=after.state,
        since=after.ill_since or before.ill_since,
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


def told_state(source: SourceRecord | None) -> tuple[object, ...]:
    """Return what of a source's state is worth publishing at once (contract, places).

    The day of its last poll is: else the file would say for weeks of a source without news that nobody asks it.
    """
    if source is None:
        return ()
    at = source.last_attempt_at
    return (source.state, source.reason, source.title, china_day(at) if at is not None else None)


def sources_now(held: Mapping[str, SourceRecord], configuration: Configuration) -> dict[str, SourceRecord]:
    """Return how every configured source fares so far; one newly configured is not polled yet."""
    here = {i: _current(held.get(i), s) for i, s in configuration.sources.items()}
    return {**{i: record if i in here else _removed(record) for i, record in held.items()}, **here}


_FROM_FILE = ("title", "level", "region", "kind", "url", "region_code", "confidence")


def _current(held: SourceRecord | None, source: Source) -> SourceRecord:
    """Return a source's state with what its file says of it now."""
    fresh = unpolled(source)
    if held is None:
        return fresh
    state, reason = (fresh.state, fresh.reason) if fresh.state is not None else (_on_again(held), held.reason)
    told = {name: getattr(fresh, name) for name in _FROM_FILE}
    needed = held.needs_person and source.enabled
    if (held.state, held.reason, held.needs_person) == (state, reason, needed) and all(
        getattr(held, name) == told[name] for name in told
    ):
        return held  # most are as they were, and a copy costs more than the look
    return replace(held, state=state, reason=reason, needs_person=needed, **told)


def _removed(held: SourceRecord) -> SourceRecord:
    """Return the state of a source that is configured no longer: nobody polls it, so nobody need look after it."""
    if held.state == SourceState.DISABLED and not held.needs_person:
        return held
    return replace(held, state=SourceState.DISABLED, reason="configured no longer", needs_person=False)


def _on_again(held: SourceRecord) -> str | None:
    """Return the state of a source that is switched on: one that never was polled has none."""
    return None if held.state == SourceState.DISABLED and held.last_attempt_at is None else held.state


def programmes_now(configuration: Configuration) -> list[ProgrammeRecord]:
    """Return the configured programmes as the views name them."""
    return [
        ProgrammeRecord(p.id, p.title, p.english, p.level, p.region, p.renewal, p.subject)
        for p in configuration.programmes.values()
    ]
