"""The published file: everything people may read, as it held at one instant, swapped in whole.

It is a copy of the warehouse with its views, their comments and the macros, made beside the old one and moved over it.
Only here are the pairs of characters written that the macro ``search`` finds names and titles by: they follow from the
names alone, so that no id that moves, no name that is added and no merge of subjects can leave them behind.
A reader that has the old file open keeps it to the end; the writer never opens the file that readers have.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from config.errors import StoreError
from warehouse.faults import store_faults
from warehouse.migrate import all_or_nothing, keep_fact
from warehouse.statements import load_statement
from warehouse.store import Store

FILE = "mingdan.duckdb"


def publish(store: Store, folder: Path, *, version: str, now: datetime, clock: str = "system") -> Path:
    """Write the published file anew and swap it in.

    Args:
        store: the open warehouse, outside a transaction.
        folder: where the file stands; made where missing.
        version: of mingdan, shown in the view ``about``.
        now: the instant at which everything in the file held.
        clock: which clock the run goes by: system, or fixed.

    Returns:
        The path of the published file.

    Raises:
        StoreError: the disk is full or refuses, or the copy is not whole; the earlier file stands as it was.
    """
    fresh, published = folder / f"{FILE}.new", folder / FILE
    with store_faults(published, "publish"):
        folder.mkdir(parents=True, exist_ok=True)
        _keep_facts(
            store,
            {"mingdan_version": version, "published_at": now.astimezone(UTC).isoformat(), "clock": clock},
        )
        with _cleared(fresh):
            _copy(store.connection, fresh)
            _check(fresh)
            _flush(fresh)
            fresh.replace(published)
            _flush(folder)
    return published


def _keep_facts(store: Store, facts: dict[str, str]) -> None:
    with all_or_nothing(store.connection, store.path):
        for name, value in facts.items():
            keep_fact(store.connection, name, value)


@contextmanager
def _cleared(fresh: Path) -> Iterator[None]:
    # What a killed run left behind is of no use, nor is what a failed one made.
    leftovers = (fresh, _log_of(fresh))
    for path in leftovers:
        path.unlink(missing_ok=True)
    try:
        yield
    finally:
        for path in leftovers:
            path.unlink(missing_ok=True)


def _copy(connection: duckdb.DuckDBPyConnection, fresh: Path) -> None:
    # attach takes no parameter, so the path is quoted; the name of the warehouse is the stem of its own file.
    path, name = str(fresh).replace("'", "''"), _name_of(connection).replace('"', '""')
    connection.execute(f"attach '{path}' as fresh")
    try:
        connection.execute(f'copy from database "{name}" to fresh')
        _fill(connection, name)
        connection.execute("checkpoint fresh")
    except BaseException:
        # After a fault of the disk the detach may fail as well; the first error is the news.
        with suppress(duckdb.Error):
            connection.execute("detach fresh")
        raise
    connection.execute("detach fresh")


def _fill(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    # the same statement, spoken to the copy
    connection.execute("use fresh")
    try:
        connection.execute(load_statement("fill_bigrams"))
    finally:
        connection.execute(f'use "{name}"')


def _name_of(connection: duckdb.DuckDBPyConnection) -> str:
    [(name,)] = connection.execute(load_statement("name_database")).fetchall()
    return str(name)


def _check(fresh: Path) -> None:
    if _log_of(fresh).exists():
        raise StoreError(
            f"{fresh} still has a write-ahead log: it was not published\n  Run the same command again."
        )


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
