"""Write the files of demo/past/files/ anew from the lists they show: ``python -m tests.demo.make_files``.

The demo serves them as they are, for it has neither the fonts nor the libraries that they are made with. That each
still holds its list is proved by ``tests/demo/past/test_past_files.py``. Needs the font of packages.txt.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from config.places import REPOSITORY
from demo.past.data import FilePlan
from demo.past.load import load_announcements
from demo.past.rows import load_lists
from demo.past.sheet import write_cells
from tests.tasks.read.drawn import FONTS, Look, draw_page

FOLDER = REPOSITORY / "demo" / "past" / "files"
_MARGIN = 64
_ROW = 36  # points: sixteen rows and the heads fill a page, so that the lost row 17 falls to the page's end
_TITLE = ParagraphStyle("title", fontName="zenhei", fontSize=18, leading=26, alignment=TA_CENTER)
_LABEL = ParagraphStyle("label", fontName="zenhei", fontSize=14, leading=20)


def kept_files() -> Iterator[FilePlan]:
    """Give the plan of every file that is kept."""
    for announcement in load_announcements().values():
        yield from (plan for plan in (*announcement.attachments, *announcement.pictures) if plan.file)


def shown_rows(plan: FilePlan) -> list[list[str]]:
    """Give what a file shows: the header, and a row of texts for each row of its list."""
    cells = write_cells(load_lists()[plan.list], plan.columns, marked=plan.marked, lost=plan.lost)
    return [list(plan.columns), *([str(cell) for cell in row] for row in cells)]


def make(plan: FilePlan, rows: list[list[str]]) -> bytes:
    """Make a file by the ending of its name."""
    return _pdf(plan, rows) if plan.file.endswith(".pdf") else _png(plan, rows)


def _png(plan: FilePlan, rows: list[list[str]]) -> bytes:
    """Draw a picture in sixteen greys, as a screenshot of a ruled table is."""
    page = draw_page(
        rows, title=plan.heading[-1], look=Look(points=14, dpi=144, widths=(1, 6, 2), padding=0.5)
    )
    out = io.BytesIO()
    page.convert("L").quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def _pdf(plan: FilePlan, rows: list[list[str]]) -> bytes:
    """Print a PDF with text, its header and page number on every page, of the few letters it needs."""
    registerFont(TTFont("zenhei", str(FONTS["zenhei"][0]), subfontIndex=0))
    out = io.BytesIO()
    paper = SimpleDocTemplate(out, pagesize=A4, topMargin=_MARGIN, bottomMargin=_MARGIN, invariant=1)
    look = [
        ("FONT", (0, 0), (-1, -1), "zenhei", 12),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (0, 0), (0, -1), "CENTER"),
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
    ]
    table = Table(rows, colWidths=(45, 320, 80), rowHeights=_ROW, repeatRows=1, style=look)
    label, title = plan.heading
    paper.build(
        [Paragraph(label, _LABEL), Paragraph(title, _TITLE), Spacer(1, 10), table],
        onFirstPage=_number,
        onLaterPages=_number,
    )
    return out.getvalue()


def _number(canvas: Canvas, _: object) -> None:
    """Print the number of a page at its foot."""
    canvas.setFont("zenhei", 10)
    canvas.drawCentredString(A4[0] / 2, 34, f"— {canvas.getPageNumber()} —")


def main() -> None:
    """Write every file; the folder keeps nothing else."""
    FOLDER.mkdir(exist_ok=True)
    plans = {plan.file: plan for plan in kept_files()}
    for stale in [path for path in FOLDER.iterdir() if path.name not in plans]:
        stale.unlink()
    for name, plan in plans.items():
        (FOLDER / name).write_bytes(make(plan, shown_rows(plan)))


if __name__ == "__main__":
    main()
