"""The one HTTP client: what is asked of the outside goes through here, and its faults come out as our errors.

It resolves and checks addresses itself, follows redirects by hand, waits its turn at each host, keeps cookies per
source, limits size and time, and tries again what can heal. It knows nothing of lists, entries or the archive.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from config.errors import Blocked, FetchError, Refused, Unreachable
from config.models import Settings, Source
from tasks.fetch.addresses import redact
from tasks.fetch.blocks import find_block, find_shell
from tasks.fetch.call import NO_VALIDATORS, Answer, Caller, Validators
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.network import is_public
from tasks.fetch.politeness import Politeness
from tasks.fetch.robots import Robots

_REDIRECTS = 5
RETRIES = 2


class Client:
    """Sends requests for sources; open it with ``open_client``.

    ``sleep``, ``clock`` (monotonic seconds) and ``jitter`` (0 to 1) are the outside of its pauses;
    ``public`` says which IP addresses a source without ``allow_private`` may reach.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
        public: Callable[[str], bool] = is_public,
    ) -> None:
        self.settings, self.clock = settings, clock
        self.robots = Robots()
        self._sleep, self._jitter = sleep, jitter
        at_once, per_host = settings.fetch_concurrency, settings.per_host_concurrency
        turns = Politeness(at_once=at_once, per_host=per_host, clock=clock, sleep=sleep)
        self._caller = Caller(settings, turns, public)

    async def fetch(
        self,
        request: Request,
        *,
        source: Source,
        validators: Validators = NO_VALIDATORS,
        retries: int = RETRIES,
    ) -> Answer:
        """Return a usable answer, after at most ``retries`` more tries where trying again can help.

        Raises:
            Unreachable: No connection, no whole answer in time, or a server at fault.
            Blocked: A challenge, a refusal or a login page.
            Gone: 404, 410, or a page that says so.
            Refused: A private address, another scheme, too many redirects.
            TooLarge: The body passes the limit.
            FetchError: Any other status that is no page.
        """
        for attempt in range(retries + 1):
            cookies = self._caller.cookies(source)
            try:
                return await self._once(request, source, validators)
            except FetchError as error:
                # A block heals by the cookie it has just set, or not today: asking again makes it worse.
                fresh = self._caller.cookies(source) != cookies
                heals = fresh if isinstance(error, Blocked) else error.retry
                if attempt == retries or not heals:
                    raise
            await self._sleep((0.5 + self._jitter()) * 2**attempt)
        raise AssertionError("the loop above returns or raises")

    async def aclose(self) -> None:
        """Close every connection."""
        await self._caller.aclose()

    async def _once(self, request: Request, source: Source, validators: Validators) -> Answer:
        shown = redact(request.url)
        try:
            return await self._follow(request, source, validators)
        except (httpcore.UnsupportedProtocol, httpcore.LocalProtocolError, httpx.InvalidURL) as error:
            raise Refused(shown, f"the request cannot be sent as written ({error})") from error
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise Unreachable(
                shown, f"no whole answer in time (timeout: {source.timeout:g} s a wait)"
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Unreachable(shown, f"no whole answer: {error or type(error).__name__}") from error
        except FetchError as error:
            if error.url == shown:
                raise
            raise type(error)(shown, f"{error.problem} (at {redact(error.url)})", error.status) from error

    async def _follow(self, request: Request, source: Source, validators: Validators) -> Answer:
        """Send a request and go where it is sent on to, at most five times, one of them by a refresh page."""
        shells = 1
        for _ in range(_REDIRECTS + 1):
            answer, location = await self._caller.send(request, source, validators)
            if answer.status == 200 and answer.sha256 == validators.sha256:
                return answer  # the very page that was found good before
            if location is None and answer.status == 200 and shells and (shell := find_shell(answer.body)):
                location, shells = shell, shells - 1
            if location is None:
                return self._judge(answer, asked_if_changed=bool(validators.etag or validators.last_modified))
            keeps = answer.status in (307, 308)
            address = urljoin(answer.url, location)
            if urlsplit(address).scheme not in ("http", "https"):
                raise Refused(
                    redact(answer.url), f"it redirects to {redact(address)}, which is neither http nor https"
                )
            request = replace(
                request,
                url=address,
                form=request.form if keeps else None,
                json=request.json if keeps else None,
            )
            validators = Validators(sha256=validators.sha256)  # the rest was another address's word
        raise Refused(redact(request.url), f"more than {_REDIRECTS} redirects")

    @staticmethod
    def _judge(answer: Answer, *, asked_if_changed: bool) -> Answer:
        if answer.status == 304 and asked_if_changed:
            return answer
        block = find_block(
            answer.status, answer.body, url=redact(answer.url), content_type=answer.content_type
        )
        if block is not None:
            raise block
        return answer


@asynccontextmanager
async def open_client(settings: Settings) -> AsyncIterator[Client]:
    """Open a client for one run; its connections close with the block."""
    client = Client(settings)
    try:
        yield client
    finally:
        await client.aclose()
