"""Lists and feeds that mean harm: none expands, hangs, reads a file or keeps another source waiting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.archive.archive import Archive
from tests.hostile.wild import GOOD, Pair, whole, wild

ITEM = "<item><title>{title}</title><link>http://127.0.0.2:1/art/1.html</link></item>"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with wild("127.0.0.2") as hostile, wild("127.0.0.3") as healthy:
        yield Pair(hostile, healthy, Archive(tmp_path / "archive"))


def rss(doctype: str, title: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE r {doctype}><rss version="2.0"><channel>{ITEM.format(title=title)}</channel></rss>'


def atom(doctype: str, title: str) -> str:
    entry = f'<entry><title>{title}</title><link href="http://127.0.0.2:1/art/1.html"/></entry>'
    return (
        f'<?xml version="1.0"?><!DOCTYPE r {doctype}><feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'
    )


LAUGHS = '[<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)) + "]"
ENTITIES = {
    "billion laughs": (LAUGHS, "&l9;"),
    "quadratic blow-up": (f'[<!ENTITY a "{"x" * 50_000}">]', "&a;" * 20_000),
    "a file": ('[<!ENTITY x SYSTEM "file://{secret}">]', "&x;"),
    "an address": ('[<!ENTITY x SYSTEM "{inside}/x">]', "&x;"),
    "parameter entities": ('[<!ENTITY % p SYSTEM "{inside}/p.dtd"> %p;]', "&x;"),
    "an external DTD": ('SYSTEM "{inside}/x.dtd"', "示例"),
}


@pytest.mark.parametrize("form", [rss, atom])
@pytest.mark.parametrize("name", ENTITIES)
def test_an_entity_of_a_feed_expands_to_nothing_and_asks_nobody(
    pair: Pair, tmp_path: Path, name: str, form
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("示例秘密", encoding="utf-8")
    doctype, title = ENTITIES[name]
    with wild("127.0.0.9") as inside:
        doctype = doctype.replace("{secret}", str(secret)).replace("{inside}", inside.url)
        pair.hostile.says["/list.html"] = whole(form(doctype, title), kind="application/xml")
        ended = pair.poll(kind="feed")
        assert inside.met == 0
    kept = [one.title for one in pair.captures()]
    assert all(len(title) <= 1_000 and "示例秘密" not in title and "lollol" not in title for title in kept)
    assert "示例秘密" not in ended.hostile.reason and len(ended.hostile.reason) < 1_000


def rows(many: int) -> str:
    row = '<li><a href="/art/202603/t20260305_{n}.html">示例设备维护通知{n}</a><span>2026-03-05</span></li>'
    return "<ul>" + "".join(row.format(n=n) for n in range(many)) + "</ul>"


PAGES = {
    "100,000 rows": ("html", rows(100_000)),
    "30 MB of links": ("html", "".join(f'<a href="/n/{n}">示例导航链接示例</a>' for n in range(600_000))),
    "deep elements": ("html", "<div>" * 200_000 + rows(1)),
    "links inside links": ("html", '<div><a href="/t20260305_1.html">示例</a>' * 50_000),
    "deep JSON": ("feed", '{"version":"https://jsonfeed.org/version/1","items":' + "[" * 200_000),
    "deep XML": ("feed", '<rss version="2.0"><channel>' + "<item>" * 100_000),
    "XML that is never closed": (
        "feed",
        '<rss version="2.0"><channel>' + "<item><title>a & b < c</title>" * 150_000,
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_list_made_to_choke_is_changed_and_nobody_waits_for_it(pair: Pair, name: str) -> None:
    kind, body = PAGES[name]
    pair.settings = pair.settings.model_copy(update={"max_body_mb": 50})
    pair.hostile.says["/list.html"] = whole(body)
    ended = pair.poll(kind=kind, timeout=10.0)
    assert ended.hostile.state == "changed" and len(ended.hostile.reason) < 1_000, ended.hostile


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["字", "1. ", "( ", "[(", "2026-03-05 ", "&nbsp;", "\x00", "\u202e"])
def test_a_line_of_10_mb_is_read_in_bounds(pair: Pair, mark: str) -> None:
    pair.settings = pair.settings.model_copy(update={"max_body_mb": 50})
    long = mark * (10_000_000 // len(mark.encode()))
    pair.hostile.says["/list.html"] = whole(GOOD.replace("示例设备", "示例设备" + long))
    ended = pair.poll(timeout=10.0)
    assert ended.hostile.state in ("ok", "changed") and len(ended.hostile.reason) < 1_000
    assert all(len(one.title) <= 1_000 for one in pair.captures())


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "JAVASCRIPT:x", " java\nscript:x", "http://[", "ftp://h/x"],
)  # fmt: skip
def test_a_link_that_is_no_page_is_never_asked_for(pair: Pair, href: str) -> None:
    pair.hostile.says["/list.html"] = whole(
        GOOD.replace("<ul>", f'<ul><li><a href="{href}">示例恶意链接</a><span>2026-03-05</span></li>')
    )
    assert pair.poll().hostile.state == "ok"
    assert [one.url.rpartition("/")[2] for one in pair.captures()] == ["t20260305_1.html"]


@pytest.mark.parametrize(
    "day", ["9999-12-31", "0000-00-00", "2026-13-45", "1026-03-05", "2026-03-05 99:99", "-1"]
)
def test_an_absurd_date_keeps_its_entry(pair: Pair, day: str) -> None:
    pair.hostile.says["/list.html"] = whole(GOOD.replace("2026-03-05", day))
    ended = pair.poll()
    assert ended.hostile.state == "ok" and ended.hostile.entries == 1
    assert ended.hostile.newest is None or ended.hostile.newest.year in (2026, 1026)


def test_pages_without_end_end(pair: Pair) -> None:
    def page(to, path: str) -> None:
        number = int("".join(filter(str.isdigit, path)) or 0)
        row = GOOD.replace("t20260305_1", f"t20260305_{number + 1}")
        whole(row.replace("</ul>", f'</ul><a class="next" href="/list_{number + 1}.html">下一页</a>'))(
            to, path
        )

    pair.hostile.says["*"] = page
    ended = pair.poll(list={"kind": "html", "url": f"{pair.hostile.url}/list.html", "next": "a.next"})
    assert ended.hostile.state == "ok" and len(pair.hostile.lists()) < 120
