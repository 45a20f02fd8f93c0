"""Words and rules on pages to paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.read.document import Paragraph, Table
from tasks.read.printed.layout import Page, Rule, Word, lay_out
from tasks.read.printed.lines import unwrapped

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


def test_a_merged_cell_that_a_page_ends_within_is_filled_on_both_pages() -> None:
    xs = [50, 100, 200]

    def part(number: int, first: int, region: str) -> Page:
        """Two rows whose second column is one tall cell."""
        rules = [*(Rule(x, 100, x, 140) for x in xs), Rule(50, 100, 200, 100), Rule(50, 140, 200, 140)]
        words = [word(str(first), 60, 105), word(str(first + 1), 60, 125)]
        words += [word(region, 110, 115)] if region else []
        return page(words, [*rules, Rule(50, 120, 100, 120)], number=number)

    for regions in (("济南", ""), ("", "济南")):
        tables = lay_out([part(1, 1, regions[0]), part(2, 3, regions[1])])
        assert [texts(table) for table in tables if isinstance(table, Table)] == [
            [["1", "济南"], ["2", "济南"]],
            [["3", "济南"], ["4", "济南"]],
        ]


def test_a_blank_cell_under_a_merged_one_on_the_page_before_is_doubted_where_blanks_are_usual() -> None:
    xs, ys = [50, 100, 200], [100, 120, 140, 160]
    merged = [rule for rule in grid(xs, ys) if not (rule.level and rule.top > 130 and rule.top < 150)]
    words = [word("1", 60, 105), word("2", 60, 125), word("3", 60, 145), word("复核", 110, 135)]
    first = page(words, [*merged, Rule(50, 140, 100, 140)], number=1)
    second = page([word("4", 60, 105), word("5", 60, 125)], grid(xs, ys[:3]), number=2)
    table = lay_out([first, second])[1]
    assert isinstance(table, Table)
    assert table.rows[0][1].text == "" and "复核" in table.rows[0][1].doubt


def test_a_table_stays_whole_where_a_merged_cell_fills_the_page() -> None:
    left, right = grid([50, 100, 200], [100, 120, 140]), grid([300, 400], [100, 120, 140])
    words = [
        word("1", 60, 105),
        word("2", 60, 125),
        word("济南", 240, 115),
        word("甲", 320, 105),
        word("乙", 320, 125),
    ]
    assert texts(only_table(page(words, [*left, *right]))) == [
        ["1", "", "济南", "甲"],
        ["2", "", "济南", "乙"],
    ]


def test_text_that_stands_across_a_line_of_the_table_is_doubted() -> None:
    words = [word("1", 60, 105), word("示例机械制造有限公司", 105, 105)]
    table = only_table(page(words, grid([50, 100, 180, 260], [100, 120, 140])))
    assert "stands across a line" in table.rows[0][1].doubt


def test_a_frame_around_the_page_hides_no_table_in_it() -> None:
    frame = grid([20, 580], [20, 60, 780])
    words = [word("示例名单", 250, 35), word("1", 60, 105), word("示例甲", 105, 105)]
    blocks = lay_out([page(words, [*frame, *grid([50, 100, 300], [100, 120])])])
    assert [block.text if isinstance(block, Paragraph) else texts(block) for block in blocks] == [
        "示例名单",
        [["1", "示例甲"]],
    ]


def unruled(rows: Sequence[tuple[str, Sequence[str]]], *, pitch: float, line: float) -> list[Word]:
    """Rows of a number and a name in lines, the number in the middle of them."""
    words, top = [], 100.0
    for number, lines in rows:
        words += [word(text, 120, top + line * at) for at, text in enumerate(lines)]
        words.append(word(number, 55, top + line * (len(lines) - 1) / 2))
        words.append(word("济南", 400, top + line * (len(lines) - 1) / 2))
        top += line * (len(lines) - 1) + pitch
    return words


def test_the_lines_of_a_wrapped_cell_go_to_the_row_they_stand_around() -> None:
    rows = [
        ("1", ["示例甲有限公司"]),
        ("2", ["示例乙精密机械制造股份", "有限公司"]),
        ("3", ["示例丙", "精密机", "有限公司"]),
    ]
    head = [word("序号", 50, 75), word("名称", 120, 75), word("地区", 400, 75)]
    table = only_table(page([*head, *unruled(rows, pitch=22, line=13)]))
    assert [row[1].text for row in table.rows[1:]] == ["".join(lines) for _, lines in rows]


def test_a_heading_between_the_rows_of_an_unruled_table_is_a_row_of_its_own() -> None:
    words = [word("序号", 50, 80), word("名称", 120, 80), word("济南市(2个)", 50, 100)]
    words += [
        word("1", 55, 120),
        word("示例甲集群", 120, 120),
        word("2", 55, 140),
        word("示例乙集群", 120, 140),
    ]
    words += [word("青岛市(1个)", 50, 160), word("3", 55, 180), word("示例丙集群", 120, 180)]
    rows = texts(only_table(page(words)))
    assert (
        ["青岛市(1个)", "青岛市(1个)"] in rows and ["2", "示例乙集群"] in rows and ["3", "示例丙集群"] in rows
    )


def test_an_unruled_table_goes_on_over_the_page_by_its_numbers() -> None:
    first = [word("序号", 50, 700), word("名称", 120, 700), word("1", 55, 720), word("示例甲", 120, 720)]
    second = [word("2", 55, 60), word("示例乙", 120, 60)]
    tables = lay_out([page([*first, word("2", 55, 740), word("示例甲甲", 120, 740)]), page([], number=2)])
    assert len(tables) == 1
    tables = lay_out([page(first), page(second, number=2)])
    assert [texts(table)[-1] for table in tables if isinstance(table, Table)] == [
        ["1", "示例甲"],
        ["2", "示例乙"],
    ]


def test_the_signature_under_an_unruled_table_is_text() -> None:
    words = [word("序号", 50, 80), word("名称", 120, 80), word("1", 55, 100), word("示例甲集群", 120, 100)]
    words += [word("2", 55, 120), word("示例乙集群", 120, 120), word("示例省工业和信息化厅", 350, 140)]
    blocks = lay_out([page(words)])
    assert isinstance(blocks[-1], Paragraph) and blocks[-1].text == "示例省工业和信息化厅"


def test_a_doubt_of_a_word_stands_on_its_cell_and_its_paragraph() -> None:
    doubted = [
        Word("示例", 110, 105, 130, 115, "two readings differ"),
        Word("文字", 60, 300, 80, 310, "faint"),
    ]
    table, paragraph = lay_out([page([word("1", 60, 105), *doubted], grid([50, 100, 300], [100, 120]))])
    assert isinstance(table, Table) and table.rows[0][1].doubt == "two readings differ"
    assert isinstance(paragraph, Paragraph) and paragraph.doubt == "faint"


def test_codes_cut_by_the_cell_are_one_and_latin_words_keep_their_blank() -> None:
    assert unwrapped(["91370100MA3C", "8B2X7Q"]) == "91370100MA3C8B2X7Q"
    assert unwrapped(["Example Cluster", "Company Ltd"]) == "Example Cluster Company Ltd"
    assert unwrapped(["示例机械（集团）", "有限公司"]) == "示例机械（集团）有限公司"


names = st.text(alphabet="示例甲乙丙丁集群有限公司精密机械", min_size=1, max_size=14)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, names), min_size=1, max_size=20), st.booleans())
def test_no_word_of_a_ruled_page_is_lost_or_moved(rows: list[tuple[str, str]], shuffled: bool) -> None:
    ys = [60.0 + 20 * number for number in range(len(rows) + 1)]
    words = [
        word(text, x, 65 + 20 * number)
        for number, row in enumerate(rows)
        for x, text in zip((55, 255), row, strict=True)
    ]
    rules = grid([50, 250, 450], ys)
    if shuffled:
        words, rules = words[::-1], rules[::-1]
    assert texts(only_table(page(words, rules))) == [list(row) for row in rows]
