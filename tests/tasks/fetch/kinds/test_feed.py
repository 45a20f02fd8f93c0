"""Feeds of every version: their times with precision and zone, their titles, links, next pages, and what breaks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from config.errors import LayoutChanged
from tasks.fetch.kinds.feed_times import moment_of_feed_text

TODAY = date(2026, 3, 6)
RSS = '<rss version="2.0"><channel><title>示</title>{items}</channel></rss>'
ITEM = "<item><title>{title}</title><link>/a/{n}.html</link>{more}</item>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"{more}><title>示</title>{entries}</feed>'


@pytest.fixture
def read(source, read_answer):
    return lambda answer: read_answer(source("feed", "/feeds/rss.xml"), answer)


def rss(title: str = "示例", more: str = "", n: int = 1) -> str:
    return RSS.format(items=ITEM.format(title=title, more=more, n=n))


TIMES = {
    "Thu, 05 Mar 2026 10:20:00 +0800": "2026-03-05T10:20",
    "Wed, 04 Mar 2026 23:30:00 GMT": "2026-03-05T07:30",
    "Wed, 04 Mar 2026 23:30:00 UT": "2026-03-05T07:30",
    "Thu, 5 Mar 26 10:20 EST": "2026-03-05T23:20",
    "Thu, 05 Mar 2026 10:20:00 CST": "2026-03-05T10:20",  # China's, not Chicago's
    "Thu Mar 05 10:20:00 CST 2026": "2026-03-05T10:20",
    "Thu, 05 Mar 2026 10:20:00": "2026-03-05T10:20",
    "05 March 2026": "2026-03-05",
    "2026-03-04T18:30:00Z": "2026-03-05T02:30",
    "2026-03-05T10:20-05:00": "2026-03-05T23:20",
    "2026-03-05T10:20:00.123+08:00": "2026-03-05T10:20",
    "2026-03-05 10:20:00": "2026-03-05T10:20",
    "2026-03-05": "2026-03-05",
    "2026-03": "2026-03",
    "2026": "2026",
    "2026年3月5日 10:20": "2026-03-05T10:20",
    "示例": "",
    "": "",
}


@pytest.mark.parametrize("text", TIMES)
def test_a_time_is_chinas_and_no_more_precise_than_the_feed_has_it(read, text) -> None:
    assert moment_of_feed_text(text, today=TODAY).listed_as == TIMES[text]
    entry = read(
        ATOM.format(
            more="", entries=f'<entry><title>示例</title><link href="/a"/><updated>{text}</updated></entry>'
        )
    )
    assert entry.entries[0].listed_as == TIMES[text]


TITLES = {
    "<![CDATA[<b>示例</b>名单&amp;公示]]>": "示例名单&公示",
    "<![CDATA[示例名单]]>": "示例名单",
    "示例 1 &lt; 2 名单": "示例 1 < 2 名单",
    "示例\n\t 名单": "示例 名单",
    "示例\u202e名单": "示例\u202e名单",
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_as_a_reader_sees_it(read, title) -> None:
    assert read(rss(title)).entries[0].title == TITLES[title]


def test_an_entry_without_a_title_has_its_address_and_without_a_time_none(read) -> None:
    (entry,) = read(rss("")).entries
    assert entry.title == entry.url and (entry.dated, entry.listed_as) == (None, "")


LINKS = {
    '<item><title>示例</title><guid isPermaLink="true">http://h.cn/1</guid></item>': "http://h.cn/1",
    '<item><title>示例</title><guid isPermaLink="false">http://h.cn/1</guid></item>': "http://h.cn/1",
    '<item><title>示例</title><enclosure url="http://h.cn/1" type="a" length="1"/></item>': "http://h.cn/1",
    '<item xml:base="http://h.cn/x/"><title>示例</title><link>1</link></item>': "http://h.cn/x/1",
    "<item><title>示例</title><link>\n http://h.cn/1\n</link></item>": "http://h.cn/1",
}


@pytest.mark.parametrize("item", LINKS)
def test_an_entrys_address_is_found_wherever_it_stands(read, item) -> None:
    assert read(RSS.format(items=item)).entries[0].url == LINKS[item]


def test_entries_without_an_address_are_counted_and_a_feed_of_only_such_is_changed(read) -> None:
    lone = '<item><title>示例</title><guid isPermaLink="false">7</guid></item>'
    assert read(RSS.format(items=lone + ITEM.format(title="示例", more="", n=1))).note.startswith("1 of 2")
    with pytest.raises(LayoutChanged, match="none of the 1"):
        read(RSS.format(items=lone))


@pytest.mark.parametrize(
    ("answer", "behind"),
    [
        (ATOM.format(more="", entries='<link rel="next" href="?page=2"/>'), "/feeds/rss.xml?page=2"),
        (
            ATOM.format(more=' xml:base="http://h.cn/"', entries='<link rel="next" href="p2"/>'),
            "http://h.cn/p2",
        ),
        (ATOM.format(more="", entries='<link rel="next" href="javascript:x"/>'), None),
        (json.dumps({"version": "https://jsonfeed.org/version/1", "items": [], "next_url": "/2"}), "/2"),
        (json.dumps({"version": "https://jsonfeed.org/version/1", "items": [], "next_url": 2}), None),
    ],
)
def test_a_feed_names_its_next_page(read, answer, behind) -> None:
    found = read(answer).next
    assert found is None if behind is None else found.url.endswith(behind)


def test_a_json_feeds_odd_values_are_no_crash(read) -> None:
    items = [{"id": 1, "url": None, "external_url": "/a", "title": "示例\ud800", "date_published": 5}]
    (entry,) = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})).entries
    assert (entry.title, entry.listed_as) == ("示例\ufffd", "")


@pytest.mark.parametrize(
    "answer",
    [
        RSS[:40],
        '<rss version="2.0"><channel>&nosuch;<item',
        "<html><body>示例</body></html>",
        "示例",
        '{"version":"https://jsonfeed.org/version/1","items":[5]}',
        '{"items":[]}',
    ],
)
def test_what_breaks_before_its_first_entry_is_no_empty_feed(read, answer) -> None:
    with pytest.raises(LayoutChanged):
        read(answer)


def test_a_body_that_names_a_file_is_never_opened(read, tmp_path: Path) -> None:
    path = tmp_path / "feed"
    path.write_text(rss())
    with pytest.raises(LayoutChanged):
        read(str(path))
