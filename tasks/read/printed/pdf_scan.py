"""PDF pages as pictures, for OCR."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from tasks.read.ink.ocr import read_ink
from tasks.read.office.coverage import Area
from tasks.read.printed.page import Page, Rule, Word
from tasks.read.printed.pdf_page import Printed

_SHARP = 200 / 72
_SHARPEST = 300 / 72
_LEAST = 100 / 72
_MOST_PIXELS = 24_000_000


def recognised(pdf: pypdfium2.PdfDocument, printed: Printed) -> Page:
    """Return a page as OCR reads its picture, in pixels.

    Raises:
        PdfiumError: the page cannot be opened or shown.
    """
    return read_ink(_picture(pdf, printed)[0], page=printed.page.number)


def recognised_part(pdf: pypdfium2.PdfDocument, printed: Printed, part: Area) -> Page:
    """Return a page with text, with what OCR reads in one part of it added, in the page's own unit.

    Raises:
        PdfiumError: the page cannot be opened or shown.
    """
    page = printed.page
    picture, scale = _picture(pdf, printed)
    left, top, right, bottom = (round(edge * scale) for edge in part)
    ink = read_ink(np.ascontiguousarray(picture[top:bottom, left:right]), page=page.number)

    def back(edges: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = edges
        return x0 / scale + part[0], y0 / scale + part[1], x1 / scale + part[0], y1 / scale + part[1]

    words = [Word(w.text, *back((w.left, w.top, w.right, w.bottom)), w.doubt) for w in ink.words]
    rules = [Rule(*back((r.left, r.top, r.right, r.bottom))) for r in ink.rules]
    return replace(page, words=(*page.words, *words), rules=(*page.rules, *rules))


def _picture(pdf: pypdfium2.PdfDocument, printed: Printed) -> tuple[NDArray[np.uint8], float]:
    """Return the picture of a page (height x width x 3, RGB) and its pixels to a point.

    It is as sharp as the picture on the page is, so that nothing is lost or made up by scaling.
    """
    page = pdf[printed.page.number - 1]
    try:
        width, height = page.get_size()
        sharp = min(_SHARPEST, max(_LEAST, printed.sharpness or _SHARP))
        scale = min(sharp, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True)
        try:
            picture = np.array(bitmap.to_numpy()[..., :3], dtype=np.uint8)
        finally:
            bitmap.close()
    finally:
        page.close()
    return picture, scale
