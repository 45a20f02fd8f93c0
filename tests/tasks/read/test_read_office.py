"""What only LibreOffice opens is read through it, exactly; without it the refusal says what is missing."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from config.errors import Unreadable
from tasks.read.about import About, NeedsRoom
from tasks.read.kind import Kind, find_kind
from tasks.read.office.libreoffice import read_office
from tests.tasks.read.written_files import zip_of

OLD = (Path(__file__).parent / "files" / "list.doc").read_bytes()
SMALL = About("0" * 64, name="名单.wps")
LARGE = About("0" * 64, name="名单.wps", large=True)
ROWS = [
    ["序号", "集群名称", "所在地"],
    ["1", "示例市甲产业集群", "示例市"],
    ["2", "示例市乙产业集群", "示例市"],
    ["3", "样例县丙产业集群", "样例县"],
]


def _read(body: bytes):
    [document] = read_office(body, LARGE, lambda body, about: ())
    return document


def _rtf(*paragraphs: str, more: str = "") -> bytes:
    coded = "\\par ".join("".join(f"\\u{ord(sign)}?" for sign in text) for text in paragraphs)
    return f"{{\\rtf1\\ansi {coded}\\par {more}}}".encode()


def _odt(body: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "manifest")
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zip_of(
        {
            "mimetype": kind.encode(),
            "content.xml": f'<office:document-content {spaces} xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>'.encode(),
            "META-INF/manifest.xml": f'<manifest:manifest {spaces}><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'.encode(),
        }
    )  # fmt: skip


def _longer(body: bytes) -> bytes:
    """Return a document whose directory promises more text than there is."""
    at = body.index("WordDocument".encode("utf-16-le")) + 0x78
    return body[:at] + (9_999_999).to_bytes(4, "little") + body[at + 4 :]


def test_an_old_document_is_known_by_its_bytes_and_asks_for_room():
    assert find_kind(OLD) is Kind.OLD_WORD


@pytest.mark.needs("soffice")
def test_the_small_child_hands_an_old_document_on():
    with pytest.raises(NeedsRoom):
        read_office(OLD, SMALL, lambda body, about: ())


@pytest.mark.needs("soffice")
def test_an_old_document_is_read_exactly():
    document = _read(OLD)
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == ROWS
    assert (
        document.title == "示例省中小企业特色产业集群名单"
        and document.tables[0].rows[3][1].locator == "table 1 row 4"
    )
    assert (document.media, document.read_by, document.unread) == ("doc", "LibreOffice", ())


@pytest.mark.needs("soffice")
def test_rtf_is_read_and_nothing_it_names_is_fetched():
    with _listening() as (address, asked):
        field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}/x.png" \\\\d}}{{\\fldrslt 1}}}}'
        document = _read(_rtf("示例市甲产业集群", "示例市乙产业集群", more=field))
    assert [one.text for one in document.paragraphs][:2] == [
        "示例市甲产业集群",
        "示例市乙产业集群",
    ] and asked == []


@pytest.mark.slow
@pytest.mark.needs("soffice")
def test_open_text_is_read_and_nothing_it_names_is_fetched():
    cells = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in row)}</table:table-row>"
        for row in ROWS
    )
    table = f'<table:table table:name="t"><table:table-column table:number-columns-repeated="3"/>{cells}</table:table>'
    with _listening() as (address, asked):
        frame = f'<text:p><draw:frame><draw:image xlink:href="{address}/x.png" xlink:type="simple"/></draw:frame></text:p>'
        body = _odt(f"<text:p>名单</text:p>{table}{frame}")
        document = _read(body)
    assert find_kind(body) is Kind.OPEN_TEXT and asked == []
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == ROWS


@pytest.mark.needs("soffice")
@pytest.mark.parametrize(
    "body",
    [_longer(OLD), b"{\\rtf1 \\par x", _odt("<text:p>x</text:p>")[:-9], OLD[:700]],
    ids=["doc", "rtf", "odt", "start of a doc"],
)
def test_a_document_cut_off_is_refused_and_not_read_in_part(body):
    with pytest.raises(Unreadable, match=r"cut off|broken|not one that"):
        read_office(body, SMALL, lambda body, about: ())


@pytest.mark.needs("soffice")
def test_what_libreoffice_cannot_open_is_refused():
    with pytest.raises(Unreadable, match="LibreOffice could not open it"):
        _read(
            b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:'
        )


def test_without_libreoffice_the_refusal_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        Unreadable, match="LibreOffice is not installed: apt-get install libreoffice-writer-nogui"
    ):
        read_office(OLD, SMALL, lambda body, about: ())


class _listening:  # noqa: N801 -- used as a function
    """A server on this machine that notes what it is asked for."""

    def __enter__(self):
        asked: list[str] = []

        class Noting(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_error(404)

            do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 -- as above

            def log_message(self, *words: object) -> None:
                return None

        self.server = HTTPServer(("127.0.0.1", 0), Noting)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}", asked

    def __exit__(self, *exception: object) -> None:
        self.server.shutdown()
        self.server.server_close()
