"""A page gives its body, and what stands around the body stays out of it."""

from __future__ import annotations

from datetime import date

import pytest

from config.errors import Unreadable
from config.models import Detail
from tasks.read.document import Paragraph, Table

# wire form of the ministry's pages as in the sources' notes; the words are made up
MINISTRY = """<!DOCTYPE html><html><head><title>示例部关于公布示例集群名单的通告-示例部门户网站</title>
<meta name="ArticleTitle" content="示例部关于公布&lt;br&gt;示例集群名单的通告"><meta name="PubDate" content="2026-03-05 10:20">
<script>var a = "2020-01-01 发布时间：2020-01-01";</script></head><body>
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/x">今天是2026年11月23日</a></li></ul></div>
<h1>示例部关于公布示例集群名单的通告</h1>
<div class="cinfo"><span id="con_time">2026-03-06 10:20</span> 来源：示例司  浏览：12</div>
<div class="ccontent" id="con_con"><p>各示例单位：</p><p style="display:none">藏起来的话</p><p>经审核，<b>现予</b>公布。<br>有效期三年。</p>
<table><tr><th>序号</th><th>集群名称</th></tr><tr><td>1</td><td><p>示例市<br>一号集群</p></td></tr></table>
<p hidden>不见</p><p>示例部</p><p>2026年3月4日</p>
<ul class="fileArry"><li><iframe fileurl="/cms_files/x/1.pdf" title="附件：示例名单.pdf" src="/viewer?f=1"></iframe></li></ul></div>
<div class="xg"><h3>相关新闻</h3><ul><li><a href="/1">某地示例产业蓬勃发展的新闻</a><span>2019-01-01</span></li></ul></div>
<div class="plain"><ul><li><a href="/2">关于另一件示例事项的公示 2018-02-02</a></li></ul></div>
<div class="comment">网友评论 <a href="/c">发布时间：2017-07-07 我来说一句示例</a></div>
<div class="footer">版权所有：示例部 ICP备00000000号</div></body></html>"""


def _texts(document):
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_a_ministry_page_gives_its_parts(read):
    document = read(MINISTRY)
    assert document.title == "示例部关于公布示例集群名单的通告"
    assert document.published_on == date(2026, 3, 5)
    assert document.source_line == "示例司"
    assert _texts(document) == [
        "各示例单位：",
        "经审核，现予公布。",
        "有效期三年。",
        "示例部",
        "2026年3月4日",
    ]
    assert document.warnings == () and document.garble.score == 1.0


def test_teasers_are_kept_apart_and_comments_are_left_out(read):
    document = read(MINISTRY)
    assert document.teasers == ("某地示例产业蓬勃发展的新闻", "关于另一件示例事项的公示")
    assert "评论" not in repr(document) and "版权" not in repr(document)


def test_blocks_stand_in_order_with_their_locators(read):
    blocks = read(MINISTRY).blocks
    assert [block.locator for block in blocks] == ["p[1]", "p[2]", "p[3]", "table 1", "p[4]", "p[5]"]
    table = blocks[3]
    assert isinstance(table, Table)
    assert table.rows[1][1].text == "示例市\n一号集群" and table.rows[1][1].locator == "table 1 row 2"


@pytest.mark.parametrize(
    "container",
    ['<div id="zoom">{}</div>', '<div class="TRS_Editor">{}</div>', '<div class="article_zw">{}</div>',
     '<ucapcontent>{}</ucapcontent>', '<div class="article-content">{}</div>', '<div class="unknown">{}</div>',
     '<script>window.DATA = {{"content":"{}"}}</script>', "<table><tr><td>{}</td><td><a>链接</a></td></tr></table>"],
)  # fmt: skip
def test_the_body_is_found_in_every_known_container_and_without_one(read, container):
    body = "<p>根据示例办法的规定，经研究，现将有关事项通知如下。</p><p>一、示例集群要按期报送，不得延误；二、其他事项。</p>"
    menu = "".join(f"<li><a href='/{n}'>栏目{n}，频道</a></li>" for n in range(30))
    inner = body.replace("<", "\\u003C") if "script" in container else body
    document = read(
        f"<html><body><ul>{menu}</ul><h1>关于示例事项的通知</h1>{container.format(inner)}<div>友情链接</div></body></html>"
    )
    assert _texts(document) == [
        "根据示例办法的规定，经研究，现将有关事项通知如下。",
        "一、示例集群要按期报送，不得延误；二、其他事项。",
    ]


def test_a_sources_own_selector_comes_first(read):
    page = '<html><div id="zoom"><p>不是这里</p></div><div class="mine"><p>就是这里</p></div></html>'
    assert _texts(read(page, detail=Detail(content=".mine"))) == ["就是这里"]


def test_a_selector_that_finds_nothing_is_warned_of(read):
    document = read('<html><div id="zoom"><p>正文在此</p></div></html>', detail=Detail(content=".gone"))
    assert _texts(document) == ["正文在此"] and ".gone" in document.warnings[0]


