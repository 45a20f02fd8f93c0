"""Two polls started at once, and ten readers while days are published."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tasks.archive.log import FetchLog
from tasks.archive.records import Capture
from tasks.archive.wire import Record
from tasks.direct import DirectRunner
from tasks.house import open_house
from tasks.ingest.shelf import Shelf
from tasks.pipeline import ingest_new, poll_sources
from tasks.read.about import About
from tasks.read.read import read_body
from tests.faults.conftest import Call
from tests.faults.playing import Stage, assert_same, views_of
from warehouse.store import Store

READER = Path(__file__).with_name("reader.py")
READERS = 10


@pytest.mark.slow  # its days hold a list as a picture, which OCR reads
def test_two_polls_at_once_end_as_one(stage: Stage) -> None:
    one, two = stage.home("one"), stage.home("two")
    for day in (stage.past.days[0], stage.past.days[6]):
        stage.play(one, day)
        alone = stage.hook.counts()
        stage.hook.clear()
        both = [stage.start(two, day.at) for _ in range(2)]
        ends = [process.communicate(timeout=60)[0].split()[-1] for process in both]
        assert [process.returncode for process in both] == [0, 0] and ends == ["done", "done"]
        assert stage.hook.counts() == alone
        stage.hook.clear()
    assert_same(views_of(two), views_of(one))


class Growing(FetchLog):
    """A log to which another poll appends just when the ledger, the reader of all its lines, has read it to its end."""

    def __init__(self, root: Path, late: Record) -> None:
        super().__init__(root)
        self.late, self.reads = late, 0

    def read(self, after: int = -1) -> Iterator[Record]:
        yield from super().read(after)
        self.reads += 1
        if self.reads == 1:
            self.append(self.late)


def test_what_another_poll_logs_while_one_ingests_is_taken_in_by_the_next(stage: Stage) -> None:
    places, day = stage.home("late"), stage.past.days[6]
    stage.enter(day)
    polled, late = (open_house(p, lambda: day.at) for p in (places, stage.home("quiet")))
    asyncio.run(poll_sources(polled, DirectRunner()))
    shutil.copytree(polled.archive.root / "bodies", late.archive.root / "bodies")
    captures = [r for r in polled.archive.log.read() if isinstance(r, Capture)]
    late.archive.log.append(*captures[:-1])
    late.archive.log = Growing(late.archive.root, captures[-1])
    first = asyncio.run(ingest_new(late, DirectRunner()))
    second = asyncio.run(ingest_new(late, DirectRunner()))
    assert sum(first.outcomes.values()) == len(captures) - 1
    assert sum(second.outcomes.values()) == 1


def test_one_body_read_by_many_at_once_is_kept_whole(tmp_path: Path) -> None:
    body = "<html><body><p>示例正文</p></body></html>".encode()
    documents = read_body(body, About("ab" * 32, "https://shili.example/1.html"))
    shelf = Shelf(tmp_path)
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda _: shelf.put("ab" * 32, documents), range(200)))
    assert shelf.get("ab" * 32) == documents
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".gz"]


@pytest.mark.slow
def test_ten_readers_meet_no_lock_and_no_half_snapshot_while_days_are_published(stage: Stage) -> None:
    places, days = stage.home("read"), stage.past.days
    stage.play(places, days[0])
    enough = places.home / "enough"
    line = [sys.executable, str(READER), str(places.snapshot), str(enough)]
    readers = [
        subprocess.Popen(line, env=stage.environment(), stdout=subprocess.PIPE, text=True)
        for _ in range(READERS)
    ]
    for reader in readers:
        assert reader.stdout is not None and reader.stdout.readline() == "reading\n"
    for day in (days[5], days[6], days[7]):
        stage.play(places, day)
    enough.touch()
    told = [reader.communicate(timeout=60)[0].splitlines() for reader in readers]
    assert [reader.returncode for reader in readers] == [0] * READERS, told
    assert any(len(set(snapshots)) > 1 for snapshots in told)


def test_a_poll_that_may_not_wait_says_who_writes_and_what_it_fetched_is_kept(
    stage: Stage, call: Call
) -> None:
    places, day = stage.home("held"), stage.past.days[0]
    (places.config / "settings.yaml").write_text("lock_wait_seconds: 0.1\n", encoding="utf-8")
    with Store(places.warehouse, now=day.at):
        ended = call(places, "poll", day=day)
    assert ended.status == 1 and "Traceback" not in ended.err
    assert f"process {os.getpid()}" in ended.err and "Wait for it to end" in ended.err
    asked = len(stage.web.requests)
    ended = call(places, "poll", day=day)
    assert ended.status == 0 and "ledger: " in ended.out and "ledger: nothing new" not in ended.out
    assert len(stage.web.requests) - asked < asked
