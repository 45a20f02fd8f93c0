"""Asking for pages by the house's own client, with nothing kept but in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from config.clock import china_day
from config.errors import FetchError
from config.models import Source
from tasks.fetch.addresses import redact
from tasks.fetch.call import Answer
from tasks.fetch.client import Client
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.standing import is_silence
from tasks.fetch.visit import ForbiddenByRobots

_Key = tuple[str, tuple[tuple[str, str], ...] | None, str | None]


@dataclass(slots=True)
class Asker:
    """Asks for a source's pages, each at most once, by the rules that a poll keeps to (robots, delay, addresses).

    ``folder`` is where the day's robots.txt are kept while it works.
    """

    source: Source
    client: Client
    now: datetime
    folder: Path
    _held: dict[_Key, Answer | FetchError] = field(default_factory=dict)

    async def __call__(self, request: Request) -> Answer:
        """Return the answer to a request, from memory where it was asked before.

        Raises:
            FetchError: The page could not be had, or robots.txt forbids it.
        """
        key = (request.url, request.form, request.json)
        if key not in self._held:
            try:
                self._held[key] = await self._ask(request)
            except FetchError as error:
                self._held[key] = error
        held = self._held[key]
        if isinstance(held, FetchError):
            raise held
        return held

    async def _ask(self, request: Request) -> Answer:
        ignored = (self.source.robots or "").strip().lower().startswith("ignore")
        if not ignored and not await self._allowed(request.url):
            raise ForbiddenByRobots(redact(request.url), "robots.txt of its host forbids it")
        return await self.client.fetch(request, source=self.source, now=self.now)

    async def _allowed(self, url: str) -> bool:
        rules = await self.client.robots.rules(
            url, folder=self.folder, today=china_day(self.now), fetch=self._robots
        )
        if rules.delay > self.source.delay:
            self.client.keep_pause(url, rules.delay)
        return rules.allow(url)

    async def _robots(self, url: str) -> bytes:
        try:
            return (await self.client.fetch(Request(url), source=self.source, retries=0, now=self.now)).body
        except FetchError as error:
            if is_silence(error):
                raise  # nobody knows what the host wishes: it is not asked
            return b""
