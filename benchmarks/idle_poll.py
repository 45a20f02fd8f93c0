"""A poll that finds nothing new, on a ledger of a million rows beside one of ten thousand: it must not be felt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.houses import Home, open_home
from benchmarks.ledgers import fill_ledger
from benchmarks.list_server import running_server
from benchmarks.measure import Comparison, Plan, compare

SMALL, LARGE = 10_000, 1_000_000
SOURCES = 10
GOAL = 1.2


def measure(folder: Path, *, small: int = SMALL, large: int = LARGE, runs: int = 9) -> Iterator[Comparison]:
    """Measure the whole pipeline, the same ten sources polled over each ledger."""
    with running_server() as server:
        homes = [_home(folder / str(count), count, f"{server}/etag") for count in (small, large)]
        floor, ours = (partial(_poll, home) for home in homes)
        name = f"idle poll on a ledger of {large:,} rows beside one of {small:,}"
        note = f"whole run_poll of {SOURCES} unchanged sources, both sides ours; {large:,} rows in each large table"
        yield compare(Plan(name, GOAL, note), floor=floor, ours=ours, runs=runs)


def _home(folder: Path, count: int, url: str) -> Home:
    """Return a home over a filled ledger that has polled its sources and published before."""
    home = open_home(folder, sources=SOURCES, url=url)
    fill_ledger(home.house.places.warehouse, count)
    assert home.poll().published is not None
    return home


def _poll(home: Home) -> None:
    """Poll, and refuse to have measured a poll that brought something."""
    result = home.poll()
    assert result.published is None and not result.ingested.anything, result
    assert all(poll.complete and not poll.new for poll in result.polls), result
