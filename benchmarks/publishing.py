"""Publishing a million designations, beside a bare ``copy from database`` of the same warehouse file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.houses import START
from benchmarks.ledgers import fill_ledger
from benchmarks.measure import Comparison, Plan, compare
from warehouse.snapshot import publish
from warehouse.store import Store

ROWS = 1_000_000


def measure(folder: Path, *, rows: int = ROWS, runs: int = 3) -> Iterator[Comparison]:
    """Measure both from opening the warehouse to the closed new file; no goal is set."""
    warehouse = folder / "warehouse.duckdb"
    folder.mkdir(parents=True, exist_ok=True)
    fill_ledger(warehouse, rows)
    plan = Plan(
        f"publish of a ledger of {rows:,} designations",
        None,
        "warehouse.snapshot.publish (checked, flushed, swapped in) / copy from database",
    )
    floor = partial(_copy, warehouse, folder / "bare.duckdb")
    yield compare(plan, floor=floor, ours=partial(_publish, warehouse, folder / "published"), runs=runs)


def _publish(warehouse: Path, folder: Path) -> None:
    with Store(warehouse, now=START) as store:
        publish(store, folder, version="0", now=START)


def _copy(warehouse: Path, fresh: Path) -> None:
    fresh.unlink(missing_ok=True)
    with duckdb.connect(warehouse) as connection:
        connection.execute(f"attach '{fresh}' as fresh; copy from database warehouse to fresh; detach fresh")
