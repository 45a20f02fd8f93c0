"""The open connections of one kind of source: lent for one request, and kept warm for the next to the same host."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ssl import SSLContext

import httpcore

from tasks.fetch.network import CheckedBackend

_WARM = 30.0  # seconds an idle connection is trusted

_Place = tuple[bytes, bytes, int | None]


class Connections:
    """Connections over the checked network; how many are lent at once is politeness' matter, not theirs.

    No proxy of the environment is used, which would undo the check.
    """

    def __init__(self, *, tls: SSLContext, backend: CheckedBackend, most_idle: int) -> None:
        self._tls, self._backend, self._most_idle = tls, backend, most_idle
        self._idle: dict[_Place, list[httpcore.AsyncHTTP11Connection]] = {}  # the host last used is the last
        self._number = 0

    @asynccontextmanager
    async def lend(self, url: httpcore.URL, timeout: float) -> AsyncIterator[httpcore.AsyncHTTP11Connection]:
        """Lend a connection to an address's host for one request, a warm one where there is one.

        Raises:
            Refused: The address is private.
            httpcore.ConnectError: No connection.
            httpcore.ConnectTimeout: None in time.
        """
        place = (url.scheme, url.host, url.port)
        connection = await self._warm(place) or await self._connect(url, timeout)
        try:
            yield connection
        finally:
            if connection.is_idle():
                self._keep(place, connection)
                if self._number > self._most_idle:
                    await self._drop_oldest()
            else:
                await connection.aclose()

    async def aclose(self) -> None:
        """Close every connection that is not lent."""
        while self._number:
            await self._drop_oldest()

    async def _warm(self, place: _Place) -> httpcore.AsyncHTTP11Connection | None:
        while (idle := self._idle.get(place)) is not None:
            connection = idle.pop()
            self._number -= 1
            if not idle:
                del self._idle[place]
            if not connection.has_expired():
                return connection
            await connection.aclose()
        return None

    def _keep(self, place: _Place, connection: httpcore.AsyncHTTP11Connection) -> None:
        idle = self._idle.pop(place, [])
        idle.append(connection)
        self._idle[place] = idle
        self._number += 1

    async def _drop_oldest(self) -> None:
        place, idle = next(iter(self._idle.items()))
        connection = idle.pop(0)
        self._number -= 1
        if not idle:
            del self._idle[place]
        await connection.aclose()

    async def _connect(self, url: httpcore.URL, timeout: float) -> httpcore.AsyncHTTP11Connection:
        origin = url.origin
        host = url.host.decode("ascii")
        stream = await self._backend.connect_tcp(host, origin.port, timeout)
        if origin.scheme == b"https":
            self._tls.set_alpn_protocols(["http/1.1"])
            stream = await stream.start_tls(self._tls, host, timeout)
        return httpcore.AsyncHTTP11Connection(origin, stream, keepalive_expiry=_WARM)
