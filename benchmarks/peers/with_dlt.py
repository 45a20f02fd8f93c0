"""dlt: merge with the strategy scd2 into DuckDB: rows that changed get a new line, the old one its end."""

from __future__ import annotations

import os
import sys
import time

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"

import dlt  # type: ignore[import-not-found]  # in its own environment
import duckdb


def main(first: str, second: str, folder: str) -> None:
    """Load the first edition, then time the second; rows come from the CSV by DuckDB."""
    os.environ["DLT_DATA_DIR"] = folder
    target = dlt.destinations.duckdb(f"{folder}/dlt.duckdb")
    pipeline = dlt.pipeline("roster", destination=target, dataset_name="held", pipelines_dir=folder)
    strategy = {"disposition": "merge", "strategy": "scd2", "row_version_column_name": "row_hash"}
    for number, path in enumerate((first, second)):
        began = time.perf_counter()
        pipeline.run([rows_of(path)], table_name="roster", write_disposition=strategy)
        if number:
            print(time.perf_counter() - began, *counts(f"{folder}/dlt.duckdb"))


def rows_of(path: str) -> object:
    """Return a CSV as an Arrow table with the hash of each row, which the strategy asks of Arrow tables."""
    read = "select *, md5(concat_ws('|', subject_id, name, region, cohort)) as row_hash from read_csv(?, all_varchar = true)"
    with duckdb.connect() as connection:
        return connection.execute(read, [path]).to_arrow_table()


def counts(path: str) -> tuple[int, int, int]:
    """Return how many lines the second edition opened and how many it ended; scd2 alters none."""
    with duckdb.connect(path) as connection:
        [(opened, ended)] = connection.execute(
            """
            select
                count(*) filter (_dlt_valid_from > (select min(_dlt_valid_from) from held.roster)),
                count(*) filter (_dlt_valid_to is not null)
            from held.roster
            """
        ).fetchall()
    return opened, ended, 0


main(*sys.argv[1:])
