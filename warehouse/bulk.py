"""Records into tables in bulk: a newline-JSON file beside the warehouse, read with the table's own column types.

A bound value costs DuckDB about a millisecond a row, a file about ten microseconds. Table and column names come from
``records.TABLES`` and the migrations, never from data, so writing them into a statement is safe.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path

import duckdb

from config.errors import StoreError
from warehouse.records import TABLES, Record
from warehouse.values import text_of

# DuckDB keeps a buffer of this size for each thread: no larger than the longest line asks for.
SMALLEST_BUFFER = 1 << 20
PREFIX, SUFFIX = ".batch-", ".jsonl"


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of record lies in its table; ``types`` are the table's column types by column."""

    table: str
    key: tuple[str, ...]
    types: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in the order of the record's fields."""
        return tuple(self.types)


def clear_leftovers(folder: Path) -> None:
    """Remove the files in between that a killed writer left; only the holder of the lock may call this."""
    for path in folder.glob(f"{PREFIX}*{SUFFIX}"):
        path.unlink(missing_ok=True)


def find_shape(connection: duckdb.DuckDBPyConnection, kind: type[Record]) -> Shape:
    """Look up how records of a kind lie in their table.

    Raises:
        StoreError: the record and its table do not have the same columns.
    """
    table, key = TABLES[kind]
    connection.execute(f"describe {table}")
    held = {str(row[0]): str(row[1]) for row in connection.fetchall()}
    names = [field.name for field in fields(kind)]
    if set(names) != set(held):
        raise StoreError(
            f"{kind.__name__} and {table} differ in {sorted(set(names) ^ set(held))}: a fault of mingdan"
        )
    return Shape(table, key, {name: held[name] for name in names})


def last_of_each(records: Iterable[Record]) -> dict[type[Record], list[Record]]:
    """Sort records by kind and keep the last of those with the same key, in the order of first sight."""
    found: dict[type[Record], dict[object, Record]] = {}
    keys = {kind: attrgetter(*key) for kind, (_, key) in TABLES.items()}
    for record in records:
        kind = type(record)
        found.setdefault(kind, {})[keys[kind](record)] = record
    return {kind: list(by_key.values()) for kind, by_key in found.items()}


def merge_rows(
    connection: duckdb.DuckDBPyConnection, shape: Shape, records: Sequence[Record], folder: Path
) -> None:
    """Put records into their table; a row with the same key is replaced, an equal one left alone.

    Args:
        connection: the writer's.
        shape: of the records, all of one kind and no two with the same key.
        records: what to put in.
        folder: where the file in between is made.

    Raises:
        StoreError: a value that its column cannot hold.
    """
    rest = [column for column in shape.columns if column not in shape.key]
    differs = " or ".join(f"kept.{column} is distinct from batch.{column}" for column in rest) or "false"
    matched = f" when matched and ({differs}) then update" if rest else ""
    merge = (
        f"merge into {shape.table} as kept using ({_batch_of(shape)}) as batch using ({', '.join(shape.key)})"
        f"{matched} when not matched then insert"
    )
    _run_over(connection, merge, records, shape, folder)


def append_rows(
    connection: duckdb.DuckDBPyConnection, shape: Shape, records: Sequence[Record], folder: Path
) -> None:
    """Put in records whose keys are known to be new; see ``merge_rows``.

    Raises:
        StoreError: a value that its column cannot hold.
    """
    append = f"insert into {shape.table} by name {_batch_of(shape)}"
    _run_over(connection, append, records, shape, folder)


def _run_over(
    connection: duckdb.DuckDBPyConnection, sql: str, records: Sequence[Record], shape: Shape, folder: Path
) -> None:
    with _written(records, shape, folder) as (path, longest):
        connection.execute(sql, {"path": str(path), "longest": max(longest, SMALLEST_BUFFER)})


def _batch_of(shape: Shape) -> str:
    # Every scalar is read as text and cast, so that JSON stays as written and dates never meet a guessed format.
    read = ", ".join(f"'{name}': '{_read_as(kind)}'" for name, kind in shape.types.items())
    cast = ", ".join(f"{name}::{kind} as {name}" for name, kind in shape.types.items())
    options = "format = 'newline_delimited', compression = 'uncompressed', maximum_object_size = $longest"
    return f"select {cast} from read_json($path, {options}, columns = {{{read}}})"  # noqa: S608  # names of ours only


def _read_as(kind: str) -> str:
    return kind if kind.endswith("[]") or kind in ("BOOLEAN", "DOUBLE") else "VARCHAR"


@contextmanager
def _written(records: Sequence[Record], shape: Shape, folder: Path) -> Iterator[tuple[Path, int]]:
    values = attrgetter(*shape.columns)
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=text_of).encode
    longest = 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix=PREFIX, suffix=SUFFIX) as file:
        for record in records:
            try:
                line = encode(dict(zip(shape.columns, values(record), strict=True))).encode()
            except (TypeError, ValueError) as fault:
                raise StoreError(f"{shape.table} cannot hold {record}: {fault}") from fault
            file.write(line + b"\n")
            longest = max(longest, len(line) + 2)
        file.flush()
        yield Path(file.name), longest
