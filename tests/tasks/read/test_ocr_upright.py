"""Setting a page upright, and finding on the original what stands on the straightened page."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from tasks.read.ink.upright import Upright, find_skew
from tests.tasks.read.drawn import draw_page, has_fonts, turn

ROWS = [["序号", "名称"], *([str(n), f"示例市示例产业集群{n}"] for n in range(1, 15))]
with_fonts = pytest.mark.skipif(not has_fonts(), reason="the fonts of packages.txt are not installed")


def dot(x: int, y: int, size: tuple[int, int] = (300, 200)) -> NDArray[np.uint8]:
    """A white page with one black square."""
    page = np.full((size[1], size[0], 3), 255, np.uint8)
    page[y : y + 10, x : x + 10] = 0
    return page


@given(
    x=st.integers(20, 270), y=st.integers(20, 170),
    quarters=st.integers(0, 3), skew=st.floats(-10, 10, allow_nan=False),
)  # fmt: skip
def test_a_place_on_the_upright_page_is_found_on_the_original(
    x: int, y: int, quarters: int, skew: float
) -> None:
    picture = dot(x, y)
    upright = Upright(300, 200, quarters, skew)
    page = upright.apply(picture)
    assert page.shape[:2] == upright.size[::-1]
    ys, xs = np.nonzero(page[..., 0] < 128)
    width, height = upright.size
    back = upright.original(
        (xs.min() / width, ys.min() / height, (xs.max() + 1) / width, (ys.max() + 1) / height)
    )
    assert back[0] * 300 == pytest.approx(x, abs=5)
    assert back[1] * 200 == pytest.approx(y, abs=5)
    assert back[2] * 300 == pytest.approx(x + 10, abs=5)
    assert back[3] * 200 == pytest.approx(y + 10, abs=5)


def ink(image: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(image.convert("L"), np.uint8)


@with_fonts
@pytest.mark.parametrize("degrees", [-4.0, -1.5, 0.7, 3.0])
def test_a_ruled_page_is_straightened_to_a_twentieth_of_a_degree(degrees: float) -> None:
    assert find_skew(ink(turn(draw_page(ROWS), degrees))) == pytest.approx(-degrees, abs=0.05)


@with_fonts
def test_a_page_of_text_alone_is_straightened_by_its_lines() -> None:
    page = draw_page([], paragraphs=["示例省工业和信息化厅关于公布示例产业集群名单的通知" * 4] * 6)
    assert find_skew(ink(turn(page, 2.0))) == pytest.approx(-2.0, abs=0.3)


def test_a_page_without_anything_straight_is_left_as_it_is() -> None:
    assert find_skew(dot(50, 50)[..., 0]) == 0.0
