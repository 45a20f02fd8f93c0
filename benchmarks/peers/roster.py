"""The diff of a roster: ours beside csv-diff, dlt and dbt-duckdb, by turns."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import duckdb

from benchmarks import roster
from benchmarks.houses import write_configuration
from benchmarks.ledgers import fill_ledger
from benchmarks.peers.environments import HERE, environment
from benchmarks.peers.rosters import write_rosters
from config.load import load_configuration

PEERS = ("csv_diff", "dlt", "dbt_duckdb")
RUNS = 3
GOAL = 5.0


def measure(rows: int | None = None) -> None:
    """Measure by turns, check that all found the same rows, and print a line for each."""
    rows = rows or roster.ROWS
    pythons = {peer: environment(peer) for peer in PEERS}
    with tempfile.TemporaryDirectory(prefix="mingdan-peers-") as folder:
        editions = write_rosters(Path(folder), rows)
        seconds: dict[str, list[float]] = {peer: [] for peer in ("mingdan", *PEERS)}
        with ledger(Path(folder) / "ours", rows) as ours:
            for _ in range(RUNS):
                began = time.perf_counter()
                ours()
                seconds["mingdan"].append(time.perf_counter() - began)
                for peer in PEERS:
                    seconds[peer].append(run(peer, pythons[peer], editions, rows))
    told = {peer: median(found) for peer, found in seconds.items()}
    fastest = min(told[peer] for peer in PEERS)
    for peer, found in seconds.items():
        spread = f"{min(found):.2f}-{max(found):.2f}"
        sys.stdout.write(
            f"{peer:<12} {told[peer]:8.2f} s  {spread:>13}  {told[peer] / told['mingdan']:6.1f} times ours\n"
        )
    missed = "" if fastest >= GOAL * told["mingdan"] else "  GOAL MISSED"
    sys.stdout.write(
        f"the fastest peer takes {fastest / told['mingdan']:.1f} times ours; goal {GOAL:.0f}{missed}\n"
    )


def run(peer: str, python: str, editions: tuple[Path, Path], rows: int) -> float:
    """Return the seconds a peer says the second edition took; refuse one that found other rows."""
    with tempfile.TemporaryDirectory(prefix="mingdan-peer-") as folder:
        line = [python, str(HERE / f"with_{peer}.py"), *map(str, editions), folder]
        said = subprocess.run(line, check=True, capture_output=True, text=True, cwd=folder).stdout.split()
    new, gone, altered = map(int, said[-3:])
    assert (new, gone, altered) == (rows // 200, rows // 100, 0), said
    return float(said[-4])


@contextmanager
def ledger(folder: Path, rows: int) -> Iterator[roster.Rebook]:
    """Give our own way over a ledger that holds the first edition, the rows of the second read and identified."""
    folder.mkdir(parents=True)
    write_configuration(folder / "config", sources=0, url="")
    warehouse = folder / "warehouse.duckdb"
    fill_ledger(warehouse, rows, list_rows=rows, first_year=2024)
    with duckdb.connect(warehouse) as connection:
        roster.put_edition(connection, rows)
    yield roster.Rebook(warehouse, load_configuration(folder / "config"), rows)
