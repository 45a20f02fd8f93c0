"""A body is what its bytes say."""

from __future__ import annotations

import io
import zipfile

import pytest

from config.errors import Unreadable
from tasks.read.kind import Kind, find_kind


def _zip(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, b"x" * 300)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7 ...", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n....", Kind.IMAGE),
        (b"\xff\xd8\xff\xe0....", Kind.IMAGE),
        (b"Rar!\x1a\x07\x01\x00", Kind.PACKAGE),
        (b"{\\rtf1 x}", Kind.RICH_TEXT),
        (_zip("word/document.xml"), Kind.WORD),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), Kind.SHEET),
        (_zip("OFD.xml", "Doc_0/Document.xml"), Kind.OFD),
        (_zip("附件1.xlsx"), Kind.PACKAGE),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "WordDocument".encode("utf-16-le"), Kind.WORD),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "Workbook".encode("utf-16-le"), Kind.SHEET),
        (b"\x00\x01\x02\x03\x04", Kind.OTHER),
        ("BM 开头的普通文字".encode(), Kind.TEXT),
        ("2 < 3，但 5 > 4".encode(), Kind.TEXT),
        (b"  <!DOCTYPE html><html>", Kind.HTML),
        ("前言<p>一</p><br><table>".encode("gb18030"), Kind.HTML),
        ("<html><body>名单".encode("utf-16"), Kind.HTML),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            Kind.OFFICE_XML,
        ),
    ],
)
def test_a_body_is_known_by_its_bytes(body, kind):
    assert find_kind(body) is kind


def test_a_workbook_kept_inside_an_archive_does_not_make_the_archive_a_workbook(workbook):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        package.writestr("名单.xlsx", workbook([["示例"]]))
    assert find_kind(stream.getvalue()) is Kind.PACKAGE


@pytest.mark.parametrize(
    ("body", "word"),
    [(b"%PDF-1.4 x", "PDF"), (_zip("word/document.xml"), "Word"), (_zip("a.doc"), "archive")],
)
def test_a_kind_not_read_yet_is_named_in_the_refusal(read, body, word):
    with pytest.raises(Unreadable, match=f"{word}.*not read yet"):
        read(body, name="附件1.html")


def test_a_workbook_that_came_half_is_called_cut_off_and_not_another_kind(read, workbook):
    body = workbook([["序号", "集群名称"], ["1", "示例一集群"]])
    with pytest.raises(Unreadable, match=r"名单\.xlsx: the zip file is cut off"):
        read(body[: len(body) // 2], name="名单.xlsx")


def test_html_under_a_spreadsheets_name_is_read_as_html(read):
    body = "<html><table><tr><td>序号</td><td>集群名称</td></tr><tr><td>1</td><td>示例一集群</td></tr></table></html>"
    document = read(body, name="名单.xls")
    assert document.media == "html" and document.name == "名单.xls"
    assert [cell.text for cell in document.tables[0].rows[1]] == ["1", "示例一集群"]


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_an_empty_body_is_no_empty_document(read, body):
    with pytest.raises(Unreadable, match="empty"):
        read(body)
