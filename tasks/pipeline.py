"""The order of the steps, written once: poll, ingest, calendar, alert, publish.

How a step is run is the runner's matter (architecture, "one pipeline, two runners"): directly in this process, or as
a Prefect task or flow (``flows/runner.py``). No step knows which it is.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from config.clock import china_day
from config.errors import ConfigurationError
from config.models import Source
from tasks.archive.disk import require_room
from tasks.archive.records import Capture, Poll, SourceState
from tasks.fetch.client import Client, open_client
from tasks.fetch.heartbeat import send_heartbeat
from tasks.fetch.held_pages import HeldPage, held_pages
from tasks.fetch.poll_source import poll_source
from tasks.fetch.sweep import DAYS, sweep_source
from tasks.house import VERSION, House
from tasks.ingest.ingest import UNPUBLISHED, IngestReport, ingest, pending_captures
from tasks.ingest.reading import Reading, read_capture
from tasks.tell.channel import Secrets
from tasks.tell.keep_deadlines import keep_deadlines
from tasks.tell.lull import Lull, find_lull
from tasks.tell.outbox import DeliveryReport, Terms, deliver_due
from tasks.unwaited import run_unwaited
from warehouse.snapshot import publish
from warehouse.store import Store

log = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")


class Runner(Protocol):
    """How steps are run."""

    async def each(
        self, name: str, step: Callable[[T], Awaitable[R]], items: Sequence[T], *, label: Callable[[T], str]
    ) -> list[R]:
        """Run one step for each item side by side and return the results in the order of the items."""

    async def stage(self, name: str, step: Callable[[], Awaitable[R]]) -> R:
        """Run one stage of the pipeline (``ingest``, ``calendar``, ``alert``, ``publish``) and return its result."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """What one run of the pipeline did; ``published`` is null where nothing had changed.

    ``missed`` says why the heartbeat was not heard; null where it was, or where none is configured.
    """

    polls: tuple[Poll, ...] = field(repr=False)  # asyncio puts its main task into words as it ends
    ingested: IngestReport
    delivered: DeliveryReport
    published: Path | None
    missed: str | None = None


async def run_poll(house: House, runner: Runner, source_ids: Sequence[str] = ()) -> RunResult:
    """Poll sources, then bring ledger, alerts and the published file up to date.

    Args:
        house: The wired house.
        runner: How steps are run.
        source_ids: Which sources; empty for all that are enabled.

    Raises:
        ConfigurationError: a source is not configured.
        StoreError: the warehouse cannot be opened or written.
    """
    polls = await poll_sources(house, runner, source_ids)
    result = await run_rest(house, runner, polls)
    heartbeat = house.configuration.settings.heartbeat_url
    missed = await asyncio.to_thread(send_heartbeat, heartbeat, house.environ) if heartbeat else None
    return replace(result, missed=missed)


async def run_rest(house: House, runner: Runner, polls: Sequence[Poll] = ()) -> RunResult:
    """Do what follows a poll or an import: ledger, deadlines, alerts, publish."""
    ingested = await runner.stage("ingest", partial(ingest_new, house, runner))
    lull = ingested.lull
    await runner.stage("calendar", partial(renew_calendar, house, lull))
    delivered = await runner.stage("alert", partial(deliver, house, lull))
    published = await runner.stage("publish", partial(publish_changed, house, lull))
    return RunResult(tuple(polls), ingested, delivered, published)


async def poll_sources(house: House, runner: Runner, source_ids: Sequence[str] = ()) -> list[Poll]:
    """Poll sources side by side; a source's own faults are in its result, never an exception.

    Raises:
        ConfigurationError: a source is not configured.
        StoreError: the disk is too full to begin, or the archive cannot be written.
    """
    sources = chosen_sources(house, source_ids)
    require_room(house.places.home, least_mb=house.configuration.settings.free_disk_mb)
    async with open_client(house.configuration.settings, house.archive.root) as client:
        step = partial(_poll_one, house, client)
        polls = await runner.each("poll source", step, sources, label=lambda source: source.id)
    house.archive.log.append()  # flush what the polls wrote without waiting for the disk
    return polls


async def run_sweep(house: House, runner: Runner, source_ids: Sequence[str] = ()) -> RunResult:
    """Sweep sources (the weekly deep look), then bring ledger, alerts and the published file up to date.

    Args:
        house: The wired house.
        runner: How steps are run.
        source_ids: Which sources; empty for all that are enabled.

    Raises:
        ConfigurationError: a source is not configured.
        StoreError: the warehouse cannot be opened or written.
    """
    return await run_rest(house, runner, await sweep_sources(house, runner, source_ids))


async def sweep_sources(house: House, runner: Runner, source_ids: Sequence[str] = ()) -> list[Poll]:
    """Sweep sources side by side: first list pages in full, pages of young announcements once more.

    Which pages is read from the warehouse before anything is asked; it is closed by then.

    Raises:
        ConfigurationError: a source is not configured.
        StoreError: the disk is too full to begin, or the archive or the warehouse cannot be opened.
    """
    sources = chosen_sources(house, source_ids)
    require_room(house.places.home, least_mb=house.configuration.settings.free_disk_mb)
    pages = await asyncio.to_thread(held_pages, house.archive, _young_pages(house, sources))
    async with open_client(house.configuration.settings, house.archive.root) as client:
        step = partial(_sweep_one, house, client, pages)
        polls = await runner.each("sweep source", step, sources, label=lambda source: source.id)
    house.archive.log.append()  # flush what the sweeps wrote without waiting for the disk
    return polls


def _young_pages(house: House, sources: Sequence[Source]) -> dict[str, dict[str, bool]]:
    """Return the pages of the sources' announcements of the last 400 days, and of each whether it was gone."""
    ids, since = [source.id for source in sources], china_day(house.clock()) - timedelta(days=DAYS)
    found: dict[str, dict[str, bool]] = {source_id: {} for source_id in ids}
    with house.open_store() as store:
        for row in store.rows("pages_to_sweep", source_ids=ids, since=since):
            found[str(row["source_id"])][str(row["url"])] = bool(row["gone"])
    return found


