"""PDF files with text: rows exact in every manner they are printed in, and what is not text of the document."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from config.errors import Unreadable
from tasks.read.about import About, NeedsRoom
from tasks.read.document import Document, Table
from tasks.read.printed.pdf import read_pdf
from tests.tasks.read.printed import FONT, SERIF, STYLES, font_name, pdf_of

pytestmark = pytest.mark.skipif(not Path(FONT).exists(), reason="the font wqy-zenhei is not installed")

TITLE = "示例省2025年度示例集群名单公示"
ABOVE = "经审核，现将示例集群名单予以公示，任何单位和个人如有异议，请在公示期内向示例省工业和信息化厅反映。"
HEADER = ["序号", "集群名称", "地区", "主导产品"]


def listed(count: int) -> list[list[str]]:
    """A list of invented clusters, four columns, the region changing every seven rows."""
    regions = ("示例市", "样本市", "范例自治州")
    return [HEADER] + [
        [
            str(n),
            f"示例县{n}号特色产业集群" + "精深加工" * (n % 3),
            regions[n // 7 % 3],
            f"示例产品{n}(LED灯)",
        ]
        for n in range(1, count + 1)
    ]


def refuse(body: bytes, about: About) -> tuple[Document, ...]:
    """A reader of inner files for a PDF that has none."""
    raise AssertionError(about.label)


def read(body: bytes, *, large: bool = False) -> Document:
    [document] = read_pdf(body, About("0" * 64, name="示例.pdf", large=large), refuse)
    return document


def rows_of(document: Document) -> list[list[str]]:
    rows = [[cell.text for cell in row] for table in document.tables for row in table.rows]
    return [row for number, row in enumerate(rows) if number == 0 or row != rows[0]]


def drawn(draw: Callable[[Canvas], object], **options: object) -> bytes:
    """A page drawn by hand."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, **options)
    canvas.setFont(font_name(FONT), 10)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def small_table(canvas: Canvas, left: float = 60, top: float = 700) -> None:
    """Three rows of two columns, ruled."""
    for number, row in enumerate((("序号", "名称"), ("1", "示例集群甲"), ("2", "示例集群乙"))):
        for x, text in zip((0, 40), row, strict=True):
            canvas.drawString(left + x + 4, top - 20 * number - 14, text)
    for number in range(4):
        canvas.line(left, top - 20 * number, left + 200, top - 20 * number)
    for x in (0, 40, 200):
        canvas.line(left + x, top, left + x, top - 60)


SMALL = [["序号", "名称"], ["1", "示例集群甲"], ["2", "示例集群乙"]]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("font", [FONT, SERIF])
def test_every_row_is_exact_however_the_list_is_printed(style: str, font: str) -> None:
    rows = listed(90)
    document = read(pdf_of(TITLE, [ABOVE, rows, "特此公示。"], style=style, font=font))
    assert rows_of(document) == rows
    assert (document.title, document.media, document.read_by, document.unread) == (
        TITLE,
        "pdf",
        "PDF text",
        (),
    )
    assert [p.text for p in document.paragraphs][-2:] == [ABOVE, "特此公示。"]
    assert not any(cell.doubt for table in document.tables for row in table.rows for cell in row)


def test_two_tables_and_paragraphs_keep_their_order() -> None:
    document = read(pdf_of(TITLE, ["一、通过", listed(3), "二、不通过", listed(2), "特此公示。"]))
    order = [block.locator if isinstance(block, Table) else block.text for block in document.blocks]
    assert order == [TITLE, "一、通过", "page 1 table 1", "二、不通过", "page 1 table 2", "特此公示。"]


def test_a_row_names_its_page_and_its_place_there() -> None:
    [first, *_, last] = read(pdf_of("", [listed(90)])).tables
    assert first.rows[5][1].locator == "page 1 table 1 row 6"
    assert last.rows[0][1].locator.startswith("page 3 table 1 row ")
    box = first.rows[5][1].box
    assert box is not None and box.page == 1 and 0 < box.left < box.right < 1 and 0 < box.top < box.bottom < 1


def test_page_numbers_and_repeated_heads_part_no_list() -> None:
    document = read(pdf_of(TITLE, [listed(90)], style="repeated"))
    assert [p.text for p in document.paragraphs] == ["示例省工业和信息化厅文件", TITLE]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_an_upright_one(turn: int) -> None:
    pdf = pypdfium2.PdfDocument(drawn(small_table))
    pdf[0].set_rotation(turn)
    out = io.BytesIO()
    pdf.save(out)
    assert rows_of(read(out.getvalue())) == SMALL


def test_text_set_sideways_on_the_page_reads_as_upright() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -A4[0])
        small_table(canvas, 60, 500)

    document = read(drawn(sideways))
    assert rows_of(document) == SMALL
    box = document.tables[0].rows[1][1].box  # as the page is shown: the text runs upwards there
    assert box is not None and box.bottom - box.top > 3 * (box.right - box.left)


def test_invisible_white_and_outside_text_is_left_out_and_said() -> None:
    def hidden(canvas: Canvas) -> None:
        small_table(canvas)
        canvas.drawString(60, -50, "页外")
        canvas.setFillColor("white")
        canvas.drawString(60, 500, "白字")
        text = canvas.beginText(60, 480)
        text.setTextRenderMode(3)
        text.textOut("隐形")
        canvas.drawText(text)

    document = read(drawn(hidden))
    assert rows_of(document) == SMALL and document.paragraphs == ()
    assert [warning.split(": 2 characters ")[1] for warning in document.warnings] == [
        "invisible were left out", "outside the page were left out", "white were left out",
    ]  # fmt: skip


