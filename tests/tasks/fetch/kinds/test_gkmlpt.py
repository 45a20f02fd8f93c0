"""gkmlpt (S3) as the wire has it: the page's _CONFIG, categories by number and by name, articles of every sort."""

from __future__ import annotations

import json

import pytest

from config.errors import LayoutChanged
from tasks.fetch.kinds.list_page import find_kind

API = "/gkmlpt/api/all/0?page=1&sid=42"
TREE = [
    {"id": 1, "name": "法定公开", "children": [{"id": 10, "name": "通知公告", "children": []}, {"id": 12, "name": "其他"}]},
    {"id": 11, "name": "政策", "jump_url": "https://www.example.com/"},
    {"id": 13, "name": "其他", "children": None},
]  # fmt: skip
ARTICLE = {
    "id": 900001, "title": "示例名单公示", "url": "https://127.0.0.1/gkmlpt/content/9/900/post_900001.html",
    "document_number": "示发〔2026〕1号", "publisher": "示例厅", "date": 1772640000,
    "created_at": "2026-03-05 09:00:00", "display_publish_time": 1772676000, "is_expired": 0, "is_abolished": 0, "attachment": [],
}  # fmt: skip


@pytest.fixture
def one(source):
    return lambda **params: source("gkmlpt", "/gkmlpt/index", {"params": params} if params else {})


def index(tree: object = TREE, sid: str = "SID: '42'") -> str:
    return f"<script>window._CONFIG = {{ {sid}, TREE: {json.dumps(tree)}, SERVICE_AREA_ID: 5 }};</script>"


def articles(*rows: object, **classify: object) -> str:
    return json.dumps({"classify": classify, "articles": rows})


@pytest.mark.parametrize(
    ("params", "category"),
    [({}, "0"), ({"category": 10}, "10"), ({"category": "通知公告"}, "10"), ({"category": 999}, "999")],
)
@pytest.mark.parametrize("sid", ["SID: '42'", '"SID":"42"', "SID:42"])
def test_the_list_is_asked_for_by_number_or_by_name(one, read_answer, params, category, sid) -> None:
    asked = read_answer(one(**params), index(sid=sid)).follow
    assert asked.url.endswith(f"/gkmlpt/api/all/{category}?page=1&sid=42")
    assert asked.referer == one().list.url


def test_with_the_sites_number_the_page_need_not_be_asked(one) -> None:
    source = one(category=10, sid=42)
    assert find_kind(source).first(source).url.endswith("/gkmlpt/api/all/10?page=1&sid=42")


@pytest.mark.parametrize(
    ("page", "category", "words"),
    [
        ("<html>欢迎</html>", 0, "no _CONFIG with a SID"),
        (index(), "没有", "the tree has no category 没有; it has 法定公开, 通知公告"),
        (index(), "其他", "give the number (12, 13)"),
        (index(), "政策", "it leads to https://www.example.com/"),
        (index("x"), "通知公告", "it has none"),
        ("<script>SID: '42', TREE: [{</script>", "通知公告", "cannot be read"),
    ],
)
def test_a_category_that_is_not_to_be_found_is_told(one, read_answer, page, category, words) -> None:
    with pytest.raises(LayoutChanged) as caught:
        read_answer(one(category=category), page)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("more", "url", "listed_as"),
    [
        ({}, "https://127.0.0.1/gkmlpt/content/9/900/post_900001.html", "2026-03-05T10:00"),
        ({"display_publish_time": 0}, "https://127.0.0.1/gkmlpt/content/9/900/post_900001.html", "2026-03-05"),
        ({"display_publish_time": None, "date": None}, "https://127.0.0.1/gkmlpt/content/9/900/post_900001.html", "2026-03-05T09:00"),
        ({"url": "https://mp.weixin.qq.com/s/AbC"}, "https://mp.weixin.qq.com/s/AbC", "2026-03-05T10:00"),
        ({"url": None, "post_url": "/gkmlpt/content/9/900/post_900001.html"}, "/gkmlpt/content/9/900/post_900001.html", "2026-03-05T10:00"),
        ({"is_expired": 1, "is_abolished": 1}, "https://127.0.0.1/gkmlpt/content/9/900/post_900001.html", "2026-03-05T10:00"),
    ],
)  # fmt: skip
def test_every_sort_of_article_is_an_entry(one, read_answer, more, url, listed_as) -> None:
    (entry,) = read_answer(one(), articles(ARTICLE | more), at=API).entries
    assert entry.url.endswith(url)
    assert (entry.title, entry.listed_as, entry.doc_number) == ("示例名单公示", listed_as, "示发〔2026〕1号")


def test_a_post_that_stands_under_two_categories_is_one_entry(one, read_answer) -> None:
    again = ARTICLE | {"id": 7, "url": "http://127.0.0.1/gkmlpt/content/3/100/post_900001.html"}
    assert len(read_answer(one(), articles(ARTICLE, again), at=API).entries) == 1


@pytest.mark.parametrize(
    ("classify", "behind"), [({"post_count": 3}, True), ({"post_count": 1}, False), ({}, True)]
)
def test_pages_are_turned_until_the_categorys_count_is_reached(one, read_answer, classify, behind) -> None:
    page = read_answer(one(), articles(ARTICLE, **classify), at=API)
    assert (page.next is not None) == behind
    assert not behind or "page=2&sid=42" in page.next.url


def test_an_empty_category_is_proven(one, read_answer) -> None:
    page = read_answer(one(), articles(post_count=0), at=API)
    assert (page.entries, page.next, page.proven) == ((), None, True)


@pytest.mark.parametrize("answer", ["<html></html>", "{}", '{"articles":null}', '{"articles":{"a":1}}', "[]"])
def test_an_answer_without_articles_is_a_changed_layout(one, read_answer, answer) -> None:
    with pytest.raises(LayoutChanged):
        read_answer(one(), answer, at=API)
