"""How hosts stand with us: what failed in this run, and until when a host asked to be left alone.

A pause is the host's, never one address's. Failures are of this run; what a host asked for with ``Retry-After`` is kept
below ``archive/state/hosts`` by the run's ``now``, so that later polls and other sources of that host do not ask before.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from config.clock import CHINA
from config.errors import Blocked, FetchError, Unreachable
from tasks.archive.disk import on_disk

LEFT_AFTER: Final = 3
"""Failures in a row after which a host is left for the rest of the run."""

SHORT: Final = 30.0
"""Seconds of ``Retry-After`` that are waited for; a longer one ends the source's poll."""

_LONGEST = timedelta(days=1)  # whatever a server asks: a silent month would be worse than a refusal
_SLOWEST = 16.0  # seconds of back-off
_SECONDS = re.compile(r"[0-9]{1,9}")


class NotAsked(Unreachable):
    """A request that was not sent: its host is to be left alone, or the way to it is missing.

    Prevents hammering a host in need, and going another way than the one that was asked for.
    """

    retry = False


class Throttled(Blocked):
    """A refusal that says how soon to ask again; prevents taking it for a block that stays."""


@dataclass(slots=True)
class _Origin:
    tries: int = 0
    failures: int = 0
    last: str = ""


class Standing:
    """The hosts met in this run. ``folder`` is the archive's root; None keeps nothing between runs."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = None if folder is None else folder / "state" / "hosts"
        self._origins: dict[str, _Origin] = {}
        self._paths: dict[str, str] = {}

    def check(self, origin: str, host: str, *, url: str, now: datetime | None) -> None:
        """Make sure that a host may be asked.

        Args:
            origin: Scheme and host: https may be broken where http is not.
            host: The host, as ``host_of`` names it.
            url: The address for the error, fit to be shown.
            now: The run's instant; None where nobody keeps what hosts asked for.

        Raises:
            NotAsked: It failed too often in this run, or asked to be left alone.
            Blocked: It answered 429 and asked to be left alone.
        """
        met = self._origins.get(origin)
        if met is not None and met.failures >= LEFT_AFTER:
            raise NotAsked(url, f"its host is left alone after {met.failures} failures in a row ({met.last})")
        if self._folder is not None and now is not None:
            self._check_word(host, url, now)

    def answered(self, origin: str) -> None:
        """Note that a host answers: whatever failed before is over."""
        self._origins.pop(origin, None)

    def failed_try(self, origin: str, *, jitter: float) -> float:
        """Note one failed try; return the seconds that the host is to be left alone, growing with each."""
        met = self._origins.setdefault(origin, _Origin())
        met.tries += 1
        return min((0.5 + jitter) * 2.0 ** min(met.tries - 1, 10), _SLOWEST)

    def failed(self, origin: str, problem: str) -> None:
        """Note that a host failed for good: an address with all its tries, or no connection at all."""
        met = self._origins.setdefault(origin, _Origin())
        met.failures += 1
        met.last = problem

    def leave(self, host: str, *, status: int, until: datetime) -> str:
        """Keep that a host asked not to be called before an instant; return that in words.

        Raises:
            StoreError: The folder cannot be written.
        """
        if self._folder is not None:
            path = Path(self._path(host))
            with on_disk("keep when a host may be asked again", path):
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_suffix(f".{os.getpid()}.part")
                part.write_text(json.dumps({"host": host, "status": status, "until": until.isoformat()}))
                part.replace(path)
        return _in_words(status, until)

    def _check_word(self, host: str, url: str, now: datetime) -> None:
        try:
            held = json.loads(_read(self._path(host)))
            status, until = int(held["status"]), datetime.fromisoformat(held["until"])
            waits = held["host"] == host and now < until <= now + _LONGEST
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError):
            return  # not readable: asking once too often is the smaller harm
        if waits:
            error = Blocked if status == 429 else NotAsked
            raise error(url, f"{_in_words(status, until)}; not asked")

    def _path(self, host: str) -> str:
        """Return the file of a host, as text: it is looked for before every request, and hardly ever there."""
        path = self._paths.get(host)
        if path is None:
            name = sha256(host.encode("utf-8", "surrogatepass")).hexdigest()[:16]
            path = self._paths[host] = f"{self._folder}/{name}.json"
        return path


def retry_after(headers: Mapping[str, str], now: datetime | None) -> float | None:
    """Return the seconds that an answer's ``Retry-After`` asks for, at most a day; None where it says nothing usable.

    A date counts from the server's own ``Date``, whose clock it is by, else from ``now``.

    Source: RFC 9110, 10.2.3.
    """
    said = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(said):
        return min(float(said), _LONGEST.total_seconds())
    then, here = _date(said), _date(headers.get("date", "")) or now
    if then is None or here is None:
        return None
    return min(max((then - here).total_seconds(), 0.0), _LONGEST.total_seconds())


def _read(path: str) -> bytes:
    """Return a small file's bytes; without building a path, for it is on the way of every request."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(handle, 4096)
    finally:
        os.close(handle)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _in_words(status: int, until: datetime) -> str:
    day = until.astimezone(CHINA)
    return f"HTTP {status}: it asks to be left alone until {day:%Y-%m-%d %H:%M:%S} China time (Retry-After)"


def is_overload(status: int | None) -> bool:
    """Say whether a status tells of a host in need rather than of one address."""
    return status == 429 or (status is not None and 500 <= status < 600 and status != 521)


def leaves(error: FetchError) -> bool:
    """Say whether an error speaks against the host: no answer, none in time, or too much for it."""
    if isinstance(error, NotAsked):
        return False
    return isinstance(error, Unreachable) or is_overload(error.status)


def is_silence(error: FetchError) -> bool:
    """Say whether an error leaves open what a host would have said: no answer, a host in need, a challenge of 5xx."""
    if error.status is None:
        return isinstance(error, Unreachable | Blocked)
    return isinstance(error, Unreachable) or error.status == 429 or error.status >= 500
