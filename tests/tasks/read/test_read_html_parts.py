"""What stands around a body never becomes part of it, and no date of another article becomes this one's."""

from __future__ import annotations

from datetime import date

import pytest

TITLE = "关于公布2023年度示例集群名单的通告"
RELATED = ["关于公布2022年度示例集群名单的通告", "2024年度示例集群名单公示"]


def _lines(document):
    return [paragraph.text for paragraph in document.paragraphs]


def _page(body, *, info="", after=""):
    return f"<html><h1>{TITLE}</h1><div>{info}</div><div id=zoom>{body}</div>{after}</html>"


@pytest.mark.parametrize(
    "after",
    [
        "<h3>相关阅读</h3><ul>"
        + "".join(f"<li><a href=/{n}>{t}</a><span>2022-0{n}-11</span></li>" for n, t in enumerate(RELATED, 1))
        + "</ul>",
        "".join(
            f"<p>{word}：<a href=/x>{t}</a></p>"
            for word, t in zip(("上一篇", "下一篇"), RELATED, strict=True)
        ),
        "<div>推荐阅读</div>" + "".join(f"<p><a href=/x>{t}</a> 2022-01-11</p>" for t in RELATED),
    ],
    ids=["related", "next", "recommended"],
)
@pytest.mark.parametrize("inside", [True, False])
def test_articles_of_the_same_programme_are_teasers_and_lend_no_date(read, after, inside):
    body = "<p>现予公布。</p>"
    document = read(_page(body + after) if inside else _page(body, after=after))
    assert _lines(document) == ["现予公布。"] and document.published_on is None
    assert [title.split(" ")[0] for title in document.teasers] == RELATED


def test_a_reposts_date_is_the_pages_and_the_signature_stays_in_the_body(read):
    document = read(
        _page(
            "<p>现予公布。</p><p>示例部</p><p>2023年9月28日</p>",
            info="发布时间：2023-11-24 20:43:02 来源: sp20231124",
        )
    )
    assert document.published_on == date(2023, 11, 24) and document.source_line == "sp20231124"
    assert _lines(document)[-1] == "2023年9月28日"


@pytest.mark.parametrize(
    ("line", "source"),
    [("信息来源：国家工业和信息化部", "国家工业和信息化部"), ("来源: 大河示例网 作者：某", "大河示例网"), ("来源：", ""),
     ("来　源：产业政策司 | 字号：大 中 小", "产业政策司"), ("文章来源：工信示例报 阅读：12", "工信示例报")],
)  # fmt: skip
def test_the_source_is_read_in_its_wordings(read, line, source):
    assert read(_page("<p>现予公布。</p>", info=line)).source_line == source


@pytest.mark.parametrize(
    "line",
    [
        "分享到： 微信 微博 QQ空间",
        "扫一扫在手机打开当前页",
        "打印本页 关闭窗口",
        "【字体：大 中 小】",
        "首页 > 公开 > 通知公告",
        "当前位置：首页>政务公开",
    ],
)
def test_controls_of_a_page_are_no_body(read, line):
    assert _lines(read(_page(f"<p>{line}</p><p>现予公布。</p><p>{line}</p>"))) == ["现予公布。"]


def test_a_hint_to_the_original_stays_in_the_body(read):
    """Recognition tells by it that the list is not here."""
    line = "（点击左下角“阅读原文”查看附件）"
    assert len(_lines(read(_page(f"<p>现予公布。</p><p>{line}</p>")))) == 2


def test_comments_and_rights_are_left_out(read):
    after = "<p>网友评论</p><p>示例集群名单怎么少了我们</p><p>版权声明：本网转载。</p>"
    document = read(_page("<p>现予公布。</p>" + after))
    assert _lines(document) == ["现予公布。"] and "少了我们" not in repr(document)
