"""A source's newest list page, and the pages behind it until nothing there can be news.

What stops the walk is a page on which everything was seen before: one known row on top may be sticky, or have a new
date. A walk that could not come to its end says so; the next polls walk again, for until then what they captured on
the way proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from config.errors import LayoutChanged, ReadError, Unreachable
from tasks.archive.records import FetchOutcome
from tasks.fetch.addresses import redact
from tasks.fetch.call import NO_VALIDATORS, Answer, Validators
from tasks.fetch.held import Known, LastList
from tasks.fetch.kinds.list_page import Entry, Kind, ListPage, Request
from tasks.fetch.visit import Visit
from tasks.fetch.walk import End, Walk, as_back_page, read_page, walk_behind

MOST_PAGES: Final = 10
"""So many list pages that bring something new are read in one poll."""

FARTHEST: Final = 50
"""No poll reads more pages than this, whatever an unfinished walk has captured: a list may have no end."""

_FEW = 3  # rows of a page that may all change their addresses without the site having done so
LIES = (
    "its server calls pages unchanged that have changed (ETag or Last-Modified), so it is always read in full"
)
Wants = Callable[[Entry], bool]


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list shows now; ``page`` is what to remember of it, None where it must be read again each time.

    ``rows`` stood on the newest page; ``gap`` says in words what could not be walked through, empty where nothing is
    left unread. ``old`` are rows, by native id, that are history though they are met for the first time, ``left``
    those among the pages behind that are no poll's matter; ``renumbered`` tells of known articles under new addresses.
    """

    entries: tuple[Entry, ...]
    page: LastList | None
    kept: bool
    rows: int
    pages: int = 1
    gap: str = ""
    notes: tuple[str, ...] = ()
    old: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    renumbered: int = 0


