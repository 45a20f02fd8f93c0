"""One connection per host and a pause between two, over all processes of the machine; measured by a real server."""

from __future__ import annotations

import asyncio
import fcntl
import itertools
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from config.errors import Unreachable
from config.models import Settings
from tasks.fetch.client import Client
from tasks.fetch.host_lock import HostLock
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.politeness import Limits, Politeness
from tasks.fetch.standing import NotAsked

POLLER = """
import asyncio, sys
from pathlib import Path
from config.models import Settings, Source
from tasks.fetch.client import Client
from tasks.fetch.kinds.list_page import Request

async def main(url, folder, delay, times):
    listed = {"kind": "trs", "url": url}
    source = Source(id="shili", title="示例", publisher="示例厅", level="province", list=listed, allow_private=True, delay=delay)
    client = Client(Settings(), folder=Path(folder))
    for _ in range(times):
        await client.fetch(Request(url), source=source)
    await client.aclose()

asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])))
"""


class Slow(BaseHTTPRequestHandler):
    """Takes 50 ms an answer and notes from when to when."""

    spans: list[tuple[float, float]]

    def do_GET(self) -> None:
        began = time.monotonic()
        time.sleep(0.05)
        self.spans.append((began, time.monotonic()))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def slow_site():
    spans: list[tuple[float, float]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Noting", (Slow,), {"spans": spans}))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", spans
    finally:
        server.shutdown()
        server.server_close()


def start(url: str, folder: Path, *, delay: float, times: int) -> subprocess.Popen[bytes]:
    root = Path(__file__).parents[3]
    words = [sys.executable, "-c", POLLER, url, str(folder), str(delay), str(times)]
    return subprocess.Popen(words, cwd=root, stderr=subprocess.PIPE)


@pytest.mark.parametrize("delay", [0.0, 0.2])
def test_two_processes_at_one_host_never_overlap_and_keep_the_pause(tmp_path, delay) -> None:
    with slow_site() as (url, spans):
        polls = [start(url, tmp_path, delay=delay, times=4) for _ in range(2)]
        assert [poll.wait(timeout=60) for poll in polls] == [0, 0], polls[0].stderr.read()
    spans.sort()
    assert len(spans) == 8
    gaps = [after[0] - before[1] for before, after in itertools.pairwise(spans)]
    assert min(gaps) >= delay - 0.005, gaps


def test_a_process_killed_in_its_turn_leaves_no_lock_behind(tmp_path) -> None:
    with slow_site() as (url, spans):
        killed = start(url, tmp_path, delay=0.0, times=10_000)
        while len(spans) < 2:
            time.sleep(0.01)
        killed.send_signal(signal.SIGKILL)
        killed.wait(timeout=10)
        after = start(url, tmp_path, delay=0.0, times=1)
        assert after.wait(timeout=30) == 0


def test_a_host_held_by_another_run_is_waited_for_within_bounds(site, source, tmp_path) -> None:
    host = site.url.removeprefix("http://")
    held = HostLock(tmp_path / "locks", host, places=1)
    fcntl.flock(held._gate, fcntl.LOCK_EX)

    async def ask() -> None:
        client = Client(Settings(lock_wait_seconds=0.1), folder=tmp_path)
        try:
            await client.fetch(Request(site.url + "/x"), source=source())
        finally:
            await client.aclose()

    with pytest.raises(NotAsked, match="another run has held this host"):
        asyncio.run(ask())
    held.close()
    assert site.asked == [] and issubclass(NotAsked, Unreachable)


def test_a_time_from_before_a_restart_means_nothing(tmp_path) -> None:
    lock = HostLock(tmp_path, "shili.example", places=1)
    lock.keep_free_from(1_000_002.0, now=1_000_000.0)
    assert lock.free_at(1_000_001.0) == 1_000_002.0
    assert lock.free_at(50.0) == float("-inf"), "the clock began anew: it cannot be that far ahead"
    lock.keep_free_from(1e9, now=0.0)
    assert lock.free_at(0.0) <= 600, "nobody is kept waiting for ever"
    lock.close()


@pytest.mark.parametrize("damage", [b"", b"torn", bytes(range(60, 76)), b"\xff" * 16])
def test_a_damaged_lock_file_holds_nobody_up(tmp_path, damage) -> None:
    lock = HostLock(tmp_path, "shili.example", places=1)
    (tmp_path / "host-shili.example.lock").write_bytes(damage)
    assert lock.free_at(100.0) <= 700.0
    lock.close()


@pytest.mark.parametrize("host", ["../../etc/passwd", "shili.example:8080", "::1", "示" * 300, "a/b"])
def test_no_name_of_a_host_leaves_the_folder(tmp_path, host) -> None:
    async def take_all(lock: HostLock) -> None:
        async with lock.place(wait=0) as one, lock.place(wait=0) as two, lock.place(wait=0) as none:
            assert (one, two, none) == (True, True, False)

    lock = HostLock(tmp_path, host, places=2)
    asyncio.run(take_all(lock))
    lock.close()
    assert len(list(tmp_path.iterdir())) == 3 and all(path.is_file() for path in tmp_path.iterdir())


def test_a_thousand_hosts_keep_few_files_open(tmp_path) -> None:
    async def run() -> int:
        turns = Politeness(Limits(9, 1), clock=time.monotonic, sleep=asyncio.sleep, folder=tmp_path)
        async with turns.turn("shili.example", 5.0):
            for number in range(1_000):
                async with turns.turn(f"shili-{number}.example", 0.0):
                    pass
        most = len(list(Path("/proc/self/fd").iterdir()))
        turns.close()
        return most

    assert asyncio.run(run()) < 300
    assert HostLock(tmp_path, "shili.example", places=1).free_at(time.monotonic()) > time.monotonic()


def test_several_places_are_several_and_no_more(tmp_path) -> None:
    most, now = [0], [0]

    async def visit(turns: Politeness) -> None:
        async with turns.turn("shili.example", 0.0):
            now[0] += 1
            most[0] = max(most[0], now[0])
            await asyncio.sleep(0.01)
            now[0] -= 1

    async def run() -> None:
        both = [
            Politeness(Limits(9, 3), clock=time.monotonic, sleep=asyncio.sleep, folder=tmp_path)
            for _ in range(2)
        ]
        await asyncio.gather(*(visit(turns) for turns in both for _ in range(10)))
        for turns in both:
            turns.close()

    asyncio.run(run())
    assert most == [3]


def test_a_turn_costs_next_to_nothing(tmp_path) -> None:
    async def run() -> float:
        turns = Politeness(Limits(9, 1), clock=time.monotonic, sleep=asyncio.sleep, folder=tmp_path)
        best = float("inf")
        for _ in range(5):
            begin = time.process_time()
            for _ in range(200):
                async with turns.turn("shili.example", 0.0):
                    pass
            best = min(best, (time.process_time() - begin) / 200)
        turns.close()
        return best

    assert asyncio.run(run()) < 100e-6, "the benchmark says 13 microseconds"


def test_pauses_are_longer_than_asked_for_and_never_shorter(tmp_path) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    async def run() -> None:
        turns = Politeness(
            Limits(9, 1),
            clock=lambda: 100.0,
            sleep=sleep,
            jitter=iter([0.0, 1.0, 0.5, 0.0]).__next__,
            folder=tmp_path,
        )
        for _ in range(4):
            async with turns.turn("shili.example", 2.0):
                pass
        turns.close()

    asyncio.run(run())
    steps = [after - before for before, after in zip([0.0, *pauses], pauses, strict=False)]
    assert steps == pytest.approx([2.0, 2.5, 2.25])
