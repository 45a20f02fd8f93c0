"""What a host asks of robots: fetched once a day, and honoured.

A robots.txt that is missing, unreachable or no robots.txt forbids nothing. A source may be told to ignore it
(``robots: ignore``, with the reason: public notices of an authority, asked for rarely).
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from tasks.archive.disk import on_disk

AGENT = "mingdan"
_LIMIT = 500_000

FetchRobots = Callable[[str], Awaitable[bytes]]


class Robots:
    """The rules of the hosts met in this run; what was fetched today is also read back from disk."""

    def __init__(self) -> None:
        self._rules: dict[str, tuple[date, RobotFileParser | None]] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    async def allow(self, url: str, *, folder: Path, today: date, fetch: FetchRobots) -> bool:
        """Say whether a page may be fetched.

        Args:
            url: The page.
            folder: The archive's root, below which the day's robots.txt of each host are kept between runs.
            today: China's day.
            fetch: Gets the bytes of a robots.txt, empty where there is none.

        Raises:
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
        return known[1] is None or known[1].can_fetch(AGENT, url)


async def _text(origin: str, folder: Path, today: date, fetch: FetchRobots) -> str:
    path = folder / f"{sha256(origin.encode()).hexdigest()[:16]}.json"
    try:
        held = json.loads(path.read_bytes())
        if held["day"] == today.isoformat() and held["origin"] == origin:
            return str(held["text"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # absent or unreadable: it is only a cache
    text = (await fetch(f"{origin}/robots.txt"))[:_LIMIT].decode("utf-8", "replace")
    with on_disk("keep robots.txt", path):
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps({"origin": origin, "day": today.isoformat(), "text": text}))
        part.replace(path)
    return text


def _parse(text: str) -> RobotFileParser | None:
    if "disallow" not in text.lower():
        return None
    rules = RobotFileParser()
    rules.parse(text.lstrip("\ufeff").splitlines())
    return rules
