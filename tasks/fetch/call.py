"""One request sent, one answer taken: headers, cookies, connections and limits, without a second try.

Each kind of connection (strict or legacy TLS, private addresses or not, a proxy or none) has its own pools, so that no
source ever uses a connection that its own rules would not have opened.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, cast
from urllib.parse import urlencode

import httpx

from config.errors import Refused, TooLarge
from config.models import Settings, Source
from tasks.fetch.access import at_home, headers_of, host_of, in_order, switched_on
from tasks.fetch.addresses import redact
from tasks.fetch.body import read_body
from tasks.fetch.browser import Passed
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.network import CheckedBackend, CheckedTransport
from tasks.fetch.politeness import Politeness
from tasks.fetch.proxy import Proxy, is_proxied, proxy_of
from tasks.fetch.tls import tls_context

_TOTAL_TIMES = 4  # a whole answer may take four times the source's timeout, which bounds each wait alone
_BUSY = 2  # requests under way in one pool: httpcore slows as a pool grows, so there are several small ones
_CONNECTIONS = 8  # open in one pool, most of them idle: other hosts' that stay warm
_OPENED = re.compile(rb"<(?:html|body)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)


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

    ``sha256`` is the body's; where it is the one asked with, nobody looked at the body again. ``disposition`` is the
    header Content-Disposition, which may name a file.
    """

    url: str
    status: int
    body: bytes
    content_type: str
    validators: Validators
    sha256: str = ""
    disposition: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the answer, where it sends on to, its headers; cookies wait until it is known to be no refusal.

    ``open_ended``: nothing says how long the body is, and its page does not come to an end.
    """

    answer: Answer
    location: str | None
    response: httpx.Response
    open_ended: bool = False

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, by any case of their names."""
        return self.response.headers


@dataclass(slots=True)
class _Pool:
    transport: CheckedTransport
    busy: int = 0


@dataclass(slots=True)
class _Session:
    """What one source's sites gave in this run: cookies; the hosts that were passed by one; the browser's names."""

    on: frozenset[str]
    jar: httpx.Cookies = field(default_factory=httpx.Cookies)
    replayed: set[str] = field(default_factory=set)
    agents: dict[str, str] = field(default_factory=dict)


