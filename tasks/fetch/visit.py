"""One poll's walk through the outside: every request is logged, every body is in the archive before it is read."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Final

from config.clock import china_day
from config.errors import Blocked, FetchError, Refused
from config.models import Source
from tasks.archive.archive import Archive
from tasks.archive.records import Capture, Fetch, FetchOutcome, Poll
from tasks.fetch.addresses import redact
from tasks.fetch.call import NO_VALIDATORS, Answer, Validators
from tasks.fetch.client import Client
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.standing import is_silence

_LONGEST_ERROR = 500
LONGEST: Final = 1200.0
"""Seconds after which a poll asks for no more pages: what other sources brought is told only after the last has ended."""


class ForbiddenByRobots(Refused):
    """A page that its host asks robots to leave alone; prevents a site's wish being taken for its fault."""


class Visit:
    """What one poll of one source has asked and learnt; lines wait until they can be written with what they belong to."""

    def __init__(self, source: Source, *, archive: Archive, client: Client, now: datetime) -> None:
        self.source, self.archive, self.client, self.now = source, archive, client, now
        self.today = china_day(now)
        """China's day of this poll."""
        self._lines: list[Fetch] = []
        self._ordinal = 0
        self._begun = client.clock()
        # Two polls may have the same instant (a fixed clock, a run again after a crash): the log's end tells them apart.
        self._begun_at = archive.log.last_seq()

    @property
    def late(self) -> bool:
        """Whether it has taken so long that the rest is left for the next poll."""
        return self.client.clock() - self._begun > LONGEST

    async def fetch(self, request: Request, *, validators: Validators = NO_VALIDATORS) -> Answer:
        """Send a request the robots of its host allow, and log how it ended; the body is not kept yet.

        Raises:
            FetchError: See ``Client.fetch``; ``ForbiddenByRobots`` where robots.txt forbids the page, and
                ``Unreachable`` or ``Blocked`` where nobody knows whether it does.
            StoreError: The disk is full.
        """
        if not await self._may_fetch(request.url):
            raise ForbiddenByRobots(redact(request.url), "robots.txt of its host forbids it")
        return await self._ask(request, validators)

    async def _may_fetch(self, url: str) -> bool:
        """Say whether robots.txt allows a page, or the source was told to ignore it."""
        if (self.source.robots or "").strip().lower().startswith("ignore"):
            return True
        try:
            rules = await self.client.robots.rules(
                url, folder=self.archive.root, today=self.today, fetch=self._robots
            )
        except FetchError as error:
            problem = f"not asked, for robots.txt of its host cannot be had: {error.problem}"
            raise self._failed(url, type(error)(redact(url), problem, error.status), 0.0) from error
        if rules.delay > self.source.delay:
            self.client.keep_pause(url, rules.delay)
        return rules.allow(url)

    async def keep(self, answer: Answer, *, outcome: FetchOutcome | None = None) -> str:
        """Put the body just fetched into the archive and its hash on its line; return the hash.

        Raises:
            StoreError: The disk is full.
        """
        held = self.archive.bodies.has(answer.sha256)
        sha256 = await asyncio.to_thread(self.archive.bodies.put, answer.body)
        self.settle(outcome or (FetchOutcome.SAME if held else FetchOutcome.NEW), sha256)
        return sha256

    def settle(self, outcome: FetchOutcome, sha256: str | None) -> None:
        """Say on the last line how its request ended after all."""
        line = self._lines[-1]
        if line.outcome is not outcome or line.sha256 != sha256:
            self._lines[-1] = replace(line, outcome=outcome, sha256=sha256)

    async def write(self, *records: Capture | Poll, durable: bool) -> None:
        """Write the waiting lines and these records to the log, together.

        Raises:
            StoreError: The disk is full.
        """
        lines, self._lines = self._lines, []
        if durable:
            await asyncio.to_thread(self.archive.log.append, *lines, *records)
        else:
            self.archive.log.append(*lines, *records, durable=False)

    async def _robots(self, url: str) -> bytes:
        try:
            return (await self._ask(Request(url), NO_VALIDATORS)).body
        except FetchError as error:
            if is_silence(error):
                raise
            return b""  # its line in the log says why; the page itself will tell the same if it matters

    async def _ask(self, request: Request, validators: Validators) -> Answer:
        begin = self.client.clock()
        try:
            answer = await self.client.fetch(request, source=self.source, validators=validators, now=self.now)
        except FetchError as error:
            raise self._failed(request.url, error, self.client.clock() - begin) from error.__cause__
        self._lines.append(self._line(answer.url, self.client.clock() - begin, answer))
        return answer

    def _failed(self, url: str, error: FetchError, seconds: float) -> FetchError:
        """Log a request that did not succeed; return its error."""
        outcome = FetchOutcome.BLOCKED if isinstance(error, Blocked) else FetchOutcome.ERROR
        problem = error.problem[:_LONGEST_ERROR]
        self._lines.append(
            replace(self._line(url, seconds), status=error.status, outcome=outcome, error=problem)
        )
        return error

    def _line(self, url: str, seconds: float, answer: Answer | None = None) -> Fetch:
        """Return the line of a request as its answer tells it; one without an answer is an error."""
        shown = redact(url)
        about = f"{self.source.id}\n{shown}\n{self.now.isoformat()}\n{self._begun_at}\n{self._ordinal}"
        self._ordinal += 1
        fetch_id = "f-" + hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:20]
        head = (fetch_id, self.source.id, shown, self.now, round(seconds, 3))
        access = self.client.access(url, self.source)
        if answer is None:
            return Fetch(*head, None, FetchOutcome.ERROR, None, 0, None, access=access)
        outcome = FetchOutcome.NOT_MODIFIED if answer.status == 304 else FetchOutcome.SAME
        said = (answer.content_type, answer.validators.etag, answer.validators.last_modified)
        return Fetch(*head, answer.status, outcome, None, len(answer.body), None, *said, access)
