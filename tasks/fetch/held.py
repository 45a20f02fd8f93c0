"""What a source holds, as far as its polls have met it: entries, the newest list page, and how far back it was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from tasks.archive.records import Capture
from tasks.fetch.addresses import native_id
from tasks.fetch.call import NO_VALIDATORS, Validators
from tasks.fetch.counts import without_counts
from tasks.fetch.kinds.list_page import Entry

TRIES = 3
"""So many polls try again for an attachment that failed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as the list showed it when it was captured; ``owed`` counts the tries for attachments still missing."""

    title: str
    dated: str
    owed: int = 0


@dataclass(frozen=True, slots=True)
class LastList:
    """The newest list page, all of it captured: its hash, its server's validators, what it said."""

    sha256: str
    etag: str
    last_modified: str
    kept: bool

    @property
    def validators(self) -> Validators:
        """What to send back to ask whether it changed."""
        return Validators(self.etag, self.last_modified, self.sha256)


@dataclass(slots=True)
class Met:
    """What was met on a source's lists, by native id.

    ``unclosed`` are the entries captured since the last poll that left nothing unread: a page of these proves nothing.
    ``passed`` are rows that were left on purpose: the source does not want them, or their page does not exist.
    ``floor`` is the last row of the first list ever read, and its day: what stands behind it is older than the watch.
    """

    entries: dict[str, Seen] = field(default_factory=dict)
    unclosed: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    floor: tuple[str, str] = ("", "")

    def copy(self) -> Met:
        """Return the same, to be changed on its own."""
        return Met(self.entries.copy(), self.unclosed.copy(), self.passed.copy(), self.floor)


@dataclass(slots=True)
class Known:
    """What is known of one source; ``rows``, ``dated`` and ``newest`` are of its last good list, ``kept_on`` the day one was kept.

    ``read_on`` is the last day the list was read whatever its server says of it; ``honest`` is false once the server
    called a page unchanged that had changed; ``begun``: a poll left nothing unread; ``swept``: so did a sweep.
    ``read_met`` gives the rest once something asks for it, which an unchanged list never does.
    """

    read_met: Callable[[], Met] = Met
    page: LastList | None = None
    rows: int = 0
    dated: int = 0
    newest: str = ""
    kept_on: str = ""
    read_on: str = ""
    honest: bool = True
    begun: bool = False
    swept: bool = False
    _met: Met | None = None

    @property
    def met(self) -> Met:
        """What was met on the lists."""
        if self._met is None:
            self._met = self.read_met()
        return self._met

    @property
    def entries(self) -> dict[str, Seen]:
        """What was captured, by native id."""
        return self.met.entries

    @property
    def newest_day(self) -> date | None:
        """The newest day of the last good list."""
        return date.fromisoformat(self.newest) if self.newest else None

    def validators(self, today: date) -> Validators:
        """Return what to ask the list page with: only its hash on the first poll of a day, and of a server that lies."""
        if self.page is None:
            return NO_VALIDATORS
        trusted = self.honest and self.read_on == today.isoformat()
        return self.page.validators if trusted else Validators(sha256=self.page.sha256)

    def is_news(self, entry: Entry) -> bool:
        """Say whether an entry must be fetched: unseen, with another title or date, or not whole yet."""
        seen = self.entries.get(entry.native_id)
        if seen is None or seen.dated != iso(entry.dated):
            return True
        if seen.title != entry.title and without_counts(seen.title) != without_counts(entry.title):
            return True
        return 0 < seen.owed <= TRIES

    def is_fresh(self, entry: Entry) -> bool:
        """Say whether an entry was on no list before."""
        return entry.native_id not in self.entries and entry.native_id not in self.met.passed

    def take(self, entry: Entry, capture: Capture) -> None:
        """Note that an entry is in the archive."""
        before = self.entries.get(entry.native_id)
        tries = before.owed if before is not None else 0
        self.entries[entry.native_id] = replace(
            seen_in(capture), owed=tries + 1 if seen_in(capture).owed else 0
        )
        self.met.unclosed.add(entry.native_id)
        if not self.met.floor[0]:
            self.met.floor = (entry.native_id, iso(entry.dated))

    def close(self) -> None:
        """Note that nothing of the list was left unread."""
        self.begun = True
        self.met.unclosed.clear()


def seen_in(capture: Capture) -> Seen:
    """Return an entry as its capture tells it."""
    missing = any(attachment.sha256 is None for attachment in capture.attachments)
    return Seen(capture.title, iso(capture.dated), int(missing))


def floor_of(capture: Capture) -> tuple[str, str]:
    """Return the floor that a source's first capture makes: a list is captured from its last row up."""
    return native_id(capture.url), iso(capture.dated)


def iso(day: date | None) -> str:
    """Return a day as text; nothing for none."""
    return "" if day is None else day.isoformat()
