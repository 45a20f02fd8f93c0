"""Each list kind reads its wire form; the pages are 示例 data in the exact forms of the CMS families."""

from __future__ import annotations

import json
from datetime import date

import pytest

from config.errors import ConfigurationError, LayoutChanged
from tasks.fetch.kinds.list_page import find_kind

TODAY = date(2026, 3, 6)
DAY = date(2026, 3, 5)
TITLE = "示例名单公示第一号"


@pytest.fixture
def read(source):
    def run(kind: str, text: str | bytes, *, path: str = "/tzgg/", **list_keys):
        one = source(kind, path, list_keys)
        body = text.encode() if isinstance(text, str) else text
        return find_kind(one).read(body, source=one, url=one.list.url, content_type="text/html", today=TODAY)

    return run


TRS_ROWS = {
    "li a span": '<ul class="list"><li><a href="./202603/t20260305_1.html" title="{t}">示例…</a><span>2026-03-05</span></li></ul>',
    "brackets": '<ul><li><a href="../x/202603/t20260305_1.html">{t}</a><span>[2026-03-05]</span></li></ul>',
    "slashes": '<ul><li><a href="./202603/t20260305_1.html">{t}</a> 2026/03/05</li></ul>',
    "short year": '<ul><li><a href="/c/848.html">{t}</a><span>26-03-05</span></li></ul>',
    "month and day": '<ul><li><a href="/content/post_4898887.html">{t}</a><span>03-05</span></li></ul>',
    "anchor wraps (重庆)": '<div class="list"><a href="./202603/t20260305_1.html"><p>{t}</p><span>2026-03-05</span></a></div>',
    "span in anchor (青岛)": '<div class="listChangeDiv"><li><a href="/n1/c9/content.html" title="{t}">{t}<span>2026-03-05</span></a></li></div>',
    "table, date first (湖南)": '<table><tr><td>2026-03-05</td><td><a href="/x/post_1.html">{t}</a></td></tr></table>',
    "b (河南)": '<ul><li><a href="/2026/03-05/3100001.html" title="{t}">{t}</a><b>2026-03-05</b></li></ul>',
    "split date (新疆)": '<ul><li><div class="time"><span class="year">2026-03</span><span class="date">05</span></div><a href="/gxt/tzgg/202603/0123456789abcdef0123456789abcdef.shtml">{t}</a></li></ul>',
    "date from the address": '<ul><li><a href="./202603/t20260305_1.html">{t}</a></li></ul>',
    "UCAP (海南)": '<div class="list_div"><div class="list-right_title"><a href="/iitb/tzgg/202603/0123456789abcdef0123456789abcdef.shtml">{t}</a></div>'
    '<table><tr><td align="left">发布时间：2026-03-05</td></tr></table><span class="column-name">示例处</span></div>',
    "dated directory (辽宁)": '<ul><li><a href="/gxt/tztg/2026030509183942113/index.shtml">{t}</a></li></ul>',
    "Shanghai": '<ul class="nowrapli"><li><a href="/zxxx/20260305/0123456789abcdef0123456789abcdef.html" title="{t}">{t}</a><span class="time">2026-03-05</span></li></ul>',
    "兵团": '<ul><li><a href="/c/2026-03-05/8378604.shtml">{t}</a></li></ul>',
    "a direct document": '<ul><li><a href="/files/list.pdf">{t}</a><span>2026年3月5日</span></li></ul>',
    "split over lines": '<ul><li><a href="./202603/t20260305_1.html">{t}</a><span>2026-\n 03-\n 05</span></li></ul>',
}  # fmt: skip


@pytest.mark.parametrize("form", TRS_ROWS)
@pytest.mark.parametrize("title", [TITLE, "示例2019年1月2日起施行办法的通知"])
def test_every_row_form_gives_title_and_day(read, form, title) -> None:
    navigation = (
        '<ul><li><a href="/index.html">首页</a></li><li><a href="/zwgk/">政务公开信息公开目录</a></li></ul>'
    )
    page = read("trs", navigation + TRS_ROWS[form].format(t=title))
    assert [(entry.title, entry.dated) for entry in page.entries] == [(title, DAY)]


