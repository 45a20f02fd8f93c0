"""The parts of finding out: selectors, JSON lists, pagers, names, drafts, recordings, differences."""

from __future__ import annotations

import asyncio
import json
import shlex
from collections.abc import Callable
from datetime import date

import pytest
import yaml

from commands.parser import TopParser
from config.models import Source
from config.regions import load_regions
from tasks.discover.about import About, about_page, propose_id
from tasks.discover.advice import look_anew
from tasks.discover.compare import Once, entry_changes, form_changes, markup_changes
from tasks.discover.draft import write_source
from tasks.discover.explore import Found, Heard, Look
from tasks.discover.json_lists import json_lists
from tasks.discover.page import FirstPage
from tasks.discover.paging import numbered_pages
from tasks.discover.recording import record
from tasks.discover.score import precision, warnings
from tasks.discover.selectors import row_selectors
from tasks.fetch.fixture import dump_fixture, load_fixture, play
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.walk import End, Walk
from tests.tasks.discover.conftest import Came, base_of

TODAY = date(2026, 3, 6)
LIST = "https://gxt.example.cn/tzgg/index.html"
ROWS = "".join(
    f'<li class="row{n}"><i>·</i><a href="/x?id={n}">示例省示例名单第{n}号的公示</a><em>2026-03-0{n}</em></li>'
    for n in range(1, 6)
)


def page(body: str, url: str = LIST) -> FirstPage:
    return FirstPage(url, f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode())


def entry(n: int, **more: str) -> Entry:
    said = {
        "url": f"https://h.cn/t20260305_{n}.html",
        "title": f"示例名单第{n}号的公示",
        "listed_as": f"2026-03-0{n}",
        **more,
    }
    return Entry(said["url"], said["title"], None, said["url"], said.get("doc_number", ""), said["listed_as"])


@pytest.mark.parametrize(
    ("body", "item", "day"),
    [
        (f'<div id="main"><ul>{ROWS}</ul></div>', "div#main > ul > li", "em"),
        (f'<ul class="menu"><li>a</li></ul><ul class="news-list">{ROWS}</ul>', "ul.news-list > li", "em"),
        (f'<ul class="on list2024">{ROWS}</ul>', "ul > li", "em"),
        ("<table class='t'>" + ROWS.replace("<li", "<tr").replace("<em>", "<td class='d'>").replace("</em></li>", "</td></tr>")
         .replace("<i>·</i>", "<td>").replace("</a>", "</a></td>") + "</table>", "table.t > tbody > tr", "td.d"),
    ],
)  # fmt: skip
def test_rows_are_named_by_what_stands_above_them_and_never_by_a_state(
    body: str, item: str, day: str
) -> None:
    chosen = next(row_selectors(page(body)))
    assert (chosen.settings["item"], chosen.settings["date"]) == (item, day)


def test_of_two_lists_on_a_page_selectors_take_the_longer(given: Callable[..., Found]) -> None:
    side = '<div class="hot"><ul>' + "".join(
        f'<li><a href="/hot/{n}">示例热门文章之{n}</a> <b>2026-01-0{n}</b></li>' for n in range(1, 4)
    )
    longer = ROWS + ROWS.replace("/x?id=", "/x?id=1")
    found = given(f'<html>{side}</ul></div><ul class="list">{longer}</ul></html>')
    assert found.best is not None and found.best.candidate.settings["item"] == "ul.list > li"
    assert len(found.best.entries) == 10


def test_a_list_without_dates_beside_one_with_them_is_not_offered() -> None:
    side = "".join(f'<li><a href="/xw/{n}.html">示例省召开第{n}次示例会议</a></li>' for n in range(9))
    found = list(row_selectors(page(f'<ul class="hot">{side}</ul><ul class="list">{ROWS}</ul>')))
    assert [one.settings["item"] for one in found] == ["ul.list > li"]


@pytest.mark.parametrize(
    ("data", "items", "fields"),
    [
        ({"data": {"list": [{"n": "示例名单的公示", "href": "/a/1.html", "d": "2026-03-05 10:00"}]}}, "data.list", ("href", "n", "d")),
        ([{"title": "示例名单的公示", "url": "https://h.cn/1", "t": 1772676000000}], None, ("url", "title", "t")),
        ({"r": json.dumps([{"s": {"title": "示例名单的公示", "urls": json.dumps({"pc": "/1.html"}), "time": 1772676000}}])},
         "r", ("s.urls.pc", "s.title", "s.time")),
        ({"rows": [{"id": 7, "author": "示例处长张三", "title": "关于示例名单的公示", "link": "/1.html", "createTime": "2026-03-05"}]},
         "rows", ("link", "title", "createTime")),
        ({"v": [{"title": "示例名单的公示", "url": "/1.html", "pubtimeStr": "2026.03.05", "pubtime": 1772676000000, "editTime": "2026-03-06 10:00:01"}]},
         "v", ("url", "title", "pubtime")),
    ],
)  # fmt: skip
def test_a_json_list_is_found_by_what_its_fields_hold(
    data: object, items: str | None, fields: tuple[str, ...]
) -> None:
    settings, _ = next(json_lists(FirstPage(LIST, json.dumps(data).encode())))
    assert (settings.get("items"), settings["link"], settings["title"], settings["date"]) == (items, *fields)


