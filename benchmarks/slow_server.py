"""A web of many hosts on loopback whose answers take their time, in a process of its own: ``python -m benchmarks.slow_server``.

Each host is an address of its own (127.0.0.1, 127.0.0.2, ...) on one port. ``/PATH`` gives the same list page each
time, after so many seconds; ``/asked`` gives the instants at which lists were asked for on that host, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.list_server import list_page

ASKED: dict[str, list[float]] = defaultdict(list)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
    host = writer.get_extra_info("sockname")[0]
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ", 2)[1].decode()
            kind, body = b"text/html; charset=utf-8", list_page(1)
            if path == "/asked":
                kind, body = b"application/json", json.dumps(ASKED[host]).encode()
            elif path == "/robots.txt":
                kind, body = b"text/plain", b""
            else:
                ASKED[host].append(time.monotonic())
                await asyncio.sleep(seconds)
            length = str(len(body)).encode()
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\nContent-Length: " + length + b"\r\n\r\n"
            )
            writer.write(body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client is done with the connection
    finally:
        writer.close()


async def _serve(hosts: int, seconds: float) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _answer(reader, writer, seconds)

    servers = [await asyncio.start_server(answer, "127.0.0.1", 0)]
    port = servers[0].sockets[0].getsockname()[1]
    for number in range(2, hosts + 1):
        servers.append(await asyncio.start_server(answer, f"127.0.0.{number}", port))
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)  # until whoever started it closes the pipe, or dies
    for server in servers:
        server.close()


@contextmanager
def slow_hosts(hosts: int, seconds: float) -> Iterator[int]:
    """Run the server in a process of its own for the length of the block; yield the port of all its hosts."""
    command = [sys.executable, "-m", "benchmarks.slow_server", str(hosts), str(seconds)]
    root = Path(__file__).parent.parent
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()
            process.wait(timeout=10)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2])))