def test_rows_with_several_entries_keep_each_its_own_day(read) -> None:
    rows = "".join(
        f'<div class="item"><h4><a href="./202603/t2026030{n}_{n}.html">示例名单公示{n}</a></h4><em>2026-03-0{n}</em></div>'
        for n in (3, 2, 1)
    )
    page = read("trs", f"<div>{rows}</div>")
    assert [entry.dated.day for entry in page.entries] == [3, 2, 1]


@pytest.mark.parametrize(("base", "expected"), [({}, "index_1.html"), ({"params": {"page_base": 1}}, "index_2.html"), ({"pages": "common_list_{n}.shtml, 2"}, "common_list_2.shtml")])  # fmt: skip
def test_the_page_behind_is_named_as_the_site_names_it(read, base, expected) -> None:
    page = read(
        "trs",
        TRS_ROWS["li a span"].format(t=TITLE) + '<script>createPageHTML(3, 0, "index", "html");</script>',
        **base,
    )
    assert page.next.url.endswith(f"/tzgg/{expected}")


def test_a_gbk_page_without_a_word_of_it_in_the_headers_is_read(read) -> None:
    text = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">' + TRS_ROWS[
        "li a span"
    ].format(t=TITLE)
    assert read("trs", text.encode("gb18030")).entries[0].title == TITLE


def test_an_article_listed_twice_is_one_entry(read) -> None:
    twice = TRS_ROWS["li a span"].format(t=TITLE)
    assert len(read("trs", twice + twice).entries) == 1


def test_a_row_without_year_after_new_year_is_of_the_old_year(read) -> None:
    page = read("trs", '<ul><li><a href="/content/post_1.html">示例名单公示</a><span>12-30</span></li></ul>')
    assert page.entries[0].dated == date(2025, 12, 30)


@pytest.mark.parametrize("kind", ["trs", "html", "jpage", "miit-search", "feed"])
@pytest.mark.parametrize(
    "body", ["", "<html><body>欢迎</body></html>", "{}", '{"code":"500"}', "<rss", "[1]", "null"]
)
def test_a_page_without_the_marks_of_its_form_is_a_changed_layout(read, kind, body) -> None:
    with pytest.raises(LayoutChanged):
        read(kind, body)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("trs", '<ul class="list"></ul><script>createPageHTML(0, 0, "index", "html");</script>'),
        ("trs", '<div class="list">暂无数据</div>'),
        ("html", "<p>暂无相关信息</p>"),
        ("jpage", "<datastore><recordset></recordset></datastore>"),
        ("jpage", "<?xml version='1.0'?><datastore></datastore>"),
        ("miit-search", '{"code":"200","data":{}}'),
        ("miit-search", '{"code":"200","data":{"searchResult":{"totalCount":9,"dataResults":null}}}'),
        ("feed", '<rss version="2.0"><channel><title>示例</title></channel></rss>'),
        ("feed", '{"version":"https://jsonfeed.org/version/1.1","items":[]}'),
    ],
)
def test_an_empty_list_is_one_that_proves_it(read, kind, body) -> None:
    page = read(kind, body)
    assert (page.entries, page.proven) == ((), True)


HTML_ROWS = "".join(f'<div class="n"><b class="d">2026-03-0{n}</b><a class="x" href="/col">栏目</a><a class="t" href="/show?id={n}">示例{n}</a></div>' for n in (5, 4))  # fmt: skip


def test_selectors_of_the_configuration_find_rows_no_rule_knows(read) -> None:
    page = read(
        "html",
        HTML_ROWS + '<a class="more" href="?p=2">2</a>',
        item="div.n",
        link="a.t",
        title="a.t",
        date=".d",
        next="a.more",
    )
    assert [(entry.title, entry.dated.day) for entry in page.entries] == [("示例5", 5), ("示例4", 4)]
    assert page.next.url.endswith("/tzgg/?p=2")


