"""Two ledgers side by side: the live one, and one built anew, which may take its place.

What a ledger holds is compared to the last row by the database itself. Every table counts that is a function of archive,
configuration and clock; what was told, and the days to keep, are carried over (architecture, invariant 2).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import duckdb

from config.errors import StoreError
from warehouse.faults import HELD, store_faults
from warehouse.lock import hold_lock
from warehouse.records import TABLES, Deadline, Delivery, Record, Wanting
from warehouse.statements import FOLDER, bind, scripts_in
from warehouse.store import Store
from warehouse.values import column_names, fetch_rows

NO_FUNCTION: Final = frozenset({Delivery, Deadline, Wanting})
"""What does not follow from the archive alone: what was told, the days from now on, the programs of this machine."""
CARRIED: Final = ("carry_deliveries", "carry_deadlines", "carry_facts", "carry_programmes")
GONE: Final = "a restatement took back the change that it was to tell"


@dataclass(frozen=True, slots=True)
class TableDifference:
    """How many rows of a table two ledgers have alike, and how many only one of them has or has otherwise."""

    table: str
    equal: int
    added: int
    removed: int
    altered: int

    @property
    def differing(self) -> int:
        """How many rows differ."""
        return self.added + self.removed + self.altered


class Beside:
    """A live ledger, open for its one writer, with another one attached as ``fresh``."""

    def __init__(self, live: Store) -> None:
        self._live = live

    def tables(self) -> list[TableDifference]:
        """Compare every table that is a function of the archive, row by row under its key."""
        return [self._table(kind) for kind in TABLES if kind not in NO_FUNCTION]

    def by_announcement(self) -> list[tuple[str, str, int]]:
        """Return announcement, table and number of rows wherever rows of an announcement differ."""
        found: list[tuple[str, str, int]] = []
        for kind, (table, key) in TABLES.items():
            if kind not in NO_FUNCTION and "announcement_id" in key:
                sql = (
                    f"select announcement_id, count(*)::integer from ({_joined(kind)}) where what <> 'equal'"  # noqa: S608  # names of ours only
                    " group by announcement_id order by announcement_id"
                )
                rows = self._fetch(sql)
                found += [(str(i), table.removeprefix("ledger."), int(str(n))) for i, n in rows]
        return found

    def rows(self, name: str, **params: object) -> list[dict[str, object]]:
        """Run a statement of ``warehouse/restatement`` and return its rows by column name.

        Raises:
            StoreError: DuckDB refuses it.
        """
        with store_faults(self._live.path, f"run {name!r} on"):
            self._live.connection.execute(scripts_in(FOLDER / "restatement")[name], bind(params))
            columns = column_names(self._live.connection)
            return [dict(zip(columns, row, strict=True)) for row in fetch_rows(self._live.connection)]

    def carry(self) -> None:
        """Give the other ledger, in one transaction, what follows from no archive."""
        with self._live.transaction():
            for name in CARRIED:
                self.rows(name, **({"why": GONE} if name == "carry_deliveries" else {}))

    def _table(self, kind: type[Record]) -> TableDifference:
        by_what = f"select what, count(*) from ({_joined(kind)}) group by what"  # noqa: S608  # names of ours only
        counted: dict[object, object] = dict(self._pairs(by_what))
        words = ("equal", "added", "removed", "altered")
        return TableDifference(
            TABLES[kind][0].removeprefix("ledger."), *(int(str(counted.get(word, 0))) for word in words)
        )

    def _pairs(self, sql: str) -> Iterator[tuple[object, object]]:
        return ((first, second) for first, second in self._fetch(sql))

    def _fetch(self, sql: str) -> list[tuple[object, ...]]:
        with store_faults(self._live.path, "compare"):
            return list(self._live.connection.execute(sql).fetchall())


def _joined(kind: type[Record]) -> str:
    """Return the SQL of both ledgers' rows of a table under their key, each with what the other does to it."""
    table, key = TABLES[kind]
    rest = [field.name for field in fields(kind) if field.name not in key]
    differs = " or ".join(f"held.{name} is distinct from made.{name}" for name in rest) or "false"
    same = " and ".join(f"held.{name} = made.{name}" for name in key)
    keys = ", ".join(f"coalesce(held.{name}, made.{name}) as {name}" for name in key)
    return (
        f"select {keys}, case when held.{key[0]} is null then 'added' when made.{key[0]} is null then 'removed'"  # noqa: S608  # names of ours only
        f" when {differs} then 'altered' else 'equal' end as what"
        f" from {table} as held full join fresh.{table} as made on {same}"
    )


@contextmanager
def beside(live: Store, fresh: Path) -> Iterator[Beside]:
    """Attach another ledger to the live one for the length of the block.

    Raises:
        StoreError: it cannot be opened.
    """
    quoted = str(fresh).replace("'", "''")
    with store_faults(fresh, "open"):
        live.connection.execute(f"attach '{quoted}' as fresh")
    try:
        yield Beside(live)
        with store_faults(fresh, "write"):
            live.connection.execute("checkpoint fresh")
    finally:
        with store_faults(fresh, "close"):
            live.connection.execute("detach fresh")


def swap_in(live: Store, fresh: Path) -> None:
    """Put another ledger in the place of the live one, at once and as a whole, under the live one's lock.

    The live store cannot be used after that, but to leave its block.

    Raises:
        StoreError: the disk refuses; the live ledger stands as it was.
    """
    with store_faults(live.path, "swap"):
        live.connection.execute("checkpoint")
        live.connection.close()
    _replace(fresh, live.path)


def put_in(path: Path, fresh: Path, *, wait: float) -> Path | None:
    """Put a ledger where there is none, or one that cannot be opened; give where the latter is kept, null for none.

    Raises:
        InUse: another process holds the lock.
        StoreError: the disk refuses.
    """
    with hold_lock(path.with_name(f"{path.name}.lock"), wait=wait), store_faults(path, "swap"):
        kept = path.with_name(f"{path.name}.broken") if path.exists() else None
        if kept is not None:
            path.rename(kept)
        if (log := _log_of(path)).exists():
            log.rename(_log_of(path.with_name(f"{path.name}.broken")))
        _replace(fresh, path)
    return kept


def is_broken(error: StoreError) -> bool:
    """Tell whether a warehouse could not be opened for what stands in its file, not for who holds it or the machine."""
    cause = error.__cause__
    fault = isinstance(cause, duckdb.Error) and not isinstance(cause, duckdb.OutOfMemoryException)
    return fault and HELD not in str(cause).lower() and "permission denied" not in str(cause).lower()


def _replace(fresh: Path, path: Path) -> None:
    """Move a whole, flushed file over another.

    Raises:
        StoreError: one of the two has a write-ahead log, so that it is not whole by itself.
    """
    for one in (fresh, path):
        if _log_of(one).exists():
            raise StoreError(
                f"{one} still has a write-ahead log: nothing was swapped\n  Run the same command again."
            )
    with store_faults(path, "swap"):
        for place in (fresh, fresh.parent):
            _flush(place)
        fresh.replace(path)
        _flush(path.parent)


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
