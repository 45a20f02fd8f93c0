"""Pictures to documents: what needs no OCR fast, whole pages read by it slowly."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from config.errors import Unreadable
from tasks.read.about import About, NeedsRoom
from tasks.read.document import Document
from tasks.read.ink.picture import read_picture
from tests.tasks.read.drawn import (
    Look,
    add_noise,
    add_seal,
    add_watermark,
    as_bytes,
    draw_page,
    has_fonts,
    through_jpeg,
    turn,
)

ABOUT = About("0" * 64, name="示例名单.png", large=True)
TITLE = "示例省2025年度示例产业集群名单"
ROWS = [
    ["序号", "企业名称", "主营产品"],
    ["1", "武汉帝尔激光科技股份有限公司", "LED灯具（室内）"],
    ["2", "宁波示例（集团）有限公司", "高纯氧化铝(99.99%)"],
    ["3", "山东豪迈机械科技股份有限公司", "轮胎模具"],
    ["4", "成都光明光电股份有限公司", "光学玻璃"],
    ["5", "浙江皇马科技股份有限公司", "特种表面活性剂"],
    ["6", "中铁工程机械研究设计院有限公司", "架桥机"],
]


def never(body: bytes, about: About) -> tuple[Document, ...]:
    raise AssertionError("a picture holds no other document")


def read(page: Image.Image, kind: str = "PNG", **options: object) -> Document:
    [document] = read_picture(as_bytes(page, kind, **options), ABOUT, never)
    return document


def rows_of(document: Document) -> list[list[str]]:
    return [
        [cell.text.replace("（", "(").replace("）", ")") for cell in row]
        for table in document.tables
        for row in table.rows
    ]


def plain(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[text.replace("（", "(").replace("）", ")") for text in row] for row in rows]


def test_ocr_asks_for_room_first() -> None:
    with pytest.raises(NeedsRoom):
        read_picture(as_bytes(Image.new("RGB", (40, 40))), About("0" * 64), never)


def test_a_broken_picture_is_refused_before_room_is_asked_for() -> None:
    with pytest.raises(Unreadable, match="no picture"):
        read_picture(b"\x89PNG\r\n\x1a\nnothing", About("0" * 64, name="坏.png"), never)


def test_a_picture_cut_off_is_refused() -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (80, 80, 3), np.uint8))
    with pytest.raises(Unreadable, match="broken"):
        read_picture(as_bytes(noise)[:9_000], ABOUT, never)


@pytest.mark.parametrize("colour", ["white", "black", "#d0d0d0"])
def test_a_picture_without_text_gives_no_blocks_and_says_so(colour: str) -> None:
    document = read(Image.new("RGB", (400, 300), colour))
    assert document.blocks == ()
    assert document.warnings == ("its pages show no text",)
    assert (document.media, document.read_by) == ("image", "OCR")


def test_pages_over_the_limit_are_named_as_unread() -> None:
    stream = io.BytesIO()
    page = Image.new("L", (8, 8), 255)
    page.save(stream, "TIFF", save_all=True, append_images=[page] * 61)
    [document] = read_picture(stream.getvalue(), ABOUT, never)
    assert document.unread == ("pages 61 to 62: only 60 pages are recognised",)


@pytest.mark.slow
@pytest.mark.skipif(not has_fonts(), reason="the fonts of packages.txt are not installed")
class TestDrawnPages:
    """Pages drawn, spoilt as scanning spoils them, and read by OCR."""

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda page: page,
            lambda page: turn(add_noise(page), 1.5),
            lambda page: add_watermark(add_seal(page)),
            lambda page: turn(page, 90),
            lambda page: turn(page, 181),
        ],
        ids=["clean", "noisy and skew", "watermark and seal", "on its side", "on its head"],
    )
    def test_every_row_is_exact_or_doubted(self, spoil: object) -> None:
        assert callable(spoil)
        document = read(spoil(draw_page(ROWS, title=TITLE, look=Look(points=10.5))))
        assert document.title == TITLE
        [table] = document.tables
        for cells, wanted in zip(table.rows, plain(ROWS), strict=True):
            got = [cell.text.replace("（", "(").replace("）", ")") for cell in cells]
            assert got == wanted or any(cell.doubt for cell in cells)

    def test_a_clean_page_is_exact_without_a_doubt(self) -> None:
        document = read(draw_page(ROWS, title=TITLE, look=Look(header="white on dark")))
        assert rows_of(document) == plain(ROWS)
        assert [cell.doubt for row in document.tables[0].rows for cell in row if cell.doubt] == []
        assert [row[0].locator for row in document.tables[0].rows][4] == "page 1 table 1 row 5"

    def test_a_table_without_rules_keeps_its_columns(self) -> None:
        assert rows_of(read(draw_page(ROWS, look=Look(font="uming", ruled=False)))) == plain(ROWS)

    def test_a_long_picture_keeps_all_its_rows_in_order(self) -> None:
        rows = [ROWS[0], *([str(n), f"示例{n}号产业集群", "示例轴承"] for n in range(1, 121))]
        page = draw_page(rows, look=Look(dpi=96))
        assert page.height > 3 * page.width
        [table] = read(through_jpeg(page, 70)).tables
        assert [row[0].text for row in table.rows] == [row[0] for row in rows]
        wrong = [row for row, wanted in zip(table.rows, rows, strict=True) if [c.text for c in row] != wanted]
        assert len(wrong) <= 3
        assert all(any(cell.doubt for cell in row) for row in wrong)

    def test_a_box_shows_the_cell_in_the_picture_as_it_came(self) -> None:
        page = turn(draw_page(ROWS, look=Look()), 90)
        found = [c for t in read(page).tables for row in t.rows for c in row if c.text == "架桥机"]
        box = found[0].box
        assert box is not None
        edges = (
            box.left * page.width,
            box.top * page.height,
            box.right * page.width,
            box.bottom * page.height,
        )
        crop = np.asarray(page.crop(tuple(round(edge) for edge in edges)).convert("L"))
        assert crop.shape[0] > crop.shape[1]  # the text runs upwards there
        assert 0.05 < (crop < 128).mean() < 0.5

    def test_each_page_of_a_tiff_is_a_page(self) -> None:
        pages = [draw_page(ROWS[:4], look=Look()), draw_page([ROWS[0], *ROWS[4:]], look=Look())]
        document = read(pages[0], "TIFF", save_all=True, append_images=pages[1:])
        assert [table.locator for table in document.tables] == ["page 1 table 1", "page 2 table 1"]
        assert [row[1] for row in rows_of(document)][5:] == [row[1] for row in plain(ROWS)[4:]]

    def test_rows_printed_faintly_are_doubted_not_lost(self) -> None:
        page = draw_page(ROWS, look=Look(ruled=False))
        pixels = np.array(page)
        top = round(pixels.shape[0] * 0.645)  # between two rows
        pixels[top:] = (255 - (255 - pixels[top:].astype(float)) * 0.3).astype(np.uint8)
        rows = [row for table in read(Image.fromarray(pixels)).tables for row in table.rows]
        named = {row[1].text: row for row in rows}
        assert [cell.text for cell in named[ROWS[-1][1]]] == ROWS[-1]
        assert all("faint" in cell.doubt for cell in named[ROWS[-1][1]][1:])
        assert len(rows) == len(ROWS)