def test_a_field_that_counts_pages_is_told_from_the_others() -> None:
    rows = [{"title": "示例名单的公示", "url": "/1.html", "d": "2026-03-05"}]
    asked = FirstPage("https://h.cn/api?size=20&pageNo=1&channel=7", json.dumps(rows).encode())
    settings, _ = next(json_lists(asked))
    assert (settings["page"], settings["params"]) == ("pageNo", {"size": 20, "pageNo": 1, "channel": 7})


@pytest.mark.parametrize(
    ("links", "url", "first"),
    [
        ('<a href="index_2.html">2</a><a href="index_3.html">3</a>', LIST, {"pages": "index_{n}.html, 2"}),
        ('<a href="/tzgg/index_1.html">2</a>', LIST, {"pages": "index_{n}.html"}),
        ('<a href="list_2.shtml">2</a>', "https://h.cn/tzgg/list.shtml", {"pages": "list_{n}.shtml, 2"}),
        ('<a href="?page=2">下一页</a>', LIST, {"next": 'a:lexbor-contains("下一页")'}),
        ('<a href="../202603/t20260305_1.html">x</a><a href="#">下一页</a>', LIST, None),
    ],
)
def test_the_pages_behind_are_named_as_the_pager_names_them(links: str, url: str, first: dict | None) -> None:
    assert next(numbered_pages(page(links, url)), None) == first


@pytest.mark.parametrize(
    ("head", "url", "publisher", "region", "level", "name"),
    [
        ("公示公告_重庆市经济和信息化委员会", "https://jjxxw.cq.gov.cn/zwgk_213/gsgg/index.html",
         "重庆市经济和信息化委员会", "重庆市", "province", "cq-jjxxw-gsgg"),
        ("通知公告-山东省工业和信息化厅", "http://gxt.shandong.gov.cn/col/col15201/index.html",
         "山东省工业和信息化厅", "山东省", "province", "sd-gxt-col15201"),
        ("文件公示", "https://www.miit.gov.cn/zwgk/wjgs/index.html", "工业和信息化部", "全国", "national", "miit-wjgs"),
        ("通知公告", "https://gxj.xm.gov.cn/xwzx/tzgg/", "", "福建省厦门市", "city", "xm-gxj-tzgg"),
        ("行业新闻_示例网", "https://news.example.org/policy/", "", "", "", "news-policy"),
    ],
)  # fmt: skip
def test_whose_page_it_is_follows_from_its_head_and_its_host(
    head, url, publisher, region, level, name
) -> None:
    about = about_page(FirstPage(url, f"<html><title>{head}</title></html>".encode()), load_regions())
    assert (about.publisher, about.region, about.level) == (publisher, region, level)
    assert propose_id(url, about).replace("example-", "news-") == name


def test_the_licence_line_tells_the_province_of_a_government_host_alone() -> None:
    body = "<html><p>鲁ICP备00000000号</p></html>".encode()
    regions = load_regions()
    assert about_page(FirstPage("https://www.shili.gov.cn/tzgg/", body), regions).region == "山东省"
    assert about_page(FirstPage("https://www.example.com/tzgg/", body), regions).region == ""


def test_an_id_is_never_empty_and_always_one() -> None:
    assert propose_id("https://127.0.0.1/", About()) == "source"
    assert propose_id("https://示例.中国/公示/列表.html", About()).isascii()


def draft(body: bytes, **more: object) -> tuple[Source, Look]:
    source = base_of(LIST, list={"kind": "trs", "url": LIST}, **more)
    entries = (entry(1), entry(2))
    heard = (Heard(Request(LIST), Came(LIST, body)),)
    return source, Look(ListPage(entries), Walk(entries, 1, End.LAST), heard)


def test_a_draft_is_yaml_whatever_its_words_are(given: Callable[..., Found]) -> None:
    best = given(f"<html><ul>{ROWS}</ul></html>").best
    assert best is not None
    source, looked = draft(b"", headers={"X": 'a: "b" # c'}, access={"browser": "answers 403: yes # no"})
    source = source.model_copy(update={"title": "示例: 'a' #b", "region": "山东省"})
    told = yaml.safe_load(write_source(source, best, looked, today=TODAY))
    assert (told["title"], told["access"], told["headers"]) == (
        source.title,
        {"browser": "answers 403: yes # no"},
        source.headers,
    )