def test_a_page_of_dated_links_needs_no_selector(read) -> None:
    page = read(
        "html",
        '<dl><dd><a href="/show?id=1">示例名单公示通知</a> (2026-03-05)</dd></dl><p><a href="/about">关于我们的网站说明</a></p>',
    )
    assert [(entry.title, entry.dated) for entry in page.entries] == [("示例名单公示通知", DAY)]


@pytest.mark.parametrize("selectors", [{"item": "li["}, {"item": "li.none"}, {"item": "div.n", "next": "a["}])
def test_a_selector_that_is_none_or_finds_none_is_told(read, selectors) -> None:
    with pytest.raises((ConfigurationError, LayoutChanged), match=r"selector|no row"):
        read("html", HTML_ROWS, **selectors)


SHANDONG = (
    '<li><div class="text"><h3><a href="/art/2026/3/5/art_15203_1001.html" title="示例名单公示第一号">示例名单…</a></h3>'
    '<p>为做好2025年1月1日以来的示例工作</p></div><div class="bottom"><span>2026-03-05 10:20</span><span>示例处</span></div></li>'
)
RECORDS = {
    "Shandong": SHANDONG,
    "b": '<li><a href="/art/2026/3/5/art_15203_1001.html" title="示例名单公示第一号">示例</a><b>2026-03-05</b></li>',
    "split date": '<li><a href="/art/2026/3/5/art_15203_1001.html">示例名单公示第一号</a><span>2026-\n 03-\n 05</span></li>',
    "glued date": '<li><a href="/art/2026/3/5/art_15203_1001.html" title="示例名单公示第一号 2026-03-05">示例</a></li>',
    "table row": '<tr><td><a href="/art/2026/3/5/art_15203_1001.html">示例名单公示第一号</a></td><td width="100">[2026-03-05]</td></tr>',
    "lb-list": '<p class="lb-list"><a href="//127.0.0.1/art/2026/3/5/art_15203_1001.html">示例名单公示第一号</a><span>2026-03-05</span></p>',
}


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize(
    "frame", ["{}", '<html><div id="5031616"><script type="text/xml">{}</script></div></html>']
)
def test_jpage_records_are_read_inline_and_from_the_proxy(read, record, frame) -> None:
    store = f"<datastore><recordset><record><![CDATA[{RECORDS[record]}]]></record></recordset></datastore>"
    page = read("jpage", frame.format(store))
    assert [(entry.title, entry.dated) for entry in page.entries] == [(TITLE, DAY)]
    assert page.entries[0].native_id.endswith("#1001")


def test_a_column_page_that_calls_the_proxy_is_followed_as_it_would_call(read) -> None:
    script = "<script>var u='/module/web/jpage/dataproxy.jsp?webid=23&columnid=80181&unitid=403740'; perPage:25</script>"
    page = read("jpage", script, method="POST", params={"appid": 1, "webname": "示例厅"})
    address, _, query = page.follow.url.partition("?")
    assert address.endswith("/module/web/jpage/dataproxy.jsp")
    assert {"startrecord=1", "endrecord=25", "perpage=25", "unitid=403740"} <= set(query.split("&"))
    assert dict(page.follow.form) == {
        "webid": "23",
        "columnid": "80181",
        "unitid": "403740",
        "appid": "1",
        "webname": "示例厅",
    }


@pytest.mark.parametrize(
    ("call", "there"), [("webid=23&amp;unitid=405463", True), ("webid=23&amp;unitid=x9Fq%3D", False)]
)
def test_a_sealed_call_for_the_next_page_is_not_replayed(read, call, there) -> None:
    group = (
        f'<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&amp;{call}"></a>]]></nextgroup>'
    )
    page = read(
        "jpage",
        f"<datastore>{group}<recordset><record><![CDATA[{SHANDONG}]]></record></recordset></datastore>",
    )
    assert (page.next is not None) == there


