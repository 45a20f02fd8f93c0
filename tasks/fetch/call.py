"""One request sent, one answer taken: cookies, connections and limits, without a second try.

Each kind of connection (strict or legacy TLS, private addresses or not) has its own, so that no source
ever uses a connection that its own rules would not have opened.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import httpcore
import httpx

from config.errors import TooLarge
from config.models import Settings, Source
from tasks.fetch.addresses import redact
from tasks.fetch.body import read_body
from tasks.fetch.connections import Connections
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.network import CheckedBackend
from tasks.fetch.outgoing import Address, address_of, compose, headers_of
from tasks.fetch.politeness import Politeness
from tasks.fetch.tls import tls_context

_TOTAL_TIMES = 4  # a whole answer may take four times the source's timeout, which bounds each wait alone
_IDLE = 80  # idle connections kept: other hosts' that stay warm


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "changed since?", sent back as it came; and the hash of the page that was good then."""

    etag: str = ""
    last_modified: str = ""
    sha256: str = ""


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Answer:
    """A usable answer: final address, status (200 or 304), decoded body (empty for 304), the server's own words.

    ``sha256`` is the body's; where it is the one asked with, nobody looked at the body again.
    """

    url: str
    status: int
    body: bytes
    content_type: str
    validators: Validators
    sha256: str = ""


class Caller:
    """Sends single requests; holds the connections of all sources and the cookies of each."""

    def __init__(self, settings: Settings, politeness: Politeness, public: Callable[[str], bool]) -> None:
        self._politeness, self._public = politeness, public
        self._limit = settings.max_body_mb << 20
        self._kinds: dict[tuple[str, bool], Connections] = {}
        self._cookies: dict[str, httpx.Cookies] = {}

    def cookies(self, source: Source) -> frozenset[tuple[str, str | None]]:
        """Return names and values of the cookies a source's sites have set."""
        jar = self._cookies.get(source.id)
        return frozenset() if jar is None else frozenset((cookie.name, cookie.value) for cookie in jar.jar)

    async def aclose(self) -> None:
        """Close every connection."""
        for connections in self._kinds.values():
            await connections.aclose()

    async def send(
        self, request: Request, source: Source, validators: Validators
    ) -> tuple[Answer, str | None]:
        """Send one request in its turn; return the answer and where it redirects to.

        Raises:
            Refused: The address is private, or the request cannot be written down.
            TooLarge: The body passes the limit.
            Unreachable: The body is cut off or broken.
            TimeoutError: The whole answer took too long; httpcore's own errors pass through too.
        """
        address = address_of(request.url)
        headers = headers_of(request, source, etag=validators.etag, last_modified=validators.last_modified)
        self._add_cookies(headers, address, source)
        asked = compose(request, address, headers, timeout=source.timeout)
        connections = self._connections(source)
        async with (
            self._politeness.turn(address.netloc.decode("ascii"), source.delay),
            asyncio.timeout(source.timeout * _TOTAL_TIMES),
            connections.lend(address.url, source.timeout) as connection,
        ):
            response = await connection.handle_async_request(asked)
            try:
                return await self._take(response, address, source)
            finally:
                await response.aclose()

    async def _take(
        self, response: httpcore.Response, address: Address, source: Source
    ) -> tuple[Answer, str | None]:
        headers = _read_headers(response.headers)
        if "set-cookie" in headers:
            self._keep_cookies(response, address, source)
        url, status = address.text, response.status
        content_type = headers.get("content-type", "")
        validators = Validators(headers.get("etag", ""), headers.get("last-modified", ""))
        location = headers.get("location") if status in (301, 302, 303, 307, 308) else None
        pieces = response.aiter_stream()
        if status == 304:
            # No body comes, but only an answer read to its end leaves its connection open.
            async for _ in pieces:
                pass
            return Answer(url, 304, b"", content_type, validators), None
        if location is not None:
            return Answer(url, status, b"", content_type, validators), location
        if int(headers.get("content-length", "0")) > self._limit:
            raise TooLarge(redact(url), f"it announces more than {self._limit >> 20} MB")
        coding = headers.get("content-encoding", "")
        body = await read_body(
            pieces, url=redact(url), coding=coding, content_type=content_type, limit=self._limit
        )
        return Answer(url, status, body, content_type, validators, sha256(body).hexdigest()), None

    def _add_cookies(self, headers: dict[str, str], address: Address, source: Source) -> None:
        """Send back what a source's sites have set, unless the source has a cookie of its own."""
        jar = self._cookies.get(source.id)
        if jar is not None and not any(name.lower() == "cookie" for name in headers):
            asked = httpx.Request("GET", address.text)
            jar.set_cookie_header(asked)
            if "cookie" in asked.headers:
                headers["Cookie"] = asked.headers["cookie"]

    def _keep_cookies(self, response: httpcore.Response, address: Address, source: Source) -> None:
        asked = httpx.Request("GET", address.text)
        jar = self._cookies.setdefault(source.id, httpx.Cookies())
        jar.extract_cookies(httpx.Response(response.status, headers=response.headers, request=asked))

    def _connections(self, source: Source) -> Connections:
        """Return the connections of a source's kind."""
        kind = (source.tls, source.allow_private)
        connections = self._kinds.get(kind)
        if connections is None:
            backend = CheckedBackend(allow_private=source.allow_private, public=self._public)
            connections = Connections(tls=tls_context(source.tls), backend=backend, most_idle=_IDLE)
            self._kinds[kind] = connections
        return connections


def _read_headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return an answer's headers by their names in lower case; what comes twice is joined by a comma."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key = name.decode("latin-1").lower()
        try:
            text = value.decode("utf-8")
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers
