"""The pages behind a list's newest one: how far to go, and why the walk ended. No network: a caller turns the pages.

A page that cannot be had or read ends the walk and never spoils what was read before it. The end says which it was:
a list that came to its end, a site that shows one page for ever, and a page that broke are three different things.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from config.errors import FetchError, Gone, LayoutChanged, ReadError
from config.models import Source
from tasks.fetch.apart import Page as Page  # what a caller of this module gives
from tasks.fetch.apart import read_apart
from tasks.fetch.kinds.list_page import Entry, Kind, ListPage, Request

STUB_BYTES = 2048
"""A back page below this that shows no rows is a shell, not a list: seen with 300 to 600 bytes, and as a redirect of 2 KB."""


class End(StrEnum):
    """Why a walk ended."""

    LAST = "there is no page behind"
    EMPTY = "the page behind is empty"
    STUB = "the page behind is a stub"
    REPEATED = "the site shows the same page again"
    ENOUGH = "enough was read"
    MOST = "as many pages as wanted"
    BROKEN = "a page behind could not be read"

    @property
    def whole(self) -> bool:
        """Whether nothing that the list holds was left unread."""
        return self in (End.LAST, End.EMPTY, End.STUB, End.REPEATED)


class Stub(ReadError):
    """A back page that holds nothing at all; prevents the end of a list being taken for a redesign."""


def as_back_page(error: ReadError, body: bytes) -> ReadError:
    """Return what an unreadable back page is: a stub where it is that small, else the error as it was."""
    return Stub(error.about, error.problem) if len(body) < STUB_BYTES else error


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk read: entries in page order, one for each article; how many list pages; why it ended."""

    entries: tuple[Entry, ...]
    pages: int
    end: End
    note: str = ""


Ask = Callable[[Request], Awaitable[Page]]
Turn = Callable[[Request], Awaitable[ListPage]]


async def read_page(kind: Kind, page: Page, *, source: Source, today: date) -> ListPage:
    """Return what a page lists; what is large is read in a child process, so that nobody else waits for it.

    Raises:
        LayoutChanged: The marks of the form are missing, or nothing is there and nothing proves it.
    """
    read = await read_apart(kind, page, source=source, today=today)
    if not read.entries and read.follow is None and not read.proven:
        raise LayoutChanged(source.id, "the page shows no entries and no mark of an empty list")
    return read


async def turn_to(kind: Kind, request: Request, *, source: Source, ask: Ask, today: date) -> ListPage:
    """Ask for one list page and read it, with the second request that some forms need.

    Raises:
        FetchError: The page could not be had.
        LayoutChanged: What came is no list of this form.
    """
    page = await read_page(kind, await ask(request), source=source, today=today)
    for _ in range(2):
        if page.follow is None:
            return page
        page = await read_page(kind, await ask(page.follow), source=source, today=today)
    raise LayoutChanged(source.id, "the list's requests ask for one more each time")


async def walk_behind(
    newest: ListPage, turn: Turn, *, most: int, enough: Callable[[Sequence[Entry]], bool]
) -> Walk:
    """Walk from the newest page to those behind it.

    Args:
        newest: The first page, read.
        turn: Asks for a page and reads it; may raise ``FetchError`` and ``ReadError``.
        most: How many pages in all.
        enough: Says of one page's entries that what stands behind it need not be read; it is asked of each page once,
            in their order.
    """
    entries = {entry.native_id: entry for entry in newest.entries}
    page, pages = newest, 1
    while True:
        done = enough(page.entries)
        if page.next is None:
            return Walk(tuple(entries.values()), pages, End.LAST)
        if done:
            return Walk(tuple(entries.values()), pages, End.ENOUGH)
        if pages >= most:
            return Walk(tuple(entries.values()), pages, End.MOST)
        try:
            page = await turn(page.next)
        except Gone as error:
            return Walk(tuple(entries.values()), pages, End.STUB, str(error))
        except (FetchError, ReadError) as error:
            end = End.STUB if isinstance(error, Stub) else End.BROKEN
            return Walk(tuple(entries.values()), pages, end, f"page {pages + 1}: {error}")
        fresh = [entry for entry in page.entries if entry.native_id not in entries]
        if not fresh:
            return Walk(
                tuple(entries.values()), pages, End.REPEATED if page.entries else End.EMPTY, page.note
            )
        pages += 1
        entries |= {entry.native_id: entry for entry in fresh}
