"""DuckDB's values as ours: times in UTC, arrays as tuples, all else as it comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import duckdb

Plain = Callable[[object], object]


def fetch_rows(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """Fetch what the last statement left as rows of plain values; empty when it gave none.

    The session's time zone must be UTC, as every connection of the warehouse sets it.
    """
    plain = [_plain_for(kind) for kind in column_types(connection)]
    rows: list[tuple[object, ...]] = connection.fetchall()
    if not any(plain):
        return rows
    turn = [(place, make) for place, make in enumerate(plain) if make]
    return [_turned(row, turn) for row in rows]


def column_names(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return the names of the columns of the last statement; empty when it gave no rows at all."""
    return tuple(str(column[0]) for column in connection.description or ())


def column_types(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return the DuckDB types of the columns of the last statement, as ``VARCHAR[]``."""
    return tuple(str(column[1]) for column in connection.description or ())


def _turned(row: tuple[object, ...], turn: list[tuple[int, Plain]]) -> tuple[object, ...]:
    values = list(row)
    for place, make in turn:
        values[place] = make(values[place])
    return tuple(values)


def _plain_for(kind: str) -> Plain | None:
    if kind == "TIMESTAMP WITH TIME ZONE":
        return _in_utc
    if kind.endswith("]"):
        return _as_tuple
    return None


def _in_utc(value: object) -> object:
    # DuckDB hands out pytz's UTC, which is equal to but not the same as the standard library's.
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def _as_tuple(value: object) -> object:
    return tuple(_as_tuple(item) for item in value) if isinstance(value, list) else _in_utc(value)


def text_of(value: object) -> str:
    """Write a date or an aware time so that JSON and DuckDB read back the same value.

    Raises:
        TypeError: the value is neither, or the time has no zone.
    """
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError(f"a time without a zone: {value}")
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} has no column type")
