"""Every named statement is SQL that an empty warehouse understands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from warehouse.statements import QUERIES, bind, load_statement, scripts_in
from warehouse.store import Store

NAMES = list(scripts_in(QUERIES))


@pytest.fixture(scope="module")
def store(empty_warehouse: Path) -> Iterator[Store]:
    with Store(empty_warehouse, wait=0, now=datetime(2024, 1, 1, tzinfo=UTC)) as store:
        yield store


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_is_understood_on_an_empty_warehouse(store: Store, name: str) -> None:
    [statement] = duckdb.extract_statements(load_statement(name))
    if statement.type == duckdb.StatementType.SET:
        return
    nothing = dict.fromkeys(statement.named_parameters)
    store.connection.execute(f"explain {load_statement(name)}", nothing)


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_says_first_what_its_rows_are(name: str) -> None:
    assert load_statement(name).startswith("-- ")


@pytest.mark.parametrize("name", NAMES)
def test_a_list_parameter_is_read_from_json(name: str) -> None:
    assert not re.search(r"unnest\(\s*\$\w+\s*\)|any\(\s*\$\w+\s*\)", load_statement(name))


def test_lists_tuples_and_sets_are_bound_as_json_and_all_else_as_it_is() -> None:
    bound = bind({"ids": ["甲", '"'], "pair": ("a",), "none": None, "few": {1}, "text": "x"})
    assert bound == {"ids": '["甲", "\\""]', "pair": '["a"]', "none": None, "few": "[1]", "text": "x"}


def test_a_bound_list_is_read_back_by_the_form_that_statements_use(store: Store) -> None:
    names = ["甲", "a\"b'c\\", "", "[x, y]", "null", "\u2028"]
    rows = store.connection.execute("select unnest($ids::json::varchar[])", bind({"ids": names})).fetchall()
    assert [name for (name,) in rows] == names
