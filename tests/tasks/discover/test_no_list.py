"""Pages that are no list are told as what they are; pages that nobody means well break nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tasks.discover.explore import Found

Given = Callable[..., Found]
ROW = '<li><a href="/{place}/202603/t20260305_{n}.html">示例省示例名单第{n}号的公示</a><span>2026-03-0{n}</span></li>'


def rows(place: str, count: int = 5) -> str:
    return "<ul>" + "".join(ROW.format(place=place, n=n) for n in range(1, count + 1)) + "</ul>"


def html(body: str, head: str = "") -> str:
    return f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


@pytest.mark.parametrize(
    ("body", "url", "word"),
    [
        (html(rows("xg"), '<meta name="ArticleTitle" content="示例通知">'), "", "it is one notice"),
        (html(rows("xg", 2)), "https://gxt.example.cn/tzgg/202603/t20260305_1.html", "it is one notice"),
        (html("<ucaptitle>示例</ucaptitle>" + rows("xg")), "", "it is one notice"),
        (html(rows("a") + rows("b") + rows("c")), "https://gxt.example.cn/", "home page with 3 lists"),
        (html("<div id='app'></div><script src='/app.js'></script>"), "", "a shell that a script fills"),
        (b"%PDF-1.7\n...", "", "it is a PDF"),
        (b"PK\x03\x04....", "", "it is an Office file"),
        (b"<a href='/x/'>" * 700_000, "", "it is 9 MB long"),
    ],
    ids=["article", "article's address", "ucap article", "home", "shell", "pdf", "xlsx", "9 MB"],
)  # fmt: skip
def test_what_is_no_list_is_told_as_what_it_is(given: Given, body: str | bytes, url: str, word: str) -> None:
    found = given(body, **({"url": url} if url else {}))
    assert found.best is None and word in " ".join(found.refusals)


@pytest.mark.parametrize(
    "body",
    [
        html("".join(f'<li><a href="/lanmu{n}/">示例栏目的名字{n}</a></li>' for n in range(20))),
        html("<p>示例</p>"), "", "{}", "[]", '{"data": [1, 2, 3]}', '{"rows": [{"id": 1}, {"id": 2}]}',
    ],
    ids=["menu", "words", "empty", "object", "list", "numbers", "no titles"],
)  # fmt: skip
def test_what_has_no_list_gives_none(given: Given, body: str) -> None:
    assert given(body).best is None


@pytest.mark.parametrize(
    "body",
    [
        b"\x00" * 1000, b"\xff\xfe<html>", "{" * 50_000, "[" * 50_000, '{"a":' * 3000 + "1" + "}" * 3000,
        "<div>" * 30_000, "<a href='javascript:alert(1)'>示例示例示例</a>" * 50, "<a href='http://[::1'>示例示例示例</a>",
        "window._CONFIG = { SID: '1', TREE: [[[[", '_CONFIG = {TREE: [{"id": "x", "name": 5, "children": 7}]}',
        "<script parseType='buildstatic' queryData=\"{'a\"></script>", "createPageHTML(99999999999999, -1, 'x', 'y')",
        "<rss><channel><item>", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'>]><feed>&a;</feed>",
        html("<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>"),
        html("<li class='" + "x " * 5000 + "'><a href=/1>示例示例示例</a></li>" * 3),
        '[{"title": "示例示例", "url": {"a": ["/x"]}, "date": 1e308}]', '{"items": [null, 1, {"title": "示例示例示例"}]}',
    ],
    ids=range(18),
)  # fmt: skip
def test_a_hostile_page_gives_no_list_and_no_crash(given: Given, body: str | bytes) -> None:
    found = given(body)
    assert found.best is None or found.best.entries


def test_titles_that_steer_a_terminal_are_not_taken_into_the_name(given: Given) -> None:
    from config.regions import load_regions
    from tasks.discover.about import about_page

    page = given(html(rows("tzgg"), "<title>公示\x1b[31m\u202e公告_示例省示例厅</title>")).page
    about = about_page(page, load_regions())
    assert about.publisher == "示例省示例厅" and about.column.isprintable()


def test_a_menu_in_the_same_markup_is_no_row(given: Given) -> None:
    menu = (
        "<ul>" + "".join(f'<li><a href="/lanmu{n}/">示例栏目的名字{n}</a></li>' for n in range(20)) + "</ul>"
    )
    found = given(html(menu + rows("tzgg")))
    assert found.best is not None and found.best.score.rows == 5


def test_a_person_may_insist_on_a_kind(given: Given) -> None:
    page = html("".join(f'<li><a href="/x/{n}">示例名单之{n}</a> 2026-03-05</li>' for n in range(2)))
    assert given(page).best is None
    found = given(page, kind="html")
    assert found.best is not None and len(found.best.entries) == 2


def test_a_feed_is_taken_only_where_it_lists_what_the_page_lists(given: Given) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    found = given(html(rows("tzgg"), link))
    assert found.best is not None and found.best.candidate.kind == "trs"
    assert [other.problem for other in found.others if other.candidate.kind == "feed"] == ["HTTP 404"]
