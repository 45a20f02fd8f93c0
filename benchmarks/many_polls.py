"""The memory of one process that polls for weeks: after ten times as many polls it is what it was."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.houses import Home, open_home
from benchmarks.list_server import running_server
from benchmarks.measure import Comparison, Plan
from tasks.archive.records import SourceState

FEW, MANY = 1_000, 10_000
SOURCES = 10
GOAL = 1.1


def measure(folder: Path, *, few: int = FEW, many: int = MANY, runs: int = 1) -> Iterator[Comparison]:
    """Measure the resident memory after a number of polls of sources, and after many more in the same process.

    Half of the sources answer 304 and half send their page again; one in twenty polls finds a day later, so that lists
    are read and days pass.
    """
    del runs  # memory that has grown does not shrink for a second run
    with running_server() as server:
        home = open_home(folder / "etag", sources=SOURCES // 2, url=f"{server}/etag")
        other = open_home(folder / "plain", sources=SOURCES // 2, url=f"{server}/plain")
        first = _after(few, (home, other))
        last = _after(many - few, (home, other))
    plan = Plan(
        f"memory after {many:,} polls of a source beside {few:,}",
        GOAL,
        "resident memory of one process; whole run_poll of ten unchanged sources each time",
        "MB",
    )
    yield Comparison(plan, (first,), (last,))


def _after(polls: int, homes: tuple[Home, ...]) -> float:
    """Poll so often, and return the resident memory in MB."""
    for number in range(polls // SOURCES):
        for home in homes:
            if number % 20 == 19:
                home.clock.step_a_day()
            done = home.poll().polls
            assert len(done) == SOURCES // len(homes) and all(
                poll.state is SourceState.OK for poll in done
            ), done
    gc.collect()
    resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return resident * os.sysconf("SC_PAGE_SIZE") / 2**20
