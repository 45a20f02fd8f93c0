"""What a poll or an entry adds to a source's history, and whether what a list shows is out of its ways. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from config.clock import china_day
from tasks.archive.records import Capture, Poll, SourceState
from tasks.health.history import Doubt, History, Shown

BELIEVED_AFTER: Final = 6
"""A list that changed its form and brought news in it so many times is believed: that is its form now."""
SETTLED_AFTER: Final = timedelta(days=8)
"""A list whose entries were all new at once, and which then stood as it was, is believed once a weekly check has told of it."""
FULL: Final = 5
"""With fewer entries, that all are new says nothing."""
_A_PAUSE: Final = timedelta(days=4)
_SOME: Final = 3
_DATED: Final = 0.95


@dataclass(frozen=True, slots=True)
class Before:
    """What was known of a source before a poll: its newest day, when it was last well, whether it ever was complete."""

    newest_on: date | None
    last_ok_at: datetime | None
    complete: bool


def learn_capture(history: History, capture: Capture) -> History:
    """Return the history after one entry more: its list's day is one on which something appeared.

    A day to come is not believed; what stands undated, or is posted late, counts by its poll. A known entry with another
    date or title is no sign of life: one row that is dated anew each week must not hide that nothing comes any more.
    """
    if capture.again or capture.dated is None or capture.dated > china_day(capture.captured_at):
        return history
    return history.with_day(capture.dated)


def learn_poll(history: History, poll: Poll, before: Before) -> History:
    """Return the history after one poll more; the very same where it learnt nothing.

    Only a poll that read the list teaches. One that found it unchanged proves that what is odd about it lasts. That all
    articles have new addresses is told by the poll itself, once; it stays a doubt until the list goes on as usual.
    """
    if poll.state is SourceState.CHANGED and before.complete and poll.fresh >= max(poll.entries, FULL):
        return _doubted(history, poll, Shown(poll.entries, poll.with_date, poll.fresh, poll.pages), "all new")
    if poll.state is not SourceState.OK:
        return history
    if brought(poll) and poll.newest is not None and poll.newest <= china_day(poll.polled_at):
        history = history.with_day(poll.newest)
    if poll.pages == 0:
        return _once_more(history, poll)
    shown = Shown(poll.entries, poll.with_date, poll.fresh if before.complete else 0, poll.pages)
    if history.shows_as_before(shown):
        return history
    kind = _oddity(shown, poll, history.shown, before)
    if kind is not None:
        return _doubted(history, poll, shown, kind)
    if _still_all_new(history, shown):
        return _once_more(history, poll)
    if shown.fresh and poll.newest == before.newest_on:  # undated, or posted late with an old date
        history = history.with_day(china_day(poll.polled_at))
    return history.with_shown(shown)


def brought(poll: Poll) -> bool:
    """Say whether a poll met entries that were on no list before; one that did not count them, by what it captured."""
    return poll.fresh > 0 or (poll.pages == 0 and poll.new > 0)


def _oddity(shown: Shown, poll: Poll, usual: tuple[Shown, ...], before: Before) -> str | None:
    """Return in which way a list is out of its ways; null where it is not, or where none are known yet."""
    if not usual:
        return None
    least = min(one.per_page for one in usual)
    if shown.per_page * 2 < least:
        return "fewer"
    entries = sum(one.entries for one in usual)
    dated = sum(one.with_date for one in usual)
    if shown.entries >= _SOME and dated >= _DATED * entries and shown.with_date * 2 < shown.entries:
        return "undated"
    return "all new" if _all_new(shown, poll, usual, before) else None


def _all_new(shown: Shown, poll: Poll, usual: tuple[Shown, ...], before: Before) -> bool:
    """Say whether nothing on a list is what stood there before, though there was no time for so much news.

    It is sure where all is dated before the last poll that was well, and yet was not there then. Else it is told by what
    is usual; after a pause (of the office, or of mingdan) a page full of news is what is to be expected.
    """
    if shown.fresh < shown.entries or shown.entries < FULL or before.last_ok_at is None:
        return False
    if poll.newest is not None and poll.newest < china_day(before.last_ok_at):
        return True
    news = [one.fresh for one in usual if one.fresh]
    if len(news) < 3 or max(news) * 3 > shown.entries:
        return False
    quiet = timedelta(0)
    if poll.newest is not None and before.newest_on is not None:
        quiet = poll.newest - before.newest_on
    return max(quiet, poll.polled_at - before.last_ok_at) < _A_PAUSE


def _still_all_new(history: History, shown: Shown) -> bool:
    """Say whether a list that was all new has not yet brought news in its usual way."""
    doubted = history.doubt is not None and history.doubt.kind == "all new"
    return doubted and not 0 < shown.fresh * 2 <= shown.entries


def _doubted(history: History, poll: Poll, shown: Shown, kind: str) -> History:
    """Return the history with an oddity that begins or goes on; one that has become the usual is believed."""
    held = history.doubt
    if held is None:
        return replace(history, doubt=Doubt(kind, poll.polled_at, 1, 1, shown))
    reads = held.reads + 1 if shown.fresh else held.reads
    if kind == held.kind != "all new" and reads > BELIEVED_AFTER:
        return replace(history, shown=(shown,), doubt=None)
    return replace(history, doubt=Doubt(kind, held.since, held.polls + 1, reads, shown))


def _once_more(history: History, poll: Poll) -> History:
    """Return the history after a poll that found the list as it was: an oddity lasts, until it is settled."""
    doubt = history.doubt
    if doubt is None:
        return history
    if doubt.kind == "all new" and poll.polled_at - doubt.since >= SETTLED_AFTER:
        return replace(history, doubt=None)
    return replace(history, doubt=replace(doubt, polls=doubt.polls + 1))
