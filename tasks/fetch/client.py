"""The one HTTP client: what is asked of the outside goes through here, and its faults come out as our errors.

It resolves and checks addresses itself, follows redirects by hand, waits its turn at each host, keeps cookies per
source, limits size and time, and tries again what can heal. It climbs no rung of the ladder that a source's file does
not switch on. It knows nothing of lists, entries or the archive's content.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from config.errors import Blocked, FetchError, Refused, Unreachable
from config.models import Settings, Source
from tasks.fetch.access import BROWSER_AGENT, advice, at_home, by_http, host_of
from tasks.fetch.addresses import redact
from tasks.fetch.blocks import COOKIE_FIRST, Challenge, find_block, find_cookie, find_shell
from tasks.fetch.browser import browse
from tasks.fetch.call import NO_VALIDATORS, Answer, Caller, Reply, Validators
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.network import is_public
from tasks.fetch.politeness import Limits, Politeness
from tasks.fetch.robots import Robots
from tasks.fetch.standing import SHORT, NotAsked, Standing, Throttled, is_overload, leaves, retry_after
from tasks.fetch.transport_faults import LIBRARY_ERRORS, as_fetch_error, cause_of, is_nobody
from tasks.fetch.written import written

_REDIRECTS = 5
_BROWSERS = 3  # started for one host of one source in one run
_BROWSER_SECONDS = 45.0
RETRIES = 2


@dataclass(slots=True)
class _Errand:
    """What one fetch knows while it tries: who asks, when, and which ways out it has used up."""

    source: Source
    validators: Validators
    now: datetime | None
    on: frozenset[str]
    fresh: bool = False
    replayed: bool = False
    browsed: bool = False
    counted: bool = False
    at: str = ""
    cut: str = ""


class Client:
    """Sends requests for sources; open it with ``open_client``.

    ``folder`` is the archive's root, where processes share how hosts stand; None keeps to this one. ``sleep``, ``clock``
    (monotonic seconds) and ``jitter`` (0 to 1) are the outside of its pauses; ``public`` says which IP addresses a
    source without ``allow_private`` may reach.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        folder: Path | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
        public: Callable[[str], bool] = is_public,
    ) -> None:
        self.settings, self.clock = settings, clock
        self.robots = Robots()
        self._jitter = jitter
        limits = Limits(settings.fetch_concurrency, settings.per_host_concurrency, settings.lock_wait_seconds)
        locks = None if folder is None else folder / "locks"
        self._turns = Politeness(limits, clock=clock, sleep=sleep, jitter=jitter, folder=locks)
        self._standing = Standing(folder)
        self._caller = Caller(settings, self._turns, public)
        self._browsers: dict[tuple[str, str], int] = {}
        self._one_browser = asyncio.Lock()  # each takes some 600 MB

    async def fetch(
        self,
        request: Request,
        *,
        source: Source,
        validators: Validators = NO_VALIDATORS,
        retries: int = RETRIES,
        now: datetime | None = None,
    ) -> Answer:
        """Return a usable answer, after at most ``retries`` more tries where trying again can help.

        ``now`` is the run's instant, by which a host's ``Retry-After`` is kept and minded.

        Raises:
            Unreachable: No connection, no whole answer in time, or a server at fault.
            NotAsked: The host is left alone: it failed too often in this run, or asked for it.
            Blocked: A challenge, a refusal or a login page.
            Gone: 404, 410, or a page that says so.
            Refused: A private address, another scheme, redirects in a circle or too many, no proxy where one must be.
            TooLarge: The body passes the limit.
            FetchError: Any other status that is no page.
        """
        errand = _Errand(source, validators, now, self._caller.rungs(source))
        while True:
            try:
                return await self._once(request, errand)
            except FetchError as error:
                if await self._passes(error, errand):
                    continue
                # A block heals by its cookie or a browser, or not today: asking again makes it worse.
                heals = isinstance(error, Throttled) or (error.retry and not isinstance(error, Blocked))
                if not heals or retries == 0:
                    if leaves(error) and not errand.counted:
                        self._standing.failed(_counted(errand.at, errand.source), error.problem)
                    raise
                retries -= 1

    def access(self, url: str, source: Source) -> str:
        """Return the rungs of the ladder that a request just made was made with, empty for a plain one."""
        return self._caller.access(by_http(url, source), source)

    def keep_pause(self, url: str, seconds: float) -> None:
        """Keep a pause of at least so many seconds at the host of an address in this run."""
        self._turns.at_least(host_of(url), seconds)

    async def aclose(self) -> None:
        """Close every connection and lock file."""
        await self._caller.aclose()
        self._turns.close()

    async def _passes(self, error: FetchError, errand: _Errand) -> bool:
        """Take a way past a challenge that the source's file switches on, each once; say whether to ask again."""
        fresh, errand.fresh = errand.fresh, False
        if fresh and not errand.replayed:
            errand.replayed = True
            return True
        source = errand.source
        if not isinstance(error, Challenge) or errand.browsed or not source.access.chromium:
            return False
        if not at_home(source, errand.at):
            return False
        errand.browsed = True
        await self._browse(error, errand)
        return True

    async def _browse(self, error: Challenge, errand: _Errand) -> None:
        """Let a real browser meet the challenge, in the host's turn; take over its cookies and its name."""
        source, url = errand.source, errand.at
        host = host_of(url)
        met = self._browsers[source.id, host] = self._browsers.get((source.id, host), 0) + 1
        if met > _BROWSERS:
            problem = (
                f"{error.problem}; it came back after a browser had met it {_BROWSERS} times in this run"
            )
            raise Blocked(error.url, problem, error.status)
        addresses = await self._caller.addresses(url, source)
        async with self._one_browser, self._turns.turn(host, source.delay):
            agent = BROWSER_AGENT if source.access.browser else ""
            passed = await browse(url, addresses[0], seconds=_BROWSER_SECONDS, agent=agent)
        self._caller.take_over(url, source, passed)

    async def _once(self, request: Request, errand: _Errand) -> Answer:
        shown = redact(request.url)
        try:
            return await self._follow(request, errand)
        except FetchError as error:
            if error.url == shown:
                raise
            raise type(error)(shown, f"{error.problem} (at {redact(error.url)})", error.status) from error

    async def _follow(self, request: Request, errand: _Errand) -> Answer:
        """Send a request and go where it is sent on to, at most five times, one of them by a refresh page."""
        source, validators = errand.source, errand.validators
        request = replace(request, url=by_http(request.url, source)) if source.access.http else request
        shells, seen = 1, set[object]()
        for _ in range(_REDIRECTS + 1):
            reply = await self._send(request, errand, validators)
            answer, location = reply.answer, reply.location
            if answer.status == 200 and answer.sha256 == validators.sha256:
                self._caller.learn(reply, source)
                return answer  # the very page that was found good before
            if location is None and answer.status == 200 and shells and (shell := _shell(reply)):
                location, shells = shell, shells - 1
            if location is None:
                return self._judge(
                    reply, errand, asked_if_changed=bool(validators.etag or validators.last_modified)
                )
            request = self._onward(reply, location, request, errand)
            step = (request.url, request.form, request.json, self._caller.cookies(source))
            if step in seen:
                raise Refused(redact(answer.url), f"it redirects in a circle, by {redact(request.url)}")
            seen.add(step)
            validators = Validators(sha256=validators.sha256)  # the rest was another address's word
        raise Refused(redact(request.url), f"more than {_REDIRECTS} redirects")

    def _onward(self, reply: Reply, location: str, request: Request, errand: _Errand) -> Request:
        """Return the request that a redirect asks for, without what is meant for its own host alone."""
        answer, source = reply.answer, errand.source
        address = _joined(answer.url, location)
        if urlsplit(address).scheme not in ("http", "https"):
            problem = f"it redirects to {redact(address)}, which is neither http nor https"
            raise Refused(redact(answer.url), problem)
        plain = by_http(address, source)
        keeps = answer.status in (307, 308)
        form, json = (request.form, request.json) if keeps else (None, None)
        if (keeps or not request.posts) and written(plain) == urldefrag(answer.url).url:
            self._back_to_itself(reply, errand, by_https=plain != address)
        else:
            self._caller.learn(reply, source)
        headers = request.headers if host_of(plain) == host_of(answer.url) else ()
        return replace(request, url=plain, form=form, json=json, headers=headers)

    def _back_to_itself(self, reply: Reply, errand: _Errand, *, by_https: bool) -> None:
        """Pass a redirect to itself by its cookie, where the source's file says so."""
        shown, status = redact(reply.answer.url), reply.answer.status
        if by_https:
            raise Refused(shown, "its http only leads to its https; take access.http out", status)
        if "set-cookie" not in reply.headers:
            raise Refused(shown, "it redirects to itself", status)
        if "cookies" not in errand.on:
            hint = advice(COOKIE_FIRST, errand.on)
            raise Blocked(shown, f"HTTP {status}: it redirects to itself and sets a cookie{hint}", status)
        if errand.replayed or not self._caller.learn(reply, errand.source, replay=True):
            hint = advice(COOKIE_FIRST, errand.on)
            raise Blocked(
                shown, f"HTTP {status}: it redirects to itself in spite of its cookie{hint}", status
            )
        errand.replayed = True

    async def _send(self, request: Request, errand: _Errand, validators: Validators) -> Reply:
        """Send one request of a chain; what speaks against the host becomes the host's pause."""
        url, source = request.url, errand.source
        counted = _counted(url, source)
        errand.at = url
        for origin in dict.fromkeys((_origin(url), counted)):
            self._standing.check(origin, host_of(url), url=redact(url), now=errand.now)
        try:
            reply = await self._caller.send(request, source, validators)
        except LIBRARY_ERRORS as error:
            found = as_fetch_error(error, url, source)
            if isinstance(found, Unreachable):
                self._back_off(url, source)
            if is_nobody(error):
                errand.counted = True
                self._standing.failed(counted, found.problem)
            raise found from cause_of(error)
        if is_overload(reply.answer.status):
            self._back_off(url, source)
            self._mind_retry_after(reply, errand)
        else:
            self._standing.answered(counted)
        return reply

    def _back_off(self, url: str, source: Source) -> None:
        pause = self._standing.failed_try(_counted(url, source), jitter=self._jitter())
        self._turns.hold(host_of(url), pause, shared=False)

    def _mind_retry_after(self, reply: Reply, errand: _Errand) -> None:
        """Hold the host for as long as it asks: shortly here, longer by leaving it, for other runs too."""
        seconds = retry_after(reply.headers, errand.now)
        if seconds is None:
            return
        url, status = reply.answer.url, reply.answer.status
        if seconds <= SHORT:
            self._turns.hold(host_of(url), seconds, shared=True)
            error: type[FetchError] = Throttled if status == 429 else Unreachable
            raise error(
                redact(url), f"HTTP {status}: it asks to wait for {seconds:.0f} s (Retry-After)", status
            )
        if errand.now is None:
            words = f"HTTP {status}: it asks to be left alone for {seconds:.0f} s (Retry-After)"
        else:
            until = errand.now + timedelta(seconds=seconds)
            words = self._standing.leave(host_of(url), status=status, until=until)
        raise (Blocked if status == 429 else NotAsked)(redact(url), words, status)

    def _judge(self, reply: Reply, errand: _Errand, *, asked_if_changed: bool) -> Answer:
        """Return an answer that may be read; keep its cookies, those of a refusal only with the rung for it."""
        answer, source = reply.answer, errand.source
        if answer.status == 304 and asked_if_changed:
            self._caller.learn(reply, source)
            return answer
        if reply.open_ended and answer.status == 200 and errand.cut != answer.sha256:
            errand.cut = answer.sha256  # the same a second time is how the page is
            raise Unreachable(
                redact(answer.url), "no whole answer: its length is not said and its end is missing", 200
            )
        block = find_block(
            answer.status, answer.body, url=redact(answer.url), content_type=answer.content_type, on=errand.on
        )
        if block is None:
            self._caller.learn(reply, source)
            return answer
        if isinstance(block, Blocked) and "cookies" in errand.on:
            errand.fresh = self._caller.learn(reply, source, replay=True)
            if cookie := find_cookie(answer.body):
                errand.fresh |= self._caller.take_cookie(answer.url, source, cookie)
        raise block


