"""What a source's last polls showed, as ``SourceRecord.history`` keeps it: small, and from the fetch log alone. Pure.

A poll that learns nothing leaves it as it is, to the letter: nearly all are such.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from config.errors import LedgerError

MOST_DAYS: Final = 60
MOST_READS: Final = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """What one read of a list showed: entries on its pages, those that bore a date, those never seen before.

    Of a first read ``fresh`` is 0: that all is new there says nothing.
    """

    entries: int
    with_date: int
    fresh: int
    pages: int

    @property
    def per_page(self) -> int:
        """Entries of a page, rounded up; a last page that is nearly empty does not halve it."""
        return -(-self.entries // max(self.pages, 1))


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is odd about a list since when: ``kind`` is fewer, undated or all new.

    It lasted for so many ``polls`` in a row; ``reads`` of them found the page changed. ``shown`` is the last of these.
    """

    kind: str
    since: datetime
    polls: int
    reads: int
    shown: Shown


@dataclass(frozen=True, slots=True)
class History:
    """Days on which something new appeared, in order; what the last reads showed that brought news; a doubt."""

    days: tuple[date, ...] = ()
    shown: tuple[Shown, ...] = ()
    doubt: Doubt | None = None

    def with_day(self, day: date) -> History:
        """Return the history with one more day on which something new appeared."""
        if day in self.days:
            return self
        return replace(self, days=tuple(sorted((*self.days, day))[-MOST_DAYS:]))

    def with_shown(self, shown: Shown) -> History:
        """Return the history with one more read; one that differs in nothing from the last and brought nothing is none."""
        if self._is_last(shown):
            return replace(self, doubt=None)
        return replace(self, shown=(*self.shown, shown)[-MOST_READS:], doubt=None)

    def shows_as_before(self, shown: Shown) -> bool:
        """Say whether a read is as the last one was, and that was not odd: as nearly all are."""
        return self.doubt is None and self._is_last(shown)

    def _is_last(self, shown: Shown) -> bool:
        return bool(self.shown) and not shown.fresh and _figures(shown) == _figures(self.shown[-1])


def _figures(shown: Shown) -> tuple[int, int, int]:
    return shown.entries, shown.with_date, shown.pages


@lru_cache(maxsize=512)
def read_history(text: str) -> History:
    """Return the history that ``write_history`` wrote; ``{}`` is that of a source never polled.

    Raises:
        LedgerError: The text is none.
    """
    try:
        said = json.loads(text)
        doubt = said.get("doubt")
        return History(
            tuple(date.fromisoformat(day) for day in said.get("days", ())),
            tuple(Shown(*figures) for figures in said.get("shown", ())),
            _read_doubt(doubt) if doubt else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LedgerError(f"a source's history cannot be read: {error}") from error


def write_history(history: History) -> str:
    """Return the history as JSON, the same for the same history."""
    said: dict[str, object] = {}
    if history.days:
        said["days"] = [day.isoformat() for day in history.days]
    if history.shown:
        said["shown"] = [_write_shown(shown) for shown in history.shown]
    if history.doubt is not None:
        said["doubt"] = _write_doubt(history.doubt)
    return json.dumps(said, separators=(",", ":"))


def _write_shown(shown: Shown) -> list[int]:
    return [shown.entries, shown.with_date, shown.fresh, shown.pages]


def _write_doubt(doubt: Doubt) -> list[object]:
    return [doubt.kind, doubt.since.isoformat(), doubt.polls, doubt.reads, *_write_shown(doubt.shown)]


def _read_doubt(said: list[object]) -> Doubt:
    kind, since, polls, reads, *figures = said
    shown = Shown(*(int(str(figure)) for figure in figures))
    return Doubt(str(kind), datetime.fromisoformat(str(since)), int(str(polls)), int(str(reads)), shown)
