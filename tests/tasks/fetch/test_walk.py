"""A walk through back pages ends for the right reason, and what breaks behind spoils nothing in front."""

from __future__ import annotations

import asyncio

import pytest

from config.errors import Blocked, Gone, LayoutChanged, ReadError
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.walk import End, Stub, Walk, as_back_page, walk_behind

AT = "https://example.cn/tzgg/index_{}.html"


def entry(number: int) -> Entry:
    url = f"https://example.cn/tzgg/202603/t20260305_{number}.html"
    return Entry(url, f"示例公示{number}", None, f"example.cn#{number}")


def page(*numbers: int, behind: int | None = None) -> ListPage:
    request = None if behind is None else Request(AT.format(behind))
    return ListPage(tuple(map(entry, numbers)), next=request)


def walk(newest: ListPage, pages: dict[int, ListPage | Exception], *, most: int = 9, enough=None) -> Walk:
    async def turn(request: Request) -> ListPage:
        found = next(one for number, one in pages.items() if request.url == AT.format(number))
        if isinstance(found, Exception):
            raise found
        return found

    return asyncio.run(walk_behind(newest, turn, most=most, enough=enough or (lambda _entries: False)))


def test_a_list_is_walked_to_its_last_page() -> None:
    found = walk(page(1, 2, behind=1), {1: page(3, 4, behind=2), 2: page(5)})
    assert ([e.title[-1] for e in found.entries], found.pages, found.end) == (list("12345"), 3, End.LAST)


@pytest.mark.parametrize(
    ("behind", "end"),
    [
        (page(1, 2, behind=1), End.REPEATED),
        (page(behind=2), End.EMPTY),
        (Gone("u", "HTTP 404"), End.STUB),
        (Stub("site", "nothing"), End.STUB),
        (Blocked("u", "HTTP 412"), End.BROKEN),
        (LayoutChanged("site", "no rows"), End.BROKEN),
    ],
)
def test_what_stands_behind_says_why_the_walk_ended(behind: ListPage | Exception, end: End) -> None:
    found = walk(page(1, 2, behind=1), {1: behind})
    assert (len(found.entries), found.pages, found.end) == (2, 1, end)


def test_only_an_end_of_the_list_itself_is_whole() -> None:
    assert {end for end in End if not end.whole} == {End.ENOUGH, End.MOST, End.BROKEN}


def test_a_walk_stops_at_the_number_of_pages_wanted_and_where_enough_is_read() -> None:
    endless = {number: page(number + 10, behind=number + 1) for number in range(1, 9)}
    assert walk(page(1, behind=1), endless, most=3).end is End.MOST
    known = walk(page(1, behind=1), endless, enough=lambda entries: entries[0].title.endswith("12"))
    assert (known.pages, known.end) == (3, End.ENOUGH)


def test_a_small_unreadable_back_page_is_a_stub_and_a_large_one_is_broken() -> None:
    error = LayoutChanged("site", "no rows")
    assert isinstance(as_back_page(error, b"x" * 500), Stub)
    assert type(as_back_page(error, b"x" * 5000)) is LayoutChanged and isinstance(error, ReadError)
