"""One place of a PDF page or a picture as a small picture, framed, so that a person can see what was read there.

It decodes hostile bytes and so runs in a child process, like the readers. The page is turned so that the row is level.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing
from statistics import median
from typing import Final

import pypdfium2
from PIL import Image, ImageDraw

from config.errors import Unreadable
from tasks.read.document import Box
from tasks.read.ink.frames import BadPicture, read_frame
from tasks.read.kind import Kind

WIDEST: Final = 1600
"""How many pixels a crop is wide at most, and how many high."""
MOST_PIXELS: Final = 30_000_000
"""How many pixels a page of a PDF is drawn with at most."""
_SHARPEST: Final = 3.0
_AROUND: Final = 3.0
_LEAST_AROUND: Final = 0.02
_SLOPE: Final = 1.15
_FRAME: Final = (200, 30, 30)


def crop(body: bytes, kind: Kind, boxes: Sequence[Box]) -> bytes:
    """Return a PNG of the part of a page around a row, over the whole width, with a frame around what the boxes cover.

    Args:
        body: A PDF or a picture.
        kind: Which of them.
        boxes: The row's cells in reading order, at least one; those on another page than the first are left out.

    Raises:
        Unreadable: it cannot be decoded, it has no such page, or it is beyond the limits.
    """
    own = [box for box in boxes if box.page == boxes[0].page]
    try:
        page = _pdf_page(body, own[0].page) if kind is Kind.PDF else _picture(body, own[0].page)
    except (pypdfium2.PdfiumError, BadPicture, MemoryError, ValueError) as error:
        raise Unreadable("the page", f"it cannot be shown: {str(error) or type(error).__name__}") from error
    for _ in range(_quarters(own, page)):
        page, own = page.transpose(Image.Transpose.ROTATE_90), [_turned(box) for box in own]
    return _strip(page, own)


def _pdf_page(body: bytes, number: int) -> Image.Image:
    """Draw a page of a PDF as it is shown."""
    with closing(pypdfium2.PdfDocument(body)) as pdf:
        if not 1 <= number <= len(pdf):
            raise Unreadable("the page", f"the PDF has no page {number}")
        width, height = (max(1.0, side) for side in pdf[number - 1].get_size())
        scale = min(_SHARPEST, WIDEST / min(width, height), (MOST_PIXELS / (width * height)) ** 0.5)
        drawn: Image.Image = pdf[number - 1].render(scale=scale).to_pil()
        return drawn.convert("RGB")


def _picture(body: bytes, number: int) -> Image.Image:
    """Decode a page of a picture as its reader does."""
    return Image.fromarray(read_frame(body, number - 1))


def _quarters(boxes: Sequence[Box], page: Image.Image) -> int:
    """Return how often a page must be turned a quarter counter-clockwise for its row to read from left to right."""
    first, last = boxes[0], boxes[-1]
    across = ((last.left + last.right) - (first.left + first.right)) * page.width
    down = ((last.top + last.bottom) - (first.top + first.bottom)) * page.height
    if abs(across) >= abs(down):
        return 2 if across < 0 else 0
    return 1 if down > 0 else 3


def _turned(box: Box) -> Box:
    """Return a box on the page turned a quarter counter-clockwise."""
    return Box(box.page, box.top, 1 - box.right, box.bottom, 1 - box.left)


def _strip(page: Image.Image, boxes: Sequence[Box]) -> bytes:
    """Return the rows around a level row as PNG, with its frame."""
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    around = max(
        _AROUND * median(box.bottom - box.top for box in boxes),
        _LEAST_AROUND * min(1, page.width / page.height),
    )
    first = int(page.height * max(0.0, top - around))
    last = max(first + 1, round(page.height * min(1.0, bottom + around)))
    shown = page.crop((0, first, page.width, last))
    shown.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    scale = shown.width / page.width
    draw, pen = ImageDraw.Draw(shown), max(2, shown.width // 400)
    for box in _frames(boxes):
        left, right = (share * shown.width for share in (box.left, box.right))
        above, below = ((share * page.height - first) * scale for share in (box.top, box.bottom))
        corner = (max(0, left - pen), max(0, above - pen))
        draw.rectangle(
            (
                *corner,
                min(shown.width - 1, max(corner[0], right + pen)),
                min(shown.height - 1, max(corner[1], below + pen)),
            ),
            outline=_FRAME,
            width=pen,
        )
    out = io.BytesIO()
    shown.save(out, "PNG")
    return out.getvalue()


def _frames(boxes: Sequence[Box]) -> list[Box]:
    """Return what to frame: the row as one, or each cell of a row that is not level."""
    whole = Box(
        boxes[0].page,
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
    level = whole.bottom - whole.top <= _SLOPE * max(box.bottom - box.top for box in boxes)
    return [whole] if level else list(boxes)
