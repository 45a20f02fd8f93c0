"""dbt: a snapshot (strategy check, hard deletes ended) on DuckDB, its source a view on the CSV."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb

PROJECT = (
    "name: roster\nversion: 1.0.0\nprofile: roster\nsnapshot-paths: [snapshots]\nmodel-paths: [models]\n"
)
PROFILE = """\
roster:
  target: held
  outputs:
    held: {{type: duckdb, path: '{path}', threads: 4}}
"""
SNAPSHOT = """\
{% snapshot roster %}
{{ config(target_schema='held', unique_key='subject_id', strategy='check', check_cols='all', hard_deletes='invalidate') }}
select * from read_csv('EDITION', all_varchar = true)
{% endsnapshot %}
"""


def main(first: str, second: str, folder: str) -> None:
    """Take a snapshot of the first edition, then time that of the second."""
    home = Path(folder)
    for name in ("snapshots", "models"):
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "dbt_project.yml").write_text(PROJECT, encoding="utf-8")
    (home / "profiles.yml").write_text(PROFILE.format(path=home / "dbt.duckdb"), encoding="utf-8")
    (home / "snapshots" / "roster.sql").write_text(
        SNAPSHOT.replace("EDITION", f"{home}/edition.csv"), encoding="utf-8"
    )
    seconds = 0.0
    for path in (first, second):
        shutil.copyfile(path, home / "edition.csv")
        began = time.perf_counter()
        snapshot(home)
        seconds = time.perf_counter() - began
    print(seconds, *counts(home / "dbt.duckdb"))


def snapshot(home: Path) -> None:
    """Run dbt as a process, as it is run."""
    line = [
        Path(sys.executable).with_name("dbt"), "--no-send-anonymous-usage-stats", "snapshot", "--quiet", "--no-partial-parse",
        "--project-dir", home, "--profiles-dir", home,
    ]  # fmt: skip
    subprocess.run([str(word) for word in line], check=True, cwd=home, stdout=sys.stderr)


def counts(path: Path) -> tuple[int, int, int]:
    """Return how many lines the second edition opened and how many it ended."""
    with duckdb.connect(path) as connection:
        [(opened, ended)] = connection.execute(
            """
            select
                count(*) filter (dbt_valid_from > (select min(dbt_valid_from) from held.roster)),
                count(*) filter (dbt_valid_to is not null)
            from held.roster
            """
        ).fetchall()
    return opened, ended, 0


main(*sys.argv[1:])
