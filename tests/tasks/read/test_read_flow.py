"""Elements become lines and tables as a reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import Unreadable
from tasks.read.web.grid import Spanning, expand, read_span


def _grid(document):
    return [[cell.text for cell in row] for row in document.tables[0].rows]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>其一</p>其二<br>其三<div>其<span>四</span></div>", ["其一", "其二", "其三", "其四"]),
        ("<ol><li>甲集群</li><li>乙集群</li></ol>", ["1.甲集群", "2.乙集群"]),
        ('<ol start="3"><li>甲集群</li><li>4.乙集群</li></ol>', ["3.甲集群", "4.乙集群"]),
        ('<ol style="list-style:none"><li>甲集群</li></ol>', ["甲集群"]),
        ("<pre>一\n二</pre>", ["一", "二"]),
        ("<p>示&nbsp;例\u200b集群</p>", ["示 例集群"]),
        ("<table><tr><td>只有一格<p>两段</p></td></tr></table>", ["只有一格", "两段"]),
        (
            '<p style="font-size:0">暗</p><p aria-hidden="true">暗</p><p style="width:0;height:0;overflow:hidden">暗</p>明',
            ["明"],
        ),
        ('<p style="position:absolute;left:-9999px">暗</p><p style="margin-left:-10px">明</p>', ["明"]),
        ("<script>暗</script><style>暗</style><template>暗</template><noscript>暗</noscript>明", ["明"]),
        ("&lt;不是标签&gt; a &lt; b", ["<不是标签> a < b"]),
    ],
)
def test_lines_part_where_a_reader_sees_them_part(read, markup, lines):
    assert [p.text for p in read(f"<html><div id=zoom>{markup}</div></html>").paragraphs] == lines


def test_a_table_inside_a_layout_table_is_a_table(read):
    inner = "<table><tr><td>1</td><td>甲</td></tr><tr><td>2</td><td>乙</td></tr></table>"
    document = read(
        f"<html><div id=zoom><table><tr><td>左</td><td><p>前言</p>{inner}</td></tr></table></div></html>"
    )
    assert _grid(document) == [["1", "甲"], ["2", "乙"]]
    assert [p.text for p in document.paragraphs] == ["左", "前言"]


def test_spans_fill_what_they_cover_with_the_place_they_began(read):
    rows = "<tr><td rowspan=2>示例市</td><td>甲</td></tr><tr><td>乙</td></tr><tr><td colspan=2>合计</td></tr>"
    table = read(f"<html><div id=zoom><table>{rows}</table></div></html>").tables[0]
    assert [[c.text for c in row] for row in table.rows] == [
        ["示例市", "甲"],
        ["示例市", "乙"],
        ["合计", "合计"],
    ]
    assert table.rows[1][0].locator == "table 1 row 1" and table.rows[1][1].locator == "table 1 row 2"


@pytest.mark.parametrize(
    "span",
    [
        'colspan="200000"',
        'rowspan="99"',
        'rowspan="2%"',
        'colspan="-1"',
        'rowspan="0" colspan="0"',
        'colspan="x"',
    ],
)
def test_wild_spans_neither_widen_nor_break_a_table(read, span):
    rows = f"<tr><td>1</td><td {span}>甲</td></tr><tr><td>2</td></tr><tr><td>3</td></tr>"
    grid = _grid(read(f"<html><div id=zoom><table>{rows}</table></div></html>"))
    assert [row[0] for row in grid] == ["1", "2", "3"] and all(len(row) == 2 for row in grid)


def test_broken_table_markup_keeps_its_rows(read):
    assert _grid(read("<html><div id=zoom><table><td>1<td>甲<tr><td>2<td>乙</div></html>")) == [
        ["1", "甲"],
        ["2", "乙"],
    ]


def test_hidden_rows_and_cells_are_left_out(read):
    rows = "<tr><td>1</td><td>甲</td></tr><tr style='display: none'><td>9</td><td>暗</td></tr><tr><td hidden>x</td><td>2</td><td>乙</td></tr>"
    assert _grid(read(f"<html><div id=zoom><table>{rows}</table></div></html>")) == [["1", "甲"], ["2", "乙"]]


def test_spans_that_make_too_many_cells_are_refused():
    rows = [[Spanning("x", 5000, 100) for _ in range(30)] for _ in range(1)] + [
        [Spanning("y")] for _ in range(4000)
    ]
    with pytest.raises(Unreadable, match="more than 1000000 cells"):
        expand(rows, place="table 1", about="page")


def test_a_span_of_zero_rows_reaches_to_the_end():
    assert read_span("0", 5000) == 5000 and read_span("0", 100) == 1 and read_span(None, 100) == 1


cells = st.builds(Spanning, st.text("甲乙丙", max_size=2), st.integers(1, 4), st.integers(1, 4))


@given(st.lists(st.lists(cells, max_size=5), max_size=8))
def test_every_row_gets_the_same_number_of_cells_and_no_text_is_lost(rows):
    grid = expand(rows, place="table 1", about="page")
    assert len(grid) == len(rows) and len({len(row) for row in grid}) <= 1
    assert {cell.text for row in rows for cell in row if cell.text} <= {
        cell.text for row in grid for cell in row
    }
