"""Pictures: a clean screen shot of a list, or a page as a scanner sees it (turned, noisy, stamped, saved as JPEG)."""

from __future__ import annotations

from PIL import Image

from tests.cases.written import Piece, Rows, paragraphs
from tests.tasks.read.drawn import WHITE, Look, add_noise, add_seal, as_bytes, draw_page, through_jpeg, turn

_A4 = 2**0.5


def png(piece: Piece) -> bytes:
    """Return a clean long picture."""
    return as_bytes(draw(piece))


def jpg(piece: Piece) -> bytes:
    """Return the same as JPEG of good quality."""
    return as_bytes(draw(piece), "JPEG", quality=85)


def scan(piece: Piece) -> bytes:
    """Return a PDF of scanned pages without text: noise, a turn of 1.5 degrees, a seal, JPEG."""
    sheets = [through_jpeg(turn(add_noise(one), 1.5), 60) for one in _sheets(draw(piece))]
    sheets[-1] = add_seal(sheets[-1])
    return as_bytes(sheets[0], "PDF", save_all=True, append_images=sheets[1:], resolution=150)


def draw(piece: Piece) -> Image.Image:
    """Draw everything in order, one part below the other."""
    look = Look(**piece.look.get("drawn", {}))
    parts = [Image.new("RGB", (look.page_width, look.pixels), WHITE)]
    lines: list[str] = []
    title = piece.title
    for block in (*piece.blocks, ""):
        if isinstance(block, str) and block:
            lines += paragraphs(block)
        elif block or lines or title:
            rows: Rows = block if not isinstance(block, str) else ()
            parts.append(draw_page(rows, title=title, paragraphs=lines, look=look))
            lines, title = [], ""
    return _below(parts)


def _below(parts: list[Image.Image]) -> Image.Image:
    page = Image.new("RGB", (parts[0].width, sum(part.height for part in parts)), WHITE)
    y = 0
    for part in parts:
        page.paste(part, (0, y))
        y += part.height
    return page


def _sheets(page: Image.Image) -> list[Image.Image]:
    """Cut a long picture into sheets at rows without ink where there are some near the end of one."""
    high, sheets, top = round(page.width * _A4), [], 0
    while page.height - top > high:
        end = _gap(page, top + high)
        sheets.append(page.crop((0, top, page.width, end)))
        top = end
    return [*sheets, page.crop((0, top, page.width, page.height))]


def _gap(page: Image.Image, below: int) -> int:
    """Return the last row above ``below`` that is a table's rule or empty."""
    grey = page.convert("L")
    for y in range(below, below - page.width // 8, -1):
        dark = sum(value < 128 for value in grey.crop((0, y, page.width, y + 1)).getdata())
        if dark == 0 or dark > page.width * 0.5:
            return y
    return below
