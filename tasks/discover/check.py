"""A look at a watched source as it is now, beside its fixture and what was captured; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.errors import Blocked, ConfigurationError, FetchError, ReadError
from config.models import Source
from tasks.archive.archive import Archive
from tasks.archive.records import Capture, SourceState
from tasks.discover.advice import look_anew
from tasks.discover.compare import Once, collapsed, entry_changes, form_changes, markup_changes
from tasks.discover.explore import Heard, Look, look
from tasks.discover.page import FirstPage
from tasks.discover.score import said_on
from tasks.fetch.addresses import native_id
from tasks.fetch.fixture import Fixture, load_fixture, play
from tasks.fetch.visit import ForbiddenByRobots
from tasks.fetch.walk import Ask, Walk
from tasks.health.words import to_do


@dataclass(frozen=True, slots=True)
class Check:
    """How a source fares: its state with the reason, what it shows, and each change since last time in a sentence.

    ``looked`` is None where nothing could be read; ``advice`` names what might help.
    """

    source: Source
    state: SourceState
    reason: str = ""
    looked: Look | None = None
    changes: tuple[str, ...] = ()
    advice: str = ""

    @property
    def rows(self) -> int:
        """Return how many entries would be read."""
        return 0 if self.looked is None else len(self.looked.newest.entries)

    @property
    def newest(self) -> str:
        """Return the newest time on the list, as precise as it is; empty where it has none."""
        entries = () if self.looked is None else self.looked.newest.entries
        return max((said_on(entry) for entry in entries), default="")


async def check_source(
    source: Source, *, ask: Ask, today: date, fixture: Path, captured: Mapping[str, Once], most: int = 1
) -> Check:
    """Read a source's list as it is now and say what changed.

    Args:
        source: The source.
        ask: Asks the outside.
        today: China's day.
        fixture: Where its fixture stands, or would.
        captured: What was captured of it, by native ids.
        most: How many list pages to read.
    """
    try:
        looked = await look(source, ask=ask, today=today, most=most)
    except ForbiddenByRobots as error:
        overruled = 'robots: "ignore: the reason" in its file overrules that, where the law lets you'
        return Check(source, SourceState.DISABLED, error.problem, advice=overruled)
    except Blocked as error:
        return Check(source, SourceState.BLOCKED, str(error), advice=to_do(SourceState.BLOCKED, str(error)))
    except FetchError as error:
        return Check(source, SourceState.FAILING, str(error), advice=to_do(SourceState.FAILING, str(error)))
    except ConfigurationError as error:
        return Check(source, SourceState.FAILING, error.problem, advice=error.mend)
    except ReadError as error:
        return Check(source, SourceState.CHANGED, error.problem, advice=look_anew(source))
    return await _compared(source, looked, fixture, captured)


async def _compared(source: Source, looked: Look, path: Path, captured: Mapping[str, Once]) -> Check:
    now = looked.newest.entries
    changes, state, reason = list(entry_changes(now, captured)), SourceState.OK, looked.newest.note
    least = source.expect.min_entries or 0
    if len(now) < least:
        state, reason = (
            SourceState.CHANGED,
            f"{len(now)} rows, at least {least} are expected (expect.min_entries)",
        )
    elif not now and captured:
        state, reason = SourceState.CHANGED, "no rows, and entries were captured before"
    then = await _recorded(source, path)
    if then is None:
        changes.append("it has no fixture to compare with; --update-fixture writes one")
    elif isinstance(then, str):
        changes.append(f"its fixture cannot be compared with: {then}")
    else:
        fixture, walk = then
        changes += form_changes(now, walk.entries)
        changes += markup_changes(_page(looked.heard[0]), _first(fixture), kind=source.list.kind)
        if state is SourceState.OK and collapsed(now, walk.entries):
            state, reason = SourceState.CHANGED, "its rows read much worse than those of its fixture"
    advice = look_anew(source) if state is SourceState.CHANGED else ""
    return Check(source, state, reason, looked, tuple(changes), advice)


def captured_of(archive: Archive) -> dict[str, dict[str, Once]]:
    """Return what was captured, by source and native id; the last capture of each counts.

    Raises:
        StoreError: The log cannot be read.
    """
    found: dict[str, dict[str, Once]] = {}
    for record in archive.log.read():
        if isinstance(record, Capture):
            day = "" if record.dated is None else record.dated.isoformat()
            held = found.setdefault(record.source_id, {})
            held[native_id(record.url)] = Once(record.title, record.url, day)
    return found


async def _recorded(source: Source, path: Path) -> tuple[Fixture, Walk] | str | None:
    """Return a source's fixture with what its first page reads; None without one, else why it cannot be read."""
    if not path.exists():
        return None
    try:
        fixture = load_fixture(path)
        return fixture, await play(source, fixture, most=1)
    except ConfigurationError as error:
        return error.problem
    except (FetchError, ReadError) as error:
        return error.problem


def _first(fixture: Fixture) -> FirstPage:
    exchange = fixture.exchanges[0]
    body = exchange.body.encode(exchange.answer.charset, "replace")
    return FirstPage(exchange.answer.url or exchange.ask.url, body, exchange.answer.content_type)


def _page(heard: Heard) -> FirstPage:
    return FirstPage(heard.page.url, heard.page.body, heard.page.content_type)
