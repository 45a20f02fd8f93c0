"""Each family of row lists against a simulated site of its form, through the real client, with what may go wrong there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from config.errors import LayoutChanged
from config.models import Settings
from demo.web import Attached, Fault, Form, Item, SimulatedWeb, Site, Where, simulated_web
from demo.web.forms.feeds import AnyFeed
from demo.web.forms.jpage import Jpage
from demo.web.forms.statics import Static
from demo.web.forms.trade import Trade
from demo.web.forms.trs import Trs
from tasks.archive.archive import Archive
from tasks.fetch.client import open_client
from tasks.fetch.kinds.list_page import find_kind
from tasks.fetch.visit import Visit
from tasks.fetch.walk import End, Walk, turn_to, walk_behind

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
PROXY = {"webid": 78, "columnid": 15202, "unitid": 5031616, "perpage": 2}
FORMS: dict[str, tuple[Form, dict]] = {
    "trs, from 0": (Trs(), {}),
    "trs, from 1, wrapped": (Trs(base=1, wrapped=True), {"params": {"page_base": 1}}),
    "湖南": (Static("date cell last", base=1, pager="boxed"), {"params": {"page_base": 1}}),
    "广东": (Static("li", "post", section="zwgk/tzgg1011"), {}),
    "辽宁": (Static("no date", "tsid", suffix="shtml"), {}),
    "上海": (Static("li", "day and hex", base=1, pager="pagination"), {"params": {"page_base": 1}}),
    "甘肃": (Static("li", "column and number", name="infolist", suffix="shtml"), {}),
    "新疆": (Static("day apart", "month and hex", pager="words"), {}),
    "海淀": (Static("written", "t-date shtml"), {}),
    "html, by its link": (Static("minutes", "t-number", pager="link"), {"kind": "html"}),
    "html, by selectors": (Trade(), {"item": "ul.news-list > li", "link": "a", "title": "a", "date": ".time", "next": "a.next"}),
    "jpage, served (b)": (Jpage(served=True, inline=False), {}),
    "jpage, GET (c)": (Jpage(inline=False), {"params": {**PROXY, "page": 1}}),
    "jpage, POST (c)": (Jpage(inline=False, plain=True), {"method": "POST", "params": {**PROXY, "startrecord": 1, "endrecord": 2}}),
    "atom": (AnyFeed(version="atom-1.0"), {}),
    "json feed": (AnyFeed(version="json-1.1"), {}),
}  # fmt: skip
UNPROVEN = ("html, by its link", "html, by selectors")  # nothing there says that the list is empty
ITEMS = tuple(
    Item(
        f"shili-{order}", f"示例名单“第{order}号”公示", NOW - timedelta(hours=25) - timedelta(days=order),
        f"<p>示例正文{order}</p>", "示发〔2026〕1号", "示例厅",
        (Attached("示例附件.xlsx", lambda: b"PK-shili"),) if order == 0 else (),
    )
    for order in range(5)
)  # fmt: skip


@pytest.fixture(params=FORMS)
def name(request) -> str:
    return request.param


@pytest.fixture
def web(name) -> Iterator[SimulatedWeb]:
    with simulated_web([Site("shili", "示例厅", FORMS[name][0], ITEMS, page_size=2)], now=NOW) as web:
        yield web


@pytest.fixture
def one(web, name, source):
    form, keys = FORMS[name]
    return source(form.kind, list_keys={"url": web.list_url("shili"), **keys})


@pytest.fixture
def walk(one, tmp_path):
    async def run() -> Walk:
        kind = find_kind(one)
        async with open_client(Settings()) as client:
            visit = Visit(one, archive=Archive(tmp_path / "walk"), client=client, now=NOW)

            async def turn(request):
                return await turn_to(kind, request, source=one, ask=visit.fetch, today=visit.today)

            newest = await turn(kind.first(one))
            return await walk_behind(newest, turn, most=9, enough=lambda _entries: False)

    return lambda: asyncio.run(run())


def test_a_walk_reads_every_page_and_sees_the_end(walk) -> None:
    read = walk()
    assert [entry.title for entry in read.entries] == [item.title for item in ITEMS]
    assert read.end.whole and read.pages >= 2, read
    assert read.entries[0].listed_as.startswith("2026-03-05")


def test_a_site_that_ignores_the_page_number_is_seen_through(web, walk, name) -> None:
    web.set_fault("shili", Fault.PAGE_IGNORED)
    read = walk()
    first = 5 if name == "jpage, served (b)" else 2  # its proxy is asked for more at once
    assert (len(read.entries), read.end) == (first, End.REPEATED)


def test_an_empty_list_is_proven_or_is_no_list(web, walk, name) -> None:
    web.set_fault("shili", Fault.EMPTY)
    if name in UNPROVEN:
        with pytest.raises(LayoutChanged):
            walk()
    else:
        read = walk()
        assert (read.entries, read.end) == ((), End.LAST)


def test_a_poll_takes_the_articles_and_their_files(one, poll) -> None:
    assert poll(one).new >= 2
    newest = next(capture for capture in poll.captures() if "第0号" in capture.title)
    (file,) = newest.attachments
    assert file.error is None and file.name.endswith(".xlsx")
    assert newest.listed_as.startswith("2026-03-05")


def test_a_redesign_is_no_empty_list(web, one, poll) -> None:
    web.set_fault("shili", Fault.REDESIGNED, where=Where.LIST)
    result = poll(one)
    assert result.state == "changed", result.reason


SAME = [Fault.PROTOCOL_RELATIVE, Fault.UPWARD_LINKS, Fault.SCHEMES_MIXED, Fault.GBK, Fault.FORCED_GZIP, Fault.DUPLICATE_ROW]  # fmt: skip


@pytest.mark.parametrize("fault", SAME)
def test_the_same_articles_are_read_however_the_site_writes_them(web, walk, fault) -> None:
    whole = walk().entries
    web.set_fault("shili", fault)
    read = walk().entries
    assert [entry.native_id for entry in read][: len(whole)] == [entry.native_id for entry in whole]
    assert [entry.title for entry in read][: len(whole)] == [entry.title for entry in whole]


@pytest.mark.parametrize("fault", [Fault.JSL_521, Fault.LOGIN_200, Fault.CHALLENGE_200, Fault.SOFT_404])
def test_a_challenge_in_place_of_the_list_is_never_an_empty_list(web, one, poll, fault) -> None:
    web.set_fault("shili", fault, where=Where.LIST)
    result = poll(one)
    assert result.state in ("blocked", "changed", "failing"), result
    assert result.new == 0
