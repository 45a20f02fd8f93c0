from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from config.errors import StoreError
from warehouse.records import Change, Review, Subject, SubjectName
from warehouse.store import Store
from warehouse.values import fetch_rows

Opener = Callable[[], Store]


@pytest.fixture
def store(open_store: Opener) -> Iterator[Store]:
    with open_store() as store:
        yield store


def a_subject(number: int, now: datetime, name: str = "示例公司") -> Subject:
    return Subject(f"s{number}", "enterprise", f"{name}{number}", "江苏省苏州市", "320500", now)


def count(store: Store, table: str = "ledger.subject") -> int:
    [(rows,)] = store.connection.execute(f"select count(*) from {table}").fetchall()
    return int(rows)


def test_what_was_merged_is_there_after_closing_and_opening_again(open_store: Opener, now: datetime) -> None:
    with open_store() as store:
        store.merge([a_subject(1, now), SubjectName("s1", "示例公司1", "示例公司1")])
    with open_store() as store:
        store.connection.execute("from ledger.subject")
        assert [Subject(*row) for row in fetch_rows(store.connection)] == [a_subject(1, now)]
        assert count(store, "ledger.subject_name") == 1


def test_of_two_records_with_one_key_in_a_batch_the_last_counts(store: Store, now: datetime) -> None:
    store.merge([a_subject(1, now, "旧"), a_subject(2, now), a_subject(1, now, "新")])
    assert count(store) == 2
    assert store.connection.execute("select name from ledger.subject where subject_id = 's1'").fetchall() == [
        ("新1",)
    ]


