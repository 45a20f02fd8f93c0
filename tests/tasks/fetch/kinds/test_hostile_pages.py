"""Whatever bytes come for a page of rows or a feed, there are entries or a named error, and neither takes for ever."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config.errors import ConfigurationError, LayoutChanged, ReadError
from config.models import Source
from tasks.fetch.addresses import is_article, join, native_id
from tasks.fetch.kinds.days import (
    is_date_alone,
    moment_of_row,
    moment_of_text,
    moment_of_url,
    moment_of_value,
)
from tasks.fetch.kinds.feed_times import moment_of_feed_text
from tasks.fetch.kinds.list_page import ListPage, find_kind

TODAY = date(2026, 3, 6)
KINDS = ("trs", "html", "jpage", "feed")
URLS = (
    "https://h.cn/col/col1/index_2.html",
    "https://h.cn/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=2",
)
PIECES = [
    "<li>", "</li>", "<ul>", "<td>", "<a href='./202603/t20260305_1.html' title='示例名单公示'>", "<a href=http://h:99999/>",
    "</a>", "<a href='\\\\x'>", "示例名单公示", "2026-03-05", "26-13-45", "03-05", "2026-", " ", "\0", "\u202e", "\ud7ff", "<script>",
    "document.write('<a href=/202603/t20260305_2.html>示例</a>');", "urls[0]='x';", "headers[0]=\"x\";", "</script>", "<base href='//['>",
    'createPageHTML(3, 0, "index", "html");', "共3页", "<meta http-equiv=refresh content='0;url=http://['>", "<!--", "<datastore>",
    "<recordset>", "<record>", "<![CDATA[", "]]>", "</record>", "</recordset>", "<nextgroup><![CDATA[<a href='?page=2&unitid=x'>",
    "totalRecord:9", "webid=1&columnid=1&unitid=1", "dataproxy.jsp?", "<rss version='2.0'><channel>", "<item>", "<link>http://[</link>",
    "<link>/1</link>", "<title>", "</title>", "<pubDate>", "Thu, 99 Mar 2026 99:99:99 +9999", "</pubDate>", "</item>", "&nosuch;",
    "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<link rel='next' href='?page=2'/>", "<updated>0000-00-00T00:00:00Z",
    '{"version":"https://jsonfeed.org/version/1","items":[', '{"id":1},', '"x"', "]}", "暂无数据", "<template>", "<svg>", "<b>" * 9,
]  # fmt: skip
soup = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
bodies = st.one_of(
    st.binary(max_size=200),
    soup.map(lambda text: text.encode("utf-8", "replace")),
    soup.map(lambda text: text.encode("gb18030", "replace")),
)


def read(kind: str, body: bytes, url: str) -> ListPage:
    source = Source(
        id="shili", title="示例", publisher="示例厅", level="province", list={"kind": kind, "url": url}
    )
    return find_kind(source).read(body, source=source, url=url, content_type="", today=TODAY)


@given(kind=st.sampled_from(KINDS), url=st.sampled_from(URLS), body=bodies)
@example(kind="trs", url=URLS[0], body=b"<a href=http://h:99999/>")
def test_any_bytes_give_entries_or_a_named_error(kind: str, url: str, body: bytes) -> None:
    try:
        page = read(kind, body, url)
    except (ReadError, ConfigurationError):
        return
    assert page.entries or page.follow or page.proven
    for entry in page.entries:
        assert entry.url.startswith(("http://", "https://")) and entry.title
        entry.title.encode(), entry.url.encode()  # what can be stored
        assert (entry.dated is None) == (len(entry.listed_as) < 10)
        assert entry.dated is None or entry.listed_as.startswith(entry.dated.isoformat())
    for request in (page.next, page.follow):
        assert request is None or request.url.startswith(("http://", "https://"))


texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from([*"0123456789-/.:年月日 TZ+[]()（）发布时间"]), max_size=30).map("".join))  # fmt: skip


@given(text=texts, other=texts)
def test_any_text_gives_a_time_that_is_one_or_none(text: str, other: str) -> None:
    is_date_alone(text)
    for moment in (
        moment_of_text(text, today=TODAY),
        moment_of_row([text, other], text + other, f"https://h.cn/{other}", today=TODAY),
        moment_of_value(text, today=TODAY),
        moment_of_feed_text(text, today=TODAY),
    ):
        assert len(moment.listed_as) in (0, 4, 7, 10, 16)
        assert moment.day is None or moment.listed_as.startswith(moment.day.isoformat())


@given(href=st.text(max_size=60), path=st.lists(st.sampled_from(["/", "20", "2026", "03", "t", "_", ".html", "art", "?", "#/", ":", "[", "\\"]), max_size=12).map("".join))  # fmt: skip
def test_any_link_leads_to_an_address_or_nowhere(href: str, path: str) -> None:
    for link in (href, path, "//" + href, "http:" + path):
        address = join("https://h.cn/a/", link)
        if address is not None:
            native_id(address), is_article(address), moment_of_url(address), address.encode()
            assert join("https://other.cn/", address) == address


MANY = 300_000
LARGE = {
    "links": "<a href=x>y</a>" * MANY,
    "one article again and again": "<div>" + '<div><a href="/202603/t20260305_1.html">示例名单公示</a></div>' * 9_900 + "</div>",
    "links and dates by turns": '<a href="/202603/post_1.html">示例名单公示</a> 2026-03-05<br>' * 9_900,
    "pieces of one title": '<li><a href="/202603/t20260305_1.html">' + "<b>05</b>" * MANY + "</a></li>",
    "elements in each other": "<div>" * MANY + "</div>" * MANY,
    "unknown elements in each other": "".join(f"<x{number}>" for number in range(MANY)),
    "formatting copied into each paragraph": "<p>" + "".join(f"<b a={n}>" for n in range(3000)) + "</p>" + "<p>x</p>" * MANY,
    "records without an end": "<datastore>" + "<record><![CDATA[" * MANY,
    "groups without an end": "<datastore>" + "<nextgroup>" * MANY,
    "scripts without an end": "<script>document.write('a')" * MANY,
    "calls without an end": "document.write('" * MANY + "urls[headers[",
    "blanks": "<a href=/202603/t20260305_1.html>2026-" + " " * 5_000_000 + "</a>",
    "brackets": "<a href=/202603/t20260305_1.html>" + "(" * 5_000_000 + "</a>",
    "smaller than": "<rss><channel>" + "<" * 5_000_000,
    "a broken feed": "<rss><channel>&nosuch;" + "<item><link>/1</link></item>" * 100_000,
    "a feed of many": "<rss version='2.0'><channel>" + "<item><link>/1</link></item>" * MANY + "</channel></rss>",
    "brackets of JSON": '{"version":"jsonfeed.org","items":' + "[" * 5_000_000,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", LARGE)
def test_a_page_of_megabytes_is_read_or_refused_within_seconds(form: str, kind: str) -> None:
    body, started = LARGE[form].encode(), time.process_time()
    with suppress(LayoutChanged):  # the named outcome for what is no list
        read(kind, body, URLS[0])
    assert time.process_time() - started < 15  # five at most were measured, on a loaded machine
