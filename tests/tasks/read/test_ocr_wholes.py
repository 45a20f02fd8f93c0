"""Running numbers and brackets of a table read by OCR, and boxes on the original picture."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.read.document import Box, Cell, Paragraph, Table
from tasks.read.ink.ocr import InkPage, set_back
from tasks.read.ink.upright import Upright
from tasks.read.ink.wholes import check_wholes, lacks_partner

DOUBT = "two readings differ: 3, 8"


def table(numbers: Sequence[str], doubted: Sequence[int] = ()) -> Table:
    """A table of numbers and names under a head; ``doubted`` are rows from 1."""
    rows = [(Cell("序号", "row 1"), Cell("名称", "row 1"))]
    for row, number in enumerate(numbers, start=1):
        box = Box(1, 0.1, row / 100, 0.2, (row + 1) / 100)
        rows.append(
            (Cell(number, f"row {row + 1}", box, DOUBT if row in doubted else ""), Cell(f"示例{row}", "n"))
        )
    return Table(tuple(rows), "table 1")


def checked(numbers: Sequence[str], doubted: Sequence[int] = ()) -> list[tuple[str, str]]:
    [block] = check_wholes([table(numbers, doubted)])
    assert isinstance(block, Table)
    return [(row[0].text, row[0].doubt) for row in block.rows[1:]]


def test_a_doubted_number_is_what_its_neighbours_prove() -> None:
    assert checked(["1", "2", "8", "4", "5", "6"], doubted=[3])[2] == ("3", "")


def test_a_doubted_number_that_fits_is_sure() -> None:
    assert checked(["1", "2", "3", "4", "5", "6"], doubted=[3, 6]) == [(str(n), "") for n in range(1, 7)]


def test_a_number_that_both_neighbours_disprove_is_mended_however_sure_the_engine_was() -> None:
    assert checked(["1", "2", "8", "4", "5", "6", "7"])[2] == ("3", "")


@pytest.mark.parametrize("spoilt", ["t", "1ó", ":", "l1"])
def test_what_is_no_number_between_two_is_mended(spoilt: str) -> None:
    assert checked(["1", "2", spoilt, "4", "5", "6"], doubted=[3])[2] == ("3", "")


def test_a_heading_between_numbers_stays_what_it_is() -> None:
    assert ("武汉市", "") in checked(["1", "2", "武汉市", "4", "5", "6", "7"])


def test_two_misreads_side_by_side_stay_doubted() -> None:
    assert checked(["1", "2", "8", "9", "5", "6", "7", "8", "9", "10", "11", "12"], doubted=[3, 4])[2:4] == [
        ("8", DOUBT),
        ("9", DOUBT),
    ]


def test_numbers_that_restart_are_left_alone() -> None:
    assert [text for text, doubt in checked(["1", "2", "3", "4", "1", "2", "3", "4", "5"]) if not doubt] == [
        "1",
        "2",
        "3",
        "4",
        "1",
        "2",
        "3",
        "4",
        "5",
    ]


def test_a_column_that_does_not_count_is_not_touched() -> None:
    assert checked(["2021", "2021", "2023", "2021", "2024"], doubted=[2])[1] == ("2021", DOUBT)


@given(st.integers(5, 40), st.data())
def test_one_misread_never_makes_a_wrong_number(length: int, data: st.DataObject) -> None:
    numbers = [str(n) for n in range(1, length + 1)]
    at = data.draw(st.integers(0, length - 1))
    numbers[at] = data.draw(st.sampled_from(["7", "l", "1", "88", ":", "一"]))
    for row, (text, doubt) in enumerate(checked(numbers, doubted=[at + 1]), start=1):
        assert text == str(row) or doubt


@pytest.mark.parametrize(
    ("text", "lacks"),
    [("示例集团(深圳", True), ("示例）有限公司", True), ("示例（深圳)有限公司", False), ("1）示例", False), ("（1）示例", False),
     ("(一)示例", False), ("《示例", True), ("示例(示例(内)外)", False)],
)  # fmt: skip
def test_a_bracket_without_a_partner_is_seen(text: str, lacks: bool) -> None:
    assert lacks_partner(text) is lacks
    [paragraph] = check_wholes([Paragraph(text, "p[1]")])
    assert isinstance(paragraph, Paragraph)
    assert bool(paragraph.doubt) is lacks


def test_boxes_go_back_to_the_original_and_other_pages_stay() -> None:
    turned = InkPage(1, 200, 300, (), (), Upright(300, 200, quarters=1))
    here, there = Box(1, 0.0, 0.0, 0.5, 0.1), Box(2, 0.0, 0.0, 0.5, 0.1)
    blocks = set_back([Paragraph("一", "p[1]", here), Paragraph("示例（", "p[2]", there)], [turned])
    assert [block.box for block in blocks if isinstance(block, Paragraph)] == [
        Box(1, 0.9, 0.0, 1.0, 0.5),
        there,
    ]
    assert isinstance(blocks[1], Paragraph) and blocks[1].doubt == ""


def strokes(*texts: str) -> list[tuple[str, str]]:
    """A column of texts under a head, looked at."""
    rows = [(Cell("产品", "row 1"),), *((Cell(text, f"row {n}"),) for n, text in enumerate(texts, start=2))]
    [block] = check_wholes([Table(tuple(rows), "table 1")])
    assert isinstance(block, Table)
    return [(row[0].text, row[0].doubt) for row in block.rows[1:]]


def test_lone_strokes_in_a_column_are_dashes_for_empty_cells() -> None:
    assert strokes("一", "示例轴承", "- -") == [("—", ""), ("示例轴承", ""), ("—", "")]


def test_a_stroke_that_counts_on_or_stands_alone_is_doubted() -> None:
    assert [bool(doubt) for _, doubt in strokes("一", "二", "一")] == [True, False, True]
    assert strokes("一", "示例轴承") == [("一", "it may be a dash or the figure one"), ("示例轴承", "")]
