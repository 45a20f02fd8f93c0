"""The fetch log: every line once, in order, whatever interrupts it."""

from __future__ import annotations

import resource
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import StoreError
from tasks.archive.archive import Archive
from tasks.archive.log import FetchLog
from tasks.archive.records import (
    Attachment,
    Capture,
    Fetch,
    FetchOutcome,
    Ingest,
    Poll,
    Restated,
    SourceState,
)

NOW = datetime(2024, 9, 20, 9, 0, tzinfo=UTC)
POLL = Poll("sd-gxt", NOW, SourceState.OK, True, 20, 1, 0.5, "", date(2024, 9, 20))
FETCH = Fetch("f1", "sd-gxt", "http://example.invalid/", NOW, 0.1, 200, FetchOutcome.NEW, "0" * 64, 10, None)

texts = st.text(st.characters(), max_size=40)  # lone surrogates too: a hostile title is only text
instants = st.integers(1_577_836_800, 1_893_456_000).map(
    lambda second: datetime.fromtimestamp(second, timezone(timedelta(hours=8)))
)
captures = st.builds(
    Capture,
    capture_id=texts,
    source_id=texts,
    url=texts,
    title=texts,
    dated=st.none() | st.dates(),
    doc_number=texts,
    captured_at=instants,
    page_sha256=st.none() | texts,
    page_content_type=texts,
    attachments=st.lists(
        st.builds(Attachment, texts, texts, st.none() | texts, texts, st.none() | texts, st.booleans()),
        max_size=3,
    ).map(tuple),
    imported=st.booleans(),
    seq=st.just(-1),
)
polls = st.builds(
    Poll,
    texts,
    instants,
    st.sampled_from(SourceState),
    st.booleans(),
    st.integers(),
    st.integers(),
    st.floats(0, 9),
    texts,
    st.none() | st.dates(),
    st.just(-1),
)
marks = st.builds(Ingest, instants, st.just(-1)) | st.builds(
    Restated, instants, texts, st.integers(), st.booleans(), st.just(-1)
)


