"""``python -m benchmarks [NAME ...]``: all benchmarks, or the named ones, as a table of ratios. Time never fails it."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import (
    asking,
    growth,
    hosts,
    idle_poll,
    many_polls,
    polling,
    publishing,
    reading,
    replay,
    roster,
)
from benchmarks.measure import HEAD, Comparison, row

Measure = Callable[[Path], Iterator[Comparison]]
BENCHMARKS: dict[str, Measure] = {
    "polling": polling.measure,
    "hosts": hosts.measure,
    "many-polls": many_polls.measure,
    "roster": roster.measure,
    "growth": growth.measure,
    "idle-poll": idle_poll.measure,
    "changes": asking.measure,
    "publish": publishing.measure,
    "reading": reading.measure,
    "replay": replay.measure,
}


def main(words: Sequence[str] | None = None) -> int:
    """Run the benchmarks asked for and print each ratio as soon as it is known; always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    names = parser.parse_args(words).names or list(BENCHMARKS)
    if unknown := [name for name in names if name not in BENCHMARKS]:
        parser.error(f"no benchmark is called {unknown[0]}; there are {', '.join(BENCHMARKS)}")
    began = time.perf_counter()
    _print(
        [
            f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; ratio = ours by floor, medians of paired runs"
        ]
    )
    _print([HEAD, "-" * len(HEAD)])
    for name in names:
        with tempfile.TemporaryDirectory(prefix="mingdan-bench-") as folder:
            for found in BENCHMARKS[name](Path(folder) / name):
                _print(row(found))
    _print([f"took {time.perf_counter() - began:.0f} s"])
    return 0


def _print(lines: Sequence[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
