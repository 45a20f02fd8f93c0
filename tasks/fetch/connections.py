"""The open connections: one store for each kind, so that no source uses one that its own rules would not have opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, Literal, cast

import aiohttp
from aiohttp.client_proto import ResponseHandler

from config.models import Source
from tasks.fetch.access import at_home
from tasks.fetch.network import Network
from tasks.fetch.proxy import Proxy, proxy_of
from tasks.fetch.tls import tls_context

_KEEP_OPEN = 15.0  # seconds that an idle connection stays
_LONGEST_LINE = 32_768  # bytes of one header, and of the status line
_HEADERS = 1_024
_UNASKED = ("Accept", "Accept-Encoding", "User-Agent", "Content-Type")  # what aiohttp would say by itself

_ENDED = (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError)

Kind = tuple[Literal["strict", "legacy"], bool, Proxy | None]


class BrokenOff(Exception):
    """A new connection that ended before its answer; prevents asking a second time without the host's pause."""


class Connections:
    """Sessions of aiohttp over the checked network, opened as they are needed. ``public`` is as in ``Network``."""

    def __init__(self, public: Callable[[str], bool]) -> None:
        self._public = public
        self._sessions: dict[Kind, aiohttp.ClientSession] = {}

    def kind(self, source: Source, *, url: str, scheme: str, host: str) -> Kind:
        """Return the kind of connection that a source may use for an address.

        Raises:
            NotAsked: A proxy is asked for, and the environment names none.
        """
        legacy = source.tls == "legacy" and at_home(source, url)
        proxy = proxy_of(source, scheme=scheme, host=host) if source.access.proxy else None
        return "legacy" if legacy else "strict", source.allow_private, proxy

    def network(self, *, allow_private: bool) -> Network:
        """Return the network that a source may reach."""
        return Network(allow_private=allow_private, public=self._public)

    def session(self, kind: Kind) -> aiohttp.ClientSession:
        """Return the session of a kind: no cookies, no decoding and no proxy of its own."""
        session = self._sessions.get(kind)
        if session is None:
            session = self._sessions[kind] = self._open(kind)
        return session

    async def aclose(self) -> None:
        """Close every connection."""
        for session in self._sessions.values():
            await session.close()

    def _open(self, kind: Kind) -> aiohttp.ClientSession:
        tls, allow_private, proxy = kind
        # The proxy's own address is the operator's word and may be private.
        network = self.network(allow_private=allow_private or proxy is not None)
        connector = _Connector(
            ssl=tls_context(tls),
            resolver=network,
            socket_factory=network.socket,
            use_dns_cache=False,
            limit=0,  # how many at once is minded before
            keepalive_timeout=_KEEP_OPEN,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=_UNASKED,
            auto_decompress=False,
            trust_env=False,
            max_line_size=_LONGEST_LINE,
            max_field_size=_LONGEST_LINE,
            max_headers=_HEADERS,
        )


class _Connector(aiohttp.TCPConnector):
    """A connector of ``_Answers``."""

    def __init__(self, **keys: Any) -> None:
        super().__init__(**keys)
        self._factory = cast(partial[ResponseHandler], partial(_Answers, loop=self._loop))


class _Answers(ResponseHandler):
    """The answers of one connection, as far as aiohttp must be told what to make of odd ones.

    Its parser forgets a head that it read in one piece with too much after it: more bytes than the length says, or a
    body behind 304. Browsers take such an answer without what is too much.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._requests = 0

    def set_response_params(self, **keys: Any) -> None:
        """Count the requests."""
        self._requests += 1
        super().set_response_params(**keys)

    def data_received(self, data: bytes) -> None:
        """Feed the parser as far as a head may end, then the rest."""
        end = data.find(b"\r\n\r\n") + 4
        if 4 <= end < len(data):
            super().data_received(data[:end])
            data = data[end:]
        super().data_received(data)

    def set_exception(self, exc: BaseException, *cause: BaseException) -> None:
        """Say how the connection ended; aiohttp asks once more on another, which is right after a used one alone."""
        if self._requests <= 1 and isinstance(exc, _ENDED):
            exc = BrokenOff(str(exc))
        super().set_exception(exc, *cause)
