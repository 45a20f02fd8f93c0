"""Whatever a record can hold comes back from its table as it went in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from operator import attrgetter
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.records import TABLES, Record
from warehouse.store import Store
from warehouse.values import fetch_rows

NOW = datetime(2024, 1, 1, tzinfo=UTC)
JSON_FIELDS = {"duties", "detail", "evidence", "note", "said"}
LONG_FIELDS = {"seq", "bytes"}
# Every character but the halves of a surrogate pair, which no encoding carries.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
JSON_TEXT = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
).map(lambda value: json.dumps(value, ensure_ascii=False))
INSTANTS = st.datetimes(
    datetime(2, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone
    datetime(9998, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from(
        [UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-3, minutes=-30))]
    ),
)
PLAIN: dict[object, st.SearchStrategy[object]] = {
    str: TEXT,
    int: st.integers(-(2**31), 2**31 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    datetime: INSTANTS,
    tuple[str, ...]: st.lists(TEXT, max_size=3).map(tuple),
}


def any_value(name: str, hint: object) -> st.SearchStrategy[object]:
    if name in LONG_FIELDS:
        return st.integers(-(2**63), 2**63 - 1)
    kinds = [part for part in (get_args(hint) if hint not in PLAIN else (hint,)) if part is not type(None)]
    [kind] = kinds
    plain = JSON_TEXT if name in JSON_FIELDS else PLAIN[kind]
    return plain if hint in PLAIN else st.none() | plain


def any_record(kind: type[Record]) -> st.SearchStrategy[Record]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: any_value(field.name, hints[field.name]) for field in fields(kind)})


def held(store: Store, kind: type[Record]) -> list[Record]:
    store.connection.execute(f"from {TABLES[kind][0]}")
    return [kind(*row) for row in fetch_rows(store.connection)]


def by_key(kind: type[Record], records: list[Record]) -> dict[object, Record]:
    return {attrgetter(*TABLES[kind][1])(record): record for record in records}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(Path(tmp_path_factory.mktemp("records")) / "warehouse.duckdb", now=NOW) as store:
        yield store


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_merging_keeps_every_value_and_twice_is_once(
    store: Store, kind: type[Record], data: st.DataObject
) -> None:
    first = data.draw(st.lists(any_record(kind), max_size=6))
    second = data.draw(st.lists(any_record(kind), max_size=3))
    store.connection.execute(f"truncate {TABLES[kind][0]}")
    store.merge(first)
    store.merge(first)
    assert by_key(kind, held(store, kind)) == by_key(kind, first)
    store.merge(second)
    assert by_key(kind, held(store, kind)) == by_key(kind, first) | by_key(kind, second)
    assert len(held(store, kind)) == len(by_key(kind, first + second))


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
def test_a_record_has_the_columns_of_its_table_in_order_and_null_where_it_may_be_none(
    store: Store, kind: type[Record]
) -> None:
    columns = store.connection.execute(f"describe {TABLES[kind][0]}").fetchall()
    hints = get_type_hints(kind)
    expected = [
        (field.name, "YES" if type(None) in get_args(hints[field.name]) else "NO") for field in fields(kind)
    ]
    assert [(column[0], column[2]) for column in columns] == expected


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
def test_a_key_is_made_of_columns_that_are_never_null(kind: type[Record]) -> None:
    hints = get_type_hints(kind)
    assert all(type(None) not in get_args(hints[name]) for name in TABLES[kind][1])


def test_every_table_of_the_ledger_has_a_record_or_is_about_the_warehouse_itself(store: Store) -> None:
    tables = store.connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'ledger'"
    ).fetchall()
    recorded = {table.removeprefix("ledger.") for table, _ in TABLES.values()}
    assert {name for (name,) in tables} == recorded | {"migration", "fact"}
