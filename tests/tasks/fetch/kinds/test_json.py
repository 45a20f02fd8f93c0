"""The kind json: every interface that sources.md names, in its wire form with 示例 data."""

from __future__ import annotations

import json
from datetime import date

import pytest

from config.errors import ConfigurationError, LayoutChanged
from tasks.fetch.kinds.list_page import find_kind

TODAY = date(2026, 3, 6)
TITLE = "示例名单公示第一号"


@pytest.fixture
def read(source):
    def run(answer: object, *, at: str = "", path: str = "/api", **keys):
        one = source("json", path, keys)
        text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        kind = find_kind(one)
        return kind.read(
            text.encode(), source=one, url=one.list.url + at, content_type="text/html", today=TODAY
        )

    return run


PLAIN = {"items": "rows", "link": "url", "title": "title", "date": "at"}
JIANGXI = {"code": 200, "data": {"total": 44, "results": [{"source": {
    "title": "<p>示例名单公示第一号</p>", "pubDate": "2026-03-05 10:00:00", "metadata": '{"author":"示例处"}',
    "urls": '{"pc":"/jxsgyhxxht/zcwj/content/content_2036257682931310592.html"}', "images": "[]"}}]}}  # fmt: skip
FUJIAN = {"data": [{"doctitle": TITLE, "docreltime": "2026-03-05 10:00:00",
                    "docpuburl": "", "chnldocurl": "http://127.0.0.1/zwgk/t20260305_1.htm"}], "count": "1"}  # fmt: skip
STATE_COUNCIL = {"code": "200", "searchVO": {"totalCount": 0, "catMap": {"bumenfile": {"listVO": [
    {"id": "1", "title": "示例<em>名单</em>公示第&#19968;号", "url": "https://127.0.0.1/zhengce/1.htm", "pubtime": 1772676000000}]}}}}  # fmt: skip
CHONGQING = {"page": {"total": 1, "totalPages": 1, "content": [
    {"title": TITLE, "url": "http://127.0.0.1/zwgk/t20260305_2.html", "PUBDATE": "2026-03-05 10:00:00"}]}}  # fmt: skip
SUZHOU = {"infolist": [{"title": TITLE, "link": "/a/1.html", "pubtime": "2026-03-05 10:00:00"}]}
SUZHOU_9B = {"data": {"allRow": 1, "totalPage": 1, "list": [{"TITLE": TITLE, "URL": "/a/1.html", "C_WJBH": "示发〔2026〕1号",
             "PUBLISHED_TIME_FORMAT": "2026-03-05 10:00"}]}}  # fmt: skip
