"""``mingdan changes`` on a million rows, beside bare Python and DuckDB asking the same: whole processes, both."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.houses import START, write_configuration
from benchmarks.ledgers import fill_ledger
from benchmarks.measure import Comparison, Plan, compare
from warehouse.snapshot import FILE, publish
from warehouse.store import Store

ROWS = 1_000_000
GOAL = 1.5
ROOT = Path(__file__).resolve().parent.parent

_BARE = """
import csv, sys, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    asked = connection.execute(sys.argv[2])
    out = csv.writer(sys.stdout)
    out.writerow(column[0] for column in asked.description)
    out.writerows(asked.fetchall())
"""
_NEWEST_LISTS = """
select effective_on, kind, programme_id, cohort, announcement_id, count(*) as members, min((name, region), 3) as firsts
from changes
group by all
order by effective_on desc, max(recorded_at) desc, announcement_id, kind, cohort
limit 40
"""
_CHOSEN = """
select *
from changes
where effective_on >= date '2024-01-01' and kind = 'renewed'
order by effective_on desc, recorded_at desc, announcement_id, kind, name, change_id
limit 1000
"""
_NEWEST = """
select *
from changes
order by effective_on desc, recorded_at desc, announcement_id, kind, name, change_id
limit 1000
"""
_FILTERED = ("--since", "2024-01-01", "--kind", "renewed")
QUESTIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    ((), _NEWEST_LISTS),
    ((*_FILTERED, "--limit", "1000", "--format", "csv"), _CHOSEN),
    (("--limit", "1000", "--format", "csv"), _NEWEST),
)


def measure(folder: Path, *, rows: int = ROWS, runs: int = 7) -> Iterator[Comparison]:
    """Measure the default listing, a filtered one and an unfiltered one of a thousand rows."""
    home = folder / "home"
    write_configuration(folder / "config", sources=1, url="http://127.0.0.1")
    home.mkdir(parents=True)
    fill_ledger(home / "warehouse.duckdb", rows)
    with Store(home / "warehouse.duckdb", now=START) as store:
        publish(store, home / "published", version="0", now=START)
    for words, query in QUESTIONS:
        _check_alike(folder, words, query)
        plan = Plan(
            f"mingdan {' '.join(('changes', *words))}, of {rows:,}",
            GOAL,
            "whole process / python with duckdb and csv alone, the same question",
        )
        yield compare(
            plan, floor=partial(_bare, folder, query), ours=partial(_mingdan, folder, words), runs=runs
        )


def _mingdan(folder: Path, words: Sequence[str]) -> str:
    places = {"MINGDAN_HOME": str(folder / "home"), "MINGDAN_CONFIG": str(folder / "config")}
    return _output([sys.executable, "mingdan.py", "changes", *words], places)


def _bare(folder: Path, query: str) -> str:
    return _output([sys.executable, "-c", _BARE, str(folder / "home" / "published" / FILE), query], {})


def _output(command: Sequence[str], environment: dict[str, str]) -> str:
    return subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment}
    ).stdout


def _check_alike(folder: Path, words: Sequence[str], query: str) -> None:
    """Refuse to compare two questions that are not the same: the changes must be the same ones, in order."""
    ours, bare = _mingdan(folder, words), _bare(folder, query)
    if "csv" in words:
        assert _ids(ours) == _ids(bare)
    else:
        lists = len(list(csv.reader(io.StringIO(bare)))) - 1
        assert 0 < lists <= 40 and sum(line.strip()[:1] == "2" for line in ours.splitlines()) >= lists, ours


def _ids(text: str) -> list[str]:
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    return [row["change_id"] for row in rows]