def chosen_sources(house: House, source_ids: Sequence[str]) -> list[Source]:
    """Return the named sources, or all that are enabled.

    Raises:
        ConfigurationError: a name is no configured source; the message lists those that are.
    """
    configured = house.configuration.sources
    unknown = [source_id for source_id in source_ids if source_id not in configured]
    if unknown:
        folder = house.places.config / "sources"
        known = ", ".join(sorted(configured)) or "none yet"
        raise ConfigurationError(folder, None, f'no source is called "{unknown[0]}"', f"configured: {known}")
    if source_ids:
        return [configured[source_id] for source_id in dict.fromkeys(source_ids)]
    return [source for source in configured.values() if source.enabled]


async def ingest_new(house: House, runner: Runner) -> IngestReport:
    """Read what is new side by side, without the warehouse; then take it in, alone."""
    with house.open_store() as store:
        waiting = [
            c for c in pending_captures(store, house.archive) if c.source_id in house.configuration.sources
        ]
        report = _take_in(house, store) if not waiting else None  # to open it again costs as much as the rest
    if report is None:
        step = partial(_read_one, house)
        await runner.each(
            "read document", step, waiting, label=lambda capture: (capture.title or capture.url)[:60]
        )
        with house.open_store() as store:
            report = _take_in(house, store)
    taken = " ".join(
        f"{outcome.replace(' ', '_')}={count}" for outcome, count in sorted(report.outcomes.items())
    )
    log.info(
        "captures.taken_in %s by_days=%d by_decisions=%d",
        taken or "none",
        report.by_days,
        report.by_decisions,
    )
    return report


