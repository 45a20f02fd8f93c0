"""Polling the same unchanged pages: ours beside urlwatch and webchanges, and its feeds beside reader, by turns.

Every tool has seen each page before, sends back what the server gave to ask "changed since?", and asks with as many
workers; the server counts its answers, and a tool that left a page out or saw a change is refused.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from benchmarks.houses import Home, open_home
from benchmarks.list_server import running_server
from benchmarks.peers.environments import HERE, environment
from tasks.archive.records import SourceState

PEERS = {"urlwatch": "etag", "webchanges": "etag", "reader": "feed"}
PAGES = 1_000
WORKERS = 20
RUNS = 3
GOAL = 3.0


def measure(pages: int | None = None) -> None:
    """Measure by turns, and print a line for each tool, beside ours on the same kind of page."""
    pages = pages or PAGES
    pythons = {peer: environment(peer) for peer in PEERS}
    with tempfile.TemporaryDirectory(prefix="mingdan-peers-") as folder, running_server() as server:
        works: dict[str, Callable[[], float]] = {}
        for kind in ("etag", "feed"):
            works[f"mingdan {kind}"] = _ours(Path(folder) / kind, server, kind, pages)
        for peer, kind in PEERS.items():
            home = Path(folder) / peer
            home.mkdir()
            line = [pythons[peer], str(HERE / f"with_{peer}.py"), f"{server}/{kind}"]
            works[peer] = _peer([*line, str(pages), str(WORKERS), str(home)])
        seconds: dict[str, list[float]] = {name: [] for name in works}
        for work in works.values():
            work()  # the first sight of every page, which does not count
        for _ in range(RUNS):
            for name, work in works.items():
                seconds[name].append(_checked(work, server, pages))
    _tell(seconds)


def _tell(seconds: dict[str, list[float]]) -> None:
    told = {name: median(found) for name, found in seconds.items()}
    for name, found in seconds.items():
        ours = told[f"mingdan {PEERS.get(name, name.partition(' ')[2])}"]
        missed = "  GOAL MISSED" if name in PEERS and told[name] < GOAL * ours else ""
        spread = f"{min(found):.2f}-{max(found):.2f}"
        sys.stdout.write(
            f"{name:<14} {told[name]:8.2f} s  {spread:>13}  {told[name] / ours:6.1f} times ours{missed}\n"
        )
    sys.stdout.flush()


def _checked(work: Callable[[], float], server: str, pages: int) -> float:
    """Return the seconds of a round in which the server answered every page with 304, and nothing else."""
    before = _answered(server)
    found = work()
    after = _answered(server)
    assert {key: after[key] - before.get(key, 0) for key in after if after[key] != before.get(key)} == {
        "304": pages
    }, (before, after)
    return found


def _answered(server: str) -> dict[str, int]:
    """Return how many pages the server has answered so far, by status."""
    with urlopen(f"{server}/answered") as answer:
        return dict(json.load(answer))


def _ours(folder: Path, server: str, kind: str, pages: int) -> Callable[[], float]:
    kinds, suffix = (("feed",), "xml") if kind == "feed" else (("html", "trs"), "html")
    home = open_home(folder, sources=pages, url=f"{server}/{kind}", kinds=kinds, suffix=suffix)

    def work() -> float:
        began = time.perf_counter()
        _poll(home)
        return time.perf_counter() - began

    return work


def _poll(home: Home) -> None:
    polls = home.poll().polls
    assert all(poll.state is SourceState.OK and poll.complete for poll in polls), polls[:3]


def _peer(line: list[str]) -> Callable[[], float]:
    """Return what runs a peer in a process of its own; it says how long it took itself, without its start."""

    def work() -> float:
        ended = subprocess.run(line, check=True, capture_output=True, text=True)
        seconds, changed = ended.stdout.split()[-2:]
        assert changed == "0", (line, ended.stdout[-2000:], ended.stderr[-2000:])
        return float(seconds)

    return work
