from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from config.errors import StoreError
from warehouse.published import Published
from warehouse.records import Subject, SubjectName
from warehouse.snapshot import publish
from warehouse.store import Store

Opener = Callable[[], Store]


def grow(store: Store, to: int, now: datetime) -> None:
    """Make the warehouse hold so many subjects, each with one other name."""
    store.merge(Subject(f"s{n}", "enterprise", f"示例公司{n}", None, None, now) for n in range(to))
    store.merge(SubjectName(f"s{n}", f"示例旧名{n}", f"示例旧名{n}") for n in range(to))


def test_the_published_file_says_what_it_is_and_when_it_held(
    open_store: Opener, tmp_path: Path, now: datetime
) -> None:
    china = now.astimezone(timezone(timedelta(hours=8)))
    with open_store() as store:
        path = publish(store, tmp_path / "published", version="1.2.3", now=china, clock="fixed")
        with Published(path) as published:
            assert published.rows("from about").rows == [(5, "1.2.3", now, "fixed")]


def test_nothing_but_the_file_is_left_in_the_folder(
    open_store: Opener, tmp_path: Path, now: datetime
) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    (folder / "mingdan.duckdb.new").write_text("left by a killed run")
    (folder / "mingdan.duckdb.new.wal").write_text("left by a killed run")
    with open_store() as store:
        grow(store, 3, now)
        publish(store, folder, version="1", now=now)
        assert [path.name for path in folder.iterdir()] == ["mingdan.duckdb"]


def test_views_comments_and_macro_come_along(open_store: Opener, tmp_path: Path, now: datetime) -> None:
    views = "select view_name, comment from duckdb_views() where not internal order by all"
    columns = "select table_name, column_name, comment from duckdb_columns() where schema_name = 'main' order by all"
    with open_store() as store:
        expected = [store.connection.execute(sql).fetchall() for sql in (views, columns)]
        path = publish(store, tmp_path, version="1", now=now)
    with Published(path) as published:
        assert [published.rows(sql).rows for sql in (views, columns)] == expected
        assert published.rows("from designations_as_of('2024-01-01', now())").rows == []


def test_a_reader_keeps_the_file_it_opened_and_the_next_one_gets_the_new(
    open_store: Opener, tmp_path: Path, now: datetime
) -> None:
    count = "select count(*) from subjects"
    with open_store() as store:
        grow(store, 1, now)
        path = publish(store, tmp_path, version="1", now=now)
        with Published(path) as before:
            grow(store, 5, now)
            publish(store, tmp_path, version="2", now=now)
            with Published(path) as after:
                assert (before.rows(count).rows, after.rows(count).rows) == ([(1,)], [(5,)])


def test_a_folder_with_a_quote_and_chinese_in_its_name_is_published_to(
    open_store: Opener, tmp_path: Path, now: datetime
) -> None:
    folder = tmp_path / '示例\'s "folder"'
    with open_store() as store:
        path = publish(store, folder, version="1", now=now)
    with Published(path) as published:
        assert published.rows("select mingdan_version from about").rows == [("1",)]


def test_a_warehouse_of_any_file_name_is_published(tmp_path: Path, now: datetime) -> None:
    with Store(tmp_path / 'a "b".x.duckdb', wait=0, now=now) as store:
        grow(store, 2, now)
        path = publish(store, tmp_path / "published", version="1", now=now)
    with Published(path) as published:
        assert published.rows("select count(*) from subjects").rows == [(2,)]


def test_a_folder_that_cannot_be_made_is_a_store_error(
    open_store: Opener, tmp_path: Path, now: datetime
) -> None:
    (tmp_path / "published").write_text("not a folder")
    with open_store() as store, pytest.raises(StoreError, match="cannot publish"):
        publish(store, tmp_path / "published", version="1", now=now)


FULL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from config.errors import StoreError
from warehouse.records import SubjectName
from warehouse.snapshot import publish
from warehouse.store import Store
now, home = datetime(2024, 1, 1, tzinfo=UTC), Path(sys.argv[1])
with Store(home / "warehouse.duckdb", wait=0, now=now) as store:
    publish(store, home, version="before", now=now)
    store.merge(SubjectName(f"s{n:032d}", f"示例{n * 7919}", f"示例{n}") for n in range(50_000))
with Store(home / "warehouse.duckdb", wait=0, now=now) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    try:
        publish(store, home, version="after", now=now)
    except StoreError as fault:
        print(fault)
    print(sorted(path.name for path in home.glob("mingdan*")))
"""


def test_a_full_disk_leaves_the_earlier_file_as_it_was(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, timeout=60
    )
    assert "Free disk space" in said.stdout and "['mingdan.duckdb']" in said.stdout, said.stderr
    with Published(tmp_path / "mingdan.duckdb") as published:
        assert published.rows("select mingdan_version from about").rows == [("before",)]


READER = """
import sys
from pathlib import Path
from warehouse.published import Published
path, stop, seen = Path(sys.argv[1]), Path(sys.argv[2]), set()
question = "select about.mingdan_version::integer, (select count(*) from subjects), "
question += "(select count(*) from subjects where len(other_names) = 1) from about"
while True:
    last = stop.exists()
    with Published(path) as published:
        [(version, subjects, named)] = published.rows(question).rows
    assert subjects == named == version * 100, (version, subjects, named)
    if not seen:
        print("reading", flush=True)
    seen.add(version)
    if last:
        break
print(max(seen))
"""


def test_ten_readers_never_see_an_error_or_half_a_snapshot(
    open_store: Opener, tmp_path: Path, now: datetime
) -> None:
    path, stop = tmp_path / "mingdan.duckdb", tmp_path / "stop"
    with open_store() as store:
        grow(store, 100, now)
        publish(store, tmp_path, version="1", now=now)
        command = [sys.executable, "-c", READER, str(path), str(stop)]
        readers = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(10)
        ]
        for reader in readers:
            assert reader.stdout is not None and reader.stdout.readline() == "reading\n"
        for version in range(2, 7):
            grow(store, version * 100, now)
            publish(store, tmp_path, version=str(version), now=now)
        stop.touch()
        ended = [(*reader.communicate(timeout=60), reader.returncode) for reader in readers]
    assert ended == [("6\n", "", 0)] * 10


def test_readers_in_threads_of_one_process_get_each_new_file(
    open_store: Opener, tmp_path: Path, now: datetime
) -> None:
    faults: list[BaseException] = []
    seen: set[object] = set()
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                with Published(tmp_path / "mingdan.duckdb") as published:
                    seen.update(row[0] for row in published.rows("select mingdan_version from about").rows)
        except BaseException as fault:  # noqa: BLE001  # told in the test's own thread
            faults.append(fault)

    with open_store() as store:
        publish(store, tmp_path, version="1", now=now)
        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for version in ("2", "3"):
            publish(store, tmp_path, version=version, now=datetime.now(UTC))
            with Published(tmp_path / "mingdan.duckdb") as published:
                assert published.rows("select mingdan_version from about").rows == [(version,)]
        done.set()
        for thread in threads:
            thread.join()
    assert faults == []
    assert seen and seen <= {"1", "2", "3"}
