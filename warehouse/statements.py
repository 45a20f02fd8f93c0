"""The named SQL of the warehouse: every statement is a file, its parameters are bound, never written into it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from config.errors import StoreError

FOLDER = Path(__file__).parent
QUERIES = FOLDER / "queries"
MIGRATIONS = FOLDER / "migrations"
VIEWS = FOLDER / "views"


@cache
def load_statement(name: str) -> str:
    """Return the SQL of ``warehouse/queries/<name>.sql``.

    Raises:
        StoreError: there is no such file.
    """
    path = QUERIES / f"{name}.sql"
    if path.parent != QUERIES or not path.is_file():
        raise StoreError(f"no statement is named {name!r}: it would be {path.name} in warehouse/queries")
    return path.read_text(encoding="utf-8")


def bind(params: Mapping[str, object]) -> dict[str, object]:
    """Make parameters fit for binding: lists, tuples and sets are bound as JSON text.

    DuckDB takes seconds to bind a list of 20,000 values and milliseconds to read it from JSON, so a statement says
    ``unnest($ids::json::varchar[])``.

    Raises:
        StoreError: a list holds what JSON cannot.
    """
    return {name: _bound(name, value) for name, value in params.items()}


def _bound(name: str, value: object) -> object:
    if not isinstance(value, list | tuple | set | frozenset):
        return value
    try:
        return json.dumps(list(value), ensure_ascii=False)
    except TypeError as fault:
        raise StoreError(f"parameter {name!r} holds what cannot be bound: {fault}") from fault


@cache
def scripts_in(folder: Path) -> Mapping[str, str]:
    """Return the SQL files of a folder by their stems, in the order of their names; read once in a process."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}