HAIDIAN = {"rows": [{"title": TITLE, "docPubUrl": "/a/t20260305_3.shtml", "pubDate": 1772676000}]}
PUDONG = {"data": {"list": [{"title": TITLE, "url": "/a/1.html", "display_date": "2026-03-05 10:00"}]}}
FORMS = {
    "江西": (JIANGXI, {"items": "data.results", "link": "source.urls.pc", "title": "source.showTitle | source.title", "date": "source.pubDate"}),
    "福建": (FUJIAN, {"items": "data", "link": "docpuburl | chnldocurl", "title": "doctitle", "date": "docreltime"}),
    "State Council": (STATE_COUNCIL, {"items": "searchVO.catMap.bumenfile.listVO", "link": "url", "title": "title", "date": "pubtime"}),
    "重庆": (CHONGQING, {"items": "page.content", "link": "url", "title": "title", "date": "PUBDATE"}),
    "苏州": (SUZHOU, {"items": "infolist", "link": "link", "title": "title", "date": "pubtime"}),
    "苏州 S9b": (SUZHOU_9B, {"items": "data.list", "link": "URL", "title": "TITLE", "date": "PUBLISHED_TIME_FORMAT"}),
    "海淀": (HAIDIAN, {"items": "rows", "link": "docPubUrl", "title": "title", "date": "pubDate"}),
    "浦东": (PUDONG, {"items": "data.list", "link": "url", "title": "title", "date": "display_date"}),
    "a list inside text": ({"data": {"list": json.dumps(HAIDIAN["rows"])}}, {"items": "data.list", "link": "docPubUrl", "title": "title", "date": "pubDate"}),
    "a bare list": ([["/a/1.html", TITLE, "2026-03-05T02:00:00Z"]], {"items": "", "link": "0", "title": "1", "date": "2"}),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_each_interface_is_read_by_paths_alone(read, form) -> None:
    answer, keys = FORMS[form]
    (entry,) = read(answer, **keys).entries
    assert (entry.title, entry.listed_as, entry.dated) == (TITLE, "2026-03-05T10:00", date(2026, 3, 5))


def test_raw_line_breaks_inside_strings_are_read(read) -> None:
    answer = '{"rows":[{"title":"示例\n名单\t公示","url":"/a/1.html","at":"2026-03"}]}'
    (entry,) = read(answer, **PLAIN).entries
    assert (entry.title, entry.listed_as, entry.dated) == ("示例 名单 公示", "2026-03", None)


def test_an_address_and_a_number_may_be_made_of_an_items_fields(read) -> None:
    row = {"id": 288758, "title": TITLE, "organ": "示发", "year": "2026", "no": 7}
    (entry,) = read(
        [row], link="/xzweb/detail?id={id}", title="title", doc_number="{organ}〔{year}〕{no}号"
    ).entries
    assert entry.url.endswith("/xzweb/detail?id=288758")
    assert entry.doc_number == "示发〔2026〕7号"


def test_what_fills_an_address_cannot_lead_to_another_host(read) -> None:
    (entry,) = read(
        [{"id": "1@evil.example/?#", "title": TITLE}], link="/detail?id={id}", title="title"
    ).entries
    assert entry.url.endswith("/detail?id=1%40evil.example/%3F%23")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"rows": []}, None),
        ({}, "items: rows: the answer is an empty object, without rows"),
        ({"rows": None}, "the answer has null as rows"),
        ({"rows": {"a": 1}}, "rows is an object with a"),
        ({"rows": "登录"}, 'rows is "登录"'),
        ({"code": 500, "msg": "x"}, "the answer is an object with code, msg, without rows"),
        ("<html>502</html>", "a web page came"),
        ("", "something else"),
        ({"rows": [1, {"title": "x"}]}, "none of 2 results can be read; result 1"),
    ],
)
def test_an_empty_list_is_proven_and_a_broken_one_named(read, answer, words) -> None:
    if words is None:
        assert read(answer, **PLAIN).entries == ()
        return
    with pytest.raises(LayoutChanged) as caught:
        read(answer, **PLAIN)
    assert words in str(caught.value)


def test_one_row_without_an_address_costs_a_note_and_not_the_others(read) -> None:
    page = read({"rows": [{"title": TITLE, "url": "/a/1.html"}, {"title": TITLE}]}, **PLAIN)
    assert len(page.entries) == 1
    assert "1 of 2 results cannot be read; result 2 has no title or no address" in page.note


ROW = {"rows": [{"title": TITLE, "url": "/a/1.html"}]}


@pytest.mark.parametrize(
    ("page", "path", "first", "behind"),
    [
        ("p", "/api?n=30", "/api?n=30&p=1", "/api?n=30&p=2"),
        ("p", "/api?p=0&n=30", "/api?p=0&n=30", "/api?p=1&n=30"),
        ("no, 0", "/api", "/api?no=0", "/api?no=1"),
        (None, "/api", "/api", None),
    ],
)
def test_pages_are_counted_in_the_address_from_the_first_that_it_names(
    source, read, page, path, first, behind
) -> None:
    keys = {**PLAIN, **({"page": page} if page else {})}
    one = source("json", path, keys)
    asked = find_kind(one).first(one)
    following = read(ROW, path=path, **keys).next
    base = one.list.url.removesuffix(path)
    assert (asked.url, asked.posts) == (base + first, False)
    assert (following and following.url) == (behind and base + behind)


