"""What a page names without showing it: a file of rows, a search of its channel, a posted proxy, a page's number."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest

from config.errors import Gone
from tasks.discover.explore import Found, explore
from tasks.discover.marks import candidates
from tasks.discover.page import FirstPage
from tasks.fetch.kinds.list_page import Request
from tests.tasks.discover.conftest import NOW, Came, base_of

HOST = "https://www.example.cn"
LIST = f"{HOST}/policy/tz.htm"
TITLE = "示例省示例名单第{n}号的公示"
Answers = dict[str, Callable[[Request], str]]


def site(url: str, answers: Answers) -> Found:
    """Find out about a page of a site that knows these paths and no others."""

    async def ask(request: Request) -> Came:
        path = request.url.removeprefix(HOST).partition("?")[0]
        if path not in answers:
            raise Gone(request.url, "HTTP 404")
        return Came(request.url, answers[path](request).encode())

    return asyncio.run(explore(Request(url), base_of(url), ask=ask, today=NOW.date()))


def rows(names: tuple[str, str, str], first: int = 1) -> list[dict[str, str]]:
    link, title, day = names
    return [
        {link: f"/a/{n}.html", title: TITLE.format(n=n), day: f"2026-03-{n:02d} 10:00:00"}
        for n in range(first, first + 5)
    ]


def test_a_list_that_a_data_source_fills_is_read_from_its_file() -> None:
    shell = '<ul id="showData0" data="datasource:2a3b"></ul>'
    held = json.dumps({"datasource": rows(("publishUrl", "showTitle", "publishTime"))})
    found = site(LIST, {"/policy/tz.htm": lambda _: shell, "/policy/ds_2a3b.json": lambda _: held})
    assert found.best is not None and found.best.candidate.settings["url"] == f"{HOST}/policy/ds_2a3b.json"
    assert found.best.entries[0].listed_as == "2026-03-01T10:00"


@pytest.mark.parametrize("search", ["/common/search", "/searchList", "/es-search/search"])
def test_the_search_of_a_channel_that_the_page_does_not_call_is_tried(search: str) -> None:
    shell = '<html><head><meta name="channelid" content="a7f3b2c1"></head><div id="list"></div></html>'
    held = json.dumps({"data": {"results": rows(("url", "title", "publishedTimeStr"))}})
    found = site(LIST, {"/policy/tz.htm": lambda _: shell, f"{search}/a7f3b2c1": lambda _: held})
    assert found.best is not None and found.best.candidate.settings["params"] == {"search": search}


def test_no_search_is_tried_where_the_page_shows_its_list() -> None:
    listed = "".join(
        f'<li><a href="/a/{n}.html">{TITLE.format(n=n)}</a><i>2026-03-0{n}</i></li>' for n in range(1, 6)
    )
    page = f'<html><head><meta name="channelid" content="a7f3b2c1"></head><ul>{listed}</ul></html>'
    assert not [way for way in candidates(FirstPage(LIST, page.encode())) if "params" in way.settings]


def test_a_data_proxy_that_wants_a_post_is_posted_to() -> None:
    column = "/col/col89736/index.html"
    call = "<script>jpage({url:'/module/web/jpage/dataproxy.jsp',webid:23,columnid:89736,unitid:405463})</script>"
    records = "".join(
        f'<record><![CDATA[<a href="/art/2026/3/{n}/art_89736_{n}.html">{TITLE.format(n=n)}</a><b>2026-03-0{n}</b>]]></record>'
        for n in range(1, 6)
    )

    def proxy(request: Request) -> str:
        held = records if request.posts and "startrecord=1&" in request.url else ""
        return f"<datastore><recordset>{held}</recordset></datastore>"

    answers: Answers = {column: lambda _: call, "/module/web/jpage/dataproxy.jsp": proxy}
    found = site(HOST + column, answers)
    assert found.best is not None and found.best.candidate.settings["method"] == "POST"


def test_the_name_of_a_pages_number_is_tried_where_only_its_size_was_given() -> None:
    def answer(request: Request) -> str:
        return json.dumps({"rows": rows(("url", "title", "date"), 6 if "pageNo=2" in request.url else 1)})

    found = site(f"{HOST}/api?pageSize=5", {"/api": answer})
    assert found.best is not None and found.best.candidate.settings["page"] == "pageNo"
    assert found.turned is not None and len(found.turned.walk.entries) == 10


def test_a_link_to_the_next_page_is_followed_without_a_pattern() -> None:
    def answer(request: Request) -> str:
        behind = "page=2" in request.url
        listed = "".join(
            f'<li><a href="t2026030{n}_{n}{behind:d}.html">{TITLE.format(n=n)}</a></li>' for n in range(1, 6)
        )
        return f"<ul>{listed}</ul>" + '<a href="?page=2">下一页</a>' * (not behind)

    found = site(f"{HOST}/tzgg/index.html", {"/tzgg/index.html": answer})
    assert found.turned is not None and len(found.turned.walk.entries) == 10
