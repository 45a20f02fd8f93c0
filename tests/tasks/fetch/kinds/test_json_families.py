"""Each JSON family against a simulated site of its form, through the real client: list, back pages, article, file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from config.models import Settings
from demo.web import Attached, Fault, Form, Item, SimulatedWeb, Site, Where, simulated_web
from demo.web.forms.gkmlpt import Gkmlpt
from demo.web.forms.jpaas import Jpaas
from demo.web.forms.json_lists import FJDZAPP, GOV_SEARCH, HAIDIAN, IGS, QUERY_LIST, SUZHOU, JsonList
from demo.web.forms.miit_search import MiitSearch
from demo.web.forms.ucap import Ucap, UcapSearch
from tasks.archive.archive import Archive
from tasks.fetch.client import open_client
from tasks.fetch.kinds.list_page import find_kind
from tasks.fetch.visit import Visit
from tasks.fetch.walk import End, Walk, turn_to, walk_behind

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
MINUTE, DAY, YEAR = "2026-03-05T09:00", "2026-03-05", "2026"
FORMS: dict[str, tuple[Form, dict, str]] = {
    "jpaas, script": (Jpaas(), {}, DAY),
    "jpaas, pager": (Jpaas(pager=True, list_tag="信息列表"), {}, DAY),
    "gkmlpt, all": (Gkmlpt(), {}, MINUTE),
    "gkmlpt, by name": (Gkmlpt(), {"params": {"category": "通知公告"}}, MINUTE),
    "gkmlpt, by number": (Gkmlpt(), {"params": {"category": 10, "sid": 42}}, MINUTE),
    "ucap, static": (Ucap(), {}, DAY),
    "ucap, common_list": (Ucap(column="scjxt/wjfb", name="common_list"), {}, DAY),
    "ucap, /common/search": (UcapSearch(), {"params": {"rows": 2}}, MINUTE),
    "ucap, /searchList": (UcapSearch("list"), {"params": {"channelCode": "c101972", "rows": 2}}, MINUTE),
    "ucap, /es-search": (UcapSearch("es"), {"params": {"rows": 2, "template": "ucap/cdtf"}}, MINUTE),
    "miit-search, library": (MiitSearch(), {"params": {"cateid": 196, "pg": 2}}, MINUTE),
    "miit-search, column": (MiitSearch(), {"params": {"category": 51, "pg": 2}}, DAY),
    "江西": (JsonList(QUERY_LIST), {"items": "data.results", "link": "source.urls.pc", "title": "source.showTitle",
           "date": "source.pubDate", "method": "POST", "page": "current", "body": {"pageSize": 2, "channelCode[]": "zcwj"}}, MINUTE),
    "福建": (JsonList(FJDZAPP), {"items": "data", "link": "docpuburl | chnldocurl", "title": "doctitle", "date": "docreltime",
           "method": "POST", "page": "page", "body": {"prepage": 2, "classsql": "chnlid=32377"}}, MINUTE),
    "State Council": (JsonList(GOV_SEARCH), {"items": "searchVO.catMap.bumenfile.listVO", "link": "url", "title": "title",
                      "date": "pubtime", "page": "p", "params": {"t": "zhengcelibrary", "n": 2}}, MINUTE),
    "重庆": (JsonList(IGS), {"items": "page.content", "link": "url", "title": "title", "date": "PUBDATE",
           "page": "pageNumber", "params": {"pageSize": 2}}, MINUTE),
    "苏州": (JsonList(SUZHOU), {"items": "data.list", "link": "URL", "title": "TITLE", "date": "PUBLISHED_TIME_FORMAT",
           "doc_number": "C_WJBH", "method": "POST", "page": "pageIndex", "params": {"pageSize": 2}}, DAY),
    "海淀": (JsonList(HAIDIAN), {"items": "rows", "link": "docPubUrl", "title": "title", "date": "pubDate", "page": "pageNum",
           "params": {"pageSize": 2}, "doc_number": "{organCodeName}〔{yearOfPublish}〕{serialNumberOfPublish}号"}, DAY),
}  # fmt: skip
NUMBERED = ("gkmlpt", "ucap, /", "miit", "苏州", "海淀")
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
    form, keys, _ = FORMS[name]
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


def test_a_walk_reads_every_page_and_sees_the_end(walk, name) -> None:
    read = walk()
    assert [entry.title for entry in read.entries] == [item.title for item in ITEMS]
    assert (read.pages, read.end.whole) == (3, True), read
    assert read.entries[0].listed_as == FORMS[name][2]
    assert (read.entries[0].doc_number == "示发〔2026〕1号") == name.startswith(NUMBERED)


def test_a_site_that_ignores_the_page_number_is_seen_through(web, walk) -> None:
    web.set_fault("shili", Fault.PAGE_IGNORED)
    read = walk()
    assert (len(read.entries), read.pages, read.end) == (2, 1, End.REPEATED)


def test_an_empty_list_is_proven_and_no_fault(web, walk) -> None:
    web.set_fault("shili", Fault.EMPTY)
    read = walk()
    assert (read.entries, read.end) == ((), End.LAST)


def test_a_poll_takes_the_articles_and_their_files(one, poll) -> None:
    assert poll(one).new >= 2
    newest = next(capture for capture in poll.captures() if "第0号" in capture.title)
    (file,) = newest.attachments
    assert file.error is None and file.name.endswith(".xlsx")
    assert poll.archive.bodies.get(file.sha256) == b"PK-shili"


def test_a_web_page_in_place_of_the_list_is_no_empty_list(web, one, poll, name) -> None:
    web.set_fault("shili", Fault.REDESIGNED, where=Where.LIST)
    result = poll(one)
    assert result.state == "changed", result.reason


@pytest.mark.parametrize(
    "fault",
    [
        Fault.PROTOCOL_RELATIVE,
        Fault.UPWARD_LINKS,
        Fault.SCHEMES_MIXED,
        Fault.GBK,
        Fault.FORCED_GZIP,
        Fault.DUPLICATE_ROW,
    ],
)
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