def miit(data: dict, *, grouped: bool) -> str:
    row = {"groupData": [{"data": data}]} if grouped else {"data": data}
    return json.dumps({"code": "200", "data": {"searchResult": {"totalCount": 30, "dataResults": [row]}}})


@pytest.mark.parametrize("grouped", [True, False])
@pytest.mark.parametrize("day", [{"deploytime": "1772676000000"}, {"deploytime": 1772676000000}, {"jsearch_date": "2026-03-05 10:00:00"}, {"cdate": "1772676000000"}])  # fmt: skip
def test_both_wrappers_and_both_dates_of_the_ministry_are_read(read, grouped, day) -> None:
    data = {"title": "<em class='x'>示例</em>名单的通告", "url": "/zwgk/zcwj/wjfb/tg/art/2026/art_00000000000000000000000000000001.html",
            "filenumbername": "工信部<em>示</em>函〔2026〕1号"} | day  # fmt: skip
    (entry,) = read(
        "miit-search", miit(data, grouped=grouped), path="/search-front-server/api/search/info"
    ).entries
    assert (entry.title, entry.dated, entry.doc_number) == ("示例名单的通告", DAY, "工信部示函〔2026〕1号")
    assert entry.native_id.endswith("#00000000000000000000000000000001")


@pytest.mark.parametrize("params", [{"cateid": 196}, {"category": 51}])
def test_the_ministry_is_asked_as_its_own_page_asks(source, params) -> None:
    one = source("miit-search", "/search-front-server/api/search/info", {"params": params})
    request = find_kind(one).first(one)
    assert request.referer.endswith("/search/zcwjk.html")
    assert ("dateField=deploytime" in request.url) == ("cateid" in params)
    assert ("websiteid=110000000000000" in request.url) == ("category" in params)


def test_a_result_without_an_address_is_a_changed_layout_and_not_a_shorter_list(read) -> None:
    with pytest.raises(LayoutChanged, match="result 1"):
        read("miit-search", miit({"title": "示例"}, grouped=True))


RSS = '<rss version="2.0"><channel><title>示</title><item><title>{t}</title><link>/a/1.html</link><pubDate>{d}</pubDate></item></channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{t}</title><link href="/a/1.html"/><id>1</id><updated>{d}</updated></entry></feed>'
JSON = '{{"version":"https://jsonfeed.org/version/1.1","items":[{{"id":"1","url":"/a/1.html","title":"{t}","date_published":"{d}"}}]}}'


@pytest.mark.parametrize(
    ("form", "day"),
    [
        (RSS, "Wed, 04 Mar 2026 23:30:00 GMT"),  # already the fifth in China
        (RSS, "Thu, 05 Mar 2026 23:30:00 +0800"),
        (RSS, "2026-03-05 23:30:00"),  # no zone: Beijing time
        (ATOM, "2026-03-04T18:00:00Z"),
        (ATOM, "2026-03-05T23:59:00"),
        (JSON, "2026-03-04T18:00:00Z"),
        (JSON, "2026-03-05T23:59:00"),
    ],
)
def test_every_feed_form_gives_chinas_day(read, form, day) -> None:
    (entry,) = read("feed", form.format(t=TITLE, d=day)).entries
    assert (entry.title, entry.dated) == (TITLE, DAY)
    assert entry.url.endswith("/a/1.html") and entry.url.startswith("http://")


def test_a_broken_feed_is_read_as_far_as_it_goes_and_says_so(read) -> None:
    page = read(
        "feed", RSS.format(t=TITLE, d="2026-03-05").replace("</channel></rss>", "<item><title>&nosuch; <b>")
    )
    assert page.entries[0].title == TITLE
    assert "not well formed" in page.note


def test_a_key_that_a_kind_does_not_know_is_told_with_those_it_knows(source) -> None:
    with pytest.raises(ConfigurationError, match="does not know item") as caught:
        find_kind(source("trs", list_keys={"item": "li"}))
    assert "pages" in str(caught.value)
