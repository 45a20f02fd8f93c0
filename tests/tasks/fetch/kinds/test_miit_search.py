"""The ministry's search (S2, S2b) as the wire has it: wrappers, dates, addresses, totals, and what is no answer."""

from __future__ import annotations

import json

import pytest

from config.errors import LayoutChanged

SEARCH = "/search-front-server/api/search/info"
DATA = {
    "title": "<em class='x'>示例</em>名单&ldquo;第一号&rdquo;", "url": "/zwgk/zcwj/wjfb/tg/art/2026/art_00000000000000000000000000000001.html",
    "deploytime": "1772676000000", "filenumbername": "工信部<em>示</em>函〔2026〕1号",
    "infoextends": json.dumps({"infoContent": json.dumps([{"fieldValue": "<p>示例</p>"}])}),
}  # fmt: skip


@pytest.fixture
def read(source, read_answer):
    return lambda answer, at="": read_answer(
        source("miit-search", SEARCH), answer if isinstance(answer, str) else json.dumps(answer), at=at
    )


def found(*rows: object, total: object = 30) -> dict:
    return {"code": "200", "data": {"searchResult": {"totalCount": total, "dataResults": list(rows)}}}


@pytest.mark.parametrize(
    "row",
    [
        {"data": DATA},
        {"groupData": [{"data": DATA}]},
        {"groupData": [], "data": DATA},
        {"data": json.dumps(DATA)},
    ],
)
@pytest.mark.parametrize("code", ["200", 200])
def test_every_wrapping_is_opened(read, row, code) -> None:
    (entry,) = read(found(row) | {"code": code}).entries
    assert (entry.title, entry.listed_as) == ("示例名单“第一号”", "2026-03-05T10:00")
    assert entry.doc_number == "工信部示函〔2026〕1号"


@pytest.mark.parametrize(
    ("dates", "listed_as"),
    [
        ({"publishtime": 1772676000000}, "2026-03-05T10:00"),
        ({"cdate": "1772676000000"}, "2026-03-05T10:00"),
        ({"jsearch_date": "2026-03-05 10:20:00"}, "2026-03-05T10:20"),
        ({"jsearch_date": "2026-03-05"}, "2026-03-05"),
        ({"deploytime": "", "jsearch_date": "2026-03-05"}, "2026-03-05"),
        ({"deploytime": "0"}, "2026"),
        ({"deploytime": {"x": 1}}, "2026"),
    ],
)
def test_every_form_of_date_keeps_its_precision(read, dates, listed_as) -> None:
    data = {name: value for name, value in DATA.items() if name != "deploytime"} | dates
    (entry,) = read(found({"data": data})).entries
    assert entry.listed_as == listed_as  # at the last the year of the address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("zwgk/art_1.html", "{base}/zwgk/art_1.html"),
        ("//wap.127.0.0.1/art_1.html", "http://wap.127.0.0.1/art_1.html"),
        ("HTTPS://ythzxfw.miit.gov.cn/x", "https://ythzxfw.miit.gov.cn/x"),
        ("/a.html?b=1&amp;c=2", "{base}/a.html?b=1&c=2"),
    ],
)
def test_addresses_may_be_bare_rooted_or_of_another_host(source, read, url, address) -> None:
    (entry,) = read(found({"data": DATA | {"url": url}})).entries
    assert entry.url == address.format(base=source("miit-search", SEARCH).list.url.removesuffix(SEARCH))


@pytest.mark.parametrize(
    "url", ["javascript:void(0)", "file:///etc/passwd", "", "http://[", "http://h:99999/"]
)
def test_an_address_that_leads_nowhere_costs_its_row_and_is_told(read, url) -> None:
    page = read(found({"data": DATA | {"url": url}}, {"data": DATA}))
    assert len(page.entries) == 1
    assert "result 1 has no title or no address" in page.note


@pytest.mark.parametrize(
    ("total", "at", "behind"),
    [(30, "?p=1&pg=10", "p=2&pg=10"), ("30", "?p=3&pg=10", None), (None, "?p=3", "p=4"), (30, "?p=x", None)],
)
def test_pages_are_turned_until_the_total_is_reached(read, total, at, behind) -> None:
    page = read(found({"data": DATA}, total=total), at=at)
    assert (page.next and page.next.url.partition("?")[2]) == behind


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("<html>521</html>", "a web page came"),
        ({"code": "500", "msg": "示例"}, "answers code 500"),
        ({}, "no data: data.searchResult: the answer is an empty object, without data"),
        ({"code": "200", "data": None}, "the answer has null as data"),
        ({"code": "200", "data": {"searchResult": {"totalCount": 3}}}, "no dataResults: it is an object with totalCount"),
        ({"code": "200", "data": {"searchResult": {"dataResults": {"a": 1}}}}, "dataResults is an object with a, no list"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_a_changed_layout_that_says_what_came(read, answer, words) -> None:
    with pytest.raises(LayoutChanged) as caught:
        read(answer)
    assert words in str(caught.value)
