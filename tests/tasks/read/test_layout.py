"""Words and rules on pages to paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.read.document import Paragraph, Table
from tasks.read.layout import Page, Rule, Word, lay_out

SIZE = 10.0


def word(text: str, left: float, top: float, *, size: float = SIZE) -> Word:
    """A word as wide as its characters: Chinese ones square, others half as wide."""
    width = sum(size if ord(char) > 255 else size / 2 for char in text)
    return Word(text, left, top, left + width, top + size)


def page(words: Sequence[Word], rules: Sequence[Rule] = (), *, number: int = 1) -> Page:
    return Page(number, 600, 800, tuple(words), tuple(rules))


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    return [
        *(Rule(x - 0.25, ys[0], x + 0.25, ys[-1]) for x in xs),
        *(Rule(xs[0], y - 0.25, xs[-1], y + 0.25) for y in ys),
    ]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def only_table(*pages: Page) -> Table:
    [table] = [block for block in lay_out(pages) if isinstance(block, Table)]
    return table


def test_words_go_into_the_cells_that_their_centres_stand_in() -> None:
    words = [word("序号", 55, 105), word("名称", 105, 105), word("1", 60, 125), word("示例甲", 105, 125)]
    table = only_table(page(words, grid([50, 100, 300], [100, 120, 140])))
    assert texts(table) == [["序号", "名称"], ["1", "示例甲"]]
    assert table.rows[1][1].locator == "page 1 table 1 row 2"


def test_a_cell_without_an_inner_border_is_repeated_over_the_places_it_covers() -> None:
    rules = [
        *(Rule(x, 100, x + 0.5, 160) for x in (50, 100, 200)),
        *(Rule(50, y, 200, y + 0.5) for y in (100, 120, 160)),
        Rule(50, 140, 100, 140.5),
    ]
    words = [
        word("号", 60, 105),
        word("市", 120, 105),
        word("1", 60, 125),
        word("2", 60, 145),
        word("济南", 120, 135),
    ]
    assert texts(only_table(page(words, rules))) == [["号", "市"], ["1", "济南"], ["2", "济南"]]


def test_an_unruled_table_is_told_by_its_serial_numbers() -> None:
    words = [
        word("示例名单", 260, 60, size=16),
        word("序号", 50, 100),
        word("企业名称", 120, 100),
        word("地区", 400, 100),
    ]
    for number in range(1, 6):
        top = 100 + 25 * number
        words += [
            word(str(number), 55, top),
            word(f"示例企业{number}号有限公司", 120, top),
            word("济南", 400, top),
        ]
    first, table = lay_out([page(words)])
    assert isinstance(first, Paragraph) and first.text == "示例名单"
    assert isinstance(table, Table) and texts(table)[0] == ["序号", "企业名称", "地区"]
    assert texts(table)[5] == ["5", "示例企业5号有限公司", "济南"]


def test_text_above_between_and_below_tables_keeps_its_order() -> None:
    rules = [*grid([50, 100, 300], [100, 120, 140]), *grid([50, 100, 300], [200, 220, 240])]
    words = [
        word("上", 60, 80),
        word("1", 60, 105),
        word("间", 60, 170),
        word("2", 60, 205),
        word("下", 60, 300),
    ]
    kinds = [
        block.text if isinstance(block, Paragraph) else block.locator
        for block in lay_out([page(words, rules)])
    ]
    assert kinds == ["上", "page 1 table 1", "间", "page 1 table 2", "下"]


def test_full_lines_are_one_paragraph_and_an_indent_begins_another() -> None:
    full = "示" * 50
    words = [
        word(full, 70, 100),
        word(full + "示示", 50, 115),
        word("例。", 50, 130),
        word("第二段。", 70, 145),
    ]
    assert [block.text for block in lay_out([page(words)]) if isinstance(block, Paragraph)] == [
        full + full + "示示例。",
        "第二段。",
    ]


def test_page_numbers_and_heads_that_repeat_part_no_table() -> None:
    pages = []
    for number in (1, 2):
        words = [word("示例省工信厅", 260, 30), word(f"— {number} —", 280, 770)]
        words += [word(str(number), 60, 105), word(f"示例{number}", 120, 105)]
        pages.append(page(words, grid([50, 100, 300], [100, 120]), number=number))
    blocks = lay_out(pages)
    assert [type(block) for block in blocks] == [Paragraph, Table, Table]


def test_a_row_cut_by_the_end_of_a_page_is_one_row() -> None:
    xs = [50, 100, 300]
    upper = page([word("9", 60, 705), word("示例机械制造", 105, 705)], grid(xs, [700, 720]), number=1)
    lower_words = [word("有限公司", 105, 45), word("10", 60, 65), word("示例电子", 105, 65)]
    lower = page(lower_words, grid(xs, [40, 60, 80]), number=2)
    first, second = lay_out([upper, lower])
    assert isinstance(first, Table) and texts(first) == [["9", "示例机械制造有限公司"]]
    assert isinstance(second, Table) and second.rows[0][0].locator == "page 2 table 1 row 2"