@dataclass(slots=True)
class Reach:
    """How far back a list must be read: so many pages at least (0 for a poll), then until all was seen before."""

    known: Known
    today: date
    least: int = 0
    pages: int = 0
    at_floor: bool = False
    behind: set[str] = field(default_factory=set)
    anything_seen: bool = False

    def enough(self, entries: Sequence[Entry]) -> bool:
        """Take in the next page and say whether what stands behind it need not be read."""
        self.pages += 1
        top = self.pages == 1
        seen = [self._was_seen(entry, top=top and not place) for place, entry in enumerate(entries)]
        if self.pages < self.least:
            return False
        return all(seen) or not self._began()

    @property
    def most(self) -> int:
        """How many pages to read: those that an unfinished walk has captured already do not count."""
        rows = max(self.known.rows, 1)
        return min(FARTHEST, max(MOST_PAGES, self.least) + len(self.known.met.unclosed) // rows)

    def _began(self) -> bool:
        """Say whether there is a past to come to; a first sight takes the newest page alone."""
        return self.known.begun and bool(self.known.met.floor[0])

    def _was_seen(self, entry: Entry, *, top: bool) -> bool:
        met = self.known.met
        behind = self._is_behind(entry)
        # The list's very first row is no floor: the oldest article of all may be sticky now.
        self.at_floor = self.at_floor or (entry.native_id == met.floor[0] and not top)
        if not self.known.is_fresh(entry):
            self.anything_seen = True
            return entry.native_id not in met.unclosed
        if behind and self._began():
            self.behind.add(entry.native_id)
        return behind

    def _is_behind(self, entry: Entry) -> bool:
        """Say whether a row is older than the watch: behind the last row of the first list, or before its day."""
        day = self.known.met.floor[1]
        if not day or day > self.today.isoformat() or entry.dated is None:
            return self.at_floor
        dated = entry.dated.isoformat()
        return dated < day or (self.at_floor and dated == day)


async def read_list(
    kind: Kind, visit: Visit, known: Known, wants: Wants, *, least: int = 0
) -> Listing | None:
    """Return the list's entries, or None where it is the very page that is known and captured in full.

    Args:
        kind: What reads the list.
        visit: Asks and keeps.
        known: What is known of the source.
        wants: Which entries the source is to bring.
        least: So many pages are read in any case, all in full (a sweep); 0 for a poll.

    Raises:
        FetchError: The list could not be had.
        LayoutChanged: What came is not the list.
        ConfigurationError: A selector of the source is none.
        StoreError: The disk is full.
    """
    first = kind.first(visit.source)
    answer = await visit.fetch(first, validators=_validators(first, visit, known, least))
    if not least and known.page is not None and _is_same(answer, known.page, visit):
        _read_today(visit, known, answer)
        return None
    pages = _Pages(kind, visit, known)
    newest = await pages.read(answer)
    lied = _lied(answer, known, pages)
    _read_today(visit, known, answer)
    known.honest = known.honest and not lied
    reach = Reach(known, visit.today, least)
    renumbered = _renumbered(newest.entries, known, wants)
    if renumbered:
        walk = Walk(newest.entries, 1, End.ENOUGH)
        old = frozenset(_no_news(newest.entries, known))
    else:
        walk = await walk_behind(newest, pages.turn, most=reach.most, enough=reach.enough)
        old = frozenset(reach.behind) if not known.swept else frozenset()
    said = answer.validators
    last = (
        None if pages.followed else LastList(answer.sha256, said.etag, said.last_modified, pages.kept_first)
    )
    top = {entry.native_id for entry in newest.entries}
    return Listing(
        entries=walk.entries,
        page=last,
        kept=pages.kept_first,
        rows=len(newest.entries),
        pages=walk.pages,
        gap=_gap(walk),
        notes=_notes(newest, walk, reach, known),
        old=old - top if not renumbered else old,
        left=frozenset() if least else frozenset(reach.behind - top),
        renumbered=renumbered,
    )


class _Pages:
    """Turns the pages of one list, and keeps those that bring something, once a day, and where they cannot be read."""

    def __init__(self, kind: Kind, visit: Visit, known: Known) -> None:
        self._kind, self._visit, self._known = kind, visit, known
        self.followed = self.kept_first = self.brings = False
        self._first = True

    async def turn(self, request: Request) -> ListPage:
        """Ask for a page behind the first and read it; a small one that shows nothing is a stub."""
        if self._visit.late:
            raise Unreachable(redact(request.url), "this poll has taken too long; the next one reads on")
        answer = await self._visit.fetch(request)
        try:
            return await self.read(answer)
        except ReadError as error:
            raise as_back_page(error, answer.body) from error

    async def read(self, answer: Answer) -> ListPage:
        """Read a page that came, with the second request that some forms need."""
        page = await self._read(answer)
        for _ in range(2):
            if page.follow is None:
                self._first = False
                return page
            self.followed = True
            page = await self._read(await self._visit.fetch(page.follow))
        raise LayoutChanged(self._visit.source.id, "the list's requests ask for one more each time")

    async def _read(self, answer: Answer) -> ListPage:
        visit, known = self._visit, self._known
        try:
            page = await read_page(self._kind, answer, source=visit.source, today=visit.today)
        except ReadError:
            await visit.keep(answer)
            raise
        changed = any(known.is_news(entry) for entry in page.entries)
        if changed or known.kept_on != visit.today.isoformat():
            await visit.keep(answer, outcome=FetchOutcome.NEW if changed else FetchOutcome.SAME)
            self.kept_first = self.kept_first or self._first
        if self._first:
            self.brings = self.brings or changed
        return page


def _validators(first: Request, visit: Visit, known: Known, least: int) -> Validators:
    """Return what to ask the newest page with; a sweep takes nobody's word, and no validators help with a POST."""
    if least or first.posts:
        return NO_VALIDATORS
    return known.validators(visit.today)


def _is_same(answer: Answer, page: LastList, visit: Visit) -> bool:
    """Say whether the newest page is the one that is known, and settle its line."""
    if answer.status != 304 and page.sha256 != answer.sha256:
        return False
    outcome = FetchOutcome.NOT_MODIFIED if answer.status == 304 else FetchOutcome.SAME
    visit.settle(outcome, page.sha256 if page.kept else None)
    return True


def _read_today(visit: Visit, known: Known, answer: Answer) -> None:
    if answer.status != 304:
        known.read_on = visit.today.isoformat()


def _lied(answer: Answer, known: Known, pages: _Pages) -> bool:
    """Say whether the server gave a page that brings something the same word as the page before it."""
    if known.page is None or not pages.brings:
        return False
    before, now = known.page, answer.validators
    if before.etag or now.etag:
        return before.etag == now.etag
    return bool(before.last_modified) and before.last_modified == now.last_modified


def _renumbered(entries: Sequence[Entry], known: Known, wants: Wants) -> int:
    """Return how many rows are known articles under new addresses; 0 where the site was not re-numbered.

    A page of more than three rows none of which is known, though at least half of their titles are.
    """
    rows = [entry for entry in entries if wants(entry)]
    if not known.begun or len(rows) <= _FEW or any(entry.native_id in known.entries for entry in rows):
        return 0
    titles = {seen.title for seen in known.entries.values()}
    again = sum(entry.title in titles for entry in rows)
    return again if 2 * again >= len(rows) else 0


def _no_news(entries: Sequence[Entry], known: Known) -> list[str]:
    """Return the rows of a re-numbered site that are no news: the title is known, or no row before was that young."""
    titles = {seen.title for seen in known.entries.values()}
    newest = known.newest_day
    return [
        entry.native_id
        for entry in entries
        if entry.title in titles or entry.dated is None or newest is None or entry.dated <= newest
    ]


def _gap(walk: Walk) -> str:
    """Say in words what a walk left unread; empty where it left nothing."""
    if walk.end is End.BROKEN:
        return f"a page behind the first could not be read ({walk.note}); it is asked for again"
    if walk.end is End.MOST:
        return f"more than {walk.pages} list pages are new; the next poll reads on behind them"
    return ""


def _notes(newest: ListPage, walk: Walk, reach: Reach, known: Known) -> tuple[str, ...]:
    blind = (
        walk.end.whole and known.begun and bool(known.entries) and walk.entries and not reach.anything_seen
    )
    return tuple(
        note
        for note in (
            newest.note,
            LIES if not known.honest else "",
            f"nothing on the list was there before and {walk.end}: something may have been missed"
            if blind
            else "",
        )
        if note
    )