def test_the_pages_of_a_form_are_counted_in_it_and_known_by_what_is_not_sent(source, read) -> None:
    keys = {**PLAIN, "method": "POST", "body": {"channelCode[]": "zcwj", "current": 1}, "page": "current"}
    one = source("json", "/api", keys)
    asked = find_kind(one).first(one)
    second = read(ROW, **keys).next
    third = read(ROW, at="#current=2", **keys).next
    assert dict(asked.form) == {"channelCode[]": "zcwj", "current": "1"} and "#" not in asked.url
    assert dict(second.form)["current"] == "2" and second.url.endswith("#current=2")
    assert dict(third.form)["current"] == "3"


def test_true_and_false_are_sent_as_the_words_they_are(source) -> None:
    one = source(
        "json", "/api", {**PLAIN, "body": {"cache": True, "classnum": 100}, "params": {"agg": False}}
    )
    asked = find_kind(one).first(one)
    assert (dict(asked.form), asked.url[-10:]) == ({"cache": "true", "classnum": "100"}, "?agg=false")


def test_a_body_of_text_is_sent_as_json(source, read) -> None:
    keys = {
        **PLAIN,
        "method": "POST",
        "body": '{"channelList": ["5144"], "pageSize": 20}',
        "page": "pageNo, 0",
    }
    one = source("json", "/api", keys)
    assert json.loads(find_kind(one).first(one).json) == {
        "channelList": ["5144"],
        "pageSize": 20,
        "pageNo": 0,
    }
    assert json.loads(read(ROW, **keys).next.json)["pageNo"] == 1


@pytest.mark.parametrize(
    ("answer", "ends"), [({"rows": []}, True), ({"rows": None}, True), ({"error": 1}, False)]
)
def test_a_page_past_the_last_has_an_empty_list_or_null_for_one(read, answer, ends) -> None:
    keys = {**PLAIN, "page": "p"}
    if ends:
        page = read(answer, at="?p=9", **keys)
        assert (page.entries, page.next) == ((), None)
        return
    with pytest.raises(LayoutChanged):
        read(answer, at="?p=9", **keys)


@pytest.mark.parametrize("keys", [{"page": "p, x"}, {"page": ", 1"}, {"body": "no json"}, {"body": "[1]"}])
def test_paging_that_cannot_be_meant_is_an_error_of_the_configuration(source, keys) -> None:
    one = source("json", "/api", {**PLAIN, **keys})
    with pytest.raises(ConfigurationError, match="it must be"):
        find_kind(one).first(one)


def test_a_post_of_json_goes_over_the_wire_as_json(site, source, poll, reply) -> None:
    """浦东: the list of channels cannot be said by a form."""
    site.serve("/api/data/affair", reply(json.dumps(PUDONG).encode(), content_type="text/html"))
    site.serve("/a/1.html", "<html><body><p>示例正文</p></body></html>")
    keys = {"method": "POST", "body": '{"channelList": ["5144"], "pageSize": 20}', "page": "pageNo",
            "items": "data.list", "link": "url", "title": "title", "date": "display_date"}  # fmt: skip
    assert poll(source("json", "/api/data/affair", keys)).new == 1
    asked = next(asked for asked in site.asked if asked.path == "/api/data/affair")
    assert (asked.method, asked.headers["content-type"]) == ("POST", "application/json")
    assert json.loads(asked.body) == {"channelList": ["5144"], "pageSize": 20, "pageNo": 1}


def test_an_answer_without_end_is_read_from_its_top_and_says_so(read) -> None:
    rows = [{"title": f"示例{n}", "url": f"/a/{n}.html"} for n in range(5001)]
    page = read({"rows": rows}, **PLAIN)
    assert (len(page.entries), page.note) == (5000, "5001 results came, and 5000 were read")


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("关于<小巨人>名单", "关于<小巨人>名单"),
        ("&lt;em&gt;示例&lt;/em&gt;名单", "示例名单"),
        ("示例&amp;amp;名单&nbsp;公示", "示例&amp;名单 公示"),
    ],
)
def test_mark_up_leaves_a_title_and_nothing_else_does(read, printed, title) -> None:
    (entry,) = read([{"t": printed, "u": "/a"}], link="u", title="t").entries
    assert entry.title == title
