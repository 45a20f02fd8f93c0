"""Attachments as real pages have them: in viewers, behind download scripts, on other hosts, with names from anywhere."""

from __future__ import annotations

import pytest

from tasks.archive.records import SourceState
from tasks.fetch.file_name import stated_name

PAGE = "/tzgg/202603/t20260305_100.html"
SHEET = b"PK a list"


@pytest.fixture
def take(site, source, poll, page):
    """Serve a page with this in its body, poll, and return the one capture's attachments."""

    def run(body: str):
        site.serve("/tzgg/", page("示例公示甲"))
        site.serve(
            PAGE, f'<html><body><h1>示例公示甲</h1><div id="zoom"><p>示例正文</p>{body}</div></body></html>'
        )
        assert poll(source()).state is SourceState.OK
        (capture,) = poll.captures()
        return capture.attachments

    return run


def test_a_file_in_a_viewer_is_taken_from_its_own_address(site, take) -> None:
    site.serve("/cms_files/x/1.pdf", b"%PDF-1.4 a list")
    (file,) = take(
        '<ul class="fileArry"><li><iframe fileurl="/cms_files/x/1.pdf" src="/viewer?file=x"></iframe></li></ul>'
    )
    assert (file.url, file.error) == (site.url + "/cms_files/x/1.pdf", None)


def test_a_file_behind_a_download_script_has_the_name_that_the_page_prints(site, take, reply) -> None:
    named = {"Content-Disposition": 'attachment; filename="0123.xlsx"'}
    site.serve("/module/download/downfile.jsp", reply(SHEET, headers=named))
    (file,) = take(
        '<a href="/module/download/downfile.jsp?classid=0&filename=0a1b.xlsx">附件1：示例名单.xlsx</a>'
    )
    assert (file.name, file.error) == ("附件1：示例名单.xlsx", None)


@pytest.mark.parametrize("text", ["点击下载", "下载", ""])
def test_where_the_page_prints_no_name_the_servers_word_is_taken(site, take, reply, text) -> None:
    named = {"Content-Disposition": "attachment; filename*=UTF-8''%E7%A4%BA%E4%BE%8B%E5%90%8D%E5%8D%95.xlsx"}
    site.serve("/module/download/downfile.jsp", reply(SHEET, headers=named))
    (file,) = take(f'<a href="/module/download/downfile.jsp?classid=0&filename=0a1b.xlsx">{text}</a>')
    assert file.name == "示例名单.xlsx"


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename=list.xlsx", "list.xlsx"),
        ('attachment; filename="%E7%A4%BA%E4%BE%8B.pdf"', "示例.pdf"),
        ("attachment; filename=" + "示例.doc".encode().decode("latin-1"), "示例.doc"),
        ("attachment; filename=" + "示例名单.doc".encode("gbk").decode("latin-1"), "示例名单.doc"),
        ("attachment; filename=..\\..\\etc/passwd", "passwd"),
        ("inline", ""),
        ("", ""),
    ],
)
def test_a_name_is_read_from_the_header_in_whatever_it_is_written(disposition, name) -> None:
    assert stated_name(disposition) == name


def test_a_file_on_another_host_is_taken_with_the_pages_host_as_referer(site, take) -> None:
    site.serve("/files/1.xlsx", SHEET)
    (file,) = take(f'<a href="{site.url.replace("127.0.0.1", "localhost")}/files/1.xlsx">附件：名单.xlsx</a>')
    assert file.error is None and file.url.startswith("http://localhost:")
    asked = next(one for one in site.asked if one.path == "/files/1.xlsx")
    assert asked.headers["referer"] == site.url + "/"  # as a browser does: another host learns the host alone


def test_a_file_that_wants_a_referer_gets_the_address_of_its_page(site, take, reply) -> None:
    site.serve(
        "/files/1.xlsx",
        lambda asked: reply(SHEET) if asked.headers.get("referer") == site.url + PAGE else reply(status=403),
    )
    (file,) = take('<a href="/files/1.xlsx">附件：名单.xlsx</a>')
    assert file.error is None


@pytest.mark.parametrize("content_type", ["application/pdf", "text/html; charset=utf-8", ""])
def test_an_entry_that_is_itself_a_document_is_a_capture_without_attachments(
    site, source, poll, reply, content_type
) -> None:
    row = '<li><a href="/files/202603/P020260305.pdf" title="示例公示甲">示例公示甲</a><span>2026-03-05</span></li>'
    site.serve(
        "/tzgg/", f'<ul class="list">{row}</ul><script>createPageHTML(1, 0, "index", "html");</script>'
    )
    site.serve("/files/202603/P020260305.pdf", reply(b"%PDF-1.4 a list", content_type=content_type))
    assert poll(source()).new == 1
    (capture,) = poll.captures()
    assert poll.archive.bodies.get(capture.page_sha256) == b"%PDF-1.4 a list" and capture.attachments == ()


def test_the_same_article_by_http_and_https_or_in_two_columns_is_taken_once(site, source, poll) -> None:
    title = "示例公示一二三"
    rows = "".join(
        f'<li><a href="{url}" title="{title}">{title}</a><b>2026-03-05</b></li>'
        for url in (
            "/art/2026/3/5/art_15203_1001.html",
            f"{site.url}/art/2026/3/5/art_15201_1001.html?app=mb",
        )
    )
    site.serve(
        "/tzgg/", f'<ul class="list">{rows}</ul><script>createPageHTML(1, 0, "index", "html");</script>'
    )
    site.serve("/art/2026/3/5/art_15203_1001.html", "<html><p>示例</p></html>")
    result = poll(source())
    assert (result.entries, result.new) == (1, 1)
