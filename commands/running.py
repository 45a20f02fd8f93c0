"""What the running commands do: poll, import, alerts; in this process or handed to the Prefect flows.

Each returns a ``RunReport``: what to print, what to complain of on stderr, and the exit status (contract).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from commands.call import QUERIES
from commands.progress import Progress
from config.clock import Clock
from config.errors import ConfigurationError
from config.places import Places
from tasks.archive.records import Attachment, Capture, SourceState
from tasks.direct import DirectRunner
from tasks.health.judge import maintenance_at
from tasks.health.together import failing_together
from tasks.health.words import pause_in_words
from tasks.house import House, open_house
from tasks.ingest.holding import PAGE
from tasks.ledger.ids import make_id
from tasks.pipeline import RunResult, chosen_sources, run_poll, run_rest, run_sweep
from tasks.read.kind import Kind, find_kind
from tasks.settle import decision_path, write_decision
from tasks.tell.outbox import retry_failed
from tasks.tell.trial import send_tests
from warehouse.published import Published

ILL = frozenset({SourceState.BLOCKED, SourceState.CHANGED, SourceState.FAILING})
"""Source states that make a run end with status 1 (contract)."""

PAGES = frozenset({Kind.HTML, Kind.TEXT, Kind.MAIL_PAGE})
"""Kinds of files that are a page by themselves."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a running command has to say; see ``commands/report.py``."""

    lines: tuple[str, ...]
    complaints: tuple[str, ...] = ()
    status: int = 0


