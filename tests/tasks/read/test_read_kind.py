"""A body is what its bytes say."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest

from config.errors import Unreadable
from tasks.read.kind import Kind, find_kind
from tests.tasks.read.written_files import csv_of, rar_of, seven_zip_of, xls_of


def _zip(*names: str, body: bytes = b"x" * 300) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, body)
    return stream.getvalue()


def _tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as package:
        package.addfile(tarfile.TarInfo("a"))
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
        (_zip(), Kind.PACKAGE),
        (_zip("docProps/core.xml", "word/document.xml", "[Content_Types].xml"), Kind.WORD),
        (_zip("mimetype", body=b"application/vnd.oasis.opendocument.text"), Kind.OPEN_TEXT),
        (seven_zip_of({"a": b"x"}), Kind.PACKAGE),
        (rar_of({"a": b"x"}), Kind.PACKAGE),
        (gzip.compress(b"x"), Kind.PACKAGE),
        (_tar(), Kind.PACKAGE),
        (xls_of({"甲": [["乙"]]}), Kind.SHEET),
        (csv_of([["序号", "集群名称"], ["1", "甲"], ["2", "乙"]]), Kind.CSV),
        (
            csv_of([["序号", "名称"], ["1", "甲,乙"], ["2", "丙"]], delimiter="\t", encoding="utf-16"),
            Kind.CSV,
        ),
        (
            csv_of([["示例名单", ""], ["序号", "名称"], ["1", "甲"], ["2", "乙"]], encoding="gb18030"),
            Kind.CSV,
        ),
        ("你好,世界\n名称,这是一句话。\n再来,一句\n".encode(), Kind.TEXT),
        ("关于公布名单的通知\n各市，各县，各区\n一，二，三\n四，五，六\n".encode(), Kind.TEXT),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", Kind.IMAGE),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n", Kind.IMAGE),
        (b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(40), Kind.DRAWING),
        (b"\x00junk\n%PDF-1.4\n\xff\xfe\x00", Kind.PDF),
        (b"junk\n%PDF-1.4\n1 0 obj\n%%EOF\n", Kind.PDF),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n", Kind.MAIL_PAGE),
        (
            b"From: <Saved by x>\r\nSubject: =?utf-8?B?x?=\r\nContent-Type: multipart/related\r\n",
            Kind.MAIL_PAGE,
        ),
        ("\ufeff<!-- x --><html><body>名单".encode(), Kind.HTML),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument'
            b' xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
            Kind.WORD_XML,
        ),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "WordDocument".encode("utf-16-le"), Kind.OLD_WORD),
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
    ids=lambda value: value.name if isinstance(value, Kind) else "body",
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
    [
        (b"%PDF-1.4 x", "PDF"),
        (_zip("ppt/presentation.xml"), "presentation"),
        (b"\x00\x01\x02\x03" * 99, "unknown kind"),
    ],
)
def test_a_kind_that_is_not_read_is_named_in_the_refusal(read, body, word):
    with pytest.raises(Unreadable, match=word):
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