class Caller:
    """Sends single requests; holds the connections of all sources and the cookies of each."""

    def __init__(self, settings: Settings, politeness: Politeness, public: Callable[[str], bool]) -> None:
        self._settings, self._politeness, self._public = settings, politeness, public
        self._limit = settings.max_body_mb << 20
        self._pools: dict[tuple[str, bool, Proxy | None], list[_Pool]] = {}
        self._sessions: dict[str, _Session] = {}

    def rungs(self, source: Source) -> frozenset[str]:
        """Return the rungs that a source's file switches on."""
        return self._session(source).on

    def cookies(self, source: Source) -> frozenset[tuple[str, str | None]]:
        """Return names and values of the cookies a source's sites have set."""
        return frozenset((cookie.name, cookie.value) for cookie in self._session(source).jar.jar)

    def learn(self, reply: Reply, source: Source, *, replay: bool = False) -> bool:
        """Keep an answer's cookies for the source; return whether one is new. ``replay``: to pass its host by them."""
        if "set-cookie" not in reply.headers:
            return False
        before = self.cookies(source)
        self._session(source).jar.extract_cookies(reply.response)
        fresh = self.cookies(source) != before
        if replay and fresh:
            self._session(source).replayed.add(host_of(reply.answer.url))
        return fresh

    def take_cookie(self, url: str, source: Source, cookie: tuple[str, str]) -> bool:
        """Keep a cookie that a page's script sets in plain words; return whether it is new."""
        session, before = self._session(source), self.cookies(source)
        session.jar.set(*cookie, domain=httpx.URL(url).host)
        session.replayed.add(host_of(url))
        return self.cookies(source) != before

    def take_over(self, url: str, source: Source, passed: Passed) -> None:
        """Keep what let the browser in at a host: its cookies, and its name, which the host expects to see again."""
        session = self._session(source)
        for name, value in passed.cookies:
            session.jar.set(name, value, domain=httpx.URL(url).host)
        session.agents[host_of(url)] = passed.agent

    def access(self, url: str, source: Source) -> str:
        """Return the rungs that a request to an address is made with, as the log has them."""
        session, host, used = self._session(source), host_of(url), set()
        if not session.on:
            return ""
        home = at_home(source, url)
        if source.access.browser:
            used.add("browser")
        if host in session.replayed:
            used.add("cookies")
        if host in session.agents:
            used.add("chromium")
        if source.access.http and home and not url.startswith("https:"):
            used.add("http")
        if source.tls == "legacy" and home and url.startswith("https:"):
            used.add("legacy tls")
        if source.access.proxy and is_proxied(source, url):
            used.add("proxy")
        return in_order(used)

    async def addresses(self, url: str, source: Source) -> list[str]:
        """Return the addresses of a host that a source may call.

        Raises:
            Refused: The host is private. httpcore's own errors pass through too.
        """
        backend = CheckedBackend(allow_private=source.allow_private, public=self._public)
        asked = httpx.URL(url)
        return await backend.resolve(asked.host, asked.port or 0)

    async def aclose(self) -> None:
        """Close every connection."""
        for pools in self._pools.values():
            for pool in pools:
                await pool.transport.aclose()

    async def send(self, request: Request, source: Source, validators: Validators) -> Reply:
        """Send one request in its turn; return what came back.

        Raises:
            NotAsked: Another run held the host all the time.
            Refused: The address is private, or the request cannot be written down.
            TooLarge: The body passes the limit.
            Unreachable: The body is cut off or broken.
            TimeoutError: The whole answer took too long; httpcore's own errors pass through too.
        """
        asked = self._build(request, source, validators)
        async with self._politeness.turn(host_of(request.url), source.delay):
            pool = self._pool(source, asked.url)
            pool.busy += 1
            try:
                async with asyncio.timeout(source.timeout * _TOTAL_TIMES):
                    response = await pool.transport.handle_async_request(asked)
                    try:
                        return await self._take(response)
                    finally:
                        await response.aclose()
            finally:
                pool.busy -= 1

    async def _take(self, response: httpx.Response) -> Reply:
        headers = response.headers
        url = str(response.url)
        content_type = headers.get("content-type", "")
        validators = Validators(headers.get("etag", ""), headers.get("last-modified", ""))
        location = headers.get("location") if response.status_code in (301, 302, 303, 307, 308) else None
        pieces = cast(httpx.AsyncByteStream, response.stream)  # our own transport's stream is asynchronous
        if response.status_code == 304:
            # No body comes, but only an answer read to its end leaves its connection open.
            async for _ in pieces:
                pass
            return Reply(Answer(url, 304, b"", content_type, validators), None, response)
        if location is not None:
            return Reply(Answer(url, response.status_code, b"", content_type, validators), location, response)
        if int(headers.get("content-length", "0")) > self._limit:
            raise TooLarge(redact(url), f"it announces more than {self._limit >> 20} MB")
        coding = headers.get("content-encoding", "")
        body = await read_body(
            aiter(pieces),
            url=redact(url), coding=coding, content_type=content_type, limit=self._limit,
        )  # fmt: skip
        digest = sha256(body).hexdigest()
        disposition = headers.get("content-disposition", "")
        answer = Answer(url, response.status_code, body, content_type, validators, digest, disposition)
        framed = coding or "content-length" in headers or "transfer-encoding" in headers
        return Reply(answer, None, response, open_ended=not framed and _is_cut(body, content_type))

    def _build(self, request: Request, source: Source, validators: Validators) -> httpx.Request:
        content = None if request.form is None else urlencode(request.form).encode("ascii")
        content = content if request.json is None else request.json.encode()
        method = "GET" if content is None else "POST"
        try:
            asked = httpx.Request(
                method, request.url, headers=self._headers(request, source, validators), content=content
            )
        except UnicodeError as error:
            raise Refused(
                redact(request.url), f"a header is not plain ASCII ({error}); mend headers"
            ) from error
        asked.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), source.timeout)
        jar = self._session(source).jar
        if len(jar.jar):
            jar.set_cookie_header(asked)
        return asked

    def _headers(self, request: Request, source: Source, validators: Validators) -> dict[str, str]:
        agents = self._session(source).agents
        headers = headers_of(request, source, agent=agents.get(host_of(request.url), "") if agents else "")
        if validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        return headers

    def _session(self, source: Source) -> _Session:
        session = self._sessions.get(source.id)
        if session is None:
            session = self._sessions[source.id] = _Session(switched_on(source))
        return session

    def _pool(self, source: Source, url: httpx.URL) -> _Pool:
        """Return a pool with room, the same one for the same host where it has: its connections are warm."""
        host = url.host
        legacy = source.tls == "legacy" and at_home(source, str(url))
        tls: Literal["strict", "legacy"] = "legacy" if legacy else "strict"
        kind = (tls, source.allow_private, proxy_of(source, scheme=url.scheme, host=host))
        pools = self._pools.get(kind)
        if pools is None:
            number = -(-self._settings.fetch_concurrency // _BUSY)
            backend = CheckedBackend(allow_private=source.allow_private, public=self._public)
            pools = self._pools[kind] = [
                _Pool(
                    CheckedTransport(
                        tls=tls_context(tls), backend=backend, connections=_CONNECTIONS, proxy=kind[2]
                    )
                )
                for _ in range(number)
            ]
        start = sum(host.encode()) % len(pools)
        turned = pools[start:] + pools[:start]
        return next((pool for pool in turned if pool.busy < _BUSY), turned[0])


def _is_cut(body: bytes, content_type: str) -> bool:
    """Say whether a page has a beginning and no end. Many a whole page has none either: ask again to know."""
    if "html" not in content_type.lower() or not _OPENED.search(body[:4096]):
        return False
    return _CLOSED.search(body[-4096:]) is None