def _take_in(house: House, store: Store) -> IngestReport:
    """Take in what was read."""
    read, configuration, now = partial(_reading, house), house.configuration, house.clock()
    report = ingest(store, house.archive, configuration, house.regions, read=read, now=now)
    report.lull = find_lull(store, configuration, now=now, published=house.places.snapshot.exists())
    return report


async def renew_calendar(house: House, lull: Lull | None = None) -> int:
    """Work out the days to keep from what is believed now, and return how many there are.

    In a lull, here and in the steps behind, nothing is done but said.
    """
    kept = lull.deadlines if lull is not None else _keep_deadlines(house)
    log.info("calendar.renewed deadlines=%d", kept)
    return kept


def _keep_deadlines(house: House) -> int:
    """Work out the days to keep, the warehouse open for that."""
    with house.open_store() as store:
        return keep_deadlines(store, house.configuration, now=house.clock())


async def deliver(house: House, lull: Lull | None = None) -> DeliveryReport:
    """Send what is due."""
    report = lull.delivered if lull is not None else await asyncio.to_thread(_deliver, house)
    log.info(
        "messages.sent sent=%d failed=%d given_up=%d waiting=%d",
        report.sent, report.failed, report.given_up, report.waiting,
    )  # fmt: skip
    for line in report.lines:
        log.warning("message.failed about=%r", line)
    return report


def _deliver(house: House) -> DeliveryReport:
    """Send what is due, the warehouse open between the messages alone."""
    settings, secrets = house.configuration.settings, Secrets(house.environ, house.secret_of)
    terms = Terms(attempts=settings.delivery_attempts, secrets=secrets)
    subscriptions, now = house.configuration.subscriptions, house.clock()
    return deliver_due(house.open_store, subscriptions, sender=house.sender, now=now, terms=terms)


async def publish_changed(house: House, lull: Lull | None = None) -> Path | None:
    """Publish where anything changed since the last publish; null where nothing did."""
    if lull is not None:
        return None
    with house.open_store() as store:
        marked = store.rows("load_fact", name=UNPUBLISHED)
        there = house.places.snapshot.exists()
        if there and not (marked and marked[0]["value"] == "yes"):
            return None
        clock = "fixed" if house.fixed_clock else "system"
        published = publish(store, house.places.published, version=VERSION, now=house.clock(), clock=clock)
        store.execute("keep_fact", name=UNPUBLISHED, value="no")
    log.info("file.published path=%s", published)
    return published


async def _poll_one(house: House, client: Client, source: Source) -> Poll:
    """Poll one source."""
    return _logged(await poll_source(source, archive=house.archive, client=client, now=house.clock()))


async def _sweep_one(
    house: House, client: Client, pages: Mapping[str, Sequence[HeldPage]], source: Source
) -> Poll:
    """Sweep one source."""
    now = house.clock()
    return _logged(
        await sweep_source(source, pages[source.id], archive=house.archive, client=client, now=now)
    )


def _logged(poll: Poll) -> Poll:
    """Return a poll, and say in the program's own log how it went."""
    well = poll.state in {SourceState.OK, SourceState.DISABLED}
    log.log(
        logging.INFO if well else logging.WARNING,
        "source.polled source_id=%s state=%s entries=%d new=%d seconds=%.1f reason=%r",
        poll.source_id, poll.state, poll.entries, poll.new, poll.seconds, poll.reason,
    )  # fmt: skip
    return poll


async def _read_one(house: House, capture: Capture) -> str:
    """Read one capture onto the shelf; what is handed on is its id, never its text."""
    await run_unwaited(partial(_reading, house, capture), name="read")
    return capture.capture_id


def _reading(house: House, capture: Capture) -> Reading:
    """Return the documents of a capture."""
    source = house.configuration.sources[capture.source_id]
    return read_capture(capture, source, archive=house.archive, shelf=house.shelf)
