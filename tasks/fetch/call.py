"""One request sent, one answer taken: headers, cookies, connections and limits, without a second try.

Each kind of connection (strict or legacy TLS, private addresses or not) has its own pools, so that no source
ever uses a connection that its own rules would not have opened.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import cast
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import httpx

from config.errors import Refused, TooLarge
from config.models import Settings, Source
from tasks.fetch.addresses import redact
from tasks.fetch.body import read_body
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.network import CheckedBackend, CheckedTransport
from tasks.fetch.politeness import Politeness
from tasks.fetch.tls import tls_context

# A browser's name, because many sites reset or refuse anything else; and ours, because we do not hide.
USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 mingdan/0.1"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_TOTAL_TIMES = 4  # a whole answer may take four times the source's timeout, which bounds each wait alone
_BUSY = 2  # requests under way in one pool: httpcore slows as a pool grows, so there are several small ones
_CONNECTIONS = 8  # open in one pool, most of them idle: other hosts' that stay warm
_OURS_ALONE = frozenset({"authorization", "cookie", "proxy-authorization"})  # never sent to another host


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


@dataclass(slots=True)
class _Pool:
    transport: CheckedTransport
    busy: int = 0


class Caller:
    """Sends single requests; holds the connections of all sources and the cookies of each."""

    def __init__(self, settings: Settings, politeness: Politeness, public: Callable[[str], bool]) -> None:
        self._settings, self._politeness, self._public = settings, politeness, public
        self._limit = settings.max_body_mb << 20
        self._pools: dict[tuple[str, bool], list[_Pool]] = {}
        self._cookies: dict[str, httpx.Cookies] = {}

    def cookies(self, source: Source) -> frozenset[tuple[str, str | None]]:
        """Return names and values of the cookies a source's sites have set."""
        return frozenset((cookie.name, cookie.value) for cookie in self._jar(source).jar)

    async def aclose(self) -> None:
        """Close every connection."""
        for pools in self._pools.values():
            for pool in pools:
                await pool.transport.aclose()

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
        asked = self._build(request, source, validators)
        async with self._politeness.turn(asked.url.netloc.decode("ascii"), source.delay):
            pool = self._pool(source, asked.url.host)
            pool.busy += 1
            try:
                async with asyncio.timeout(source.timeout * _TOTAL_TIMES):
                    response = await pool.transport.handle_async_request(asked)
                    try:
                        return await self._take(response, source)
                    finally:
                        await response.aclose()
            finally:
                pool.busy -= 1

    async def _take(self, response: httpx.Response, source: Source) -> tuple[Answer, str | None]:
        headers = response.headers
        if "set-cookie" in headers:
            self._jar(source).extract_cookies(response)
        url = str(response.url)
        content_type = headers.get("content-type", "")
        validators = Validators(headers.get("etag", ""), headers.get("last-modified", ""))
        location = headers.get("location") if response.status_code in (301, 302, 303, 307, 308) else None
        pieces = cast(httpx.AsyncByteStream, response.stream)  # our own transport's stream is asynchronous
        if response.status_code == 304:
            # No body comes, but only an answer read to its end leaves its connection open.
            async for _ in pieces:
                pass
            return Answer(url, 304, b"", content_type, validators), None
        if location is not None:
            return Answer(url, response.status_code, b"", content_type, validators), location
        if int(headers.get("content-length", "0")) > self._limit:
            raise TooLarge(redact(url), f"it announces more than {self._limit >> 20} MB")
        coding = headers.get("content-encoding", "")
        body = await read_body(
            aiter(pieces),
            url=redact(url), coding=coding, content_type=content_type, limit=self._limit,
        )  # fmt: skip
        return Answer(
            url, response.status_code, body, content_type, validators, sha256(body).hexdigest()
        ), None

    def _build(self, request: Request, source: Source, validators: Validators) -> httpx.Request:
        content = None if request.form is None else urlencode(request.form).encode("ascii")
        content = content if request.json is None else request.json.encode()
        method = "GET" if content is None else "POST"
        try:
            asked = httpx.Request(
                method, request.url, headers=_headers(request, source, validators), content=content
            )
        except UnicodeError as error:
            raise Refused(
                redact(request.url), f"a header is not plain ASCII ({error}); mend headers"
            ) from error
        asked.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), source.timeout)
        jar = self._jar(source)
        if len(jar.jar):
            jar.set_cookie_header(asked)
        return asked

    def _jar(self, source: Source) -> httpx.Cookies:
        jar = self._cookies.get(source.id)
        if jar is None:
            jar = self._cookies[source.id] = httpx.Cookies()
        return jar

    def _pool(self, source: Source, host: str) -> _Pool:
        """Return a pool with room, the same one for the same host where it has: its connections are warm."""
        kind = (source.tls, source.allow_private)
        pools = self._pools.get(kind)
        if pools is None:
            number = -(-self._settings.fetch_concurrency // _BUSY)
            backend = CheckedBackend(allow_private=source.allow_private, public=self._public)
            tls = tls_context(source.tls)
            pools = self._pools[kind] = [
                _Pool(CheckedTransport(tls=tls, backend=backend, connections=_CONNECTIONS))
                for _ in range(number)
            ]
        start = sum(host.encode()) % len(pools)
        turned = pools[start:] + pools[:start]
        return next((pool for pool in turned if pool.busy < _BUSY), turned[0])


def _headers(request: Request, source: Source, validators: Validators) -> dict[str, str]:
    headers = {**_HEADERS, **dict(request.headers)}
    at_home = urlsplit(request.url).hostname == urlsplit(source.list.url).hostname
    headers |= {
        name: value for name, value in source.headers.items() if at_home or name.lower() not in _OURS_ALONE
    }
    if request.referer:
        headers.setdefault("Referer", _as_referer(request.referer))
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    if request.form is not None:
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    if request.json is not None:
        headers.setdefault("Content-Type", "application/json")
    return headers


def _as_referer(url: str) -> str:
    """Return an address as a browser names it to the next: ASCII, without user and fragment."""
    parts = urlsplit(url)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")
    return quote(urlunsplit(bare), safe="%/:=&?~#+!$,;'@()*[]")
