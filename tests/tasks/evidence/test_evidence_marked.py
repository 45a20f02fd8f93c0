"""The page of evidence shows hostile text and does nothing with it."""

from __future__ import annotations

import base64

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tasks.evidence.marked import LONGEST_TEXT, ROWS_AROUND, Exhibit, write_page
from tasks.evidence.place import Spot
from tasks.read.document import Cell, Document, Paragraph, Table

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&</td></style>"
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "bdi", "table", "tbody", "tr", "th", "td", "img",
}  # fmt: skip


def rows(count: int, doubt: str = "") -> Table:
    head = (Cell("序号", "table 1 row 1"), Cell("名称", "table 1 row 1"))
    body = [
        (Cell(str(n), f"table 1 row {n}"), Cell(f"示例{n}", f"table 1 row {n}", doubt=doubt))
        for n in range(2, count + 1)
    ]
    return Table((head, *body), "table 1")


def shown(spot: Spot, **more: object) -> LexborHTMLParser:
    return LexborHTMLParser(
        write_page("示例", [], [Exhibit(("示例",), "附件.docx, table 1 row 5", spot, **more)])
    )


def of(block: Paragraph | Table, row: int | None = None) -> Spot:
    return Spot(Document("a" * 64, "docx", "", (block,)), 0, row)


@given(st.text() | st.just(HOSTILE), st.text() | st.just(HOSTILE))
def test_no_text_becomes_markup(text: str, other: str) -> None:
    table = Table(((Cell(text, other, doubt=text),),), other, other)
    page = write_page(
        text,
        [other],
        [Exhibit((text,), other, of(table, 0), note=text), Exhibit((), text, of(Paragraph(text, other)))],
    )
    tree = LexborHTMLParser(page)
    assert {node.tag for node in tree.css("*")} <= ELEMENTS
    assert all(not name.startswith("on") for node in tree.css("*") for name in node.attributes)


def test_nothing_is_loaded_and_nothing_runs() -> None:
    page = write_page("示例", [], [Exhibit(("示例",), "附件.pdf", of(rows(3), 1), b"\x89PNG")])
    (policy,) = LexborHTMLParser(page).css("meta[http-equiv=Content-Security-Policy]")
    assert str(policy.attributes["content"]).startswith("default-src 'none'; img-src data:")
    (picture,) = LexborHTMLParser(page).css("img")
    assert picture.attributes["src"] == "data:image/png;base64," + base64.b64encode(b"\x89PNG").decode()
    assert "http://" not in page and "https://" not in page and "<a " not in page


def test_the_row_is_marked_between_its_neighbours_under_the_head() -> None:
    tree = shown(of(rows(40), 20))
    assert [row.text() for row in tree.css("tr.marked")] == ["▶ 21" + "21" + "示例21"]
    assert tree.css("tr")[0].text() == "1序号名称" and len(tree.css("tr")) == 2 * ROWS_AROUND + 4


def test_a_doubted_cell_is_framed_and_its_doubt_is_said() -> None:
    tree = shown(of(rows(3, "two readings differ: 晟, 成"), 1))
    assert [cell.text() for cell in tree.css("td.doubted")] == ["示例2", "示例3"]
    assert "示例2: two readings differ: 晟, 成" in tree.css("p.doubt")[0].text()


def test_a_paragraph_is_marked_among_those_around_it() -> None:
    blocks = tuple(Paragraph(f"第{n}段", f"p[{n}]") for n in range(1, 21))
    tree = shown(Spot(Document("a" * 64, "html", "", blocks), 10))
    assert (
        tree.css("p.marked")[0].text() == "▶ 第11段" and "第15段" in tree.html and "第16段" not in tree.html
    )


def test_what_turns_the_direction_or_cannot_be_seen_is_shown_by_its_number() -> None:
    tree = shown(of(Paragraph("示例\u202e司公\u200b\x00" + "长" * 2 * LONGEST_TEXT, "p[1]")))
    text = tree.css("p.marked")[0].text()
    assert "[U+202E]" in text and "[U+200B]" in text and "[U+0000]" in text and len(text) < LONGEST_TEXT + 100