@given(records=st.lists(captures | polls | marks, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_what_is_appended_is_read_back_in_order_with_rising_sequences(tmp_path_factory, records) -> None:
    log = FetchLog(tmp_path_factory.mktemp("log"))
    for record in records:
        log.append(record, durable=False)
    assert list(log.read()) == [replace(record, seq=number) for number, record in enumerate(records)]
    assert log.last_seq() == len(records) - 1


def test_a_capture_from_before_pictures_were_kept_is_still_read(tmp_path: Path) -> None:
    attachment = Attachment("示例名单.xlsx", "http://example.invalid/1.xlsx", "0" * 64)
    capture = Capture(
        "c-1", "sd-gxt", "http://example.invalid/", "示例", None, "", NOW, "1" * 64, "", (attachment,)
    )
    FetchLog(tmp_path).append(capture)
    path = next(tmp_path.glob("log/*.ndjson"))
    assert b',"picture":false' in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(b',"picture":false', b""))
    assert list(FetchLog(tmp_path).read()) == [replace(capture, seq=0)]


def test_a_fetch_line_takes_a_sequence_too(tmp_path: Path) -> None:
    log = FetchLog(tmp_path)
    log.append(FETCH, POLL)
    assert list(log.read()) == [FETCH, replace(POLL, seq=1)]
    assert list(log.read(after=0)) == [replace(POLL, seq=1)]
    assert list(log.read(after=1)) == []


def test_a_line_torn_anywhere_is_skipped_and_mended_by_the_next_append(tmp_path: Path) -> None:
    log = FetchLog(tmp_path)
    log.append(POLL)
    path = next(tmp_path.glob("log/*.ndjson"))
    whole = path.stat().st_size
    log.append(replace(POLL, reason="示例 torn"))
    both = path.read_bytes()
    for cut in range(whole, len(both)):
        path.write_bytes(both[:cut])
        assert FetchLog(tmp_path).last_seq() == 0
        assert [record.seq for record in FetchLog(tmp_path).read()] == [0]
        FetchLog(tmp_path).append(replace(POLL, reason="after"), durable=False)
        assert [(r.seq, r.reason) for r in FetchLog(tmp_path).read()] == [(0, ""), (1, "after")]


def test_a_first_line_torn_leaves_an_empty_log(tmp_path: Path) -> None:
    log = FetchLog(tmp_path)
    log.append(POLL)
    path = next(tmp_path.glob("log/*.ndjson"))
    path.write_bytes(path.read_bytes()[:30])
    assert (FetchLog(tmp_path).last_seq(), list(FetchLog(tmp_path).read())) == (-1, [])
    FetchLog(tmp_path).append(POLL)
    assert FetchLog(tmp_path).last_seq() == 0


def test_sequences_run_on_over_months_and_never_step_back(tmp_path: Path) -> None:
    log = FetchLog(tmp_path)
    months = [NOW, NOW + timedelta(days=40), NOW - timedelta(days=400), NOW + timedelta(days=80)]
    for number, instant in enumerate(months):
        FetchLog(tmp_path).append(replace(POLL, polled_at=instant, entries=number))
    assert [path.stem for path in sorted(tmp_path.glob("log/*.ndjson"))] == ["2024-09", "2024-10", "2024-12"]
    assert [(record.seq, record.entries) for record in log.read()] == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert [record.seq for record in log.read(after=1)] == [2, 3]


def test_reading_behind_any_sequence_of_a_long_log_is_exact(tmp_path: Path) -> None:
    log = FetchLog(tmp_path)
    log.append(*[replace(POLL, reason="x" * (number % 700)) for number in range(900)])
    for after in [-1, 0, 1, 399, 400, 898, 899, 5000]:
        assert [record.seq for record in log.read(after)] == list(range(after + 1, 900))


def test_a_damaged_line_in_the_middle_is_an_error_and_not_a_shorter_log(tmp_path: Path) -> None:
    log = FetchLog(tmp_path)
    log.append(POLL, POLL)
    path = next(tmp_path.glob("log/*.ndjson"))
    path.write_bytes(path.read_bytes().replace(b'"entries":20', b'"entries":}2', 1))
    with pytest.raises(StoreError, match="restore the log"):
        list(log.read())


def test_a_line_of_a_later_version_is_an_error_that_says_so(tmp_path: Path) -> None:
    log = FetchLog(tmp_path)
    log.append(POLL)
    path = next(tmp_path.glob("log/*.ndjson"))
    path.write_bytes(path.read_bytes().replace(b'"entries"', b'"objects"'))
    with pytest.raises(StoreError, match="use the version that wrote it"):
        list(log.read())


def test_a_full_disk_leaves_the_log_as_it_was(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.log.append(POLL)
    path = next(tmp_path.glob("log/*.ndjson"))
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, hard))
    try:
        with pytest.raises(StoreError, match="free some disk space"):
            archive.log.append(POLL, POLL)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    archive.log.append(POLL)
    assert archive.log.last_seq() == 1


def test_two_processes_appending_at_once_lose_and_mix_nothing(tmp_path: Path) -> None:
    script = (
        "import sys, datetime, pathlib\n"
        "from tasks.archive.log import FetchLog\n"
        "from tasks.archive.records import Poll, SourceState\n"
        "now = datetime.datetime(2024, 9, 20, tzinfo=datetime.UTC)\n"
        "log = FetchLog(pathlib.Path(sys.argv[1]))\n"
        "for n in range(200): log.append(Poll(sys.argv[2], now, SourceState.OK, True, n, 0, 0.0), durable=False)\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), name]) for name in ("a", "b", "c")
    ]
    assert [process.wait() for process in started] == [0, 0, 0]
    records = list(FetchLog(tmp_path).read())
    assert [record.seq for record in records] == list(range(600))
    assert [record.entries for record in records if record.source_id == "b"] == list(range(200))


def test_opening_and_reading_an_empty_archive_writes_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "none")
    assert (list(archive.log.read()), archive.log.last_seq()) == ([], -1)
    assert not (tmp_path / "none").exists()


def test_the_captures_of_a_log_are_those_among_all_its_records(tmp_path: Path) -> None:
    log = FetchLog(tmp_path)
    sly = '{"seq":9,"record":"capture","x":"'  # a line that speaks of a capture is none
    capture = Capture("c", "s", "u", sly, None, "", NOW, None, "", ())
    log.append(replace(POLL, reason=sly), capture, replace(FETCH, url=sly), POLL, capture)
    every = [record for record in log.read() if isinstance(record, Capture)]
    assert [list(log.captures(after)) for after in (-1, 1, 4)] == [every, every[1:], []]
    assert [record.seq for record in every] == [1, 4]
