"""The warehouse brought to the shape this version knows: named migrations, each with its record, then the views.

A migration that is recorded is never run again and never edited once released. Views hold no data: they are made anew
whenever their text changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import duckdb

from config.errors import StoreError
from warehouse.faults import store_faults
from warehouse.statements import MIGRATIONS, VIEWS, load_statement, scripts_in


def apply_migrations(
    connection: duckdb.DuckDBPyConnection, path: Path, now: datetime, *, folder: Path = MIGRATIONS
) -> None:
    """Apply the migrations that are missing, and renew the views where their text changed.

    Args:
        connection: the writer's, outside a transaction.
        path: the warehouse file, named in messages.
        now: the time recorded for each migration.
        folder: the migrations this version knows, applied in the order of their names.

    Raises:
        StoreError: the warehouse was made by a newer mingdan.
    """
    known = scripts_in(folder)
    applied = find_applied(connection)
    if newer := sorted(applied - set(known)):
        raise StoreError(
            f"the warehouse was made by a newer mingdan (it has {', '.join(newer)})\n"
            "  Update mingdan, or restore a backup made by this version."
        )
    missing = [name for name in known if name not in applied]
    if missing:
        _drop_views(connection)
    for name in missing:
        with all_or_nothing(connection, path):
            connection.execute(known[name])
            connection.execute(load_statement("record_migration"), {"name": name, "applied_at": now})
    _renew_views(connection, path, dropped=bool(missing))


def find_applied(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the names of the migrations that the warehouse has; empty for a new file."""
    connection.execute(load_statement("find_migration_table"))
    if not connection.fetchall():
        return set()
    connection.execute(load_statement("list_migrations"))
    return {str(row[0]) for row in connection.fetchall()}


def keep_fact(connection: duckdb.DuckDBPyConnection, name: str, value: str) -> None:
    """Keep one fact about the warehouse itself; an earlier value is replaced."""
    connection.execute(load_statement("keep_fact"), {"name": name, "value": value})


@contextmanager
def all_or_nothing(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """Run the block in one transaction: committed as a whole, or rolled back and the block's error passed on.

    Raises:
        StoreError: DuckDB cannot begin or commit.
    """
    with store_faults(path, "write"):
        connection.begin()
    try:
        yield
        with store_faults(path, "commit to"):
            connection.commit()
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    # A failed commit has rolled back already, and a database that broke has nothing to roll back: the first error is
    # the news, and it is on its way.
    with suppress(duckdb.TransactionException, duckdb.FatalException):
        connection.rollback()


def _renew_views(connection: duckdb.DuckDBPyConnection, path: Path, *, dropped: bool) -> None:
    views = scripts_in(VIEWS)
    digest = hashlib.sha256("\n".join(views.values()).encode()).hexdigest()
    connection.execute(load_statement("load_fact"), {"name": "views"})
    held = connection.fetchall()
    if held == [(digest,)] and not dropped:
        return
    _drop_views(connection)
    with all_or_nothing(connection, path):
        for script in views.values():
            connection.execute(script)
        keep_fact(connection, "views", digest)
        if held:  # else nothing was published yet; readers must not go on asking views of the version before
            keep_fact(connection, "unpublished", "yes")


def _drop_views(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(load_statement("list_views"))
    for (name,) in connection.fetchall():
        connection.execute(f'drop view "{name}"')
