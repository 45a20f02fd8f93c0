"""JPAAS (S1) as the wire has it: the page's single-quoted query, the second request, what its answer may be."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from config.errors import LayoutChanged
from tasks.fetch.kinds.list_page import find_kind

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
QUERY = "{'parseType':'buildstatic','webId':'w1','tplSetId':'t1','pageType':'column','tagId':'%s','editType':'null','pageId':'p1'}"
ROW = '<li class="cf"><a href="/zwgk/wjgs/art/2026/art_%032d.html" title="示例公示第%d号">示例…</a><span class="fr">2026-03-05</span></li>'


@pytest.fixture
def one(source):
    return lambda **params: source("jpaas", "/zwgk/wjgs/index.html", {"params": params} if params else {})


def script(
    tag: str = "当前栏目_list", kind: str = 'parseType="buildstatic"', query: str = QUERY, quote: str = '"'
):
    data = f"queryData={quote}{query % tag if '%s' in query else query}{quote}"
    return f'<div><script {kind} url="{UNIT}" {data}></script></div>'


def unit(html: str) -> str:
    return json.dumps({"success": True, "data": {"html": html}}, ensure_ascii=False)


def rows(*numbers: int) -> str:
    return '<div class="page-content"><ul>' + "".join(ROW % (n, n) for n in numbers) + "</ul></div>"


@pytest.mark.parametrize(
    "page",
    [
        script(),
        script(kind='PARSETYPE="BuildStatic"'),
        script(kind='parsetype="bulidstatic"'),
        script(query=QUERY.replace("'", "&quot;")),
        script(query=QUERY.replace("'", '"'), quote="'"),
        script(query="{'parseType': 'buildstatic', 'webId': 'w1', 'tagId': '%s', 'pageId': 'p1', }"),
    ],
)
def test_the_second_request_is_the_one_that_the_page_names(one, read_answer, page) -> None:
    asked = read_answer(one(), page).follow
    query = parse_qs(urlsplit(asked.url).query)
    assert urlsplit(asked.url).path == UNIT
    assert (query["tagId"], query["pageId"], query["webId"]) == (["当前栏目_list"], ["p1"], ["w1"])
    assert asked.referer == one().list.url


def test_the_list_is_chosen_among_what_a_page_builds(one, read_answer) -> None:
    page = script("当前位置") + script("信息列表") + script("页尾")
    assert "tagId=%E4%BF%A1" in read_answer(one(), page).follow.url
    assert "tagId=%E9%A1%B5" in read_answer(one(tagId="页尾"), page).follow.url


@pytest.mark.parametrize(
    ("page", "params", "words"),
    [
        (script("甲列表") + script("乙列表"), {}, "several lists, say which by params.tagId or params.pageId: 乙列表, 甲列表"),
        (script("甲列表"), {"tagId": "当前栏目_list"}, "its tagIds are: 甲列表"),
        ("<html><body>欢迎</body></html>", {}, "builds no list"),
        (script(kind='type="text/javascript"', query="{'a':'b'}"), {}, "builds no list"),
        ("", {}, "builds no list"),
    ],
)  # fmt: skip
def test_a_page_that_does_not_say_which_list_is_told_with_what_it_has(
    one, read_answer, page, params, words
) -> None:
    with pytest.raises(LayoutChanged) as caught:
        read_answer(one(**params), page)
    assert words in str(caught.value)


ROWS = {
    "li, fr": rows(1),
    "raw line breaks": rows(1).replace("<li", "\n\t<li"),
    "bt-left (浙江)": '<ul><li class="clearfix"><a class="bt-left" href="//127.0.0.1/art/2026/art_00000000000000000000000000000001.html" title="示例公示第1号">示例</a><span class="bt-right">2026-03-05</span></li></ul>',
    "lb-list": '<p class="lb-list"><a href="/col/col1/art/2026/art_00000000000000000000000000000001.html">示例公示第1号</a><span>2026-03-05</span></p>',
    "b": '<ul><li><a href="/art/2026/3/5/art_1_1001.html">示例公示第1号</a><b>2026-03-05</b></li></ul>',
    "table rows": '<tr><td><a href="/art/2026/3/5/art_1_1001.html">示例公示第1号</a></td><td>[2026-03-05]</td></tr>',
    "another host": '<ul><li><a href="https://127.0.0.9/zlzq/detail.html?id=288758">示例公示第1号</a><span>2026-03-05</span></li></ul>',
}  # fmt: skip


@pytest.mark.parametrize("form", ROWS)
def test_every_row_form_of_the_answer_is_read(one, read_answer, form) -> None:
    text = unit(ROWS[form]).replace("\\n", "\n").replace("\\t", "\t")
    (entry,) = read_answer(one(), text, at=f"{UNIT}?tagId=x").entries
    assert (entry.title, entry.listed_as) == ("示例公示第1号", "2026-03-05")


def test_a_link_of_the_answer_without_a_date_is_an_entry_all_the_same(one, read_answer) -> None:
    html = rows(1).replace("</ul>", '<li><a href="https://127.0.0.9/show?id=7">示例通知第二号</a></li></ul>')
    page = read_answer(one(), unit(html), at=f"{UNIT}?tagId=x")
    assert [(entry.title, entry.listed_as) for entry in page.entries][1:] == [("示例通知第二号", "")]


@pytest.mark.parametrize(
    ("pager", "params", "behind"),
    [
        ('<div class="pagination" count="31" rows="15" pageNo="1"></div>', {}, {"pageNo": 2, "pageSize": 15}),
        ('<div class="pagination" count="31" rows="15"></div>', {"rows": 20}, {"pageNo": 2, "pageSize": 20}),
        ('<div class="pagination" count="15" rows="15"></div>', {}, None),
        ("", {}, {"pageNo": 2, "pageSize": 1}),
    ],
)
def test_the_page_behind_is_asked_for_by_the_pager(one, read_answer, pager, params, behind) -> None:
    page = read_answer(one(**params), unit(rows(1) + pager), at=f"{UNIT}?tagId=x")
    turned = page.next and json.loads(parse_qs(urlsplit(page.next.url).query)["paramJson"][0])
    assert turned == behind


def test_a_page_that_shows_its_first_rows_itself_needs_no_second_request(one, read_answer) -> None:
    menu = '<ul><li><a href="/art/2026/3/4/art_9_9.html">示例旁栏文章</a><span>2026-03-04</span></li></ul>'
    data = QUERY % "信息列表"
    pager = (
        f'<div class="pagination" count="386" rows="15" pageNo="1" unitUrl="{UNIT}" queryData="{data}"></div>'
    )
    page = read_answer(one(), f"<body><div>{menu}</div><div>{rows(1, 2)}{pager}</div></body>")
    assert [entry.title for entry in page.entries] == ["示例公示第1号", "示例公示第2号"]
    assert page.follow is None and "paramJson=" in page.next.url and UNIT in page.next.url


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ('{"success":false,"message":"示例：没有"}', "示例：没有"),
        ("<html><body>系统错误</body></html>", "a web page came"),
        ('{"success":true,"data":{}}', "data.html: data is an empty object, without html"),
        ('{"success":true,"data":null}', "has null as data"),
        (unit("<div>错误</div>"), "no rows and no empty list"),
        (unit(""), "no rows and no empty list"),
        (unit('<ul><li><a href="javascript:x()">示例公示第一号</a></li></ul>'), "no rows and no empty list"),
    ],
)
def test_an_answer_that_is_no_list_is_a_changed_layout(one, read_answer, answer, words) -> None:
    with pytest.raises(LayoutChanged) as caught:
        read_answer(one(), answer, at=f"{UNIT}?tagId=x")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("html", "at"),
    [
        ('<div class="page-content"><ul></ul></div>', "?tagId=x"),
        ('<ul></ul><div class="pagination" count="0" rows="15"></div>', "?tagId=x"),
        ("", '?tagId=x&paramJson={"pageNo":9,"pageSize":15}'),
    ],
)
def test_an_empty_list_is_proven_and_nothing_ends_the_back_pages(one, read_answer, html, at) -> None:
    page = read_answer(one(), unit(html), at=UNIT + at)
    assert (page.entries, page.next, page.proven) == ((), None, True)


def test_the_interface_may_be_the_source_itself(source) -> None:
    one = source("jpaas", f"{UNIT}?webId=3185", {"params": {"tagId": "信息列表", "pageId": 7, "rows": 15}})
    query = parse_qs(urlsplit(find_kind(one).first(one).url).query)
    assert query == {"webId": ["3185"], "tagId": ["信息列表"], "pageId": ["7"]}