def test_a_selector_that_is_none_is_named(read):
    with pytest.raises(Unreadable, match=r"div\["):
        read("<html><p>x</p></html>", detail=Detail(content="div["))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>关于示例集群名单的公示_通知公告_示例省工业和信息化厅</title>", "关于示例集群名单的公示"),
        ("<title>2023-2025年示例规划名单公布 - 示例网</title>", "2023-2025年示例规划名单公布"),
        ("<title>示例厅</title><h1>示例厅</h1><h1>关于示例的<br>通知公告</h1>", "关于示例的通知公告"),
        ("<ucaptitle>关于示例的通知</ucaptitle><h1>示例门户</h1>", "关于示例的通知"),
        ("<title>示例省工业和信息化厅</title><h2>关于示例集群名单的公示</h2>", "关于示例集群名单的公示"),
        (
            "<table><tr><td align=center><b>关于公布示例名单的通知</b></td></tr></table>",
            "关于公布示例名单的通知",
        ),
        ("<p>无题</p>", ""),
    ],
)
def test_the_title_is_found_without_the_sites_name(read, head, title):
    assert read(f"<html>{head}<div id=zoom><p>正文</p></div></html>").title == title


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("发布时间：2023年10月8日", date(2023, 10, 8)),
        ("日期：2023.10.08 浏览：3", date(2023, 10, 8)),
        ("<span>2023-10-18 14:59</span>", date(2023, 10, 18)),
        ("索引号 X/1 成文日期：2023-01-01 发布日期：2023/10/9", date(2023, 10, 9)),
        ("报名截止日期：二〇二三年", None),
        ("发布时间：2023-02-30", None),
    ],
)
def test_the_sites_own_date_stands_between_title_and_body(read, line, day):
    page = f"<html><p>今天是2020-02-02</p><h1>关于示例名单的公示</h1><div>{line}</div><div id=zoom><p>截至2022-12-31。</p></div><p>2021-01-01</p></html>"
    assert read(page).published_on == day


def test_an_instant_with_an_offset_is_chinas_day(read):
    page = '<html><meta property="article:published_time" content="2024-09-19T20:00:00+00:00"><div id=zoom><p>正文</p></div></html>'
    assert read(page).published_on == date(2024, 9, 20)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("信息来源：示例市工信局 发布时间：2024-01-01", "示例市工信局"),
        ("来源：<a>示例日报</a> 作者：某", "示例日报"),
        ("字号 大 中 小", ""),
    ],
)
def test_the_source_ends_where_the_next_label_begins(read, line, source):
    assert (
        read(
            f"<html><h1>关于示例名单的公示</h1><div>{line}</div><div id=zoom><p>正文</p></div></html>"
        ).source_line
        == source
    )


def test_a_copyright_notice_gives_no_source(read):
    page = "<html><h1>关于示例名单的公示</h1><div id=zoom><p>正文一段。</p><p>版权声明：凡注明“来源：示例网”的作品归示例网。</p></div></html>"
    document = read(page)
    assert document.source_line == "" and _texts(document) == ["正文一段。"]


def test_teasers_inside_the_container_end_the_body(read):
    page = "<html><div id=zoom><p>正文一段。</p><p>相关阅读</p><p>另一地示例名单公布</p><table><tr><td>甲</td><td>乙</td></tr></table></div></html>"
    document = read(page)
    assert _texts(document) == ["正文一段。"] and document.tables == ()
    assert document.teasers == ("另一地示例名单公布",)
    assert "1 table(s) behind '相关阅读'" in document.warnings[0]


def test_a_list_as_a_picture_is_given_among_the_attachments(read):
    document = read(
        '<html><div id=zoom><p>名单如下：</p><img src="./W020230101.png"><img src="/icon/pdf.png"></div></html>'
    )
    assert [(link.name, link.picture) for link in document.attachments] == [("W020230101.png", True)]


def test_a_body_that_goes_on_on_another_page_is_not_read_whole(read):
    document = read('<html><div id=zoom><p>名单如下：</p><a href="2.html">下一页</a></div></html>')
    assert document.unread == ("the body goes on on another page, which is not read",)


@pytest.mark.parametrize(
    "line",
    [
        "2023-10-19 08:00:01 来源：示例网 阅读 12",
        "来源：示例网 2023-10-19",
        "发布时间：2023-10-19 | 来源：示例网",
    ],
)
def test_a_line_of_source_and_time_inside_the_container_is_no_body(read, line):
    document = read(f"<html><div id=zoom><h1>关于示例名单的公示</h1><p>{line}</p><p>正文。</p></div></html>")
    assert _texts(document) == ["正文。"]
    assert (document.source_line, document.published_on) == ("示例网", date(2023, 10, 19))


def test_a_headings_word_alone_does_not_end_a_notice(read):
    lines = ["正文。", "推荐企业", "排名", "下一步工作", "示例厅"]
    assert (
        _texts(read("<html><div id=zoom>" + "".join(f"<p>{line}</p>" for line in lines) + "</div></html>"))
        == lines
    )


def test_a_page_without_text_says_so(read):
    document = read("<html><body><div id=zoom></div></body></html>")
    assert document.blocks == () and document.warnings == ("the page shows no body text",)


def test_a_garbled_page_is_read_like_the_clean_one(read, garbled):
    parts = [
        "关于公布示例县优势产业集群名单的通知",
        "各单位应于每年组织报送发展情况，认定有效期为三年，实行动态管理。",
        "相关新闻",
        "另一个示例县产业园区的开发报道",
    ]
    page = "<html><h1>{}</h1><div>來源：示例網</div><div id=zoom><p>{}</p></div><h4>{}</h4><a href=/>{}</a></html>"
    document, clean = read(page.format(*map(garbled, parts))), read(page.format(*parts))
    assert (document.title, document.blocks, document.teasers) == (clean.title, clean.blocks, clean.teasers)
    assert (
        document.source_line == "示例网"
        and document.garble.pinyin_removed > 3
        and clean.garble.pinyin_removed == 0
    )


def test_reading_twice_gives_the_same_document(read):
    assert read(MINISTRY) == read(MINISTRY)
