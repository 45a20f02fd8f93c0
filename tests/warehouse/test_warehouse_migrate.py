from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from config.errors import StoreError
from warehouse.migrate import all_or_nothing, apply_migrations, find_applied
from warehouse.records import ListRow
from warehouse.statements import MIGRATIONS, VIEWS, load_statement, scripts_in
from warehouse.store import Store

Opener = Callable[[], Store]


@pytest.fixture
def open_store(tmp_path: Path, now: datetime) -> Opener:
    """Open a warehouse that no run has ever opened before."""
    return lambda: Store(tmp_path / "new" / "warehouse.duckdb", wait=0, now=now)


def catalogue(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """Tables and views with their columns, but not DuckDB's numbers for them."""
    return connection.execute(
        "select schema_name, table_name, column_name, data_type, comment from duckdb_columns() where not internal order by all"
    ).fetchall()


def test_a_new_warehouse_has_every_migration_recorded_at_the_runs_now(
    open_store: Opener, now: datetime
) -> None:
    with open_store() as store:
        applied = store.connection.execute(
            "select name, applied_at from ledger.migration order by name"
        ).fetchall()
    assert [name for name, _ in applied] == list(scripts_in(MIGRATIONS))
    assert {at for _, at in applied} == {now}


def test_opening_again_changes_nothing(open_store: Opener) -> None:
    with open_store() as store:
        before = catalogue(store.connection)
    with open_store() as store:
        assert catalogue(store.connection) == before
        assert find_applied(store.connection) == set(scripts_in(MIGRATIONS))


def test_a_warehouse_of_a_newer_mingdan_is_refused_and_left_as_it_is(
    open_store: Opener, now: datetime
) -> None:
    with open_store() as store:
        store.execute("record_migration", name="9999_示例", applied_at=now)
    with pytest.raises(StoreError, match=r"newer mingdan \(it has 9999_示例\)"), open_store():
        pass
    with duckdb.connect(open_store().path) as connection:
        assert "9999_示例" in find_applied(connection)


def test_views_whose_text_changed_are_made_anew(open_store: Opener) -> None:
    with open_store() as store:
        before = catalogue(store.connection)
        store.connection.execute("drop view changes; create view old_thing as select 1 as one")
        store.execute("keep_fact", name="views", value="the digest of another text")
    with open_store() as store:
        assert catalogue(store.connection) == before


def test_views_changed_or_dropped_by_a_migration_are_there_and_to_be_published(
    open_store: Opener, tmp_path: Path, now: datetime
) -> None:
    with open_store() as store:
        before, path = catalogue(store.connection), store.path
        assert store.rows("load_fact", name="unpublished") == []
    for name, script in {**scripts_in(MIGRATIONS), "9997_example": "create schema example"}.items():
        (tmp_path / f"{name}.sql").write_text(script, encoding="utf-8")
    with duckdb.connect(path) as connection:
        apply_migrations(connection, path, now, folder=tmp_path)
        assert catalogue(connection) == before
        connection.execute(load_statement("load_fact"), {"name": "unpublished"})
        assert connection.fetchall() == [("yes",)]


def test_a_migration_that_fails_leaves_nothing_of_itself(tmp_path: Path, now: datetime) -> None:
    for name, script in scripts_in(MIGRATIONS).items():
        (tmp_path / f"{name}.sql").write_text(script, encoding="utf-8")
    (tmp_path / "9998_half.sql").write_text(
        "create table ledger.half (one integer); select 1 / 'x'::integer", "utf-8"
    )
    with duckdb.connect(tmp_path / "warehouse.duckdb") as connection:
        with pytest.raises(duckdb.Error):
            apply_migrations(connection, tmp_path, now, folder=tmp_path)
        assert find_applied(connection) == set(scripts_in(MIGRATIONS))
        assert connection.execute("from duckdb_tables() where table_name = 'half'").fetchall() == []


def test_a_connection_that_is_gone_does_not_hide_the_first_error(tmp_path: Path) -> None:
    def fail() -> None:
        connection = duckdb.connect()
        with all_or_nothing(connection, tmp_path):
            connection.rollback()
            raise LookupError("the first")

    with pytest.raises(LookupError, match="the first"):
        fail()


def test_every_migration_says_what_a_row_of_each_table_is() -> None:
    for script in scripts_in(MIGRATIONS).values():
        lines = script.splitlines()
        tables = [number for number, line in enumerate(lines) if line.startswith("create table")]
        assert all(lines[number - 1].startswith("-- one row per ") for number in tables)


def test_every_view_says_first_what_it_is() -> None:
    assert all(script.startswith("-- ") for script in scripts_in(VIEWS).values())


def test_a_warehouse_of_the_first_version_keeps_its_rows_and_learns_where_they_stood(
    tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / "warehouse.duckdb"
    made_by_the_first = tmp_path / "first"
    made_by_the_first.mkdir()
    (made_by_the_first / "0001_ledger.sql").write_text(scripts_in(MIGRATIONS)["0001_ledger"], "utf-8")
    with duckdb.connect(path) as old:
        apply_migrations_without_views(old, path, now, made_by_the_first)
        for number, locator in enumerate(("sheet 1!B7", "p[14]"), 1):
            values = ["a:1", 1, number, "示例", "示例", *[None] * 5, "0" * 64, locator]
            old.execute(f"insert into ledger.list_row values ({', '.join('?' * 12)})", values)
    with Store(path, wait=0, now=now) as store:
        rows = store.connection.execute("select locator, document, read_by from list_rows order by row_no")
        assert rows.fetchall() == [("sheet 1!B7", "", "spreadsheet"), ("p[14]", "", "")]
        store.merge([ListRow("a:1", 1, 3, "示例", "示例", *[None] * 5, "0" * 64, "p[1]", "附件.pdf", "OCR")])
    with Store(path, wait=0, now=now) as store:
        assert len(store.rows("list_migrations")) == len(scripts_in(MIGRATIONS))


def apply_migrations_without_views(
    connection: duckdb.DuckDBPyConnection, path: Path, now: datetime, folder: Path
) -> None:
    """Bring a file to an earlier version's shape: today's views do not fit it, and its own are made anew anyway."""
    for name, script in scripts_in(folder).items():
        with all_or_nothing(connection, path):
            connection.execute(script)
            connection.execute(load_statement("record_migration"), {"name": name, "applied_at": now})
