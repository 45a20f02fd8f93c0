"""What changed between the roster that is held and a new edition of it, a million rows each, one in a hundred changed.

Ours is the ledger's own path for one cohort (``rebook``: book, follow, compare, write), rolled back each time. The
floor is one full join by DuckDB over the same file, its differing rows fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.houses import PROGRAMME_ID, START, write_configuration
from benchmarks.ledgers import fill_ledger
from benchmarks.measure import Comparison, Plan, compare
from config.load import load_configuration
from config.models import Configuration
from tasks.ingest.rebook import rebook
from warehouse.store import Store

ROWS = 1_000_000
CHANGED = 100
GOAL = 2.0
COHORT = "第1批"

# The new edition: of every 200 rows the first is gone and the second has another subject in its place.
_EDITION = """
delete from ledger.list_row where name in (select '示例企业' || i || '有限公司' from range(0, $rows, 200) as gone(i));
update ledger.list_row set name = '示例新企业' || name, subject_id = 's:n' || right(subject_id, 11)
where name in (select '示例企业' || i || '有限公司' from range(1, $rows, 200) as other(i));
"""
_JOIN = """
select held.title_id, held.subject_id, listed.subject_id, listed.name
from (select title_id, subject_id, category, product from ledger.title where recorded_to is null and cohort = $cohort) as held
full join (select subject_id, name, category, product from ledger.list_row) as listed on held.subject_id = listed.subject_id
where
    held.subject_id is null or listed.subject_id is null
    or held.category is distinct from listed.category or held.product is distinct from listed.product
"""


def measure(folder: Path, *, rows: int = ROWS, runs: int = 5) -> Iterator[Comparison]:
    """Measure both on one warehouse; each opens it itself."""
    folder.mkdir(parents=True, exist_ok=True)
    warehouse = folder / "warehouse.duckdb"
    write_configuration(folder / "config", sources=0, url="")
    fill_ledger(warehouse, rows, list_rows=rows, first_year=2024)
    with duckdb.connect(warehouse) as connection:
        put_edition(connection, rows)
    plan = Plan(
        f"diff of a roster of {rows:,} rows, {rows // CHANGED:,} changed",
        GOAL,
        "the ledger's rebook of the cohort, rolled back / one full join in DuckDB",
    )
    ours = Rebook(warehouse, load_configuration(folder / "config"), rows)
    yield compare(plan, floor=partial(_join, warehouse, rows), ours=ours, runs=runs)


def put_edition(connection: duckdb.DuckDBPyConnection, rows: int) -> None:
    """Put the new edition's rows in the place of those held, read and identified."""
    for statement in duckdb.extract_statements(_EDITION):
        connection.execute(statement, {"rows": rows})


class _Measured(Exception):
    """Raised to roll back what was measured."""


@dataclass(frozen=True, eq=False)
class Rebook:
    """Our own way: the warehouse opened, the cohort's book followed, compared and written, rolled back."""

    warehouse: Path
    configuration: Configuration
    rows: int

    def __call__(self) -> None:
        """Run it once, and refuse to have measured other changes than those of the edition."""
        with Store(self.warehouse, now=START) as store:
            try:
                with store.transaction():
                    at = START + timedelta(hours=1)
                    changes = rebook(store, self.configuration, PROGRAMME_ID, COHORT, at=at)
                    kinds = sorted(change.kind for change in changes)
                    gone, new = self.rows // CHANGED, self.rows // CHANGED // 2
                    assert kinds == ["corrected"] * gone + ["designated"] * new
                    raise _Measured
            except _Measured:
                pass


def _join(warehouse: Path, rows: int) -> None:
    with duckdb.connect(warehouse) as connection:
        found = connection.execute(_JOIN, {"cohort": COHORT}).fetchall()
    assert len(found) == rows // CHANGED + rows // CHANGED // 2
