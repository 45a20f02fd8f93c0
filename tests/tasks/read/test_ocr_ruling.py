"""Rules on a page of ink, the strips of text between them, and long pictures cut where no text stands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tasks.read.ink.ink import ink_of
from tasks.read.ink.ruling import Line, Ruling, find_ruling
from tasks.read.ink.slices import slice_rows
from tasks.read.ink.strips import (
    Strip,
    crop,
    forgotten,
    lines_of_text,
    set_apart,
    split_at_gutters,
    split_at_rules,
    trimmed,
    with_room,
    without_doubles,
)
from tests.tasks.read.drawn import Look, add_noise, draw_page, has_fonts, through_jpeg

ROWS = [
    ["序号", "企业名称", "产品"],
    *([str(n), f"示例{n}号精密机械有限公司", "示例轴承"] for n in range(1, 15)),
]
with_fonts = pytest.mark.skipif(not has_fonts(), reason="the fonts of packages.txt are not installed")


def paper(width: int = 600, height: int = 400) -> NDArray[np.uint8]:
    return np.full((height, width), 255, np.uint8)


def grid(page: NDArray[np.uint8], xs: list[int], ys: list[int]) -> NDArray[np.uint8]:
    """Draw all lines of a grid, two pixels thick."""
    for x in xs:
        page[ys[0] : ys[-1] + 2, x : x + 2] = 0
    for y in ys:
        page[y : y + 2, xs[0] : xs[-1] + 2] = 0
    return page


def test_a_grid_is_found_line_by_line() -> None:
    ruling, drawn = find_ruling(grid(paper(), [50, 150, 500], [40, 80, 120]))
    assert [round(line.at) for line in ruling.down] == [50, 150, 500]
    assert [round(line.at) for line in ruling.across] == [40, 80, 120]
    assert bool(drawn[40, 300]) and not drawn[60, 300]


def test_a_line_with_small_breaks_is_one_and_ends_at_the_frame() -> None:
    page = grid(paper(), [50, 150, 500], [40, 80, 120])
    page[80:82, 200:205] = 255
    page[80:82, 498:502] = 255
    ruling, _ = find_ruling(page)
    assert [(round(line.start), round(line.end)) for line in ruling.across][1] == (50, 500)


def test_a_merged_cell_keeps_its_gap() -> None:
    page = grid(paper(), [50, 150, 500], [40, 80, 120])
    page[42:80, 150:152] = 255
    ruling, _ = find_ruling(page)
    assert [round(line.start) for line in ruling.down if round(line.at) == 150] == [80]


def test_figures_one_under_another_are_no_line() -> None:
    page = grid(paper(), [50, 150, 500], list(range(40, 380, 22)))
    for y in range(40, 360, 22):
        page[y + 5 : y + 18, 100:103] = 0
    ruling, _ = find_ruling(page)
    assert [round(line.at) for line in ruling.down] == [50, 150, 500]


@with_fonts
@pytest.mark.parametrize(
    "look", [Look(), Look(font="uming", points=8), Look(header="white on dark"), Look(dpi=96)]
)
def test_the_grid_of_a_drawn_page_is_exact(look: Look) -> None:
    for page in (draw_page(ROWS, look=look), through_jpeg(add_noise(draw_page(ROWS, look=look), spread=8))):
        ruling, _ = find_ruling(ink_of(np.asarray(page)))
        assert (len(ruling.across), len(ruling.down)) == (len(ROWS) + 1, 4)


@with_fonts
def test_text_without_rules_has_none() -> None:
    ruling, drawn = find_ruling(ink_of(np.asarray(draw_page(ROWS, look=Look(ruled=False)))))
    assert ruling == Ruling() and not drawn.any()


RULED = Ruling(across=(Line(50, 0, 300),), down=(Line(100, 0, 200), Line(200, 0, 40)))


def test_a_box_across_a_rule_is_two_strips() -> None:
    assert split_at_rules([(20, 10, 180, 30)], RULED) == [
        Strip(20, 10, 100, 30, cut=True),
        Strip(100, 10, 180, 30, cut=True),
    ]


def test_a_box_that_only_touches_a_rule_is_left_whole() -> None:
    assert split_at_rules([(20, 10, 102, 30), (150, 60, 290, 80)], RULED) == [
        Strip(20, 10, 102, 30),
        Strip(150, 60, 290, 80),
    ]


def test_a_box_over_two_rows_is_two_strips() -> None:
    assert len(split_at_rules([(20, 30, 90, 70)], RULED)) == 2


def test_a_strip_shrinks_to_its_ink_and_grows_to_whole_strokes() -> None:
    page = paper(200, 100)
    page[30:52, 60:80] = 0
    assert trimmed(Strip(50, 32, 100, 50), page) == Strip(60, 30, 80, 52)
    assert trimmed(Strip(100, 60, 150, 80), page) is None


def test_a_strip_is_cut_out_with_white_around_it() -> None:
    page = paper(200, 100)
    page[30:50, 60:80] = 0
    assert crop(Strip(60, 30, 80, 50), page, room=0.25).shape == (30, 30)


def test_writing_that_no_strip_covers_is_found_and_specks_are_not() -> None:
    page = paper()
    page[100:120, 50:200] = 0
    page[160:180, 50:56] = 0
    page[220:223, 50:53] = 0
    assert forgotten([Strip(50, 100, 200, 120)], page) == [Strip(50, 160, 56, 180)]


@given(st.lists(st.integers(0, 2_999), max_size=60), st.integers(200, 900))
def test_slices_are_the_whole_picture_in_order(written: list[int], most: int) -> None:
    page = paper(100, 3_000)
    page[written] = 0
    pieces = slice_rows(page, Ruling(), most=most)
    assert [top for top, _ in pieces] == [0, *(bottom for _, bottom in pieces[:-1])]
    assert pieces[-1][1] == 3_000
    assert all(0 < bottom - top <= most for top, bottom in pieces)


def test_a_slice_ends_at_a_rule_else_between_lines() -> None:
    page = paper(300, 1_000)
    page[370:400] = 0
    assert slice_rows(page, Ruling(across=(Line(350, 0, 300),)), most=390)[0] == (0, 350)
    assert slice_rows(page, Ruling(), most=390)[0] == (0, 369)


@with_fonts
@pytest.mark.parametrize("points", [10.5, 14, 16, 20, 26])
@pytest.mark.parametrize("dpi", [96, 200])
def test_strokes_of_large_characters_are_no_ruling(points: float, dpi: int) -> None:
    rows = [["序号", "集群名称"], ["1", "白山市抚松县中小企业医药产业集群"]]
    page = draw_page(rows, title="吉林省中小企业特色产业集群", look=Look(points=points, dpi=dpi))
    ruling, _ = find_ruling(ink_of(np.asarray(page)))
    assert (len(ruling.across), len(ruling.down)) == (3, 3)


def test_boxes_of_lines_close_together_end_between_them() -> None:
    page = paper(300, 100)
    page[10:26, 20:200] = 0
    page[30:46, 20:80] = 0
    upper, lower = set_apart([Strip(18, 6, 202, 34), Strip(18, 24, 82, 50)], page)
    assert 26 <= upper.bottom == lower.top <= 30
    assert (trimmed(upper, page), trimmed(lower, page)) == (Strip(20, 10, 200, 26), Strip(20, 30, 80, 46))


def test_a_strip_over_two_columns_is_split_where_the_second_begins() -> None:
    page = paper(400, 300)
    strips = [Strip(20, 10, 320, 30), *(Strip(220, y, 330, y + 20) for y in (60, 110, 160))]
    for strip in strips:
        page[strip.top : strip.bottom, strip.left : strip.right] = 0
    page[10:30, 120:220] = 255
    assert split_at_gutters(strips, page, Ruling())[:2] == [
        Strip(20, 10, 120, 30, cut=True),
        Strip(220, 10, 320, 30, cut=True),
    ]
    assert split_at_gutters(strips[:3], page, Ruling()) == strips[:3]


def test_a_box_inside_another_is_read_once() -> None:
    whole, sliver, beside = Strip(20, 10, 200, 30), Strip(190, 10, 200, 30), Strip(195, 10, 260, 30)
    assert without_doubles([whole, sliver, beside]) == [whole, beside]
    assert without_doubles([sliver]) == [sliver]


def test_boxes_side_by_side_end_between_their_texts() -> None:
    page = paper(300, 60)
    page[10:30, 20:105] = 0
    page[10:30, 130:200] = 0
    one, other = set_apart([Strip(16, 6, 112, 34), Strip(102, 6, 204, 34)], page)
    assert (trimmed(one, page), trimmed(other, page)) == (Strip(20, 10, 105, 30), Strip(130, 10, 200, 30))


def test_a_dash_that_was_not_found_is_not_forgotten_and_gets_the_height_of_a_line() -> None:
    page = paper()
    page[100:120, 50:200] = 0
    page[159:161, 50:70] = 0
    [dash] = forgotten([Strip(50, 100, 200, 120)], page)
    assert (dash.left, dash.top, dash.bottom) == (50, 159, 161)
    assert with_room([Strip(50, 100, 200, 120), dash])[1].height == 20


def test_a_column_of_dashes_has_no_say_in_how_the_page_lies() -> None:
    line = Strip(50, 10, 200, 30)
    dashes = [Strip(250, y, 270, y + 2) for y in range(10, 210, 20)]
    assert lines_of_text([line, *dashes]) == [line]


def test_specks_in_a_row_are_no_dash() -> None:
    page = paper()
    page[100:120, 50:200] = 0
    page[159:161, 50:74:6] = 0
    assert forgotten([Strip(50, 100, 200, 120)], page) == []
