"""One request sent, one answer taken: headers, cookies, connections and limits, without a second try.

Each kind of connection (strict or legacy TLS, private addresses or not, a proxy or none) has its own store
(``connections``), and the network checks every address (``network``).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import aiohttp
from multidict import CIMultiDictProxy

from config.errors import Refused, TooLarge
from config.models import Settings, Source
from tasks.fetch.access import at_home, headers_of, host_of, in_order, switched_on
from tasks.fetch.addresses import redact
from tasks.fetch.body import read_body
from tasks.fetch.browser import Passed
from tasks.fetch.connections import Connections
from tasks.fetch.cookies import Cookies
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.network import UnknownName, is_odd_number
from tasks.fetch.politeness import Politeness
from tasks.fetch.proxy import Proxy, is_proxied
from tasks.fetch.written import sent, written

_TOTAL_TIMES = 4  # a whole answer may take four times the source's timeout, which bounds each wait alone
_REDIRECTS = (301, 302, 303, 307, 308)
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
    headers: CIMultiDictProxy[str]
    open_ended: bool = False


@dataclass(slots=True)
class _Session:
    """What one source's sites gave in this run: cookies; the hosts that were passed by one; the browser's names."""

    on: frozenset[str]
    jar: Cookies = field(default_factory=Cookies)
    replayed: set[str] = field(default_factory=set)
    agents: dict[str, str] = field(default_factory=dict)


class Caller:
    """Sends single requests; holds the connections of all sources and the cookies of each."""

    def __init__(self, settings: Settings, politeness: Politeness, public: Callable[[str], bool]) -> None:
        self._politeness = politeness
        self._limit = settings.max_body_mb << 20
        self._connections = Connections(public)
        self._sessions: dict[str, _Session] = {}

    def rungs(self, source: Source) -> frozenset[str]:
        """Return the rungs that a source's file switches on."""
        return self._session(source).on

    def cookies(self, source: Source) -> frozenset[tuple[str, str | None]]:
        """Return names and values of the cookies a source's sites have set."""
        return self._session(source).jar.pairs()

    def learn(self, reply: Reply, source: Source, *, replay: bool = False) -> bool:
        """Keep an answer's cookies for the source; return whether one is new. ``replay``: to pass its host by them."""
        if "set-cookie" not in reply.headers:
            return False
        before = self.cookies(source)
        said = (_readable(line) for line in reply.headers.getall("set-cookie"))
        self._session(source).jar.take(reply.answer.url, said)
        fresh = self.cookies(source) != before
        if replay and fresh:
            self._session(source).replayed.add(host_of(reply.answer.url))
        return fresh

    def take_cookie(self, url: str, source: Source, cookie: tuple[str, str]) -> bool:
        """Keep a cookie that a page's script sets in plain words; return whether it is new."""
        session, before = self._session(source), self.cookies(source)
        session.jar.put(*cookie, host=sent(url).host or "")
        session.replayed.add(host_of(url))
        return self.cookies(source) != before

    def take_over(self, url: str, source: Source, passed: Passed) -> None:
        """Keep what let the browser in at a host: its cookies, and its name, which the host expects to see again."""
        session = self._session(source)
        for name, value in passed.cookies:
            session.jar.put(name, value, host=sent(url).host or "")
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
            Refused: The host is private.
            UnknownName: The name is unknown.
        """
        asked = sent(url)
        network = self._connections.network(allow_private=source.allow_private)
        return await network.addresses(asked.raw_host or "", asked.port or 0)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._connections.aclose()

    async def send(self, request: Request, source: Source, validators: Validators) -> Reply:
        """Send one request in its turn; return what came back.

        Raises:
            NotAsked: Another run held the host all the time.
            Refused: The address is private, or the request cannot be written down.
            TooLarge: The body passes the limit.
            Unreachable: The body is cut off or broken.
            TimeoutError: The whole answer took too long; aiohttp's own errors pass through too.
        """
        url = sent(request.url)
        keys = self._keys(request, source, validators)
        async with self._politeness.turn(host_of(request.url), source.delay):
            host = url.raw_host or ""
            kind = self._connections.kind(source, url=request.url, scheme=url.scheme, host=host)
            if is_odd_number(host) or kind[2]:
                await self._check(host, source, wholly=kind[2] is not None)
            if kind[2]:
                _go_through(kind[2], keys, secure=url.scheme == "https")
            session = self._connections.session(kind)
            async with asyncio.timeout(source.timeout * _TOTAL_TIMES):
                response = await session.request(url=url, **keys)
                try:
                    return await self._take(response, written(request.url))
                finally:
                    response.release()

    async def _check(self, host: str, source: Source, *, wholly: bool) -> None:
        """Check what aiohttp would not resolve itself.

        A proxy looks names up itself: what resolves here to private addresses is refused, what does not resolve here
        at all is left to it.
        """
        with suppress(UnknownName):
            network = self._connections.network(allow_private=source.allow_private)
            await network.addresses(host, wholly=wholly)

    async def _take(self, response: aiohttp.ClientResponse, url: str) -> Reply:
        headers, status = response.headers, response.status
        content_type = _said(headers, "Content-Type")
        validators = Validators(_said(headers, "ETag"), _said(headers, "Last-Modified"))
        if status == 304:
            return Reply(Answer(url, 304, b"", content_type, validators), None, headers)
        if status in _REDIRECTS and "Location" in headers:
            location = _said(headers, "Location")
            return Reply(Answer(url, status, b"", content_type, validators), location, headers)
        if int(headers.get("Content-Length", "0")) > self._limit:
            raise TooLarge(redact(url), f"it announces more than {self._limit >> 20} MB")
        coding = _said(headers, "Content-Encoding")
        body = await read_body(
            response.content.iter_any(),
            url=redact(url), coding=coding, content_type=content_type, limit=self._limit,
        )  # fmt: skip
        digest = sha256(body).hexdigest()
        disposition = _said(headers, "Content-Disposition")
        answer = Answer(url, status, body, content_type, validators, digest, disposition)
        framed = coding or "Content-Length" in headers or "Transfer-Encoding" in headers
        return Reply(answer, None, headers, open_ended=not framed and _is_cut(body, content_type))

    def _keys(self, request: Request, source: Source, validators: Validators) -> dict[str, Any]:
        """Return what aiohttp is told of a request beside its address."""
        headers = self._headers(request, source, validators)
        if not all(name.isascii() and value.isascii() for name, value in headers.items()):
            raise Refused(redact(request.url), "a header is not plain ASCII; mend headers")
        jar = self._session(source).jar
        if jar and (cookie := jar.header(written(request.url))):
            headers["Cookie"] = cookie
        content = None if request.form is None else urlencode(request.form).encode("ascii")
        content = content if request.json is None else request.json.encode()
        method = "GET" if content is None else "POST"
        timeout = _timeout(source.timeout)
        return {
            "method": method,
            "headers": headers,
            "data": content,
            "timeout": timeout,
            "allow_redirects": False,
        }

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


@cache
def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    """Return the bound of each single wait; the whole answer's is set around it."""
    return aiohttp.ClientTimeout(total=None, sock_connect=seconds, sock_read=seconds)


def _go_through(proxy: Proxy, keys: dict[str, Any], *, secure: bool) -> None:
    """Send a request by a proxy, which alone hears its name and password: with the tunnel's request, if there is one."""
    keys["proxy"] = proxy.url
    if proxy.user:
        login = {"Proxy-Authorization": aiohttp.encode_basic_auth(proxy.user, proxy.password)}
        if secure:
            keys["proxy_headers"] = login
        else:
            keys["headers"] |= login


def _said(headers: CIMultiDictProxy[str], name: str) -> str:
    """Return a header, several of its name with commas between; empty for none."""
    return _readable(", ".join(headers.getall(name, ())))


def _readable(value: str) -> str:
    """Return a header's text: what is no UTF-8 came as half characters, which no file can hold."""
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogateescape").decode("latin-1")
    return value


def _is_cut(body: bytes, content_type: str) -> bool:
    """Say whether a page has a beginning and no end. Many a whole page has none either: ask again to know."""
    if "html" not in content_type.lower() or not _OPENED.search(body[:4096]):
        return False
    return _CLOSED.search(body[-4096:]) is None
