"""A locator leads back to the paragraph, row or table that it was made from."""

from __future__ import annotations

import pytest

from tasks.evidence.place import find_name, find_place
from tasks.read.document import Box, Cell, Document, Paragraph, Table

TABLE = Table(
    (
        (Cell("序号", "sheet 1!A1"), Cell("名称", "sheet 1!B1")),
        (
            Cell("1", "sheet 1!A2"),
            Cell("示例（苏州）有限公司", "sheet 1!B2", Box(1, 0.2, 0.3, 0.5, 0.32), "晟 or 成"),
        ),
    ),
    "sheet 1",
    "名单",
)
PAGE = Document("a" * 64, "html", "示例", (Paragraph("正文", "p[1]"), Paragraph("示例 甲", "p[2]")))
SHEET = Document("b" * 64, "xlsx", "示例", (Paragraph("附件", "p[1]"), TABLE))


@pytest.mark.parametrize(
    ("locator", "place"),
    [("sheet 1!B2", (1, 1)), ("sheet 1!A1", (1, 0)), ("sheet 1", (1, None)), ("p[2]", (1, None))],
)
def test_a_locator_is_found_in_the_document_that_has_it(locator: str, place: tuple[int, int | None]) -> None:
    (spot,) = find_place([PAGE, SHEET], locator)
    assert (spot.block, spot.row) == place


def test_a_locator_of_two_documents_is_narrowed_by_the_body() -> None:
    assert len(find_place([PAGE, SHEET], "p[1]")) == 2
    assert [spot.document for spot in find_place([PAGE, SHEET], "p[1]", sha256="b" * 64)] == [SHEET]


@pytest.mark.parametrize("locator", ["", "p[9]", "sheet 1!C2", "decision r:1 row 3"])
def test_a_place_that_no_document_has_is_none(locator: str) -> None:
    assert find_place([PAGE, SHEET], locator) == ()


def test_a_name_is_found_whatever_its_width_and_blanks() -> None:
    (spot,) = find_name([SHEET], "示例 (苏州)有限公司")
    assert (spot.row, spot.boxes, spot.doubts) == (
        1,
        (Box(1, 0.2, 0.3, 0.5, 0.32),),
        ("示例（苏州）有限公司: 晟 or 成",),
    )
    assert find_name([PAGE], "示例甲")[0].what == PAGE.blocks[1] and find_name([PAGE, SHEET], " ") == ()
