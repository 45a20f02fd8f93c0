"""A list page is read by its bytes and as a person sees it: characters, links, titles, dates, and whether it is empty."""

from __future__ import annotations

from datetime import date

import pytest

from config.errors import ConfigurationError, LayoutChanged, Unreadable
from tasks.fetch.addresses import join, native_id

T = "关于示例省级特色产业集群名单的公示"
ROW = '<li><a href="./202603/t20260305_{n}.html" title="{t}">{t}</a><span>2026-03-05</span></li>'
LIST = '<ul class="list">{rows}</ul><script>createPageHTML(1, 0, "index", "html");</script>'
BIG5 = "關於公佈示例製造業單項冠軍企業名單的通知，請各有關單位遵照辦理"


@pytest.fixture
def read(source, read_answer):
    return lambda text, kind="trs", path="/tzgg/", **keys: read_answer(source(kind, path, keys), text)


CHARSETS = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("kind", ["trs", "html", "jpage"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1", None])
@pytest.mark.parametrize("charset", CHARSETS)
def test_characters_are_read_by_the_bytes_and_not_by_the_label(read, charset, declared, kind) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    text = f"<html><head>{meta}</head>{LIST.format(rows=ROW.format(n=1, t=T))}</html>"
    assert [entry.title for entry in read(text.encode(charset), kind).entries] == [T]


def test_big5_is_read_where_the_bytes_speak_for_it(read) -> None:
    text = LIST.format(rows=ROW.format(n=1, t=BIG5))
    assert read(text.encode("big5hkscs")).entries[0].title == BIG5


@pytest.mark.parametrize("broken", [b"\xe5", b"\xff", b"\xe5\x85"])
def test_one_broken_character_spoils_nothing_but_itself(read, broken) -> None:
    rows = ROW.format(n=1, t=T) + ROW.format(n=2, t=T + "乙")
    body = LIST.format(rows=rows).encode().replace("乙".encode(), broken)
    assert [entry.title for entry in read(body).entries] == [T, T + "\ufffd"]


def test_the_sources_own_word_goes_before_the_bytes_and_must_be_one(source, read_answer) -> None:
    body = LIST.format(rows=ROW.format(n=1, t=T)).encode("gb18030")
    assert read_answer(source(encoding="gbk"), body).entries[0].title == T
    with pytest.raises(Unreadable):
        read_answer(source(encoding="example"), body)


LINKS = {
    "./202603/t20260305_1.html": "https://h.cn/a/b/202603/t20260305_1.html",
    "../../202603/t20260305_1.html": "https://h.cn/202603/t20260305_1.html",
    "//other.cn/202603/t20260305_1.html": "https://other.cn/202603/t20260305_1.html",
    " \n./202603/t2026\n0305_1.html\t": "https://h.cn/a/b/202603/t20260305_1.html",
    "..\\202603\\t20260305_1.html": "https://h.cn/a/202603/t20260305_1.html",
    "http:\\\\h.cn\\t20260305_1.html": "http://h.cn/t20260305_1.html",
    "/x y.html": "https://h.cn/x%20y.html",
    "/x.html#top": "https://h.cn/x.html",
    "/web/#/detail?id=1": "https://h.cn/web/#/detail?id=1",
    "/x?a=1&b=2": "https://h.cn/x?a=1&b=2",
    "javascript:void(0)": None,
    " JavaScript:alert(1)": None,
    "java\nscript:alert(1)": None,
    "file:///etc/passwd": None,
    "mailto:a@example.org": None,
    "data:text/html,x": None,
    "http://[::1": None,
    "http://h.cn:99999/": None,
    "http://h h.cn/": None,
    "http://\ud800.cn/": None,
    "/\ud800": None,
    "#": None,
    "": None,
}


@pytest.mark.parametrize("href", LINKS)
def test_a_link_leads_where_a_browser_goes_and_nowhere_else(href) -> None:
    assert join("https://h.cn/a/b/index.html", href) == LINKS[href]


def test_routes_of_a_one_page_site_are_different_articles() -> None:
    assert native_id("https://h.cn/web/#/detail?id=1") != native_id("https://h.cn/web/#/detail?id=2")


def test_links_are_relative_to_the_base_that_a_page_names(read) -> None:
    page = read('<head><base href="/zwgk/tzgg/"></head>' + LIST.format(rows=ROW.format(n=1, t=T)))
    assert page.entries[0].url.endswith("/zwgk/tzgg/202603/t20260305_1.html")


@pytest.mark.parametrize("kind", ["trs", "html", "jpage"])
@pytest.mark.parametrize("refresh", ["0; URL=./index.html", "0;url='./index.html'", '0; url="./index.html"', " 3;URL = ./index.html"])  # fmt: skip
def test_a_shell_that_sends_on_is_followed_and_is_no_empty_list(read, kind, refresh) -> None:
    page = read(
        f"<html><head><meta http-equiv='Refresh' content='{refresh.replace(chr(39), '')}'></head></html>",
        kind,
    )
    assert page.follow.url.endswith("/tzgg/index.html") and not page.proven


@pytest.mark.parametrize("content", ["300", "5; url=./", "0; url=javascript:x", "0; url="])
def test_a_page_that_reloads_itself_sends_nowhere(read, content) -> None:
    with pytest.raises(LayoutChanged):
        read(f"<meta http-equiv=refresh content='{content}'>")


TITLES = {
    '<a href="{u}">示例<font color="red">名单</font>公示</a>': "示例名单公示",
    '<a href="{u}" title="点击查看详细内容的说明">示例名单公示</a>': "示例名单公示",
    '<a href="{u}" title="示例名单公示（第二批）">示例名单公…</a>': "示例名单公示（第二批）",
    '<a href="{u}" title="关于示例名单的公示">[公示] 关于示例…</a>': "关于示例名单的公示",
    '<a href="{u}" title="示例名单公示 2026-03-05">示例</a>': "示例名单公示",
    '<a href="{u}"><img src="x.png" alt="示例名单公示"></a>': "示例名单公示",
    '<a href="{u}"><img src="x.png"></a><a href="{u}">示例名单公示</a>': "示例名单公示",
    '<b>示例名单公示</b> <a href="{u}">[查看]</a>': "示例名单公示",
    '<a href="{u}"><h3>示例名单公示</h3><p>为做好示例工作，现将有关事项通知如下</p></a>': "示例名单公示",
    '<a href="{u}"><i>05</i><em>2026-03</em><p>示例名单公示</p></a>': "示例名单公示",
    '<a href="{u}">示例<br>名单公示</a>': "示例 名单公示",
    '<a href="{u}">· 示例名单\u3000公示 [详细]</a>': "示例名单 公示",
    '<a href="{u}">示例\u202e名单\x1c公示</a>': "示例\u202e名单\x1c公示",
    '<a href="{u}">关于2025年1月1日起示例名单的公示</a>': "关于2025年1月1日起示例名单的公示",
    '<a href="{u}">关于<b>2025年3月1日</b>示例会议的通知</a>': "关于2025年3月1日示例会议的通知",
    '<a href="{u}"><script>var x="示例";</script>示例名单公示</a>': "示例名单公示",
}


@pytest.mark.parametrize("link", TITLES)
def test_a_title_is_what_a_person_sees_whole_and_without_the_rows_marks(read, link) -> None:
    (entry,) = read(f"<li>{link.format(u='./202603/t20260305_1.html')}<span>2026-03-05</span></li>").entries
    assert (entry.title, entry.dated) == (TITLES[link], date(2026, 3, 5))


def test_a_long_title_is_not_cut(read) -> None:
    long = "示例" * 3000
    assert read(ROW.format(n=1, t=long)).entries[0].title == long


def test_a_sticky_old_row_keeps_its_own_day_and_place(read) -> None:
    old = (
        '<li><em>[置顶]</em><a href="./202401/t20240102_1.html">示例置顶通知</a><span>2024-01-02</span></li>'
    )
    entries = read(LIST.format(rows=old + ROW.format(n=2, t=T))).entries
    assert [entry.listed_as for entry in entries] == ["2024-01-02", "2026-03-05"]


def test_links_and_dates_that_alternate_belong_together_in_either_order(read) -> None:
    pairs = [f'<a href="/content/post_{n}.html">示例名单公示{n}</a>|<i>2026-03-0{n}</i>' for n in (1, 2, 3)]
    for order in (1, -1):
        text = "<div>" + "<br>".join("".join(pair.split("|")[::order]) for pair in pairs) + "</div>"
        assert [entry.dated.day for entry in read(text).entries] == [1, 2, 3]


PROVEN = {
    '<ul class="list"></ul><script>createPageHTML(0, 0, "index", "html");</script>': True,
    '<ul class="list"></ul><script>createPageHTML(1, 0, "index", "html");</script>': True,
    '<div id="app"></div><script>createPageHTML(1, 0, "index", "html");</script>': False,
    '<ul class="list"></ul><script>createPageHTML(9, 0, "index", "html");</script>': False,
    "<p>暂无数据</p>": True,
    "<div id='app'></div><script>var empty = '暂无数据';</script>": False,
    "<div id='app'></div><p style='display:none'>暂无数据</p>": False,
    "<div id='app'></div><template>暂无数据</template>": False,
}


@pytest.mark.parametrize("text", PROVEN)
def test_an_empty_list_is_proven_by_what_a_person_sees_and_by_nothing_else(read, text) -> None:
    if PROVEN[text]:
        page = read(text)
        assert (page.entries, page.proven) == ((), True)
    else:
        with pytest.raises(LayoutChanged):
            read(text)


@pytest.mark.parametrize("keys", [{"params": {"page_base": "x"}}, {"pages": "index_{n}.html, x"}])
def test_a_number_that_is_none_is_the_configurations_fault(read, keys) -> None:
    text = ROW.format(n=1, t=T) + '<script>createPageHTML(3, 0, "index", "html");</script>'
    with pytest.raises(ConfigurationError):
        read(text, **keys)


def test_rows_that_a_selector_finds_without_a_link_are_told(read) -> None:
    rows = '<div class="n"><a href="/show?id=1">示例名单公示</a><i>2026-03-05 10:20</i></div><div class="n">示例无链接的一行</div>'
    page = read(rows, "html", item="div.n", date="i")
    assert [entry.listed_as for entry in page.entries] == ["2026-03-05T10:20"]
    assert page.note == "1 of 2 rows hold no titled link"


def test_arrays_of_different_lengths_are_a_changed_layout(read) -> None:
    with pytest.raises(LayoutChanged, match="differ in length"):
        read(
            "<script>urls[0]='/a';urls[1]='/b';headers[0]='示例';year[0]='2026';month[0]='3';day[0]='5';</script>"
        )
