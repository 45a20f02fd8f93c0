"""A source reads every static form and every feed over the wire, to its last page, as its site has them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import httpx
import pytest

from config.errors import Gone
from config.models import Source
from demo.web import SimulatedWeb
from demo.web.forms.feeds import ATOM, JSON, VERSIONS, AnyFeed
from demo.web.forms.jpage import Jpage
from demo.web.forms.statics import ADDRESSES, PAGERS, ROWS, Static
from demo.web.forms.trs import Trs
from tasks.fetch.kinds.list_page import ListPage, Request, find_kind
from tasks.fetch.walk import End, Walk, turn_to, walk_behind

TODAY = date(2024, 6, 27)
TITLES = [f"示例名单第{order}号" for order in range(5)]
DAYS = [f"2024-06-{26 - order}" for order in range(5)]


@dataclass
class Came:
    url: str
    body: bytes
    content_type: str


@pytest.fixture
def walk(client: httpx.Client) -> Callable[..., Walk]:
    """Walk a simulated site's list from its newest page to its last."""

    async def ask(request: Request) -> Came:
        form = dict(request.form) if request.form is not None else None
        method = "GET" if form is None else "POST"
        answer = client.request(method, request.url, data=form, headers=dict(request.headers))
        if answer.status_code == 404:
            raise Gone(request.url, "HTTP 404")
        return Came(str(answer.url), answer.content, answer.headers["content-type"])

    def run(web: SimulatedWeb, kind: str, **keys: object) -> Walk:
        listed = {"kind": kind, "url": web.list_url("site"), **keys}
        source = Source(id="site", title="示例", publisher="示例厅", level="province", list=listed)
        found = find_kind(source)

        async def turn(request: Request) -> ListPage:
            return await turn_to(found, request, source=source, ask=ask, today=TODAY)

        async def all_pages() -> Walk:
            newest = await turn(found.first(source))
            return await walk_behind(newest, turn, most=9, enough=lambda _entries: False)

        return asyncio.run(all_pages())

    return run


def titles(found: Walk) -> list[str]:
    return [entry.title for entry in found.entries]


@pytest.mark.parametrize("kind", ["trs", "html"])
@pytest.mark.parametrize("row", ROWS)
def test_every_row_gives_its_title_and_day_wherever_they_stand(serve, walk, row, kind) -> None:
    with serve(Static(row=row, address="post" if row != "no date" else "t-date"), items=5) as web:
        found = walk(web, kind)
    expected = [f"{day}T09:00" for day in DAYS] if row == "minutes" else DAYS
    assert (titles(found), [entry.listed_as for entry in found.entries]) == (TITLES, expected)


