from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from config.errors import QueryError, StoreError
from warehouse.published import Answer, Published
from warehouse.snapshot import publish
from warehouse.store import Store


@pytest.fixture
def published(open_store: Callable[[], Store], tmp_path: Path, now: datetime) -> Iterator[Published]:
    with open_store() as store:
        path = publish(store, tmp_path / "published", version="1", now=now)
    with Published(path) as published:
        yield published


def test_an_answer_has_names_types_and_plain_values(published: Published) -> None:
    answer = published.rows("select $day as day, ['甲'] as names, 1 as n, timestamptz '2024-01-01 08:00:00+08' as moment", {"day": date(2024, 1, 1)})  # fmt: skip
    assert answer.columns == ("day", "names", "n", "moment")
    assert answer.types == ("DATE", "VARCHAR[]", "INTEGER", "TIMESTAMP WITH TIME ZONE")
    assert answer.rows == [(date(2024, 1, 1), ("甲",), 1, datetime(2024, 1, 1, tzinfo=UTC))]
    assert str(answer.rows[0][3]) == "2024-01-01 00:00:00+00:00"


def test_parameters_are_bound_by_place_too_and_never_read_as_sql(published: Published) -> None:
    assert published.rows("select ? as said", ["'; drop view changes; --"]).rows == [
        ("'; drop view changes; --",)
    ]


def test_a_persons_sql_can_show_times_in_chinas_zone(published: Published) -> None:
    [(shown,)] = published.rows("select published_at at time zone 'Asia/Shanghai' from about").rows
    assert shown == datetime(2024, 6, 30, 9, 2, 3)  # noqa: DTZ001  # a wall clock's time has no zone


def test_an_empty_answer_still_has_its_columns(published: Published) -> None:
    answer = published.rows("select change_id, kind from changes")
    assert (answer.columns, answer.rows) == (("change_id", "kind"), [])


def test_sql_without_a_statement_is_an_answer_without_columns(published: Published) -> None:
    assert published.rows("-- nothing\n;") == Answer((), (), [])


def test_where_nothing_is_published_yet_the_next_command_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="mingdan poll or mingdan demo"):
        Published(tmp_path / "mingdan.duckdb")


def test_a_file_that_is_no_database_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "mingdan.duckdb").write_text("示例" * 5000)
    with pytest.raises(StoreError, match="cannot read"):
        Published(tmp_path / "mingdan.duckdb")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select nam from subjects", "Candidate bindings"),
        ("selec 1", "syntax error"),
        ("from chnages", 'Did you mean "changes'),
        ("select 'x'::integer", "Could not convert"),
        ("select $day", "day"),
    ],
)
def test_wrong_sql_is_refused_with_duckdbs_own_words(published: Published, sql: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        published.rows(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "copy (select 1) to '{folder}/out.csv'",
        "copy (select 1) to '.tmp/out.csv'",
        "set temp_directory = '{folder}'",
        "export database '{folder}/out'",
        "attach '{folder}/other.duckdb'",
        "attach '{folder}/warehouse.duckdb' as w (read_only)",
        "from read_csv('{folder}/secret.csv')",
        "from '{folder}/secret.csv'",
        "from read_text('{folder}/secret.csv')",
        "from glob('{folder}/*')",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set python_enable_replacements = true",
        "reset enable_external_access",
        "create table mingdan.main.mine as select 1",
        "drop view changes",
        "delete from ledger.fact",
        "update ledger.fact set value = ''",
    ],
)
def test_sql_of_a_person_reaches_nothing_but_the_published_rows(
    published: Published, tmp_path: Path, sql: str
) -> None:
    (tmp_path / "secret.csv").write_text("secret\n1\n")
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(QueryError):
        published.rows(sql.format(folder=tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_question_after_a_refused_one_is_answered(published: Published) -> None:
    with pytest.raises(QueryError):
        published.rows("selec")
    assert published.rows("select 1").rows == [(1,)]


def test_closing_twice_does_nothing_and_a_closed_file_says_so(published: Published) -> None:
    published.close()
    published.close()
    with pytest.raises(QueryError, match="closed"):
        published.rows("select 1")


def test_reading_imports_neither_the_writer_nor_anything_heavy() -> None:
    code = "import sys, warehouse.published; print([m for m in sys.argv[1:] if m in sys.modules])"
    heavy = [
        "pydantic",
        "prefect",
        "aiohttp",
        "yaml",
        "warehouse.store",
        "warehouse.records",
        "numpy",
        "pandas",
    ]
    said = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, timeout=60)
    assert said.stdout == "[]\n", said.stderr
