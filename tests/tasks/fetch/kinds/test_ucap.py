"""UCAP (S6, S9) as the wire has it: static pages and their names, and the search interfaces of a channel."""

from __future__ import annotations

import json

import pytest

from config.errors import LayoutChanged
from tasks.fetch.kinds.list_page import find_kind

HEX = "0123456789abcdef0123456789abcdef"
ROW = f"""<div class="list_div"><div class="list-right_title"><a href="/iitb/tzgg/202603/{HEX}.shtml">示例名单公示</a></div>
<table><tr><td align="left">发布时间：2026-03-05</td></tr></table><span class="column-name">示例处</span></div>"""
RESULT = {
    "title": "示例<em>名单</em>公示", "url": "/gxt/c107069/202603/c00_31963411.shtml", "publishedTimeStr": "2026-03-05 10:00:00",
    "contentHtml": "<p>示例</p>", "resList": [{"title": "示例附件.pdf", "filePath": "/x.pdf"}],
    "domainMetaList": [{"resultList": [{"key": "indexnumber", "value": "1"}, {"key": "refno", "value": "示发〔2026〕1号"}]}],
}  # fmt: skip


@pytest.fixture
def one(source):
    return lambda path, **keys: source("ucap", path, keys)


def results(*rows: object, **data: object) -> str:
    return json.dumps({"data": {**data, "results": rows}})


@pytest.mark.parametrize(
    ("path", "at", "keys", "behind"),
    [
        ("/iitb/tzgg/list2.shtml", "", {}, "list2_2.shtml"),
        ("/iitb/tzgg/list2.shtml", "list2_2.shtml", {}, "list2_3.shtml"),
        ("/wjfb/common_list.shtml", "", {}, "common_list_2.shtml"),
        ("/gxt/tzgg/", "", {}, None),
        ("/gxt/tzgg/", "", {"pages": "list_tj_{n}.shtml, 2"}, "list_tj_2.shtml"),
    ],
)
def test_static_pages_are_named_after_the_first(one, read_answer, path, at, keys, behind) -> None:
    page = read_answer(one(path, **keys), ROW, at=at)
    assert [(entry.title, entry.listed_as) for entry in page.entries] == [("示例名单公示", "2026-03-05")]
    assert (page.next and page.next.url.rpartition("/")[2]) == behind


SEARCHES = {
    "/common/search": "page=1&_isAgg=true&_isJson=true&_pageSize=15&_template=index",
    "/searchList": "page=1&_isAgg=true&_isJson=true&_pageSize=50",
    "/es-search/search": "page=1&_pageSize=20&SORTED_TIME=DESC&IS_STICKY=DESC&SEQ_NUM=DESC",
}


@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_is_asked_as_its_own_pages_ask_it(one, search) -> None:
    source = one(f"{search}/{HEX}")
    assert find_kind(source).first(source).url.endswith(f"{search}/{HEX}?{SEARCHES[search]}")


def test_what_the_address_or_the_parameters_say_goes_before_the_usual(one) -> None:
    source = one(f"/common/search/{HEX}?_template=own&page=0", params={"rows": 30})
    assert (
        find_kind(source)
        .first(source)
        .url.endswith(f"/{HEX}?_template=own&page=0&_isAgg=true&_isJson=true&_pageSize=30")
    )


@pytest.mark.parametrize("answer", [results(RESULT, total=1), json.dumps({"results": [RESULT]})])
def test_results_are_read_under_data_and_at_the_top(one, read_answer, answer) -> None:
    (entry,) = read_answer(one(f"/common/search/{HEX}"), answer).entries
    assert (entry.title, entry.listed_as, entry.doc_number) == (
        "示例名单公示",
        "2026-03-05T10:00",
        "示发〔2026〕1号",
    )


def test_a_sticky_entry_keeps_its_place_before_newer_ones(one, read_answer) -> None:
    old = RESULT | {"url": "/gxt/c1/202501/c00_1.shtml", "publishedTimeStr": "2025-01-05 10:00:00"}
    page = read_answer(one(f"/es-search/search/{HEX}"), results(old, RESULT))
    assert [entry.listed_as[:4] for entry in page.entries] == ["2025", "2026"]