PRECISION = {
    "t-number": 0,
    "post": 0,
    "content": 0,
    "month and hex": 7,
    "column and number": 7,
    "column and c00": 7,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_is_an_article_and_gives_the_day_it_carries_and_no_other(serve, walk, address) -> None:
    with serve(Static(row="no date", address=address), items=5) as web:
        found = walk(web, "trs")
    precision = PRECISION.get(address, 10)
    assert titles(found) == TITLES
    assert [entry.listed_as for entry in found.entries] == [day[:precision] for day in DAYS]
    assert all((entry.dated is None) == (precision < 10) for entry in found.entries)
    assert all("#" in entry.native_id or address in ("system", "dated path") for entry in found.entries)


@pytest.mark.parametrize("base", [0, 1])
@pytest.mark.parametrize("pager", sorted(PAGERS.keys() - {"none"}))
@pytest.mark.parametrize(("name", "suffix"), [("index", "html"), ("index", "htm"), ("common_list", "shtml"), ("list2", "shtml"), ("infolist", "shtml")])  # fmt: skip
def test_every_pager_is_walked_to_its_end_from_0_or_from_1(serve, walk, pager, base, name, suffix) -> None:
    form = Static(pager=pager, base=base, name=name, suffix=suffix)
    with serve(form, items=5, page_size=2) as web:
        found = walk(web, "trs", params={"page_base": base})
    assert (titles(found), found.pages, found.end) == (TITLES, 3, End.LAST)


def test_a_list_without_a_pager_is_walked_by_the_names_the_source_gives(serve, walk) -> None:
    with serve(Static(pager="none", base=1), items=5, page_size=2) as web:
        found = walk(web, "trs", pages="index_{n}.html, 2")
    assert (titles(found), found.end) == (TITLES, End.STUB)


def test_pages_behind_that_are_shells_end_the_walk_as_that(serve, walk) -> None:
    with serve(Static(stub=True), items=5, page_size=2) as web:
        found = walk(web, "trs")
    assert titles(found) == TITLES[:2] and found.end in (End.STUB, End.BROKEN)


def test_a_section_whose_root_only_sends_on_is_followed(serve, walk) -> None:
    with serve(Trs(shell=True), items=5) as web:
        assert titles(walk(web, "trs")) == TITLES


JPAGES = {
    "inline (a)": (Jpage(plain=True), {}),
    "inline, sealed": (Jpage(sealed=True), {}),
    "inline, dates over lines": (Jpage(plain=True, broken_dates=True), {}),
    "served rows (b)": (Jpage(served=True, inline=False), {}),
    "proxy, GET (c)": (Jpage(inline=False), {"params": {"webid": 78, "columnid": 15202, "unitid": 5031616, "page": 1, "perpage": 2}}),
    "proxy, POST (c)": (Jpage(inline=False, plain=True), {"method": "POST", "params": {
        "startrecord": 1, "endrecord": 2, "perpage": 2, "col": 1, "appid": 1, "webid": 78, "path": "/", "columnid": 15202,
        "unitid": 5031616, "sourceContentType": 1, "webname": "示例厅", "permissiontype": 0}}),
}  # fmt: skip


@pytest.mark.parametrize("form", JPAGES)
def test_a_hanweb_list_is_read_whole_wherever_it_lives(serve, walk, form) -> None:
    site, keys = JPAGES[form]
    with serve(site, items=5, page_size=2) as web:
        found = walk(web, "jpage", **keys)
    assert (titles(found), [entry.listed_as[:10] for entry in found.entries]) == (TITLES, DAYS)
    assert found.end.whole and all("#" in entry.native_id for entry in found.entries)


@pytest.mark.parametrize("sealed", [False, True])
def test_what_stands_behind_a_columns_own_records_is_fetched_even_where_the_link_to_it_is_sealed(serve, walk, sealed) -> None:  # fmt: skip
    with serve(Jpage(sealed=sealed), items=60) as web:
        found = walk(web, "jpage")
    assert len(found.entries) == 60 and found.end.whole


@pytest.mark.parametrize("version", VERSIONS)
def test_a_feed_of_every_version_is_read_with_its_next_pages(serve, walk, version) -> None:
    with serve(AnyFeed(version=version), items=5, page_size=2) as web:
        found = walk(web, "feed")
    paged = version in ATOM or version in JSON
    assert titles(found) == (TITLES if paged else TITLES[:2])
    when = "" if version == "rss-0.90" else "T09:00"
    assert [entry.listed_as for entry in found.entries] == [
        (day + when) * bool(when) for day in DAYS[: len(found.entries)]
    ]


@pytest.mark.parametrize(("charset", "declared"), [("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-8", "gb2312"), ("utf-16", "utf-16"), ("utf-8-sig", "utf-8")])  # fmt: skip
@pytest.mark.parametrize(
    "media_type", ["text/html", "text/xml; charset=iso-8859-1", "application/rss+xml", ""]
)
def test_a_feeds_characters_are_read_by_its_bytes(serve, walk, charset, declared, media_type) -> None:
    form = AnyFeed(charset=charset, declared=declared, media_type=media_type or "application/octet-stream")
    with serve(form, items=5) as web:
        assert titles(walk(web, "feed")) == TITLES
