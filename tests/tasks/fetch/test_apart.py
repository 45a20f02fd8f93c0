"""Large list pages are read by a child: it answers the same, and what kills it takes nothing else along."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import date

import pytest

from config.errors import ConfigurationError, LayoutChanged
from config.models import Source
from tasks.fetch.apart import LARGEST, MOST_ENTRIES, NEAR, page_from_plain, page_to_plain, read_apart
from tasks.fetch.kinds.list_page import Entry, ListPage, Request, find_kind

TODAY = date(2026, 3, 6)
ROW = '<li><a href="/art/202603/t20260305_{n}.html">示例通知{n}</a><span>2026-03-05</span></li>'


@dataclass(frozen=True)
class Answer:
    body: bytes
    url: str = "http://gov.example/tzgg/"
    content_type: str = "text/html"


def source(**keys) -> Source:
    listed = {"kind": "html", "url": "http://gov.example/tzgg/", **keys}
    return Source(id="shili", title="示例", publisher="示例厅", level="province", list=listed)


def read(body: str, **keys) -> ListPage:
    one = source(**keys)
    page = Answer(body.encode("utf-8", "surrogatepass"))
    return asyncio.run(read_apart(find_kind(one), page, source=one, today=TODAY))


def rows(many: int) -> str:
    return "<ul>" + "".join(ROW.format(n=n) for n in range(many)) + "</ul>"


def test_a_large_page_is_read_as_a_small_one_is():
    body = rows(300)
    here = find_kind(source()).read(
        body.encode(), source=source(), url="http://gov.example/tzgg/", content_type="", today=TODAY
    )
    assert len(body) > NEAR and read(body) == here and len(here.entries) == 300


def test_what_a_page_lists_survives_the_way_between_processes():
    entry = Entry(
        "http://gov.example/1", "示例\ud800\x00\u202e", TODAY, "gov.example/1", "示函〔2026〕1号", "2026-03"
    )
    behind = Request("http://gov.example/2", form=(("页", "2"),), headers=(("A", "b"),), referer="r")
    page = ListPage(
        (entry, Entry("http://gov.example/3", "示例", None, "3")), follow=behind, next=behind, note="示例"
    )
    assert page_from_plain(page_to_plain(page)) == page


def test_a_selector_that_is_none_is_said_by_the_child_as_it_is_here():
    with pytest.raises(ConfigurationError, match="a selector is not CSS"):
        read(rows(300), item="li[[")


def test_a_redesign_is_said_by_the_child_as_it_is_here():
    with pytest.raises(LayoutChanged, match=r"no row matches item: tr\.news"):
        read(rows(300), item="tr.news")


def test_more_entries_than_a_list_can_have_are_not_believed():
    items = [{"url": f"http://gov.example/{n}", "title": "示例"} for n in range(MOST_ENTRIES + 1)]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    with pytest.raises(LayoutChanged, match=r"20,001 entries on one page; more than 20,000 are not believed"):
        read(body, kind="feed")


def test_a_page_larger_than_any_list_is_not_read():
    with pytest.raises(LayoutChanged, match="more than 16 MB"):
        read(" " * (LARGEST + 1))


def test_a_longer_title_than_any_is_cut():
    [entry] = read(rows(1).replace("示例通知", "示例" * 5_000)).entries
    assert entry.title == "示例" * 500
