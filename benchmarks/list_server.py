"""A web server of list pages for the polling benchmark, in a process of its own: ``python -m benchmarks.list_server``.

``/etag/N.html`` answers 304 to its own ETag; ``/plain/N.html`` gives no validator and sends the same bytes each time.
It speaks just enough HTTP/1.1 to be no bottleneck: one event loop, connections kept open, answers made beforehand.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

PAGE_BYTES = 40_000
ROWS = 20
ETAG = '"mingdan-bench"'


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


def answer(head: bytes) -> bytes:
    """Return the whole answer to a request's head."""
    path = head.split(b" ", 2)[1].decode()
    kind, _, name = path.strip("/").partition("/")
    if kind not in ("etag", "plain"):
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    if kind == "etag" and f"if-none-match: {ETAG}".encode() in head.lower():
        return f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\n\r\n".encode()
    validator = f"ETag: {ETAG}\r\n" if kind == "etag" else ""
    lines = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {PAGE_BYTES}\r\n"
    return f"{lines}{validator}\r\n".encode() + list_page(int(name.removesuffix(".html")))


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
