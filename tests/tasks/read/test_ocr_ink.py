"""Ink apart from paper: seals, watermarks, bands and faint print; without the engine."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tasks.read.ink.ink import ink_of, layers_of
from tasks.read.ink.ocr import read_ink


def page(colour: int = 255) -> NDArray[np.uint8]:
    return np.full((300, 400, 3), colour, np.uint8)


def written(picture: NDArray[np.uint8], colour: tuple[int, int, int] = (0, 0, 0)) -> NDArray[np.uint8]:
    """Draw some strokes of letters."""
    for x in range(60, 200, 20):
        picture[40:56, x : x + 3] = colour
        picture[47:50, x : x + 12] = colour
    return picture


def test_a_watermark_goes_and_the_ink_over_it_stays() -> None:
    picture = page()
    picture[20:120, 100:130] = 210
    ink, faint = layers_of(written(picture))
    assert ink[90, 110] == 255 and ink[48, 62] == 0 and ink[48, 102] == 0
    assert faint[90, 110] < 160 and faint[48, 62] == 255


@pytest.mark.parametrize("red", [(214, 40, 40), (150, 20, 30), (230, 60, 70)])
def test_a_seal_goes_and_black_under_it_stays(red: tuple[int, int, int]) -> None:
    picture = page()
    yy, xx = np.mgrid[:300, :400]
    ring = np.abs(np.hypot(yy - 80, xx - 100) - 60) < 4
    picture[ring] = red
    picture[78:84, 30:60] = 0
    ink = ink_of(picture)
    assert ink[20, 100] == 255
    assert ink[80, 42] == 0


@pytest.mark.parametrize("colour", [(0, 0, 238), (200, 0, 0), (0, 110, 60)])
def test_writing_in_colour_stays(colour: tuple[int, int, int]) -> None:
    assert ink_of(written(written(page()), colour)[..., :])[48, 62] < 160


def test_white_on_a_dark_band_becomes_dark_on_white() -> None:
    picture = page()
    picture[30:66, 40:220] = (31, 78, 121)
    ink = ink_of(written(picture, (255, 255, 255)))
    assert ink[48, 62] < 60 and ink[34, 50] == 255
    assert ink[31, 100] < 60  # its edge is a rule of the table


def test_a_dark_page_is_turned_as_a_whole() -> None:
    ink = ink_of(written(page(20), (240, 240, 240)))
    assert ink[48, 62] < 60 and ink[200, 200] == 255


@pytest.mark.parametrize("colour", [0, 128, 255])
def test_a_page_without_writing_is_white(colour: int) -> None:
    assert ink_of(page(colour)).min() == 255


def test_a_blank_page_needs_no_engine() -> None:
    found = read_ink(page(), page=3)
    assert (found.number, found.width, found.height, found.words, found.rules) == (3, 400, 300, (), ())