def test_white_type_on_a_dark_header_is_read() -> None:
    def dark(canvas: Canvas) -> None:
        small_table(canvas)
        canvas.setFillColor("navy")
        canvas.rect(60, 600, 200, 20, stroke=0, fill=1)
        canvas.setFillColor("white")
        canvas.drawString(64, 606, "白字表头")

    assert [p.text for p in read(drawn(dark)).paragraphs] == ["白字表头"]


def test_bold_type_made_by_printing_twice_counts_once() -> None:
    def twice(canvas: Canvas) -> None:
        for x in (60, 60.3):
            canvas.drawString(x, 700, "示例示例林林集群")

    assert [p.text for p in read(drawn(twice)).paragraphs] == ["示例示例林林集群"]


def test_a_watermark_aslant_stands_in_no_row() -> None:
    def marked(canvas: Canvas) -> None:
        small_table(canvas)
        canvas.translate(100, 620)
        canvas.rotate(30)
        canvas.drawString(0, 0, "仅供示例")

    document = read(drawn(marked))
    assert rows_of(document) == SMALL
    assert document.warnings == ("page 1: 4 characters aslant were left out",)


def test_texts_printed_over_one_another_are_doubted() -> None:
    def over(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "示例集群甲乙丙")
        canvas.drawString(65, 698, "样本企业丁戊己")

    assert all("printed over" in paragraph.doubt for paragraph in read(drawn(over)).paragraphs)


def test_a_character_without_meaning_is_doubted() -> None:
    document = read(drawn(lambda canvas: canvas.drawString(60, 700, "示例集群名单" * 5 + "\ue000")))
    assert document.paragraphs[0].doubt == "a character of this text has no known meaning"


def test_kangxi_radicals_become_the_usual_characters() -> None:
    [table] = read(pdf_of("", [[["序号", "地区"], ["1", "⼭东省"], ["2", "示例省"]]], font=SERIF)).tables
    assert table.rows[1][1].text == "山东省"


def test_two_columns_of_numbered_names_are_read_one_after_the_other() -> None:
    def columns(canvas: Canvas) -> None:
        for number in range(6):
            canvas.drawString(60, 700 - 20 * number, f"{number + 1}.示例左栏有限公司")
            canvas.drawString(320, 700 - 20 * number, f"{number + 7}.示例右栏有限公司")

    texts = [paragraph.text for paragraph in read(drawn(columns)).paragraphs]
    assert [int(text.split(".")[0]) for text in texts] == list(range(1, 13))


def test_names_one_below_the_other_are_not_taken_for_a_wrapped_line() -> None:
    names = ["示例甲集群", "示例乙特色产业集群", "示例丙集群"]
    document = read(drawn(lambda c: [c.drawString(60, 700 - 16 * n, name) for n, name in enumerate(names)]))
    assert [paragraph.text for paragraph in document.paragraphs] == names


def test_a_page_written_downwards_is_named_as_unread() -> None:
    def down(canvas: Canvas) -> None:
        for number, char in enumerate("示例省中小企业特色产业集群名单公布" * 2):
            canvas.drawString(500 - 30 * (number // 17), 760 - 14 * (number % 17), char)

    assert read(drawn(down)).unread == ("page 1 is written downwards",)


def test_a_page_that_is_a_picture_asks_for_the_large_child() -> None:
    picture = pypdfium2.PdfDocument(drawn(small_table))[0].render(scale=1).to_pil()
    with pytest.raises(NeedsRoom):
        read(drawn(lambda canvas: canvas.drawInlineImage(picture, 0, 0, *A4)))


def test_a_user_password_is_named_and_an_owner_password_does_not_matter() -> None:
    with pytest.raises(Unreadable, match="locked with a password"):
        read(drawn(small_table, encrypt=StandardEncryption("示例")))
    assert rows_of(read(drawn(small_table, encrypt=StandardEncryption("", ownerPassword="x")))) == SMALL


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_off_is_refused_and_not_read_in_part(kept: float) -> None:
    body = pdf_of(TITLE, [listed(60)])
    with pytest.raises(Unreadable, match="cut off"):
        read(body[: int(len(body) * kept)])


@pytest.mark.parametrize(
    "body", [b"%PDF-1.7\nnothing\n%%EOF", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF"]
)
def test_a_broken_file_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body)


def test_pages_over_the_limit_are_named_as_unread() -> None:
    def many(canvas: Canvas) -> None:
        for number in range(203):
            canvas.drawString(60, 700, f"page {number + 1} of many")
            canvas.showPage()

    assert read(drawn(many)).unread == ("pages 201 to 204: at most 200 are read",)


def test_a_file_attached_inside_is_read_too() -> None:
    pdf = pypdfium2.PdfDocument(drawn(small_table))
    pdf.new_attachment("示例.txt").set_data("1.示例集群".encode())
    out = io.BytesIO()
    pdf.save(out)
    seen: list[tuple[bytes, tuple[str, ...]]] = []

    def note(body: bytes, about: About) -> tuple[Document, ...]:
        seen.append((body, about.inside))
        return ()

    read_pdf(out.getvalue(), About("0" * 64), note)
    assert seen == [("1.示例集群".encode(), ("示例.txt",))]


def test_a_file_that_shows_nothing_is_unread_and_not_empty() -> None:
    document = read(drawn(lambda canvas: canvas.line(60, 700, 200, 700)))
    assert document.blocks == () and document.unread == ("its pages show no text",)


def test_reading_again_gives_the_same_document() -> None:
    body = pdf_of(TITLE, [ABOVE, listed(40)], style="merged")
    assert read(body) == read(body)
