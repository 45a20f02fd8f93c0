"""One place of a PDF page or a picture as a small picture, framed, so that a person can see what was read there.

It decodes hostile bytes and so belongs into a child process, like the readers.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import Final

import pypdfium2
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from config.errors import Unreadable
from tasks.read.document import Box
from tasks.read.kind import Kind

WIDEST: Final = 1600
"""How many pixels a crop is wide at most."""
TALLEST: Final = 1600
MOST_PIXELS: Final = 60_000_000
"""A picture of more pixels is not decoded."""
_SHARPEST: Final = 3.0
_AROUND: Final = 3.0
_LEAST_AROUND: Final = 0.02
_FRAME: Final = (200, 30, 30)


def crop(body: bytes, kind: Kind, boxes: Sequence[Box]) -> bytes:
    """Return a PNG of the rows' part of a page, over its whole width, with a frame around what the boxes cover.

    Args:
        body: A PDF or a picture.
        kind: What it is.
        boxes: At least one; those on another page than the first are left out.

    Raises:
        Unreadable: it cannot be decoded, it has no such page, or it is beyond the limits.
    """
    framed = _union([box for box in boxes if box.page == boxes[0].page])
    above, below = _strip(framed)
    try:
        page = (
            _pdf_strip(body, framed, above, below)
            if kind is Kind.PDF
            else _strip_of(body, framed, above, below)
        )
    except (
        pypdfium2.PdfiumError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        EOFError,
    ) as error:
        raise Unreadable("the page", f"it cannot be shown: {error}") from error
    except (ValueError, SyntaxError, MemoryError, Image.DecompressionBombWarning) as error:
        raise Unreadable("the page", f"it cannot be shown: {type(error).__name__}") from error
    return _framed(page, framed, above, below)


def _union(boxes: Sequence[Box]) -> Box:
    """Return the least box that holds all of them."""
    return Box(
        boxes[0].page,
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _strip(framed: Box) -> tuple[float, float]:
    """Return from where to where the page is shown, as shares of its height: the rows above and below too."""
    around = max(_AROUND * (framed.bottom - framed.top), _LEAST_AROUND)
    return max(0.0, framed.top - around), min(1.0, framed.bottom + around)


def _pdf_strip(body: bytes, framed: Box, above: float, below: float) -> Image.Image:
    """Return part of a PDF page as a picture."""
    with pypdfium2.PdfDocument(body) as pdf:
        if not 1 <= framed.page <= len(pdf):
            raise Unreadable("the page", f"the PDF has no page {framed.page}")
        page = pdf[framed.page - 1]
        width, height = page.get_size()
        shown = max(1.0, height * (below - above))
        scale = min(_SHARPEST, WIDEST / max(1.0, width), TALLEST / shown)
        margins = (0, height * (1 - below), 0, height * above)
        drawn: Image.Image = page.render(scale=scale, crop=margins).to_pil()
        return drawn.convert("RGB")


def _strip_of(body: bytes, framed: Box, above: float, below: float) -> Image.Image:
    """Return part of a picture, no larger than a crop may be."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(body)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unreadable("the page", f"the picture has more than {MOST_PIXELS:,} pixels")
            if framed.page > 1:
                picture.seek(framed.page - 1)
            upright = ImageOps.exif_transpose(picture)
            top, bottom = int(upright.height * above), max(int(upright.height * below), 1)
            part = upright.crop((0, top, upright.width, max(bottom, top + 1))).convert("RGBA")
    paper = Image.new("RGBA", part.size, "white")
    paper.alpha_composite(part)
    shown = paper.convert("RGB")
    shown.thumbnail((WIDEST, TALLEST))
    return shown


def _framed(page: Image.Image, framed: Box, above: float, below: float) -> bytes:
    """Return the strip as PNG with a frame that touches nothing of what it frames."""
    high = page.height / (below - above)
    draw, pen = ImageDraw.Draw(page), max(2, page.width // 400)
    left, right = framed.left * page.width - 2 * pen, framed.right * page.width + 2 * pen
    top, bottom = (framed.top - above) * high - 2 * pen, (framed.bottom - above) * high + 2 * pen
    edges = (max(0, left), max(0, top), min(page.width - 1, right), min(page.height - 1, bottom))
    draw.rectangle(edges, outline=_FRAME, width=pen)
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()
