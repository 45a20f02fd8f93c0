"""What a case writes down becomes bytes of the form it names, with everything in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.read.about import About
from tasks.read.document import Document
from tasks.read.kind import Kind, find_kind
from tasks.read.mending.charset import read_characters
from tasks.read.read import read_body
from tests.cases.reading import URL
from tests.cases.rendering.garbles import GARBLES
from tests.cases.rendering.render import render
from tests.cases.rendering.web import BODIES, STYLES
from tests.cases.written import Piece

ROWS = (("序号", "企业名称"), ("1", "示例一号有限公司"), ("2", "示例二号有限公司"))
PIECE = Piece("名单", "html", ("经研究，现予公布。\n附件：示例名单", ROWS), title="关于公布示例名单的通知")
KINDS = {
    "html": Kind.HTML,
    "text": Kind.TEXT,
    "csv": Kind.CSV,
    "xlsx": Kind.SHEET,
    "xls": Kind.SHEET,
    "docx": Kind.WORD,
    "pdf": Kind.PDF,
    "ofd": Kind.OFD,
    "png": Kind.IMAGE,
    "jpg": Kind.IMAGE,
    "scan": Kind.PDF,
}


def read(body: bytes) -> Document:
    return read_body(body, About("0" * 64, url=URL))[0]


@pytest.mark.parametrize(("form", "kind"), KINDS.items())
def test_a_piece_becomes_the_form_it_names(form: str, kind: Kind) -> None:
    table = replace(PIECE, blocks=(ROWS,), title="") if form == "csv" else PIECE
    text = replace(PIECE, blocks=PIECE.blocks[:1]) if form == "text" else table
    assert find_kind(render(replace(text, form=form))) is kind


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("body", BODIES)
def test_every_style_of_page_is_read_to_the_same(style: str, body: str) -> None:
    document = read(render(replace(PIECE, look={"style": style, "body": body})))
    assert document.title == "关于公布示例名单的通知"
    assert [one.text for one in document.paragraphs] == ["经研究，现予公布。", "附件：示例名单"]
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [list(row) for row in ROWS]


def test_a_page_links_to_its_attachments() -> None:
    files = (Piece("附件1.xlsx", "xlsx"), Piece("图.png", "png", look={"picture": True}))
    found = [(link.name, link.picture) for link in read(render(PIECE, files)).attachments]
    assert found == [("附件1.xlsx", False), ("图.png", True)]


def test_equal_cells_below_one_another_are_one_where_they_are_merged() -> None:
    rows = (("序号", "市"), ("1", "示例市"), ("2", "示例市"))
    page = replace(PIECE, blocks=(rows,), look={"merge": [1]})
    assert b'rowspan="2"' in render(page)
    assert [row[1].text for row in read(render(page)).tables[0].rows] == ["市", "示例市", "示例市"]


@pytest.mark.parametrize("name", GARBLES)
def test_a_garbled_page_is_another_and_keeps_its_size(name: str) -> None:
    plain, spoilt = render(PIECE), GARBLES[name](PIECE)
    assert spoilt != plain and len(spoilt) >= len(plain) * 0.9


def test_a_piece_may_be_cut_emptied_and_locked() -> None:
    book = replace(PIECE, form="xlsx")
    assert len(render(replace(book, look={"cut": 0.5}))) < len(render(book)) * 0.6
    assert render(replace(book, look={"cut": 0})) == b""
    packed = Piece("甲.zip", "zip", members=(book,), look={"locked": True})
    assert render(packed)[6] & 1


def test_a_page_may_be_written_in_another_character_set() -> None:
    page = render(replace(PIECE, look={"charset": "gb18030"}))
    assert "示例一号有限公司".encode("gb18030") in page
    assert "示例一号有限公司" in read_characters(page)
