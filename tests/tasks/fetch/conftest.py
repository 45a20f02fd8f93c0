"""A real web site on loopback, and the shortest way to poll it. Everything served is invented (示例)."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from config.models import Settings, Source
from tasks.archive.archive import Archive
from tasks.archive.records import Capture, Fetch, Poll
from tasks.fetch.client import Client
from tasks.fetch.poll_source import poll_source

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)  # 10:00 in China


@dataclass
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    """An answer to send; ``cut`` promises more bytes than come, ``drip`` sends a byte each so many seconds."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    drip: float = 0.0


class Site:
    """Answers by path; a path may have a function of the request, or replies that come one after the other."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._routes: dict[str, list[Reply | Callable[[Asked], Reply]]] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", "0")))
                names = {name.lower(): value for name, value in self.headers.items()}
                site.answer(self, Asked(self.command, self.path, names, body))

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    def serve(self, path: str, *replies: bytes | str | Reply | Callable[[Asked], Reply]) -> None:
        ready = [reply.encode() if isinstance(reply, str) else reply for reply in replies]
        self._routes[path] = [Reply(reply) if isinstance(reply, bytes) else reply for reply in ready]

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def answer(self, handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        self.asked.append(asked)
        replies = (
            self._routes.get(asked.path)
            or self._routes.get(asked.path.partition("?")[0])
            or [Reply(status=404)]
        )
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        reply = reply(asked) if callable(reply) else reply
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.content_type)
        handler.send_header("Content-Length", str(len(reply.body) + reply.cut))
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        self._send(handler, reply)

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        try:
            if not reply.drip:
                handler.wfile.write(reply.body)
            for number in range(len(reply.body) if reply.drip else 0):
                handler.wfile.write(reply.body[number : number + 1])
                threading.Event().wait(reply.drip)
        except OSError:
            pass  # the client hung up, as some tests want it to
        handler.close_connection = bool(reply.cut)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def reply() -> type[Reply]:
    return Reply


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def source(site: Site) -> Callable[..., Source]:
    """Make a source of the site: kind, path of its list, and anything else of its YAML."""

    def make(kind: str = "trs", path: str = "/tzgg/", list_keys: dict | None = None, **rest) -> Source:
        listed = {"kind": kind, "url": site.url + path, **(list_keys or {})}
        base = {
            "id": "demo-site",
            "title": "示例",
            "publisher": "示例厅",
            "level": "province",
            "list": listed,
        }
        return Source(**{**base, "allow_private": True, "delay": 0.0, "timeout": 2.0, **rest})

    return make


async def no_pause(seconds: float) -> None:
    del seconds


class Polls:
    """Polls one archive, a day later each time it is told so."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self.now = archive, NOW
        self.settings = Settings()
        self.pauses: list[float] = []

    def __call__(self, source: Source) -> Poll:
        return self.many(source)[0]

    def many(self, *sources: Source) -> list[Poll]:
        return asyncio.run(self._many(sources))

    def a_day_later(self) -> Polls:
        self.now += timedelta(days=1)
        return self

    def captures(self) -> list[Capture]:
        return [record for record in self.archive.log.read() if isinstance(record, Capture)]

    def fetches(self) -> list[Fetch]:
        lines = [record for record in self.archive.log.read() if isinstance(record, Fetch)]
        return [line for line in lines if not line.url.endswith("/robots.txt")]

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def _many(self, sources: tuple[Source, ...]) -> list[Poll]:
        client = Client(self.settings, sleep=self._pause, jitter=lambda: 0.5)
        try:
            return await asyncio.gather(
                *(poll_source(one, archive=self.archive, client=client, now=self.now) for one in sources)
            )
        finally:
            await client.aclose()


@pytest.fixture
def poll(archive: Archive) -> Polls:
    return Polls(archive)


ROW = '<li class="clearfix"><a href="./202603/t20260305_{n}.html" title="{title}">{short}…</a><span>2026-03-05</span></li>'


@pytest.fixture
def page() -> Callable[..., str]:
    """Make a TRS list page of 示例 rows: ``page("甲", "乙")``; an article's number is that of its title's place."""

    def make(*titles: str) -> str:
        rows = "".join(
            ROW.format(n=100 + place, title=title, short=title[:2]) for place, title in enumerate(titles)
        )
        return f'<html><body><ul class="list">{rows}</ul><script>createPageHTML(1, 0, "index", "html");</script></body></html>'

    return make
