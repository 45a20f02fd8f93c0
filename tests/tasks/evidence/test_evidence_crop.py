"""A crop shows the row that was read, framed, and its neighbours; hostile bodies give a reason, not a picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from config.errors import Unreadable
from tasks.read.crop import WIDEST, crop
from tasks.read.document import Box
from tasks.read.kind import Kind

WIDTH, HEIGHT, ROWS = 600, 800, 20
PITCH = HEIGHT / ROWS
Drawn = Callable[[], tuple[bytes, Kind]]


def box(row: int, page: int = 1) -> Box:
    """The place of a bar that stands for a row, counted from 0."""
    top = row * PITCH + PITCH / 4
    return Box(page, 0.3, top / HEIGHT, 0.6, (top + PITCH / 2) / HEIGHT)


def pdf(pages: int = 2) -> tuple[bytes, Kind]:
    """A PDF whose pages have a blue bar in each row, longer on the second page."""
    out = io.BytesIO()
    canvas = Canvas(out, (WIDTH, HEIGHT))
    for page in range(pages):
        canvas.setFillColorRGB(0, 0, 1)
        for row in range(ROWS):
            canvas.rect(
                0.3 * WIDTH,
                HEIGHT - (row + 0.75) * PITCH,
                (0.3 + 0.2 * page) * WIDTH,
                PITCH / 2,
                stroke=0,
                fill=1,
            )
        canvas.showPage()
    canvas.save()
    return out.getvalue(), Kind.PDF


def picture(form: str = "PNG") -> tuple[bytes, Kind]:
    """A picture with the same bars."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    for row in range(ROWS):
        draw.rectangle(
            (0.3 * WIDTH, (row + 0.25) * PITCH, 0.6 * WIDTH, (row + 0.75) * PITCH), fill=(0, 0, 255)
        )
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue(), Kind.IMAGE


def decoded(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image.convert("RGB")


def is_red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 150 and pixel[1] < 80 and pixel[2] < 80


def is_blue(pixel: tuple[int, ...]) -> bool:
    return pixel[2] > 150 and pixel[0] < 100


@pytest.mark.parametrize("drawn", [pdf, picture, lambda: picture("JPEG"), lambda: picture("TIFF")])
@pytest.mark.parametrize("row", [0, 7, 19])
def test_the_frame_stands_around_the_row_and_not_on_it(drawn: Drawn, row: int) -> None:
    body, kind = drawn()
    shown = decoded(crop(body, kind, [box(row)]))
    middle = [shown.getpixel((int(0.45 * shown.width), y)) for y in range(shown.height)]
    red = [y for y, pixel in enumerate(middle) if is_red(pixel)]
    (gap,) = [(a, b) for a, b in pairwise(red) if b - a > 3]
    inside = [is_blue(pixel) for pixel in middle[gap[0] + 1 : gap[1]]]
    assert sum(inside) > 0.6 * len(inside)


def test_neighbouring_rows_are_shown_too() -> None:
    body, kind = pdf()
    shown = decoded(crop(body, kind, [box(7)]))
    middle = [is_blue(shown.getpixel((int(0.45 * shown.width), y))) for y in range(shown.height)]
    bars = sum(1 for a, b in pairwise(middle) if b and not a)
    assert bars >= 3 and shown.height < shown.width


def test_the_page_is_the_one_the_box_names() -> None:
    body, kind = pdf()
    first, second = (decoded(crop(body, kind, [box(7, page)])) for page in (1, 2))
    beyond = (int(0.7 * first.width), first.height // 2)
    assert (is_blue(first.getpixel(beyond)), is_blue(second.getpixel(beyond))) == (False, True)


def test_a_long_picture_gives_only_the_strip_around_the_row() -> None:
    image = Image.new("RGB", (900, 20_000), "white")
    out = io.BytesIO()
    image.save(out, "PNG")
    shown = decoded(crop(out.getvalue(), Kind.IMAGE, [Box(1, 0.1, 0.5, 0.9, 0.501)]))
    assert shown.width <= WIDEST and shown.height < 1200


def test_several_cells_are_framed_as_one_row_and_other_pages_left_out() -> None:
    body, kind = pdf()
    one = crop(
        body, kind, [Box(1, 0.1, 0.4, 0.2, 0.42), Box(1, 0.7, 0.4, 0.9, 0.42), Box(2, 0.1, 0.0, 0.2, 0.05)]
    )
    assert one == crop(body, kind, [Box(1, 0.1, 0.4, 0.9, 0.42)])


@pytest.mark.parametrize(
    ("body", "kind", "page"),
    [(b"%PDF-1.7 broken", Kind.PDF, 1), (pdf()[0], Kind.PDF, 9), (b"\x89PNG\r\n\x1a\n", Kind.IMAGE, 1),
     (picture()[0][:900], Kind.IMAGE, 1), (picture()[0], Kind.IMAGE, 7)],
)  # fmt: skip
def test_what_cannot_be_shown_says_so(body: bytes, kind: Kind, page: int) -> None:
    with pytest.raises(Unreadable):
        crop(body, kind, [box(3, page)])


def test_a_picture_bomb_is_not_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    with pytest.raises(Unreadable, match=r"pixels|Bomb"):
        crop(out.getvalue(), Kind.IMAGE, [box(3)])


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_that_lies_is_turned_until_its_row_is_level(quarters: int) -> None:
    """A row of three cells, of which the first is blue and the last green, on a page turned counter-clockwise."""
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((60, 400, 240, 440), fill=(0, 0, 255))
    draw.rectangle((360, 400, 540, 440), fill=(0, 200, 0))
    cells = [Box(1, 0.1, 0.5, 0.4, 0.55), Box(1, 0.4, 0.5, 0.6, 0.55), Box(1, 0.6, 0.5, 0.9, 0.55)]
    for _ in range(quarters):
        page = page.transpose(Image.Transpose.ROTATE_90)
        cells = [Box(1, cell.top, 1 - cell.right, cell.bottom, 1 - cell.left) for cell in cells]
    out = io.BytesIO()
    page.save(out, "PNG")
    shown = decoded(crop(out.getvalue(), Kind.IMAGE, cells))
    middle = shown.height // 2
    assert (
        is_blue(shown.getpixel((shown.width // 4, middle)))
        and shown.getpixel((3 * shown.width // 4, middle))[1] > 150
    )
    assert shown.width == WIDTH and shown.height < HEIGHT / 2


def test_the_cells_of_a_row_that_is_not_level_are_framed_each() -> None:
    body, kind = picture()
    sloping = [Box(1, 0.1, 0.40, 0.4, 0.44), Box(1, 0.4, 0.42, 0.6, 0.46), Box(1, 0.6, 0.44, 0.9, 0.48)]
    shown = decoded(crop(body, kind, sloping))
    red = {x for x in range(shown.width) for y in range(shown.height) if is_red(shown.getpixel((x, y)))}
    assert {int(0.4 * shown.width), int(0.6 * shown.width)} & red and len(red) > 0.75 * shown.width