@pytest.mark.parametrize("coding", ["utf-8", "gb18030"])
def test_what_was_recorded_reads_as_it_did_after_a_file(tmp_path, coding: str) -> None:
    row = "<li>\t<a href='/tzgg/202603/t20260305_{n}.html'>示例名单第{n}号的公示</a>  \r\n<b>2026-03-05</b></li>"
    body = ("<meta charset='" + coding + "'><ul>" + row.format(n=1) + row.format(n=2) + "</ul>").encode(
        coding
    )
    source = base_of(LIST, list={"kind": "trs", "url": LIST})
    looked = Look(ListPage(()), Walk((), 1, End.LAST), (Heard(Request(LIST), Came(LIST, body)),))
    fixture = asyncio.run(record(source, looked, about="示例", today=TODAY))
    path = tmp_path / "x.yaml"
    path.write_text(dump_fixture(fixture), encoding="utf-8")
    read = load_fixture(path)
    assert (read.expected, read.exchanges[0].answer.charset) == (fixture.expected, coding)
    assert len(asyncio.run(play(source, read)).entries) == 2 and "\t" not in path.read_text(encoding="utf-8")


def test_a_redirect_is_recorded_with_where_it_ended() -> None:
    body = "<ul><li><a href='t20260305_1.html'>示例名单的公示</a><b>2026-03-05</b></li></ul>".encode()
    heard = (Heard(Request(LIST), Came("https://gxt.example.cn/new/index.html", body)),)
    source = base_of(LIST, list={"kind": "trs", "url": LIST})
    fixture = asyncio.run(
        record(source, Look(ListPage(()), Walk((), 1, End.LAST), heard), about="示例", today=TODAY)
    )
    assert fixture.expected.entries[0].url == "https://gxt.example.cn/new/t20260305_1.html"


def test_what_became_of_entries_is_told_apart() -> None:
    then = {entry(n).native_id: Once(entry(n).title, entry(n).url, f"2026-03-0{n}") for n in range(1, 8)}
    moved = entry(6, url="https://h.cn/t20260305_99.html")
    now = [entry(1), entry(2), entry(3, title="示例更正"), entry(5), moved, entry(8)]
    told = list(entry_changes(now, then))
    assert [said.split(":")[0] for said in told] == ["1 new", "1 edited", "2 gone", "1 under a new id"]
    assert list(entry_changes(now, {})) == [] and list(
        entry_changes([entry(1), entry(2)], {entry(1).native_id: then[entry(1).native_id]})
    )


def test_a_form_that_reads_worse_is_told() -> None:
    then = [entry(n) for n in range(1, 7)]
    now = [entry(n, listed_as="", url=f"https://h.cn/x?{n}") for n in range(1, 3)]
    told = " | ".join(form_changes(now, then))
    assert "2 rows where there were 6" in told and "0% of the rows have a date, 100% before" in told
    assert list(form_changes(then, then)) == []


def test_marks_of_the_kind_that_are_gone_are_told() -> None:
    then = page("<script>window._CONFIG = { SID: 1, TREE: [] }</script>")
    assert list(markup_changes(page(""), then, kind="gkmlpt")) == [
        "the marks of gkmlpt are gone: it sets _CONFIG with a tree of columns (gkmlpt)"
    ]


def test_what_a_person_should_look_at_is_said() -> None:
    undated = [entry(n, listed_as="") for n in range(1, 3)]
    assert list(warnings(undated, sure=True)) == [
        "only 2 rows: is this the whole list?",
        "no row has a date: news will be dated by the pages themselves",
    ]
    assert (
        precision([entry(1), entry(2, listed_as="2026-03-05T10:20"), entry(3, listed_as="2026-03")])
        == "minute or day or month"
    )


@pytest.mark.parametrize(
    ("said", "coding", "lie"),
    [("gb2312", "utf-8", "it says gb2312, and its bytes are UTF-8"), ("utf-8", "gb18030", "it says utf-8, and its bytes are not UTF-8"),
     ("utf-8", "utf-8", ""), ("gbk", "gb18030", "")],
)  # fmt: skip
def test_a_charset_that_lies_is_told(said: str, coding: str, lie: str) -> None:
    assert FirstPage(LIST, f"<meta charset={said}>示例".encode(coding)).charset_lie == lie


def test_a_watched_page_is_looked_at_anew_as_its_file_says() -> None:
    said = {"access": {"browser": "answers 403 to 'us'"}, "tls": "legacy", "allow_private": True}
    watched = Source.model_validate({**base_of("https://a.example.cn/tzgg/?a=1&b=2").model_dump(), **said})
    command = look_anew(watched).removesuffix(" looks at it as at a new page")
    program, *words = shlex.split(command)
    assert program == "mingdan" and words[-1] == "--dry-run"
    options, unknown = TopParser().parse_known_args(words)
    assert not unknown and options.legacy_tls
    assert (options.url, options.browser, options.allow_private) == (
        watched.list.url,
        "answers 403 to 'us'",
        True,
    )


def test_an_interface_is_looked_for_in_the_browser() -> None:
    asked = base_of("https://a.example.cn/queryList").model_dump()
    asked["list"] = {"kind": "json", "url": "https://a.example.cn/queryList", "link": "url", "title": "title"}
    assert "developer tools" in look_anew(Source.model_validate(asked))
