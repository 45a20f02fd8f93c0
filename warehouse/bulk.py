"""Records into tables in bulk: as JSON, read with the table's own column types.

A bound value costs DuckDB about a millisecond a row. A few rows are bound as one text, which costs what one value does;
many go through a newline-JSON file beside the warehouse, at about ten microseconds a row. Table and column names come
from ``records.TABLES`` and the migrations, never from data, so writing them into a statement is safe.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path

import duckdb

from config.errors import StoreError
from warehouse.records import TABLES, Record
from warehouse.values import fetch_rows, text_of

# DuckDB keeps a buffer of this size for each thread: no larger than the longest line asks for.
SMALLEST_BUFFER = 1 << 20
FEW = 64
"""So many rows are bound as one text; a file costs half a millisecond, and the text a little more a row."""
PREFIX, SUFFIX = ".batch-", ".jsonl"


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of record lies in its table; ``types`` are its columns with their types."""

    table: str
    key: tuple[str, ...]
    types: tuple[tuple[str, str], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in the order of the record's fields."""
        return tuple(name for name, _ in self.types)


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
    return Shape(table, key, tuple((name, held[name]) for name in names))


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
    head, keys = f"merge into {shape.table} as kept using", ", ".join(shape.key)
    rest_of_it = f"as batch using ({keys}){matched} when not matched then insert"
    _run_over(connection, lambda batch: f"{head} ({batch}) {rest_of_it}", records, shape, folder)


def sift_rows(
    connection: duckdb.DuckDBPyConnection, shape: Shape, records: Sequence[Record], folder: Path
) -> None:
    """Do what ``merge_rows`` does, in a large table: ask first which keys are held, then change and put in.

    A MERGE makes a hash of all that is held; an inner join makes one of the batch. It is three statements for one, so
    a small table is better served by the MERGE.

    Raises:
        StoreError: a value that its column cannot hold.
    """
    rest = [column for column in shape.columns if column not in shape.key]
    differs = " or ".join(f"kept.{column} is distinct from batch.{column}" for column in rest) or "false"
    keys = ", ".join(f"kept.{column}" for column in shape.key)
    _run_over(
        connection,
        lambda batch: (
            f"select {keys}, {differs} from {shape.table} as kept inner join ({batch}) as batch"  # noqa: S608  # names of ours only
            f" using ({', '.join(shape.key)})"
        ),
        records,
        shape,
        folder,
    )
    held = {tuple(row[:-1]): row[-1] for row in fetch_rows(connection)}
    key_of = [(tuple(getattr(record, name) for name in shape.key), record) for record in records]
    if changed := [record for key, record in key_of if held.get(key)]:
        _run_over(connection, lambda batch: _update(shape, rest, batch), changed, shape, folder)
    if fresh := [record for key, record in key_of if key not in held]:
        append_rows(connection, shape, fresh, folder)


def _update(shape: Shape, rest: Sequence[str], batch: str) -> str:
    put = ", ".join(f"{column} = batch.{column}" for column in rest)
    same = " and ".join(f"kept.{column} = batch.{column}" for column in shape.key)
    return f"update {shape.table} as kept set {put} from ({batch}) as batch where {same}"  # noqa: S608  # names of ours only


def append_rows(
    connection: duckdb.DuckDBPyConnection, shape: Shape, records: Sequence[Record], folder: Path
) -> None:
    """Put in records whose keys are known to be new; see ``merge_rows``.

    Raises:
        StoreError: a value that its column cannot hold.
    """
    _run_over(connection, lambda batch: f"insert into {shape.table} by name {batch}", records, shape, folder)


def _run_over(
    connection: duckdb.DuckDBPyConnection,
    sql: Callable[[str], str],
    records: Sequence[Record],
    shape: Shape,
    folder: Path,
) -> None:
    lines = _lines(records, shape)
    if len(records) <= FEW:
        text = f"[{','.join(line.decode() for line in lines)}]"
        connection.execute(sql(_bound_batch(shape)), {"rows": text})
        return
    with _written(lines, folder) as (path, longest):
        buffer = max(longest, SMALLEST_BUFFER)
        connection.execute(sql(_filed_batch(shape)), {"path": str(path), "longest": buffer})


@cache
def _bound_batch(shape: Shape) -> str:
    # Every scalar is read as text and cast, so that JSON stays as written and dates never meet a guessed format.
    read = json.dumps([{name: _element_of(kind) for name, kind in shape.types}])
    cast = ", ".join(f"(line.{name})::{kind} as {name}" for name, kind in shape.types)
    return f"select {cast} from (select unnest(from_json($rows, '{read}')) as line)"  # noqa: S608  # names of ours only


def _element_of(kind: str) -> str | list[str]:
    return [kind.removesuffix("[]")] if kind.endswith("[]") else _read_as(kind)


@cache
def _filed_batch(shape: Shape) -> str:
    read = ", ".join(f"'{name}': '{_read_as(kind)}'" for name, kind in shape.types)
    cast = ", ".join(f"{name}::{kind} as {name}" for name, kind in shape.types)
    options = "format = 'newline_delimited', compression = 'uncompressed', maximum_object_size = $longest"
    return f"select {cast} from read_json($path, {options}, columns = {{{read}}})"  # noqa: S608  # names of ours only


def _read_as(kind: str) -> str:
    return kind if kind.endswith("[]") or kind in ("BOOLEAN", "DOUBLE") else "VARCHAR"


def _lines(records: Sequence[Record], shape: Shape) -> Iterator[bytes]:
    columns = shape.columns
    values = attrgetter(*columns)
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_text_of).encode
    for record in records:
        try:
            yield encode(dict(zip(columns, values(record), strict=True))).encode()
        except (TypeError, ValueError) as fault:
            raise StoreError(f"{shape.table} cannot hold {record}: {fault}") from fault


_text_of = lru_cache(maxsize=1 << 12)(text_of)
"""Most rows of a batch bear the same few days and instants."""


@contextmanager
def _written(lines: Iterable[bytes], folder: Path) -> Iterator[tuple[Path, int]]:
    longest = 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix=PREFIX, suffix=SUFFIX) as file:
        for line in lines:
            file.write(line + b"\n")
            longest = max(longest, len(line) + 2)
        file.flush()
        yield Path(file.name), longest
