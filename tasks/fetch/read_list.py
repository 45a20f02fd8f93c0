"""A source's newest list page, and the pages behind it where everything on it is new."""

from __future__ import annotations

from dataclasses import dataclass

from config.errors import LayoutChanged, ReadError
from tasks.archive.records import FetchOutcome
from tasks.fetch.call import Answer
from tasks.fetch.kinds.list_page import Entry, Kind, ListPage, Request
from tasks.fetch.known import Known, LastList
from tasks.fetch.visit import Visit

_MOST_PAGES = 5


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list shows now; ``page`` is what to remember of it, None where it must be read again each time."""

    entries: tuple[Entry, ...]
    page: LastList | None
    kept: bool
    note: str = ""


async def read_list(kind: Kind, visit: Visit, known: Known) -> Listing | None:
    """Return the list's entries, or None where it is the very page that is known and captured in full.

    The pages behind the first are walked only while each is new from top to bottom: a gap after a long pause.

    Raises:
        FetchError: The list could not be had.
        LayoutChanged: What came is not the list.
        ConfigurationError: A selector of the source is none.
        StoreError: The disk is full.
    """
    first = kind.first(visit.source)
    plain = not first.posts
    answer = await visit.fetch(first, validators=known.validators) if plain else await visit.fetch(first)
    if answer.status == 304 and known.page is not None:
        visit.settle(FetchOutcome.NOT_MODIFIED, known.page.sha256 if known.page.kept else None)
        return None
    if known.page is not None and known.page.sha256 == answer.sha256:
        visit.settle(FetchOutcome.SAME, answer.sha256 if known.page.kept else None)
        return None
    page, kept = await _read(kind, answer, visit, known)
    followed = page.follow is not None
    if page.follow is not None:
        page, kept = await _read(kind, await visit.fetch(page.follow), visit, known)
        if page.follow is not None:
            raise LayoutChanged(visit.source.id, "the list's second request asks for a third")
    entries = page.entries + await _pages_behind(kind, page, visit, known)
    last = LastList(answer.sha256, answer.validators.etag, answer.validators.last_modified, kept)
    return Listing(entries, None if followed else last, kept, page.note)


async def _read(kind: Kind, answer: Answer, visit: Visit, known: Known) -> tuple[ListPage, bool]:
    """Read one list page; keep it where it brings something, once a day, and where it cannot be read."""
    try:
        page = kind.read(
            answer.body,
            source=visit.source,
            url=answer.url,
            content_type=answer.content_type,
            today=visit.today,
        )
        if not page.entries and page.follow is None and not page.proven:
            raise LayoutChanged(visit.source.id, "the page shows no entries and no mark of an empty list")
    except ReadError:
        await visit.keep(answer)
        raise
    changed = any(known.is_news(entry) for entry in page.entries)
    if changed or known.kept_on != visit.today.isoformat():
        await visit.keep(answer, outcome=FetchOutcome.NEW if changed else FetchOutcome.SAME)
        return page, True
    return page, False


async def _pages_behind(kind: Kind, page: ListPage, visit: Visit, known: Known) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    met = {entry.native_id for entry in page.entries}
    behind: Request | None = page.next
    fresh = page.entries
    for _ in range(_MOST_PAGES - 1):
        if behind is None or not known.entries or any(entry.native_id in known.entries for entry in fresh):
            break
        page, _kept = await _read(kind, await visit.fetch(behind), visit, known)
        fresh = tuple(entry for entry in page.entries if entry.native_id not in met)
        if not fresh:
            break  # a site that ignores the page number shows the same page for ever
        met |= {entry.native_id for entry in fresh}
        entries.extend(fresh)
        behind = page.next
    return tuple(entries)
