"""One poll of one source: what is new there is in the archive, and how it went is in the log.

The outside's faults become the poll's state; only a fault of this machine (a full disk) is raised. Blocked, changed,
failing and "nothing new" are four outcomes, never one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from config.errors import Blocked, ConfigurationError, FetchError, Gone, LayoutChanged, ReadError
from config.models import Source
from tasks.archive.archive import Archive
from tasks.archive.records import Poll, SourceState
from tasks.fetch.client import Client
from tasks.fetch.kinds.list_page import Entry, find_kind
from tasks.fetch.known import Known, forget_known, load_known, save_known
from tasks.fetch.read_list import Listing, read_list
from tasks.fetch.take_entry import take_entry
from tasks.fetch.turn import turn_of
from tasks.fetch.visit import ForbiddenByRobots, Visit

_GIVE_UP_AFTER = 3  # pages in a row that did not come: the rest would not either


async def poll_source(source: Source, *, archive: Archive, client: Client, now: datetime) -> Poll:
    """Poll a source once and return how it went, already logged.

    A second poll of the same source waits for the first; if that takes too long it ends as ``failing``, unlogged, for
    the first one has the source's word.

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
        poll, changed = await _poll(visit, known)
        reason = poll.reason
        if waited >= 1:
            reason = f"{reason}; " * bool(reason) + f"waited {waited:.0f} s for another poll of this source"
        poll = replace(poll, seconds=round(client.clock() - begin, 3), reason=reason)
        await visit.write(poll, durable=changed)
        if changed:
            save_known(known, archive, source)
        return poll


async def _poll(visit: Visit, known: Known) -> tuple[Poll, bool]:
    """Return the poll and whether anything but "unchanged" was learnt."""
    source = visit.source
    try:
        kind = find_kind(source)
        title_filter = _filter(source)
        listing = await read_list(kind, visit, known)
        if listing is None:
            ok, day = SourceState.OK, known.newest_day
            return Poll(source.id, visit.now, ok, True, known.rows, 0, 0.0, newest=day), False
        _check_rows(source, listing, known)
    except ForbiddenByRobots:
        reason = "robots.txt of the host forbids the list; robots: ignore, with a reason, overrules that"
        return _poll_of(visit, SourceState.DISABLED, reason), True
    except Blocked as error:
        return _poll_of(visit, SourceState.BLOCKED, str(error)), True
    except (FetchError, ConfigurationError) as error:
        return _poll_of(visit, SourceState.FAILING, str(error)), True
    except ReadError as error:
        return _poll_of(visit, SourceState.CHANGED, error.problem), True
    wanted = [entry for entry in listing.entries if title_filter(entry)]
    taken = await _take_all(wanted, visit, known)
    _remember(known, listing, taken, visit)
    return _outcome(visit, listing, taken), True


@dataclass(slots=True)
class _Taken:
    """How the entries of one list fared: captures made, pages that are gone, errors of the others."""

    new: int = 0
    gone: int = 0
    owed: int = 0
    skipped: int = 0
    errors: list[FetchError] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether nothing of the list is left to fetch; a page that its own site calls gone leaves nothing."""
        return not self.errors and not self.skipped


async def _take_all(wanted: Iterable[Entry], visit: Visit, known: Known) -> _Taken:
    """Capture every entry that is news, the oldest first, so that the log tells them in their order."""
    taken = _Taken()
    failed = 0
    news = [entry for entry in wanted if known.is_news(entry)]
    if news:
        forget_known(visit.archive, visit.source)
    for entry in reversed(news):
        if failed >= _GIVE_UP_AFTER:
            taken.skipped += 1
            continue
        try:
            capture = await take_entry(entry, visit)
        except Gone:
            taken.gone += 1
        except FetchError as error:
            taken.errors.append(error)
            failed += 1
        else:
            known.take(entry, capture)
            taken.new, failed = taken.new + 1, 0
            taken.owed += known.is_news(entry)
    return taken


def _remember(known: Known, listing: Listing, taken: _Taken, visit: Visit) -> None:
    whole = taken.complete and not taken.gone and not taken.owed
    known.page = listing.page if whole else None
    known.rows = len(listing.entries)
    newest = _newest(listing.entries, visit.today)
    known.newest = "" if newest is None else newest.isoformat()
    if listing.kept:
        known.kept_on = visit.today.isoformat()


def _outcome(visit: Visit, listing: Listing, taken: _Taken) -> Poll:
    reasons = [listing.note] if listing.note else []
    if taken.gone:
        reasons.append(f"{taken.gone} linked pages do not exist")
    state = SourceState.OK
    if taken.errors:
        missing = len(taken.errors) + taken.skipped
        reasons.append(
            f"{missing} of {missing + taken.new + taken.gone} new pages not fetched: {taken.errors[0]}"
        )
        if not taken.new:
            blocked = all(isinstance(error, Blocked) for error in taken.errors)
            state = SourceState.BLOCKED if blocked else SourceState.FAILING
    if taken.owed:
        reasons.append(f"attachments of {taken.owed} pages are missing and will be asked for again")
    poll = _poll_of(visit, state, "; ".join(reasons), complete=taken.complete, entries=len(listing.entries))
    return replace(poll, new=taken.new, newest=_newest(listing.entries, visit.today))


def _poll_of(
    visit: Visit, state: SourceState, reason: str, *, complete: bool = False, entries: int = 0
) -> Poll:
    return Poll(visit.source.id, visit.now, state, complete, entries, 0, 0.0, reason)


def _newest(entries: Iterable[Entry], today: date) -> date | None:
    """Return the newest day that has come: a date in the future must not hide that a source fell silent."""
    return max(
        (entry.dated for entry in entries if entry.dated is not None and entry.dated <= today), default=None
    )


def _check_rows(source: Source, listing: Listing, known: Known) -> None:
    least = source.expect.min_entries or 0
    if len(listing.entries) < least:
        raise LayoutChanged(
            source.id, f"{len(listing.entries)} entries, at least {least} are expected (expect.min_entries)"
        )
    if not listing.entries and known.rows:
        raise LayoutChanged(
            source.id, f"no entries where there were {known.rows}; an empty list is not believed"
        )


def _filter(source: Source) -> Callable[[Entry], bool]:
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
