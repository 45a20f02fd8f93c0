"""The shortest way to one answer of a site on loopback, and a server that says its bytes as they are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from config.models import Settings
from tasks.fetch.call import Validators
from tasks.fetch.client import Client
from tasks.fetch.kinds.list_page import Request

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)  # 10:00 in China


class Fetching:
    """Fetches one address after the other with one client; remembers its pauses instead of making them.

    ``folder`` is the archive's root that runs share, ``now`` the run's instant, ``errors`` what failed before the last.
    """

    def __init__(self, site, source, folder: Path | None = None) -> None:
        self.site, self.source, self.folder = site, source, folder
        self.pauses: list[float] = []
        self.access: list[str] = []
        self.errors: list[Exception] = []
        self.now = NOW
        self.settings = Settings(max_body_mb=1)

    def __call__(self, *requests: str | Request, **keys):
        """Return the last answer; what failed before it is in ``errors``."""
        return asyncio.run(self._all(requests, keys))

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def _all(self, requests, keys):
        validators = keys.pop("validators", Validators())
        source = self.source(**keys)
        client = Client(self.settings, folder=self.folder, sleep=self._pause, jitter=lambda: 0.5)
        answer: object = None
        try:
            for number, one in enumerate(requests):
                request = Request(self.site.url + one) if isinstance(one, str) else one
                try:
                    answer = await client.fetch(request, source=source, validators=validators, now=self.now)
                except Exception as error:
                    if number == len(requests) - 1:
                        raise
                    self.errors.append(error)
                finally:
                    self.access.append(client.access(request.url, source))
            return answer
        finally:
            await client.aclose()


@contextmanager
def raw_server(answer: Callable[[bytes], bytes], host: str = "127.0.0.1") -> Iterator[str]:
    """Serve each connection once with the bytes of ``answer(request head)``, then hang up; yield the address."""
    loop = asyncio.new_event_loop()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(answer(await reader.readuntil(b"\r\n\r\n")))
            await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            pass  # the client hung up
        writer.close()

    server = loop.run_until_complete(asyncio.start_server(talk, host, 0))
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=5)
        server.close()
        loop.close()
