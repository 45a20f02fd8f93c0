"""Announcements as PDF files with text, in the manners they are printed in: paragraphs and tables by reportlab.

``ruled`` draws every line, ``unruled`` none, ``wrapped`` makes the columns so narrow that long cells go over several lines,
``merged`` prints equal neighbours of a column (all but the first column) as one tall cell without lines inside,
``repeated`` prints the header on each page, with a head and a page number. ``lined`` draws only lines below rows, ``boxed`` a
frame and lines between rows, ``upright`` a frame, lines between columns and one below the header.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

STYLES = ("ruled", "unruled", "wrapped", "merged", "repeated", "lined", "boxed", "upright")
FONT = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
SERIF = "/usr/share/fonts/truetype/arphic/uming.ttc"
_WIDTH = A4[0] - 100
_SIZE = 10
_NARROW = 90.0
_BODY = ParagraphStyle("body", fontSize=_SIZE, leading=16, firstLineIndent=2 * _SIZE, wordWrap="CJK")
_TITLE = ParagraphStyle("title", fontSize=17, leading=24, alignment=TA_CENTER, wordWrap="CJK", spaceAfter=12)
_CELL = ParagraphStyle("cell", fontSize=_SIZE, leading=13, wordWrap="CJK")

_GRID: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
_FRAME: list[tuple[object, ...]] = [("BOX", (0, 0), (-1, -1), 0.5, "black")]
_BELOW: list[tuple[object, ...]] = [("LINEBELOW", (0, 0), (-1, -1), 0.5, "black")]
_LINES: dict[str, list[tuple[object, ...]]] = {
    "unruled": [],
    "lined": _BELOW,
    "boxed": _FRAME + _BELOW,
    "upright": [
        *_FRAME,
        ("LINEAFTER", (0, 0), (-1, -1), 0.5, "black"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black"),
    ],
}

Rows = list[list[str]]


def pdf_of(title: str, blocks: Sequence[str | Rows], *, style: str = "ruled", font: str = FONT) -> bytes:
    """Return a PDF of a title, paragraphs and tables (the first row is the header); the same bytes every time."""
    assert style in STYLES, style
    name = font_name(font)
    out = io.BytesIO()
    paper = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=50, rightMargin=50, topMargin=64, bottomMargin=64, invariant=1
    )
    story: list[Flowable] = [Paragraph(escape(title), _styled(_TITLE, name))] if title else []
    for block in blocks:
        if isinstance(block, str):
            story.append(Paragraph(escape(block), _styled(_BODY, name)))
        else:
            story += [Spacer(1, 8), _table(block, style, name), Spacer(1, 8)]

    def furnish(canvas: Canvas, _: object) -> None:
        canvas.setFont(name, 9)
        if style == "repeated":
            canvas.drawString(50, A4[1] - 40, "示例省工业和信息化厅文件")
        canvas.drawCentredString(A4[0] / 2, 30, f"— {canvas.getPageNumber()} —")

    paper.build(story, onFirstPage=furnish, onLaterPages=furnish)
    return out.getvalue()


@cache
def font_name(path: str) -> str:
    """Register a font file once and return its name."""
    name = path.rsplit("/", 1)[-1].split(".")[0]
    registerFont(TTFont(name, path, subfontIndex=0))
    return name


def _styled(style: ParagraphStyle, font: str) -> ParagraphStyle:
    """Return a style in a font."""
    return ParagraphStyle(f"{style.name} {font}", parent=style, fontName=font)


def _table(rows: Rows, style: str, font: str) -> Table:
    """Return a table; cells wrap where the columns are narrower than their text."""
    widths = _widths(rows, style, font)
    cell = _styled(_CELL, font)
    wide = [
        [stringWidth(text, font, _SIZE) > width - 12 for text, width in zip(row, widths, strict=True)]
        for row in rows
    ]
    content = [
        [Paragraph(escape(text), cell) if long else text for text, long in zip(row, longs, strict=True)]
        for row, longs in zip(rows, wide, strict=True)
    ]
    looks: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), font, _SIZE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    looks += _LINES.get(style, _GRID)
    if style == "merged":
        looks += _spans(rows, content)
    return Table(content, colWidths=widths, repeatRows=1 if style == "repeated" else 0, style=looks)


def _widths(rows: Rows, style: str, font: str) -> list[float]:
    """Return the columns' widths: their longest text, no more than the page or the manner allows."""
    columns = list(zip(*rows, strict=True))
    natural = [max(stringWidth(text, font, _SIZE) for text in column) + 14 for column in columns]
    if style == "wrapped":
        natural = [min(width, _NARROW) for width in natural]
    over = sum(natural) - _WIDTH
    while over > 0.01:
        widest = max(range(len(natural)), key=natural.__getitem__)
        cut = min(over, max(4.0, natural[widest] - sum(natural) / len(natural)))
        natural[widest] -= cut
        over -= cut
    return natural


def _spans(rows: Rows, content: list[list[object]]) -> list[tuple[object, ...]]:
    """Merge equal neighbours of each column but the first, and blank what a merged cell covers."""
    found: list[tuple[object, ...]] = []
    for column in range(1, len(rows[0])):
        for text, group in groupby(range(1, len(rows)), key=lambda at: rows[at][column]):
            run = list(group)
            if text and len(run) > 1:
                found.append(("SPAN", (column, run[0]), (column, run[-1])))
                for at in run[1:]:
                    content[at][column] = ""
    return found
