"""A web server of list pages for the polling benchmark, in a process of its own: ``python -m benchmarks.list_server``.

``/etag/N.html`` answers 304 to its own ETag, ``/feed/N.xml`` is a feed that does; ``/plain/N.html`` gives no validator and
sends the same bytes each time. ``/answered`` says how many pages were answered, by status, robots.txt left out.
It speaks just enough HTTP/1.1 to be no bottleneck: one event loop, connections kept open, answers made beforehand.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

PAGE_BYTES = 40_000
ROWS = 20
ETAG = '"mingdan-bench"'
ANSWERED: Counter[str] = Counter()


@cache
def list_page(number: int) -> bytes:
    """Return one list page of 40 KB: 20 dated entries between the menus that such pages carry."""
    rows = "\n".join(
        f'<li><a href="./202601/t202601{20 - row // 2:02d}_{number * 100 + row}.html" title="示例通知第{row}号">示例通知第{row}号</a>'
        f"<span>2026-01-{20 - row // 2:02d}</span></li>"
        for row in range(ROWS)
    )
    page = f'<!doctype html><html><head><meta charset="utf-8"><title>示例栏目{number}</title></head><body><ul>{rows}</ul>'
    menu = '<div class="menu"><span class="entry" data-level="2">示例菜单</span></div>\n'
    whole = (page + menu * ((PAGE_BYTES - len(page.encode())) // len(menu.encode()))).encode()
    return whole.ljust(PAGE_BYTES - 14) + b"</body></html>"


@cache
def feed(number: int) -> bytes:
    """Return one RSS feed of 20 dated entries."""
    items = "".join(
        f"<item><title>示例通知第{row}号</title><link>http://gov.example/{number}/t202601{20 - row // 2:02d}_{row}.html</link>"
        f"<pubDate>{20 - row // 2} Jan 2026 08:00:00 +0800</pubDate></item>"
        for row in range(ROWS)
    )
    head = f"<title>示例栏目{number}</title><link>http://gov.example/{number}/</link><description>示例</description>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def answer(head: bytes) -> bytes:
    """Return the whole answer to a request's head."""
    path = head.split(b" ", 2)[1].decode()
    if path == "/answered":
        return _whole("application/json", json.dumps(ANSWERED).encode())
    kind, _, name = path.strip("/").partition("/")
    if kind not in ("etag", "plain", "feed"):
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    if kind != "plain" and f"if-none-match: {ETAG}".encode() in head.lower():
        ANSWERED["304"] += 1
        return f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\n\r\n".encode()
    ANSWERED["200"] += 1
    number = int(name.partition(".")[0])
    validator = "" if kind == "plain" else f"ETag: {ETAG}\r\n"
    if kind == "feed":
        return _whole("application/rss+xml", feed(number), validator)
    return _whole("text/html; charset=utf-8", list_page(number), validator)


def _whole(content_type: str, body: bytes, validator: str = "") -> bytes:
    lines = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{validator}\r\n"
    )
    return lines.encode() + body


class _Connection(asyncio.Protocol):
    """One connection kept open; requests without a body, one after the other."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.held = transport, b""

    def data_received(self, data: bytes) -> None:
        self.held += data
        while (end := self.held.find(b"\r\n\r\n")) >= 0:
            head, self.held = self.held[:end], self.held[end + 4 :]
            self.transport.write(answer(head))


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Connection, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)  # until whoever started it closes the pipe, or dies
    server.close()


@contextmanager
def running_server() -> Iterator[str]:
    """Run the server in a process of its own for the length of the block; yield its address."""
    command = [sys.executable, "-m", "benchmarks.list_server"]
    root = Path(__file__).parent.parent
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()
            process.wait(timeout=10)


if __name__ == "__main__":
    asyncio.run(_serve())