def poll(
    places: Places, clock: Clock, source_ids: Sequence[str], *, prefect: bool, deep: bool = False
) -> RunReport:
    """Poll now, or sweep where it is to be ``deep``, and bring ledger, alerts and the published file up to date.

    Raises:
        ConfigurationError: the configuration is wrong, or a source is not configured.
        StoreError: the warehouse cannot be opened or written.
    """
    house = open_house(places, clock)
    chosen_sources(house, source_ids)
    if prefect and not deep:
        from flows.run_here import poll_as_flow  # loads Prefect, which costs seconds

        return report_of(house, poll_as_flow(house, source_ids))
    run = run_sweep if deep else run_poll
    with Progress() as progress:
        result = asyncio.run(run(house, _runner(house, progress), source_ids))
    return report_of(house, result)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page or an attachment that a person saved, and what they say of it."""

    page: Path
    attachments: tuple[Path, ...]
    url: str
    source_id: str
    title: str = ""
    dated: date | None = None
    doc_number: str = ""
    fetched_at: datetime | None = None


def import_page(places: Places, clock: Clock, saved: SavedPage) -> RunReport:
    """Put a saved page, or an attachment alone, through the same pipeline; it is history and alerts nobody.

    Raises:
        ConfigurationError: the configuration is wrong, or the source is not configured.
        StoreError: the archive or the warehouse cannot be written.
    """
    house = open_house(places, clock)
    chosen_sources(house, [saved.source_id])
    capture = _archived(house, saved)
    house.archive.log.append(capture)
    result = bring_up(house)
    report = report_of(house, result)
    became = ", ".join(dict.fromkeys(result.ingested.announcements))
    what = f"imported {saved.page.name}: " + (f"announcement {became}" if became else "no announcement in it")
    return replace(report, lines=(what, *report.lines))


def alerts_test(places: Places, clock: Clock, subscription_ids: Sequence[str]) -> RunReport:
    """Send a test message to every immediate and other target of some subscriptions, or of all."""
    house = open_house(places, clock)
    chosen = _subscriptions(house, subscription_ids)
    if not chosen:
        return RunReport(("no subscription is configured; docs/quickstart.md shows how to get an alert",))
    complaints: list[str] = []
    lines = []
    for subscription_id in chosen:
        subscription = house.configuration.subscriptions[subscription_id]
        wrong = send_tests(subscription, sender=house.sender, now=clock())
        complaints += wrong
        lines.append(f"{subscription_id}: {len(subscription.deliver) - len(wrong)} test messages sent")
    return RunReport(tuple(lines), tuple(complaints), 1 if complaints else 0)


def alerts_retry(places: Places, clock: Clock, subscription_ids: Sequence[str]) -> RunReport:
    """Make what failed or was given up due again, and send what is due."""
    house = open_house(places, clock)
    _subscriptions(house, subscription_ids)
    with house.open_store() as store:
        made = sum(retry_failed(store, now=clock(), subscription_id=i) for i in subscription_ids or (None,))
        store.execute("keep_fact", name="unpublished", value="yes")
    report = report_of(house, bring_up(house))
    return replace(report, lines=(f"{made} deliveries made due again", *report.lines))


def settle(
    places: Places, clock: Clock, review_id: str, decided: str, *, by: str, why: str, rows_file: Path | None
) -> RunReport:
    """Write a decision on a review and bring ledger, alerts and the published file up to it.

    Raises:
        ConfigurationError: mended rows cannot be read, or the decisions folder cannot be written.
        StoreError: no such review waits, or the warehouse cannot be written.
    """
    house = open_house(places, clock)
    write_decision(house, review_id, decided, by=by, why=why, rows_file=rows_file)
    house = open_house(places, clock)
    report = report_of(house, bring_up(house))
    kept = decision_path(places, review_id)
    return replace(report, lines=(f"{review_id}: {decided}; kept in {kept}", *report.lines))


def bring_up(house: House) -> RunResult:
    """Read what is new, and bring ledger, alerts and the published file up to it."""
    with Progress() as progress:
        return asyncio.run(run_rest(house, _runner(house, progress)))


def _runner(house: House, progress: Progress) -> DirectRunner:
    """Return what runs the steps here and says which is under way."""
    at_once = house.configuration.settings.fetch_concurrency
    return DirectRunner(at_once=at_once, begun=progress.begun, ended=progress.ended)


def report_of(house: House, result: RunResult) -> RunReport:
    """Return what a run has to say: numbers on stdout, everything that is wrong on stderr, each on its own line."""
    polled, new = len(result.polls), sum(p.new for p in result.polls)
    outcomes = result.ingested.outcomes
    taken = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())) or "nothing new"
    lines = [f"{polled} sources polled, {new} new entries"] if polled else []
    lines.append(f"ledger: {taken}")
    lines.append(f"told: {result.delivered.sent} sent, {result.delivered.waiting} waiting")
    lines.append(f"published: {result.published}" if result.published else "published: nothing had changed")
    judged = _judged(house, result)
    paused = _paused(house, result)
    states = [(p.source_id, str(p.state)) for p in result.polls] + [(i, state) for i, state, _ in judged]
    ill = [source_id for source_id, state in states if state in ILL and source_id not in paused]
    complaints = _all_at_once(house, result) + [
        f"{p.source_id}: {p.state}{paused.get(p.source_id, '')}: {p.reason}"
        for p in result.polls
        if p.state is not SourceState.OK
    ]
    complaints += [
        f"{source_id}: {state}{paused.get(source_id, '')}{', but' if state == SourceState.OK else ':'} {reason}"
        for source_id, state, reason in judged
    ]
    complaints += _held(house, result)
    complaints += [f"{i}: captured, but no such source is configured" for i in result.ingested.unconfigured]
    complaints += result.ingested.damaged
    complaints += [result.missed] if result.missed else []
    failed = result.delivered.failed + result.delivered.given_up
    complaints += list(result.delivered.lines)
    return RunReport(
        tuple(lines), tuple(complaints), 1 if ill or failed or result.ingested.damaged or result.missed else 0
    )


def _all_at_once(house: House, result: RunResult) -> list[str]:
    """Return that the fault is rather here, where no source could be read; else nothing."""
    sources = house.configuration.sources
    told = failing_together((p.state, sources[p.source_id].list.url) for p in result.polls)
    return [told] if told else []


def _paused(house: House, result: RunResult) -> dict[str, str]:
    """Return, of each source polled in a maintenance that its file states, until when and why; it changes no status."""
    sources = house.configuration.sources
    pauses = ((p.source_id, maintenance_at(sources.get(p.source_id), p.polled_at)) for p in result.polls)
    return {source_id: f", {pause_in_words(pause)}" for source_id, pause in pauses if pause is not None}


def _judged(house: House, result: RunResult) -> list[tuple[str, str, str]]:
    """Return source, state and reason of each source just polled that answers, and is not well by its own history.

    It is silent, or changed, or its list is odd for the first time (``ok`` with a warning). The published file knows it: a
    source's state is published at once, and the poll itself was well.
    """
    well = {p.source_id for p in result.polls if p.state is SourceState.OK}
    if not well or not house.places.snapshot.is_file():
        return []
    question = (QUERIES / "ill_sources.sql").read_text(encoding="utf-8")
    with Published(house.places.snapshot) as published:
        rows = published.rows(question).rows
    return [(str(i), str(state), str(why)) for i, state, why, *_ in rows if i in well]


def _held(house: House, result: RunResult) -> list[str]:
    """Return one message per announcement that this run held, with how to look and how to settle it."""
    ids = sorted(set(result.ingested.announcements))
    if not ids:
        return []
    with house.open_store() as store:
        rows = store.rows("held_among", ids=ids)
    return [
        f"{'asked' if row['kind'] == 'identity' else 'held'}: {row['title']}\n  {row['reason']}\n  {_meanwhile(row)} Look: mingdan review show {row['review_id']}"
        f"\n  Settle: mingdan review {_choices(row)}"
        for row in rows
    ]


def _meanwhile(row: Mapping[str, object]) -> str:
    """Say what counts until a person decides: of held endings all but these, of a question who is who all of it."""
    match row["kind"]:
        case "endings":
            return "Nobody's title was ended; who is on the list counts."
        case "identity":
            return "Each counts as one of its own."
    return "Nothing was changed."


def _choices(row: Mapping[str, object]) -> str:
    """Say what a person can decide of a question: a page that cannot be placed can only be left out."""
    accept = "" if row["kind"] == PAGE else f"accept {row['review_id']} | "
    return f"{accept}reject {row['review_id']}"


def _archived(house: House, saved: SavedPage) -> Capture:
    """Put the bytes into the archive and return their capture."""
    at = saved.fetched_at or house.clock()
    bodies = [path.read_bytes() for path in (saved.page, *saved.attachments)]
    hashes = [house.archive.bodies.put(body) for body in bodies]
    alone = not is_page(bodies[0])
    first = 0 if alone else 1
    names = [path.name for path in (saved.page, *saved.attachments)]
    attachments = tuple(
        Attachment(name, f"{saved.url}#{name}" if not alone else saved.url, sha256)
        for name, sha256 in list(zip(names, hashes, strict=True))[first:]
    )
    return Capture(
        capture_id=make_id("i", saved.source_id, saved.url, *hashes),
        source_id=saved.source_id,
        url=saved.url,
        title=saved.title,
        dated=saved.dated,
        doc_number=saved.doc_number,
        captured_at=at,
        page_sha256=None if alone else hashes[0],
        page_content_type="",
        attachments=attachments,
        imported=True,
    )


def is_page(body: bytes) -> bool:
    """Say by its content whether a body is a page, which says its own title and date, and no document of another kind."""
    return find_kind(body) in PAGES


def _subscriptions(house: House, ids: Sequence[str]) -> list[str]:
    """Return the named subscriptions, or all.

    Raises:
        ConfigurationError: a name is no configured subscription.
    """
    configured = house.configuration.subscriptions
    for subscription_id in ids:
        if subscription_id not in configured:
            known = ", ".join(sorted(configured)) or "none yet"
            folder = house.places.config / "subscriptions"
            problem = f'no subscription is called "{subscription_id}"'
            raise ConfigurationError(folder, None, problem, f"configured: {known}")
    return list(ids) or sorted(configured)
