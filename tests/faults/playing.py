"""What the fault tests share: the simulated web, a webhook that remembers, homes of their own, and their views."""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from config.places import REPOSITORY, Places
from demo.config import MAIL_VARIABLE, WEBHOOK_VARIABLE, write_config
from demo.past import Day, Past, enter_day
from demo.web import SimulatedWeb
from tasks.archive.archive import Archive
from tasks.archive.records import Capture
from tasks.direct import DirectRunner
from tasks.house import open_house
from tasks.pipeline import RunResult, run_poll, run_rest
from warehouse.published import Published

VICTIM = Path(__file__).with_name("victim.py")
VIEWS = (
    "about", "announcements", "lists", "sightings", "list_rows", "subjects", "designations", "designation_history",
    "coverage", "changes", "deadlines", "alerts", "reviews", "sources",
)  # fmt: skip
"""Every view of the contract but ``fetches``, which tells of requests: a poll that is repeated asks again."""


def seed_told() -> int:
    """Give the seed of a test's random choices, from the environment or by chance, and print it."""
    seed = int(os.environ.get("MINGDAN_TEST_SEED") or random.SystemRandom().randrange(10**9))
    print(f"MINGDAN_TEST_SEED={seed}")
    return seed


@dataclass
class Webhook:
    """What arrived, by idempotency key and by the instant of the run that was under way."""

    url: str = ""
    now: datetime | None = None
    arrived: list[tuple[str, datetime | None]] = field(default_factory=list)
    texts: list[dict[str, object]] = field(default_factory=list)

    def counts(self) -> Counter[str]:
        return Counter(key for key, _ in self.arrived)

    def clear(self) -> None:
        self.arrived.clear()
        self.texts.clear()


@contextmanager
def webhook() -> Iterator[Webhook]:
    """Receive on loopback whatever is sent, and answer that all is well."""
    hook = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.arrived.append((str(self.headers["Idempotency-Key"]), hook.now))
            hook.texts.append(json.loads(body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hook.url = f"json://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield hook
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Stage:
    """One web, one webhook, and as many homes as a test wants."""

    root: Path
    past: Past
    web: SimulatedWeb
    hook: Webhook

    def home(self, name: str) -> Places:
        """Make a home that watches the web and tells the webhook."""
        places = Places(self.root / name, self.root / name / "config")
        write_config(places.config, self.web)
        return places

    def environment(self, **more: str) -> dict[str, str]:
        """Give the environment of a run: where its alerts go, and nothing that names another place."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MINGDAN_", "PREFECT_"))}
        told = {WEBHOOK_VARIABLE: f"{self.hook.url}/zh", MAIL_VARIABLE: f"{self.hook.url}/en"}
        return {**kept, **told, "PYTHONPATH": str(REPOSITORY), **more}

    def enter(self, day: Day) -> None:
        """Let it be a day of the past."""
        enter_day(self.web, day)
        self.hook.now = day.at

    def start(self, places: Places, now: datetime, *dies: str) -> subprocess.Popen[str]:
        """Begin a poll and all that follows it, in a process of its own that tells each stage on its stdout."""
        words = [sys.executable, str(VICTIM), str(places.home), str(places.config), now.isoformat(), *dies]
        return subprocess.Popen(words, env=self.environment(), stdout=subprocess.PIPE, text=True)

    def play(self, places: Places, day: Day) -> RunResult:
        """Play one day to its end, in this process."""
        self.enter(day)
        return self.run(places, day.at)

    def run(self, places: Places, now: datetime) -> RunResult:
        """Poll all sources, and do all that follows."""
        house = replace(open_house(places, lambda: now), environ=self.environment())
        return asyncio.run(run_poll(house, DirectRunner()))

    def run_rest(self, places: Places, now: datetime) -> RunResult:
        """Do what follows a poll, without one."""
        house = replace(open_house(places, lambda: now), environ=self.environment())
        return asyncio.run(run_rest(house, DirectRunner()))


def views_of(
    places: Places, without: Mapping[str, frozenset[str]] = {}
) -> dict[str, list[tuple[object, ...]]]:
    """Give the rows of every published view, sorted, without some columns of some views."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with Published(places.snapshot) as published:
        for view in VIEWS:
            left = ", ".join(sorted(without.get(view, ())))
            shown = f"* exclude ({left})" if left else "*"
            found[view] = published.rows(f"select {shown} from {view} order by all").rows
    return found


def captured(places: Places) -> Counter[str]:
    """Count the pages that the fetch log says were captured, by address."""
    return Counter(r.url for r in Archive(places.archive).log.read() if isinstance(r, Capture))


def count(places: Places, question: str) -> int:
    """Ask the published file for one number."""
    with Published(places.snapshot) as published:
        [(number,)] = published.rows(question).rows
    assert isinstance(number, int)
    return number


def assert_same(
    found: Mapping[str, list[tuple[object, ...]]], wanted: Mapping[str, list[tuple[object, ...]]]
) -> None:
    """Compare views, and name the first rows that differ."""
    for view, rows in wanted.items():
        missing = [row for row in rows if row not in found[view]]
        surplus = [row for row in found[view] if row not in rows]
        assert not missing and not surplus, f"{view}: missing {missing[:3]}, too much {surplus[:3]}"
        assert len(found[view]) == len(rows), f"{view}: {len(found[view])} rows, {len(rows)} wanted"
