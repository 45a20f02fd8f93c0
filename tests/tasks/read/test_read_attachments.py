"""Attachments are found where sites put them, as absolute addresses of the web and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.read.web.attachments import find_attachments

URL = "https://gxt.example.gov.cn/xxgk/tzgg/202603/t20260305_1.html"


def _find(markup, *, url=URL, selector=None, encoding=None):
    body = markup if isinstance(markup, bytes) else f"<html><body>{markup}</body></html>".encode()
    return find_attachments(body, url=url, content_type="text/html", selector=selector, encoding=encoding)


@pytest.mark.parametrize(
    ("link", "name", "url"),
    [
        ('<a href="./P020260305.pdf">附件1：示例名单</a>', "附件1：示例名单", "https://gxt.example.gov.cn/xxgk/tzgg/202603/P020260305.pdf"),
        ('<a href="../../f/名单.xlsx"></a>', "名单.xlsx", "https://gxt.example.gov.cn/xxgk/f/名单.xlsx"),
        ('<a href="//other.example/a.DOCX">表</a>', "表", "https://other.example/a.DOCX"),
        ('<a href="/module/download/downfile.jsp?classid=0&filename=0a1b.pdf">点击下载</a>', "0a1b.pdf",
         "https://gxt.example.gov.cn/module/download/downfile.jsp?classid=0&filename=0a1b.pdf"),
        ('<p class="insertfileTag"><a title="示例表.xls" href="/files/9.xls">下载</a></p>', "示例表.xls", "https://gxt.example.gov.cn/files/9.xls"),
        ('<ul class="fileArry"><li><iframe fileurl="/cms_files/filemanager/1/x" title="示例公示名单" src="/viewer?f=1"></iframe></li></ul>',
         "示例公示名单", "https://gxt.example.gov.cn/cms_files/filemanager/1/x"),
        ('<a href="/a/%E5%90%8D%E5%8D%95.et#top">附件下载</a>', "名单.et", "https://gxt.example.gov.cn/a/%E5%90%8D%E5%8D%95.et"),
        ('<a href="/pic/1.jpg">附件：示例名单图</a>', "附件：示例名单图", "https://gxt.example.gov.cn/pic/1.jpg"),
        ('<a href=" /a\n.pdf ">附件</a>', "a.pdf", "https://gxt.example.gov.cn/a.pdf"),
    ],
)  # fmt: skip
def test_every_known_form_of_attachment_is_found(link, name, url):
    (found,) = _find(f'<div id="zoom"><p>正文</p>{link}</div>')
    assert (found.name, found.url) == (name, url)


@pytest.mark.parametrize(
    "link",
    ['<a href="javascript:x(\'a.pdf\')">附件</a>', '<a href="file:///etc/a.pdf">附件</a>', '<a href="ftp://h/a.pdf">附件</a>',
     '<a href="http://[a.pdf">附件</a>', '<a href="data:application/pdf,a.pdf">附件</a>', '<a href="">附件.pdf</a>', '<a href="/page.html">附件</a>',
     '<a style="display:none" href="/a.pdf">附件</a>', '<a href="/p.jpg">照片</a>', '<iframe src="/viewer.html"></iframe>'],
)  # fmt: skip
def test_what_is_no_document_of_the_web_is_no_attachment(link):
    assert _find(f'<div id="zoom"><p>正文</p>{link}</div>') == ()


def test_relative_addresses_go_by_the_base_element():
    (found,) = _find('<base href="/other/"><div id="zoom"><a href="a.pdf">附件</a></div>')
    assert found.url == "https://gxt.example.gov.cn/other/a.pdf"


def test_relative_addresses_without_a_page_address_are_none():
    assert _find('<div id="zoom"><a href="a.pdf">附件</a></div>', url="") == ()


def test_an_address_is_given_once_and_at_most_fifty_are():
    links = "".join(f'<a href="/{n}.pdf">附件{n}</a><a href="/{n}.pdf#again">又</a>' for n in range(80))
    found = _find(f'<div id="zoom">{links}</div>')
    assert len(found) == 50 and found[1].name == "附件1"


def test_documents_in_navigation_are_none_but_those_beside_the_body_count():
    page = '<nav><a href="/app.pdf">说明</a></nav><div id="zoom"><p>正文</p></div><div class="xgfj"><a href="/1.pdf">名单</a></div><footer><a href="/z.zip">x</a></footer>'
    assert [link.url for link in _find(page)] == ["https://gxt.example.gov.cn/1.pdf"]


def test_where_no_place_is_known_every_document_outside_navigation_counts():
    page = '<nav><a href="/app.pdf">说明</a></nav><div id="zoom"><p>见下。</p></div><div class="what"><a href="/1.doc">名单</a></div>'
    assert [link.name for link in _find(page)] == ["名单"]


def test_a_sources_own_selector_decides_alone():
    page = (
        '<div id="zoom"><a href="/1.pdf">附件1</a></div><div class="mine"><a href="/get?id=7">名单</a></div>'
    )
    assert [link.url for link in _find(page, selector=".mine")] == ["https://gxt.example.gov.cn/get?id=7"]


def test_names_on_a_gbk_page_are_read_right():
    page = '<html><meta charset="gb2312"><body><div id="zoom"><p>关于公布名单的通知，请各单位查收。</p><a href="/1.pdf">附件：示例名单</a></div>'
    assert _find(page.encode("gbk"))[0].name == "附件：示例名单"


def test_names_on_a_page_in_a_wrong_character_set_are_put_right():
    page = '<html><body><div id="zoom"><p>关于公布名单的通知，请各单位查收。</p><a href="/1.pdf">附件：示例名单</a></div>'
    assert _find(page.encode().decode("latin-1").encode())[0].name == "附件：示例名单"


@pytest.mark.parametrize("body", [b"", b"%PDF-1.4 <a href=/a.pdf>", "只是文字 a.pdf".encode(), b"\x00\x01"])
def test_what_is_no_page_has_no_attachments(body):
    assert _find(body) == ()


def _pictures(markup):
    return [link.url.rsplit("/", 1)[-1] for link in _find(f'<div id="zoom"><p>名单如下：</p>{markup}</div>')]


@pytest.mark.parametrize(
    ("image", "file"),
    [
        ('<img src="./W020230101.png">', "W020230101.png"),
        ('<img src="loading.gif" data-src="/u/1.jpg">', "1.jpg"),
        ('<img src="/static/blank.png" data-original="/u/2">', "2"),
        ('<img srcset="/s.jpg 320w, /l.jpg 1280w, /m.jpg 640w" src="/t.jpg">', "l.jpg"),
        ('<img width="600" height="900" src="/u/3.jpg">', "3.jpg"),
        ('<img style="width:100%;height:auto" width="100%" src="/u/4.webp">', "4.webp"),
        ('<p><span><img alt="示例名单" src="/u/5.jpeg"></span></p>', "5.jpeg"),
    ],
)
def test_a_picture_that_can_be_the_list_is_given_as_one(image, file):
    assert _pictures(image) == [file]


@pytest.mark.parametrize(
    "image",
    ['<img src="/images/icon_pdf.png">', '<img src="/sys/fileTypeImages/xlsx.png">', '<img src="/a/logo.png">', '<img src="/a/ewm.jpg">',
     '<img src="/a/qrcode_1.png">', '<img src="/share/wx.png">', '<img src="/a/weixin.png">', '<img src="/u/x.gif">', '<img src="/emoji/1.png">',
     '<img width=16 height=16 src="/u/1.png">', '<img style="width:120px;height:60px" src="/u/1.png">', '<img width=900 height=3 src="/u/1.png">',
     '<img alt="扫一扫分享" src="/u/1.png">', '<img class="btn share" src="/u/1.png">', '<img style="display:none" src="/u/1.png">', "<img>",
     '<img src="data:image/png;base64,AAAA">', '<img src="javascript:x">', '<img src="file:///etc/1.png">'],
)  # fmt: skip
def test_a_picture_that_decorates_is_none(image):
    assert _pictures(image) == []


def test_pictures_stand_in_order_behind_the_documents_and_are_at_most_thirty():
    images = "".join(f'<img src="/u/{n}.png"><img src="/u/{n}.png#x">' for n in range(40))
    found = _find(
        f'<div id="zoom">{images}<a href="/1.pdf">附件</a></div><div><img src="/u/other.png"></div>'
    )
    assert [link.picture for link in found] == [False, *[True] * 30]
    assert [link.name for link in found[1:4]] == ["0.png", "1.png", "2.png"]


def test_a_name_is_one_line_of_bounded_length():
    (found,) = _find(f'<div id="zoom"><a href="/1.pdf">附件\n\u202e../../名单{"长" * 500}</a></div>')
    assert len(found.name) == 200 and "\n" not in found.name and "\u202e" not in found.name


@given(st.text(max_size=80))
def test_any_href_gives_only_addresses_of_the_web(href):
    quoted = href.replace("&", "&amp;").replace('"', "&quot;")
    for link in _find(f'<div id="zoom"><p>正文</p><a href="{quoted}">附件</a></div>', selector="a"):
        assert link.url.startswith(("http://", "https://"))
