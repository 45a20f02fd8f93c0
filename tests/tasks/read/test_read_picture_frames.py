"""Files of pictures to pixels: every kind of colour, right way up, and never more than may be."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from tasks.read.ink.frames import BadPicture, count_frames, read_frame


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def half() -> Image.Image:
    """A picture whose left half is black and whose right half is white."""
    image = Image.new("RGB", (40, 20), "white")
    image.paste("black", (0, 0, 20, 20))
    return image


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGB", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG"), ("P", "GIF"), ("1", "TIFF"), ("RGB", "BMP"), ("RGB", "WEBP"),
     ("CMYK", "TIFF"), ("P", "PNG"), ("LA", "PNG"), ("RGB", "JPEG2000")],
)  # fmt: skip
def test_every_colour_becomes_rgb(mode: str, kind: str) -> None:
    picture = read_frame(saved(half().convert(mode), kind), 0)
    assert picture.shape == (20, 40, 3)
    assert picture[10, 5].max() < 40
    assert picture[10, 35].min() > 215


def test_sixteen_bits_are_brought_to_eight() -> None:
    deep = Image.fromarray(np.asarray(half().convert("L"), np.uint16) * 257)
    picture = read_frame(saved(deep, "PNG"), 0)
    assert (picture[10, 5].max(), picture[10, 35].min()) == (0, 255)


def test_what_is_transparent_is_white_paper() -> None:
    image = half().convert("RGBA")
    image.putalpha(Image.fromarray(np.where(np.asarray(half().convert("L")) == 0, 255, 0).astype(np.uint8)))
    picture = read_frame(saved(image), 0)
    assert (picture[10, 5].max(), picture[10, 35].min()) == (0, 255)


def test_a_photograph_is_turned_as_its_exif_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # shown a quarter turn clockwise
    picture = read_frame(saved(half(), "JPEG", exif=exif), 0)
    assert picture.shape == (40, 20, 3)
    assert picture[5, 10].max() < 40 < 215 < picture[35, 10].min()


def test_each_page_of_a_tiff_counts_and_of_a_moving_picture_one() -> None:
    pages = [half(), half().rotate(180)]
    tiff = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert count_frames(tiff) == 2
    assert read_frame(tiff, 1)[10, 5].min() > 215
    assert count_frames(saved(pages[0], "GIF", save_all=True, append_images=pages[1:])) == 1


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_000, 12_000, 20_000])
def test_a_picture_that_would_fill_the_memory_is_refused(side: int) -> None:
    with pytest.raises(BadPicture, match="60,000,000 pixels"):
        count_frames(bomb(side, side))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "TIFF", "BMP"])
def test_a_picture_cut_off_is_refused(kind: str) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (80, 80, 3), np.uint8))
    body = saved(noise, kind)
    with pytest.raises(BadPicture, match="broken"):
        read_frame(body[: len(body) // 2], 0)


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(BadPicture, match="no picture"):
        count_frames(b"\x89PNG\r\n but no more")