@pytest.mark.parametrize(
    ("at", "data", "behind"),
    [
        ("?page=1", {"total": 3, "rows": 1}, "page=2"),
        ("?page=3", {"total": 3, "rows": 1}, None),
        ("?page=2", {"total": 0}, "page=3"),
        ("?page=1", {}, "page=2"),
    ],
)
def test_a_search_is_turned_until_its_total_is_reached(one, read_answer, at, data, behind) -> None:
    page = read_answer(one(f"/common/search/{HEX}"), results(RESULT, **data), at=at)
    assert (page.next and page.next.url.partition("?")[2]) == behind


def test_a_page_without_rows_leads_to_the_search_that_it_calls(one, read_answer) -> None:
    page = f'<meta name="channelId" content="{HEX}"><script>$.get("/es-search/search/" + id)</script>'
    follow = read_answer(one("/cdtf/c1/list.shtml"), page).follow
    assert f"/es-search/search/{HEX}?page=1" in follow.url
    assert follow.referer.endswith("/cdtf/c1/list.shtml")


def test_a_search_that_the_source_names_goes_before_rows_beside_it(one, read_answer) -> None:
    source = one("/gxt/c1/list.shtml", params={"search": "/common/search"})
    page = f'<meta name="channelid" content="{HEX}">{ROW}'
    assert f"/common/search/{HEX}?" in read_answer(source, page).follow.url


def test_a_code_is_looked_up_among_the_channels(one, read_answer) -> None:
    source = one("/", params={"channelCode": "c101972"})
    assert find_kind(source).first(source).url.endswith("/getLocalList?channelCode=c101972")
    levels = [{"channelCode": "c1", "channelId": "x" * 32}, {"channelCode": "c101972", "channelId": HEX}]
    answer = json.dumps({"results": {"channelLevel": levels}})
    assert (
        f"/searchList/{HEX}?"
        in read_answer(source, answer, at="/getLocalList?channelCode=c101972").follow.url
    )


@pytest.mark.parametrize(
    ("at", "answer", "words"),
    [
        ("/tzgg/list.shtml", "<html>欢迎</html>", "calls no search of a channel"),
        ("/tzgg/list.shtml", f'<meta name="channelid" content="{HEX}">', "calls no search of a channel"),
        ("/getLocalList?channelCode=c9", '{"results":{"channelLevel":[{}]}}', "has channelCode c9"),
        ("/getLocalList?channelCode=c9", "{}", "results.channelLevel: the answer is an empty object"),
        (f"/common/search/{HEX}", '{"data":{"total":0}}', "data.results: data is an object with total, without results"),
        (f"/common/search/{HEX}", "<html></html>", "a web page came"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_a_changed_layout(one, read_answer, at, answer, words) -> None:
    with pytest.raises(LayoutChanged) as caught:
        read_answer(one("/tzgg/list.shtml"), answer, at=at)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("at", "answer"), [("", "<div>暂无数据</div>"), (f"/common/search/{HEX}", results(total=0))]
)
def test_an_empty_list_is_proven(one, read_answer, at, answer) -> None:
    page = read_answer(one("/tzgg/list.shtml"), answer, at=at)
    assert (page.entries, page.next, page.proven) == ((), None, True)


@pytest.mark.parametrize(
    ("more", "at", "behind"),
    [
        ("<script>createPageHTML(2, 0, 'list2', 'shtml');</script>", "", "list2_2.shtml"),
        ("<script>createPageHTML(2, 0, 'list2', 'shtml');</script>", "list2_2.shtml", None),
        ('<a href="list2_7.shtml">下一页</a>', "", "list2_7.shtml"),
    ],
)
def test_a_pager_says_where_the_static_pages_end(one, read_answer, more, at, behind) -> None:
    page = read_answer(one("/iitb/tzgg/list2.shtml"), ROW + more, at=at)
    assert (page.next and page.next.url.rpartition("/")[2]) == behind
