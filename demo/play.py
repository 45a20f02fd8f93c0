"""Play the bundled past through the real flows, into a home of its own.

Everything is the product itself: the Prefect server, the flows, the fetch over HTTP, the archive, the ledger, the
deliveries, the published file. Only the web is simulated, and the clock is stepped.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.clock import china_day
from config.errors import ConfigurationError
from config.places import Places
from demo.config import MAIL_VARIABLE, WEBHOOK_VARIABLE, write_config
from demo.past import Past, enter_day, load_past
from demo.receivers import receivers
from demo.script import deviations
from demo.web import SimulatedWeb, simulated_web
from flows.server import prefect_server, server_environment
from tasks.pipeline import RunResult
from warehouse.published import Published

_ROWS = "select read_by, count(*) from list_rows group by all"
MARK = "a-demo-plays-here.txt"
MARK_TEXT = "mingdan demo empties this folder at its next run; keep nothing here.\n"


@dataclass(frozen=True, slots=True)
class Played:
    """How the past was played: when its clock stood still, and a line for each thing that was not as scripted."""

    ended_at: datetime
    deviations: tuple[str, ...]


def play(home: Path) -> Played:
    """Play the whole past into a home of its own.

    Args:
        home: Emptied first if a demo played there before; refused if anything else stands in it.

    Raises:
        ConfigurationError: the home is not empty and not a demo's.
        MingdanError: the Prefect server does not start, or the disk is full.
    """
    began = time.monotonic()
    places = _fresh(home)
    past = load_past()
    _say(f"mingdan demo: {len(past.days)} days of the past into {home}")
    with ExitStack() as stack:
        web = stack.enter_context(simulated_web(past.sites, now=past.days[0].at))
        write_config(places.config, web)
        addresses = stack.enter_context(receivers(home / "mailbox"))
        _say("starting a Prefect server of its own (about 20 seconds) …")
        folder = home / "prefect"
        api = stack.enter_context(prefect_server(folder))
        stack.enter_context(_environment({**_prefect(folder, api), **_targets(addresses)}))
        _play_days(past, web, places)
        _say("letting the Prefect server write down what it saw …")
        _drain()
    _say(f"played in {time.monotonic() - began:.0f} seconds")
    return Played(past.days[-1].at, tuple(deviations(places.snapshot)))


def _play_days(past: Past, web: SimulatedWeb, places: Places) -> None:
    """Step through the days, a poll on each: a line that says what is special about it, and one of what came of it."""
    from flows.poll import poll  # Prefect reads the environment set above when it is imported

    known: Counter[str] = Counter()
    for number, day in enumerate(past.days, start=1):
        _say(f" {number:2d}/{len(past.days)}  {china_day(day.at)}  {day.note}")
        enter_day(web, day)
        started = time.monotonic()
        result = asyncio.run(poll(home=str(places.home), config=str(places.config), now=day.at.isoformat()))
        rows = _rows_read(places.snapshot)
        _say(_outcome(result, rows - known, time.monotonic() - started))
        known = rows


def _rows_read(snapshot: Path) -> Counter[str]:
    """Count the rows of all lists by how they were read."""
    with Published(snapshot) as published:
        return Counter({str(way): int(str(count)) for way, count in published.rows(_ROWS).rows})


def _outcome(result: RunResult, rows: Mapping[str, int], seconds: float) -> str:
    """Return what came of a day as one line: what was new, how its rows were read, what is ill, what was told."""
    taken = ", ".join(f"{count} {outcome}" for outcome, count in sorted(result.ingested.outcomes.items()))
    read = "".join(f"; {count} rows ({way})" for way, count in sorted(rows.items()))
    ill = "".join(f"; {poll.source_id} {poll.state}" for poll in result.polls if poll.state != "ok")
    told = f"; {result.delivered.sent} told" if result.delivered.sent else ""
    return f"        {taken or 'nothing new'}{read}{ill}{told}  ({seconds:.1f} s)"


def _fresh(home: Path) -> Places:
    """Return the places of an empty demo home."""
    mark = home / MARK
    if home.exists() and any(home.iterdir()) and not mark.exists():
        mend = "give another folder with --home, or empty this one yourself"
        raise ConfigurationError(home, None, "is not empty and no demo has played there", mend)
    if home.exists():
        shutil.rmtree(home)
    home.mkdir(parents=True)
    mark.write_text(MARK_TEXT, encoding="utf-8")
    return Places(home, home / "config")


def _prefect(folder: Path, api: str) -> dict[str, str]:
    """Return Prefect's settings for flows run here against the demo's own server."""
    env = server_environment(folder, api)
    ours = {key: value for key, value in env.items() if key.startswith("PREFECT") or key == "DO_NOT_TRACK"}
    return {**ours, "PREFECT_LOGGING_LEVEL": "ERROR", "PREFECT_LOGGING_TO_API_ENABLED": "true"}


def _targets(addresses: Mapping[str, str]) -> dict[str, str]:
    """Return the environment that the demo's subscriptions name."""
    return {WEBHOOK_VARIABLE: addresses["webhook"], MAIL_VARIABLE: addresses["mail"]}


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the length of the block."""
    before = {key: os.environ.get(key) for key in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value


def _drain() -> None:
    """Give the server's recorder its moment: runs it has not written down when it stops are lost to its UI."""
    time.sleep(2)


def _say(line: str) -> None:
    """Show progress at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
