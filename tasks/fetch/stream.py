"""One TCP or TLS connection as httpcore wants it, straight on asyncio: no more tasks, locks and timers than needed.

A connection taken up again costs neither a system call to see whether it still stands nor a timer where data has
already come.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore

_ENOUGH = 1 << 18  # bytes that may wait to be read before the other side is asked to stop


class Stream(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """A connection to an address that was checked; made by ``open_stream``."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._held: deque[bytes] = deque()  # as it came; never empty pieces
        self._size = 0
        self._ended, self._paused, self._full = False, False, False
        self._fault: Exception | None = None
        self._waiting: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport (asyncio's word)."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what came, and slow the other side down where nobody reads."""
        self._held.append(data)
        self._size += len(data)
        if self._size > _ENOUGH and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Note that nothing more comes; the transport then closes itself."""
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note the end, and what broke it if anything did."""
        self._ended, self._fault = True, exc
        self._wake()

    def pause_writing(self) -> None:
        """Note that the transport holds enough that is not sent."""
        self._full = True

    def resume_writing(self) -> None:
        """Note that there is room again."""
        self._full = False
        self._wake()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has come, at least a byte; nothing where the other side has ended.

        Raises:
            httpcore.ReadTimeout: Nothing came in time.
            httpcore.ReadError: The connection broke.
        """
        if not self._held and not self._ended:
            with _named(httpcore.ReadTimeout, httpcore.ReadError):
                await self._wait(timeout)
        if self._held:
            data = self._held.popleft()
            if len(data) > max_bytes:
                self._held.appendleft(data[max_bytes:])
                data = data[:max_bytes]
            self._size -= len(data)
            if self._paused and not self._held and self._transport is not None:
                self._paused = False
                self._transport.resume_reading()
            return data
        if self._fault is not None:
            raise httpcore.ReadError(str(self._fault)) from self._fault
        return b""

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes; wait only where the other side does not take them.

        Raises:
            httpcore.WriteTimeout: They were not taken in time.
            httpcore.WriteError: The connection is gone.
        """
        if not buffer:
            return
        if self._transport is None or self._ended or self._transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        self._transport.write(buffer)
        while self._full and not self._ended:
            with _named(httpcore.WriteTimeout, httpcore.WriteError):
                await self._wait(timeout)

    async def aclose(self) -> None:
        """Close at once; there is nothing left to say."""
        if self._transport is not None:
            self._transport.abort()
            self._transport = None
            await asyncio.sleep(0)  # the socket is closed by the loop's next turn

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Speak TLS from here on.

        Raises:
            httpcore.ConnectTimeout: The handshake took too long.
            httpcore.ConnectError: It failed, or the certificate is not believed.
        """
        assert self._transport is not None, "a connection is made before it speaks TLS"
        loop = asyncio.get_running_loop()
        try:
            with _named(httpcore.ConnectTimeout, httpcore.ConnectError):
                async with asyncio.timeout(timeout):
                    secured = await loop.start_tls(
                        self._transport, self, ssl_context, server_hostname=server_hostname
                    )
        except BaseException:
            await self.aclose()
            raise
        if secured is None:
            raise httpcore.ConnectError("the connection was closed during the handshake")
        self._transport = secured
        return self

    def get_extra_info(self, info: str) -> object:
        """Return what httpcore asks: ``is_readable`` is true of an idle connection that the other side has left."""
        if info == "is_readable":
            return self._ended or bool(self._held)
        return None if self._transport is None else self._transport.get_extra_info(info)

    async def _wait(self, timeout: float | None) -> None:
        """Wait until anything happens here."""
        self._waiting = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                await self._waiting
        finally:
            self._waiting = None

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)


async def open_stream(address: str, port: int, timeout: float | None) -> Stream:
    """Connect to an IP address.

    Raises:
        httpcore.ConnectTimeout: It did not answer in time.
        httpcore.ConnectError: It refused, or cannot be reached.
    """
    loop = asyncio.get_running_loop()
    with _named(httpcore.ConnectTimeout, httpcore.ConnectError):
        async with asyncio.timeout(timeout):
            _, stream = await loop.create_connection(Stream, address, port)
    return stream


@contextmanager
def _named(late: type[Exception], broken: type[Exception]) -> Iterator[None]:
    """Give a fault of the network httpcore's name for it."""
    try:
        yield
    except TimeoutError as error:
        raise late(str(error)) from error
    except OSError as error:  # TLS errors are such too
        raise broken(str(error)) from error
