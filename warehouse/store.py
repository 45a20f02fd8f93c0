"""The one writer of the warehouse: opened under the lock, brought to today's shape, closed with nothing half done.

Readers never come here: they have the published file (``snapshot.py``, ``published.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import duckdb

from config.errors import StoreError
from warehouse.bulk import (
    Shape,
    append_rows,
    clear_leftovers,
    find_shape,
    last_of_each,
    merge_rows,
    sift_rows,
)
from warehouse.faults import store_faults
from warehouse.lock import hold_lock
from warehouse.migrate import all_or_nothing, apply_migrations
from warehouse.records import TABLES, Record
from warehouse.statements import bind, load_statement
from warehouse.values import column_names, fetch_rows

R = TypeVar("R")
Write = Callable[[duckdb.DuckDBPyConnection, Shape, Sequence[Record], Path], None]

# Extensions are never fetched at run time, and a statement never reads a variable of Python.
SETTINGS: Mapping[str, str] = {"autoinstall_known_extensions": "false", "python_enable_replacements": "false"}
# Threads share out groups of 122,880 rows: below this size no table has two, and to wake them costs a third of a statement.
SMALL_BYTES = 16 << 20


class Store:
    """The warehouse for one writer, for the length of a ``with`` block."""

    def __init__(self, path: Path, *, wait: float = 120.0, now: datetime) -> None:
        self.path, self.wait, self.now = path, wait, now
        self._held = ExitStack()
        self._open: duckdb.DuckDBPyConnection | None = None
        self._within = self._alone = False
        self._shapes: dict[type[Record], Shape] = {}

    def __enter__(self) -> Self:
        """Take the lock, open the file and apply what migrations it lacks.

        Raises:
            StoreError: locked by another, made by a newer version, or not to be opened.
        """
        with ExitStack() as stack:
            stack.enter_context(hold_lock(self.path.with_name(f"{self.path.name}.lock"), wait=self.wait))
            with store_faults(self.path, "open"):
                clear_leftovers(self.path.parent)
                self._alone = self._is_small()
                threads = {"threads": "1"} if self._alone else {}
                self._open = duckdb.connect(self.path, config={**SETTINGS, **threads})
                stack.callback(self._close)
                self._open.execute(load_statement("set_time_zone"))
                apply_migrations(self._open, self.path, self.now)
            self._held = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def _close(self) -> None:
        if self._open is not None:
            with store_faults(self.path, "close"):
                self._open.close()
            self._open = None

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The open connection, for the modules of ``warehouse/`` alone.

        Raises:
            StoreError: outside the ``with`` block.
        """
        if self._open is None:
            raise StoreError(f"the warehouse {self.path} is used outside its with block: a fault of mingdan")
        return self._open

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all that the block wrote, or on any error nothing of it.

        Raises:
            StoreError: the commit failed, or the block stands within another one.
        """
        if self._within:
            raise StoreError("a transaction within a transaction: a fault of mingdan")
        self._within = True
        try:
            self._call_threads()
            with all_or_nothing(self.connection, self.path):
                yield
        finally:
            self._within = False

    def _is_small(self) -> bool:
        return not self.path.exists() or self.path.stat().st_size < SMALL_BYTES

    def _call_threads(self) -> None:
        # A ledger that grew large while it is open, as in a replay, is worth all threads from then on.
        if self._alone and not self._is_small():
            self._alone = False
            self.connection.execute(load_statement("all_threads"))

    def merge(self, records: Iterable[Record]) -> None:
        """Write records of any kinds, in one transaction; a row with the same key is replaced.

        Args:
            records: of two with the same key the last one counts.

        Raises:
            StoreError: a value does not fit its column, or the disk is full.
        """
        self._write(merge_rows if self._alone else sift_rows, records)

    def append(self, records: Iterable[Record]) -> None:
        """Write records whose keys are known to be new: as ``merge``, without looking for old rows.

        Raises:
            StoreError: a value does not fit its column, or the disk is full.
        """
        self._write(append_rows, records)

    def _write(self, write: Write, records: Iterable[Record]) -> None:
        by_kind = last_of_each(records)
        if not by_kind:
            return
        with ExitStack() as stack:
            if not self._within:
                stack.enter_context(self.transaction())
            stack.enter_context(store_faults(self.path, "write records into"))
            for kind in TABLES:
                if kind in by_kind:
                    write(self.connection, self._shape(kind), by_kind[kind], self.path.parent)

    def _shape(self, kind: type[Record]) -> Shape:
        if kind not in self._shapes:
            self._shapes[kind] = find_shape(self.connection, kind)
        return self._shapes[kind]

    def load(self, kind: type[R], query: str, **params: object) -> list[R]:
        """Run a named query and return its rows as values of a dataclass.

        Args:
            kind: its fields are filled from the columns of the same names; more columns are passed over.
            query: stem of a file in ``warehouse/queries``.
            params: bound to ``$name``; lists as JSON text (``$ids::json::varchar[]``).

        Raises:
            StoreError: no such query, it lacks a field's column, or DuckDB refuses it.
        """
        columns, rows = self._run(query, params)
        wanted = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # R is a dataclass by contract
        if missing := [name for name in wanted if name not in columns]:
            raise StoreError(f"query {query!r} gives no {', '.join(missing)} for {kind.__name__}")
        places = [columns.index(name) for name in wanted]
        return [kind(*[row[place] for place in places]) for row in rows]

    def rows(self, query: str, **params: object) -> list[dict[str, object]]:
        """Run a named query and return its rows by column name; empty when nothing matched.

        Raises:
            StoreError: no such query, or DuckDB refuses it.
        """
        columns, rows = self._run(query, params)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def execute(self, query: str, **params: object) -> None:
        """Run a named statement for what it does.

        Raises:
            StoreError: no such statement, or DuckDB refuses it.
        """
        self._run(query, params)

    def _run(self, query: str, params: dict[str, object]) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        with store_faults(self.path, f"run {query!r} on"):
            self.connection.execute(load_statement(query), bind(params))
            return column_names(self.connection), fetch_rows(self.connection)
