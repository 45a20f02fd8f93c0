"""One poll of one source: what is new there is in the archive, and how it went is in the log.

The outside's faults become the poll's state; only a fault of this machine (a full disk) is raised. Blocked, changed,
failing and "nothing new" are four outcomes, never one.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from config.clock import china_day
from config.errors import (
    Blocked,
    ConfigurationError,
    FetchError,
    Gone,
    LayoutChanged,
    MingdanError,
    ReadError,
)
from config.models import Source
from tasks.archive.archive import Archive
from tasks.archive.records import Poll, SourceState
from tasks.fetch.client import Client
from tasks.fetch.held import Known
from tasks.fetch.kinds.list_page import Entry, find_kind
from tasks.fetch.known import forget_known, load_known, save_known
from tasks.fetch.read_list import LIES, Listing, Wants, read_list
from tasks.fetch.take_entry import take_entry
from tasks.fetch.turn import turn_of
from tasks.fetch.visit import LONGEST, ForbiddenByRobots, Visit

log = logging.getLogger(__name__)

_GIVE_UP_AFTER = 3  # pages in a row that did not come: the rest would not either


async def poll_source(source: Source, *, archive: Archive, client: Client, now: datetime) -> Poll:
    """Poll a source once and return how it went, already logged.

    A second poll of the same source waits for the first; if that takes too long it ends as ``failing``, unlogged, for
    the first one has the source's word.

    Raises:
        StoreError: The archive cannot be written or read.
    """
    return await in_turn(source, take_list, archive=archive, client=client, now=now)


async def in_turn(
    source: Source,
    work: Callable[[Visit, Known], Awaitable[tuple[Poll, bool]]],
    *,
    archive: Archive,
    client: Client,
    now: datetime,
) -> Poll:
    """Do one thing with a source while nobody else does one with it, and return how it went, already logged.

    ``work`` returns the poll, and whether anything but "unchanged" was learnt.

    Raises:
        StoreError: The archive cannot be written or read.
    """
    begin = client.clock()
    wait = client.settings.lock_wait_seconds
    async with turn_of(source.id, folder=archive.root / "locks", wait=wait) as waited:
        if waited is None:
            reason = f"another poll of this source has been running for {wait:.0f} s; this one did nothing"
            return Poll(source.id, now, SourceState.FAILING, False, 0, 0, client.clock() - begin, reason)
        visit = Visit(source, archive=archive, client=client, now=now)
        known = load_known(archive, source)
        read_on = known.read_on
        try:
            poll, changed = await work(visit, known)
        except MingdanError:
            raise
        except Exception as fault:  # noqa: BLE001 - ours, told with its trace; one site must not blind us to the others
            poll, known, changed = _our_fault(fault, visit), load_known(archive, source), False
        reason = poll.reason
        if waited >= 1:
            reason = f"{reason}; " * bool(reason) + f"waited {waited:.0f} s for another poll of this source"
        poll = replace(poll, seconds=round(client.clock() - begin, 3), reason=reason)
        await visit.write(poll, durable=changed)
        if changed or known.read_on != read_on:
            save_known(known, archive, source)
        return poll


def _our_fault(fault: Exception, visit: Visit) -> Poll:
    """Return the poll of a source that mingdan itself stumbled over; what is known of it is built again from the log."""
    log.error("source.stumbled source_id=%s", visit.source.id, exc_info=fault)
    forget_known(visit.archive, visit.source)
    reason = f"a fault of mingdan, not of the site: {type(fault).__name__}: {str(fault)[:200]}; its trace is in the log"
    return poll_of(visit, SourceState.FAILING, reason)


async def take_list(visit: Visit, known: Known, *, least: int = 0) -> tuple[Poll, bool]:
    """Read a source's list and capture what is new there.

    Args:
        visit: The source, and what asks it.
        known: What is known of it; kept up to date.
        least: So many list pages are read in full whatever is known of them (a sweep); 0 for a poll.

    Returns:
        How it went, and whether anything but "unchanged" was learnt.

    Raises:
        StoreError: The archive cannot be written or read.
    """
    source = visit.source
    try:
        kind = find_kind(source)
        wants = _filter(source)
        listing = await read_list(kind, visit, known, wants, least=least)
        if listing is None:
            return _unchanged(visit, known), False
        _check_rows(source, listing, known)
    except ForbiddenByRobots:
        reason = "robots.txt of the host forbids the list; robots: ignore, with a reason, overrules that"
        return poll_of(visit, SourceState.DISABLED, reason), True
    except Blocked as error:
        return poll_of(visit, SourceState.BLOCKED, str(error)), True
    except (FetchError, ConfigurationError) as error:
        return poll_of(visit, SourceState.FAILING, str(error)), True
    except ReadError as error:
        return poll_of(visit, SourceState.CHANGED, error.problem), True
    fresh = sum(known.is_fresh(e) and e.native_id not in listing.left | listing.old for e in listing.entries)
    wanted = [entry for entry in listing.entries if wants(entry) and entry.native_id not in listing.left]
    taken = await _take_all(wanted, visit, known, listing.old)
    poll = replace(_outcome(visit, listing, taken), fresh=fresh, swept=bool(least))
    taken.passed |= {entry.native_id for entry in listing.entries if not wants(entry)}
    _remember(known, listing, taken, poll)
    return poll, True


def _unchanged(visit: Visit, known: Known) -> Poll:
    """Return the poll of the very page that is known."""
    reason = "" if known.honest else LIES
    head = (visit.source.id, visit.now, SourceState.OK, True, known.rows, 0, 0.0)
    return Poll(*head, reason, newest=known.newest_day, with_date=known.dated, pages=1)


@dataclass(slots=True)
class _Taken:
    """How the entries of one list fared: captures made, pages that are gone, errors of the others."""

    new: int = 0
    gone: int = 0
    owed: int = 0
    skipped: int = 0
    errors: list[FetchError] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)

    @property
    def complete(self) -> bool:
        """Whether nothing of the list is left to fetch; a page that its own site calls gone leaves nothing."""
        return not self.errors and not self.skipped


async def _take_all(wanted: Iterable[Entry], visit: Visit, known: Known, old: Collection[str]) -> _Taken:
    """Capture every entry that is news, the oldest first, so that the log tells them in their order."""
    taken = _Taken()
    failed = 0
    news = [entry for entry in wanted if known.is_news(entry)]
    if news:
        forget_known(visit.archive, visit.source)
    for entry in reversed(news):
        if failed >= _GIVE_UP_AFTER or visit.late:
            taken.skipped += 1
            continue
        try:
            again, reappeared = entry.native_id in known.entries, entry.native_id in old
            capture = await take_entry(entry, visit, reappeared=reappeared, again=again)
        except Gone:
            taken.gone += 1
            taken.passed.add(entry.native_id)
        except FetchError as error:
            taken.errors.append(error)
            failed += 1
        else:
            known.take(entry, capture)
            taken.new, failed = taken.new + 1, 0
            taken.owed += known.is_news(entry)
    return taken


def _remember(known: Known, listing: Listing, taken: _Taken, poll: Poll) -> None:
    whole = taken.complete and not taken.gone and not taken.owed and not listing.gap
    known.page = listing.page if whole else None
    known.rows = listing.rows
    known.dated = sum(_has_date(entry) for entry in listing.entries[: listing.rows])
    known.newest = "" if poll.newest is None else poll.newest.isoformat()
    if listing.kept:
        known.kept_on = china_day(poll.polled_at).isoformat()
    if not poll.complete:
        known.met.passed |= taken.passed
        return
    known.met.passed = taken.passed
    if not known.met.floor[0] and listing.rows:
        last = listing.entries[listing.rows - 1]
        known.met.floor = (last.native_id, "" if last.dated is None else last.dated.isoformat())
    known.swept = known.swept or poll.swept
    known.close()


def _outcome(visit: Visit, listing: Listing, taken: _Taken) -> Poll:
    reasons = [*listing.notes, *filter(None, [listing.gap])]
    if taken.gone:
        reasons.append(f"{taken.gone} linked pages do not exist")
    state = SourceState.OK
    if listing.renumbered:
        state = SourceState.CHANGED
        reasons.append(
            f"the site has new addresses: of {listing.rows} entries none is known by its address, "
            f"{listing.renumbered} are by their titles; these are history and told nobody"
        )
    if taken.errors:
        missing = len(taken.errors) + taken.skipped
        reasons.append(
            f"{missing} of {missing + taken.new + taken.gone} new pages not fetched: {taken.errors[0]}"
        )
        if not taken.new:
            blocked = all(isinstance(error, Blocked) for error in taken.errors)
            state = SourceState.BLOCKED if blocked else SourceState.FAILING
    elif taken.skipped:
        reasons.append(
            f"{taken.skipped} new pages are left for the next poll: this one has taken {LONGEST / 60:.0f} minutes"
        )
    if taken.owed:
        reasons.append(f"attachments of {taken.owed} pages are missing and will be asked for again")
    complete = taken.complete and not listing.gap
    poll = poll_of(visit, state, "; ".join(reasons), complete=complete, entries=len(listing.entries))
    return replace(
        poll,
        new=taken.new,
        newest=_newest(listing.entries, visit.today),
        with_date=sum(_has_date(entry) for entry in listing.entries),
        pages=listing.pages,
    )


def poll_of(
    visit: Visit, state: SourceState, reason: str, *, complete: bool = False, entries: int = 0
) -> Poll:
    """Return a poll that brought nothing."""
    return Poll(visit.source.id, visit.now, state, complete, entries, 0, 0.0, reason)


def _has_date(entry: Entry) -> bool:
    return entry.dated is not None or bool(entry.listed_as)


def _newest(entries: Iterable[Entry], today: date) -> date | None:
    """Return the newest day that has come: a date in the future must not hide that a source fell silent."""
    return max(
        (entry.dated for entry in entries if entry.dated is not None and entry.dated <= today), default=None
    )


def _check_rows(source: Source, listing: Listing, known: Known) -> None:
    least = source.expect.min_entries or 0
    if listing.rows < least:
        raise LayoutChanged(
            source.id, f"{listing.rows} entries, at least {least} are expected (expect.min_entries)"
        )
    if not listing.rows and known.rows:
        raise LayoutChanged(
            source.id, f"no entries where there were {known.rows}; an empty list is not believed"
        )


def _filter(source: Source) -> Wants:
    """Return what ``include`` and ``exclude`` say of an entry's title."""
    try:
        wanted = [re.compile(pattern) for pattern in source.include]
        unwanted = [re.compile(pattern) for pattern in source.exclude]
    except re.error as error:
        problem = f"include or exclude: {error.pattern!r} is no pattern ({error})"
        raise ConfigurationError(f"sources/{source.id}.yaml", None, problem) from error

    def wants(entry: Entry) -> bool:
        if any(pattern.search(entry.title) for pattern in unwanted):
            return False
        return not wanted or any(pattern.search(entry.title) for pattern in wanted)

    return wants
