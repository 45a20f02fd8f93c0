"""A server that may say anything, byte by byte, on a loopback host of its own; and a poll of it beside a healthy one."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from config.models import Settings, Source
from tasks.archive.archive import Archive
from tasks.archive.records import Capture, Poll
from tasks.fetch.client import Client
from tasks.fetch.poll_source import poll_source

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
GOOD = '<html><body><ul><li><a href="/art/202603/t20260305_1.html">示例设备维护通知</a><span>2026-03-05</span></li></ul></body></html>'
Say = Callable[[socket.socket, str], None]


def whole(
    body: bytes | str, *lines: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8"
) -> Say:
    """Say one whole answer and close."""
    data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    head = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(data)}",
        "Connection: close",
        *lines,
    ]

    def say(to: socket.socket, path: str) -> None:
        del path
        to.sendall("\r\n".join(head).encode("utf-8", "surrogatepass") + b"\r\n\r\n" + data)

    return say


@dataclass
class Wild:
    """Says for each path what it is told to say; ``asked`` are the paths, ``met`` the connections that came."""

    host: str
    port: int = 0
    says: dict[str, Say] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    met: int = 0

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{self.host}:{self.port}"

    def lists(self) -> list[str]:
        """Return the paths asked for but robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def serve(self, one: socket.socket) -> None:
        """Read one head and say what is due; whoever hangs up is let go."""
        self.met += 1
        with one, contextlib.suppress(OSError):
            one.settimeout(20)
            head = b""
            while b"\r\n\r\n" not in head and (piece := one.recv(65536)):
                head += piece
            path = head.split(b" ", 2)[1].decode("latin-1") if head.count(b" ") > 1 else ""
            self.asked.append(path)
            default = (
                whole("", status="404 Not Found")
                if path == "/robots.txt"
                else self.says.get("*", whole(GOOD))
            )
            self.says.get(path, default)(one, path)


@contextlib.contextmanager
def wild(host: str) -> Iterator[Wild]:
    """Open a wild server on a loopback address."""
    listener = socket.create_server((host, 0), backlog=64)
    server = Wild(host, listener.getsockname()[1])

    def accept() -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                one, _ = listener.accept()
                threading.Thread(target=server.serve, args=(one,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@dataclass(frozen=True)
class Ended:
    """How the two polls ended, the seconds of both, the longest that the event loop stood still."""

    hostile: Poll
    healthy: Poll
    seconds: float
    stalled: float


@dataclass
class Pair:
    """A hostile site, a healthy one, and a house that polls both at the same time."""

    hostile: Wild
    healthy: Wild
    archive: Archive
    settings: Settings = field(default_factory=lambda: Settings(max_body_mb=4))
    public: Callable[[str], bool] | None = None

    def source(self, name: str, url: str, kind: str = "html", **rest: object) -> Source:
        """Make a source of one site."""
        base = {
            "id": name, "title": "示例", "publisher": "示例厅", "level": "province", "delay": 0.0, "timeout": 1.0,
            "allow_private": self.public is None, "list": {"kind": kind, "url": url},
        }  # fmt: skip
        return Source(**{**base, **rest})

    def poll(self, kind: str = "html", path: str = "/list.html", **rest: object) -> Ended:
        """Poll both, and refuse a house in which the healthy one suffered."""
        hostile = self.source("shili-wild", self.hostile.url + path, kind, **rest)
        healthy = self.source("shili-good", f"{self.healthy.url}/list.html")
        ended = asyncio.run(self._poll(hostile, healthy))
        assert (ended.healthy.state, ended.healthy.complete, ended.healthy.entries) == ("ok", True, 1), ended
        assert ended.healthy.seconds < 10 and ended.seconds < 60 and ended.stalled < 2, ended
        return ended

    def captures(self) -> list[Capture]:
        """Return what was captured of the hostile site."""
        return [one for one in self.archive.log.captures() if one.source_id == "shili-wild"]

    async def _poll(self, hostile: Source, healthy: Source) -> Ended:
        told = {} if self.public is None else {"public": self.public}
        client = Client(self.settings, sleep=_no_pause, jitter=lambda: 0.0, **told)
        begin, stalled = time.monotonic(), asyncio.create_task(_longest_stall())
        try:
            polls = await asyncio.gather(
                *(
                    poll_source(one, archive=self.archive, client=client, now=NOW)
                    for one in (hostile, healthy)
                )
            )
        finally:
            stalled.cancel()
            await client.aclose()
        return Ended(polls[0], polls[1], time.monotonic() - begin, await stalled)


async def _no_pause(seconds: float) -> None:
    del seconds
    await asyncio.sleep(0)


async def _longest_stall() -> float:
    """Return, once cancelled, the longest time in which nothing else could run."""
    longest, last = 0.0, time.monotonic()
    with contextlib.suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(0.01)
            now = time.monotonic()
            longest, last = max(longest, now - last), now
    return longest
