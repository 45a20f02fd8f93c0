"""PDF pages that are pictures: recognised, wholly or in the part that a picture covers."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tasks.read.about import About
from tasks.read.document import Document
from tasks.read.printed.pdf import read_pdf
from tests.tasks.read.printed import FONT, font_name, pdf_of

pytestmark = pytest.mark.skipif(not Path(FONT).exists(), reason="the font wqy-zenhei is not installed")

ROWS = [["序号", "集群名称", "地区"]] + [[str(n), f"示例县{n}号特色产业集群", "示例市"] for n in range(1, 9)]


def picture_of(body: bytes, sharp: float = 200 / 72) -> Image.Image:
    """The first page as a picture."""
    image: Image.Image = pypdfium2.PdfDocument(body)[0].render(scale=sharp).to_pil()
    return image


def page(
    picture: Image.Image, *, layer: str = "", text: str = "", box: tuple[float, float, float, float]
) -> bytes:
    """A page with a picture in a box (left, low, width, height), an invisible layer under it, and text above."""
    data, out = io.BytesIO(), io.BytesIO()
    picture.save(data, "png")
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont(font_name(FONT), 10)
    canvas.drawString(60, 800, text)
    canvas.drawImage(ImageReader(data), *box)
    hidden = canvas.beginText(60, 600)
    hidden.setFont(font_name(FONT), 10)
    hidden.setTextRenderMode(3)
    hidden.textOut(layer)
    canvas.drawText(hidden)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(body: bytes) -> Document:
    [document] = read_pdf(body, About("0" * 64, large=True), lambda _body, _about: ())
    return document


def rows_of(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for table in document.tables for row in table.rows]


@pytest.mark.slow
@pytest.mark.parametrize("layer", ["", "错认的文字层不可信" * 10], ids=["no layer", "wrong layer"])
def test_a_scanned_page_is_recognised_whatever_layer_lies_under_it(layer: str) -> None:
    document = read(page(picture_of(pdf_of("", [ROWS])), layer=layer, box=(0, 0, *A4)))
    assert rows_of(document) == ROWS
    assert (document.media, document.read_by) == ("scan", "OCR")
    assert document.warnings == ("page 1 was recognised: its text is a picture",)


def test_a_table_pasted_as_a_picture_is_recognised_between_the_text() -> None:
    whole = picture_of(pdf_of("", [ROWS]))
    part = whole.crop((0, 100, whole.width, 900))
    above = "关于公布示例省特色产业集群名单的通知，现将名单公布如下。"
    document = read(page(part, text=above, box=(0, 400, A4[0], A4[0] * part.height / part.width)))
    assert [paragraph.text for paragraph in document.paragraphs] == [above]
    assert rows_of(document) == ROWS and document.read_by == "PDF text and OCR"
