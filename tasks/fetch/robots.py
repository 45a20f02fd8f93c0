"""What a host asks of robots: fetched once a day with the source's own rungs, and honoured, its crawl-delay too.

A robots.txt that is missing, refused (4xx) or no robots.txt forbids nothing. One that cannot be had (no answer, 5xx,
429) may forbid anything: the copy of an earlier day holds, and without one nothing is asked this time. A source may be
told to ignore it (``robots: ignore``, with the reason: public notices of an authority, asked for rarely).

Source: RFC 9309, 2.3.1.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from config.errors import FetchError
from tasks.archive.disk import on_disk

AGENT = "mingdan"
LONGEST_DELAY = 30.0
"""Seconds of a crawl-delay that are honoured: more would keep a poll from ending."""

_LIMIT = 500_000
_SECONDS = re.compile(r"\s*[0-9]{1,6}\s*")
_OLDEST = timedelta(days=30)  # RFC 9309: a copy of that age holds while the host cannot say anew

FetchRobots = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says to mingdan: a parser (None: everything is allowed) and the pause it asks for."""

    parser: RobotFileParser | None
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Say whether a page may be fetched."""
        if self.parser is None:
            return True
        # The parser unescapes what it is given whole: a user of "%5B" would be no address then.
        parts = urlsplit(url)
        return self.parser.can_fetch(AGENT, urlunsplit(("http", AGENT, parts.path, parts.query, "")))


class Robots:
    """The rules of the hosts met in this run; what was fetched today is also read back from disk."""

    def __init__(self) -> None:
        self._rules: dict[str, tuple[date, Rules]] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    async def allow(self, url: str, *, folder: Path, today: date, fetch: FetchRobots) -> bool:
        """Say whether a page may be fetched; arguments and errors are those of ``rules``.

        Raises:
            FetchError: robots.txt cannot be had, and there is no copy of the last thirty days.
            StoreError: The folder cannot be written.
        """
        return (await self.rules(url, folder=folder, today=today, fetch=fetch)).allow(url)

    async def rules(self, url: str, *, folder: Path, today: date, fetch: FetchRobots) -> Rules:
        """Return what the host of a page asks of robots.

        Args:
            url: The page.
            folder: The archive's root, below which the day's robots.txt of each host are kept between runs.
            today: China's day.
            fetch: Gets the bytes of a robots.txt, empty where there is none; raises where nobody knows.

        Raises:
            FetchError: It cannot be had, and there is no copy of the last thirty days.
            StoreError: The folder cannot be written.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        known = self._rules.get(origin)
        if known is None or known[0] != today:
            async with self._turns.setdefault(origin, asyncio.Lock()):
                known = self._rules.get(origin)
                if known is None or known[0] != today:
                    known = (today, _parse(await _text(origin, folder / "state" / "robots", today, fetch)))
                    self._rules[origin] = known
        return known[1]


async def _text(origin: str, folder: Path, today: date, fetch: FetchRobots) -> str:
    path = folder / f"{sha256(origin.encode()).hexdigest()[:16]}.json"
    day, held = _held(path, origin)
    if day == today:
        return held
    try:
        text = (await fetch(f"{origin}/robots.txt"))[:_LIMIT].decode("utf-8", "replace")
    except FetchError:
        if day is None or not today - _OLDEST <= day < today:
            raise
        return held
    with on_disk("keep robots.txt", path):
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps({"origin": origin, "day": today.isoformat(), "text": text}))
        part.replace(path)
    return text


def _held(path: Path, origin: str) -> tuple[date | None, str]:
    """Return the day and the text of the copy on disk."""
    try:
        held = json.loads(path.read_bytes())
        if held["origin"] == origin:
            return date.fromisoformat(held["day"]), str(held["text"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # absent or unreadable: it is only a cache
    return None, ""


def _parse(text: str) -> Rules:
    said = text.lower()
    if "disallow" not in said and "crawl-delay" not in said:
        return Rules(None)
    rules = RobotFileParser()
    rules.parse([line for line in text.lstrip("\ufeff").splitlines() if _is_rule(line)])
    delay = rules.crawl_delay(AGENT)  # whole seconds, or None
    return Rules(rules, min(float(delay or 0), LONGEST_DELAY))


def _is_rule(line: str) -> bool:
    """Say whether the library can read a line: it raises for a number or an address that is none."""
    name, _, said = line.partition("#")[0].partition(":")
    match name.strip().lower():
        case "crawl-delay":
            return _SECONDS.fullmatch(said) is not None
        case "request-rate":
            return False  # nobody asks for it
        case "allow" | "disallow":
            return _is_address(said)
    return True


def _is_address(said: str) -> bool:
    try:
        urlsplit(unquote(said.strip()))
    except ValueError:
        return False
    return True