def test_a_failed_block_leaves_nothing_of_what_it_wrote(store: Store, now: datetime) -> None:
    def fail() -> None:
        with store.transaction():
            store.merge([a_subject(1, now)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert count(store) == 0
    with store.transaction():
        store.merge([a_subject(1, now)])
        store.merge([SubjectName("s1", "示例", "示例")])
    assert count(store) == 1


def test_a_fault_of_the_disk_inside_the_block_is_not_taken_for_one_of_the_store(store: Store) -> None:
    with pytest.raises(ConnectionError, match="the block's own"), store.transaction():
        raise ConnectionError("the block's own")


def test_one_bad_record_keeps_the_whole_merge_out(store: Store, now: datetime) -> None:
    naive = replace(a_subject(2, now), first_seen_at=datetime(2024, 1, 1))  # noqa: DTZ001  # the fault under test
    with pytest.raises(StoreError, match="without a zone"):
        store.merge([SubjectName("s1", "示例", "示例"), a_subject(1, now), naive])
    assert (count(store), count(store, "ledger.subject_name")) == (0, 0)


@pytest.mark.parametrize(
    ("detail", "problem"),
    [("{", "Malformed JSON"), ("\ud800", "surrogates not allowed")],
    ids=["json", "text"],
)
def test_a_value_that_its_column_cannot_hold_is_a_store_error(
    store: Store, now: datetime, detail: str, problem: str
) -> None:
    change = Change("c1", now, None, "call", None, "cn-sme-cluster", None, None, None, None, False, detail)
    with pytest.raises(StoreError, match=problem):
        store.merge([change])


def test_a_record_longer_than_any_buffer_of_duckdb_is_kept_whole(store: Store, now: datetime) -> None:
    evidence = '["' + "证据" * 4_000_000 + '"]'
    store.merge([Review("r1", "list", None, "示例", evidence, ("a",), now, None, None, None)])
    assert store.connection.execute("select evidence from ledger.review").fetchall() == [(evidence,)]


def test_merging_nothing_writes_nothing(store: Store) -> None:
    store.merge([])
    store.append(iter(()))
    assert count(store) == 0


def test_appending_adds_rows_known_to_be_new(store: Store, now: datetime) -> None:
    store.append(a_subject(number, now) for number in range(3))
    store.append([a_subject(3, now)])
    assert count(store) == 4


def test_twenty_thousand_rows_are_merged_in_bulk(store: Store, now: datetime) -> None:
    rows = [a_subject(number, now) for number in range(20_000)]
    began = time.process_time()
    store.merge(rows)
    # Half a second on a free machine; row by row it would be ten, so this bound fails for that and not for a busy one.
    assert time.process_time() - began < 5
    assert count(store) == 20_000


def test_no_file_in_between_is_left_beside_the_warehouse(store: Store, now: datetime) -> None:
    store.merge([a_subject(1, now)])
    assert [path.name for path in store.path.parent.glob(".batch*")] == []


@dataclass(frozen=True)
class Fact:
    value: str


@dataclass(frozen=True)
class Applied:
    name: str
    applied_at: datetime


def test_loading_fills_a_dataclass_by_column_name(store: Store) -> None:
    store.execute("keep_fact", name="示例", value="一")
    store.execute("keep_fact", name="示例", value="二")
    assert store.load(Fact, "load_fact", name="示例") == [Fact("二")]
    assert store.rows("load_fact", name="示例") == [{"value": "二"}]
    assert store.rows("load_fact", name="nothing of the kind") == []


def test_a_query_without_a_field_of_the_dataclass_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="gives no applied_at for Applied"):
        store.load(Applied, "list_migrations")


def test_times_come_back_in_utc_dates_as_dates_and_arrays_as_tuples(store: Store) -> None:
    china = datetime(2024, 1, 1, 7, 30, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    store.connection.execute(
        "select $at as moment, date '2024-02-29' as day, ['甲', null] as names, [[1], []] as deep, null::varchar[] as no",
        {"at": china},
    )
    [(moment, day, names, deep, none)] = fetch_rows(store.connection)
    assert moment == china and isinstance(moment, datetime) and moment.tzinfo is UTC
    assert (day, names, deep, none) == (date(2024, 2, 29), ("甲", None), ((1,), ()), None)


@pytest.mark.parametrize("name", ["no_such", "../migrations/0001_ledger", ""])
def test_only_a_file_of_the_queries_is_a_statement(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match="no statement is named"):
        store.rows(name)


def test_a_parameter_that_is_missing_is_a_store_error(store: Store) -> None:
    with pytest.raises(StoreError, match="load_fact"):
        store.rows("load_fact")


def test_a_second_writer_is_refused_while_the_first_has_it_open(store: Store, open_store: Opener) -> None:
    with pytest.raises(StoreError, match="in use"), open_store():
        pass


def test_a_warehouse_that_another_program_has_open_says_so(open_store: Opener) -> None:
    path = open_store().path
    other = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", other, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"open\n"
        with pytest.raises(StoreError, match="close it, and read the published file"), open_store():
            pass
        holder.kill()


def test_a_file_that_is_no_warehouse_is_refused_and_frees_the_lock(open_store: Opener) -> None:
    path = open_store().path
    path.write_text("示例: this is no database" * 1000)
    for _ in range(2):
        with pytest.raises(StoreError, match="mingdan replay"), open_store():
            pass


def test_a_store_is_used_within_its_block_only(open_store: Opener, now: datetime) -> None:
    with pytest.raises(StoreError, match="outside its with block"):
        open_store().merge([a_subject(1, now)])


def test_a_transaction_within_a_transaction_is_refused_and_undoes_the_outer(
    store: Store, now: datetime
) -> None:
    def nest() -> None:
        with store.transaction():
            store.merge([a_subject(1, now)])
            with store.transaction():
                pass

    with pytest.raises(StoreError, match="within a transaction"):
        nest()
    assert count(store) == 0


FILL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from config.errors import StoreError
from warehouse.records import SubjectName
from warehouse.store import Store
now = datetime(2024, 1, 1, tzinfo=UTC)
try:
    with Store(Path(sys.argv[1]), wait=0, now=now) as store:
        store.merge([SubjectName("kept", "示例", "示例")])
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
        store.merge(SubjectName(f"s{n:032d}", f"示例{n * 7919}", f"示例{n}") for n in range(100_000))
except StoreError as fault:
    print(fault)
"""


@pytest.mark.parametrize("limit", [2_000_000, 9_000_000])
def test_a_full_disk_says_what_to_do_and_loses_nothing(open_store: Opener, limit: int) -> None:
    path = open_store().path
    said = subprocess.run(
        [sys.executable, "-c", FILL, str(path), str(limit)], capture_output=True, text=True, timeout=60
    )
    assert "Free disk space and run the same command again" in said.stdout, said.stderr
    with open_store() as store:
        assert store.connection.execute("select subject_id from ledger.subject_name").fetchall() == [
            ("kept",)
        ]


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.records import SubjectName
from warehouse.store import Store
with Store(Path(sys.argv[1]), wait=0, now=datetime(2024, 1, 1, tzinfo=UTC)) as store:
    store.merge([SubjectName("kept", "示例", "示例")])
    with store.transaction():
        store.merge(SubjectName(f"s{n}", "示例", "示例") for n in range(1000))
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_writer_leaves_what_it_committed_and_no_lock(open_store: Opener) -> None:
    path = open_store().path
    (path.parent / ".batch-killed.jsonl").write_text("left by a killed run")
    subprocess.run([sys.executable, "-c", KILLED, str(path)], timeout=60, check=False)
    with open_store() as store:
        assert store.connection.execute("select subject_id from ledger.subject_name").fetchall() == [
            ("kept",)
        ]
        assert list(path.parent.glob(".batch*")) == []


def threads_of(store: Store) -> int:
    [(threads,)] = store.connection.execute("select current_setting('threads')").fetchall()
    return int(threads)


def test_a_small_ledger_is_written_by_one_thread_and_a_grown_one_by_all(store: Store, now: datetime) -> None:
    store.connection.execute("reset threads")
    every = threads_of(store)
    store.connection.execute("set threads = 1")
    store.merge([a_subject(1, now)])
    assert threads_of(store) == 1
    store.connection.execute(
        "insert into ledger.fact select i::varchar, md5(random()::varchar) from range(1_500_000) as many(i)"
    )
    store.connection.execute("checkpoint")
    store.merge([a_subject(2, now)])
    assert threads_of(store) == every