def _origin(url: str) -> str:
    return f"{url.partition(':')[0]}://{host_of(url)}"


def _counted(url: str, source: Source) -> str:
    """Return what failures are counted by: the host, and for one that is only linked to, by whom.

    Else a page that links to addresses which fail would make mingdan leave another source's host alone.
    """
    origin = _origin(url)
    return origin if at_home(source, url) else f"{origin} as linked by {source.id}"


def _joined(url: str, location: str) -> str:
    """Return where a redirect leads, written as requests are.

    Raises:
        Refused: It is no address.
    """
    try:
        address = written(urldefrag(urljoin(url, location)).url)
    except ValueError as error:
        raise Refused(redact(url), f"it redirects to what is no address ({error})") from error
    if address.startswith("http") and not host_of(address):
        raise Refused(redact(url), "it redirects to an address without a host or a port that can be")
    return address


def _shell(reply: Reply) -> str | None:
    """Return where a refresh page leads; None for one that only shows itself again, as a page that waits does."""
    shell = find_shell(reply.answer.body)
    if shell is None or "set-cookie" in reply.headers:
        return shell
    return None if _joined(reply.answer.url, shell) == urldefrag(reply.answer.url).url else shell


@asynccontextmanager
async def open_client(settings: Settings, folder: Path | None = None) -> AsyncIterator[Client]:
    """Open a client for one run; its connections close with the block. ``folder`` is the archive's root."""
    client = Client(settings, folder=folder)
    try:
        yield client
    finally:
        await client.aclose()
