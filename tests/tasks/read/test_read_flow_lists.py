"""Lists and tables come out as a browser shows them, however they are laid."""

from __future__ import annotations

import pytest


def _page(markup):
    return f"<html><div id=zoom>{markup}</div></html>"


def _lines(document):
    return [paragraph.text for paragraph in document.paragraphs]


def _grids(document):
    return [[[cell.text for cell in row] for row in table.rows] for table in document.tables]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol reversed><li>甲集群<li>乙集群</ol>", ["2.甲集群", "1.乙集群"]),
        ('<ol><li>甲集群<li value="7">乙集群<li>丙集群</ol>', ["1.甲集群", "7.乙集群", "8.丙集群"]),
        ('<ol type="a" start="26"><li>甲集群<li>乙集群</ol>', ["z.甲集群", "aa.乙集群"]),
        ('<ol style="list-style-type: cjk-ideographic" start="10"><li>甲集群<li>乙集群</ol>', ["十、甲集群", "十一、乙集群"]),
        ('<ol type="I"><li>甲集群<ol><li>子集群</ol><li>乙集群</ol>', ["I.甲集群", "1.子集群", "II.乙集群"]),
        ("<ol><li>第一拖拉机股份有限公司<li>3M示例公司<li>（一）示例", ["1.第一拖拉机股份有限公司", "2.3M示例公司", "(一)示例"]),
        ("<ol><li><img src=x><li>乙集群</ol>", ["2.乙集群"]),
        ("<ul><li>甲集群<li>乙集群</ul>", ["甲集群", "乙集群"]),
        ("<dl><dt>示例市<dd>甲集群<dd>乙集群<dt>样例市<dd>丙集群</dl>", ["示例市", "甲集群", "乙集群", "样例市", "丙集群"]),
        ("1.甲集群<br>2.乙集群<br/><br>3.丙集群", ["1.甲集群", "2.乙集群", "3.丙集群"]),
        ("<!-- 暗 --><p>明<!-- 暗 --><![if !x]>处<![endif]></p>", ["明处"]),
    ],
)  # fmt: skip
def test_a_list_is_numbered_as_it_is_shown(read, markup, lines):
    assert _lines(read(_page(markup))) == lines


def test_columns_set_with_wide_blanks_are_a_table(read):
    rows = [
        "序号&nbsp;&nbsp;集群名称&nbsp;&nbsp;主要产业",
        "1&nbsp; &nbsp;甲集群&nbsp;&nbsp;&nbsp;机电 设备",
        "2　　乙集群　　纺织",
    ]
    document = read(_page("<p>名单如下：</p>" + "".join(f"<p>&emsp;&emsp;{row}</p>" for row in rows)))
    assert _grids(document) == [
        [["序号", "集群名称", "主要产业"], ["1", "甲集群", "机电 设备"], ["2", "乙集群", "纺织"]]
    ]
    assert _lines(document) == ["名单如下："]


def test_columns_in_a_pre_are_a_table(read):
    rows = ["序号  名称   产业", "1   甲集群  机电", "2\t乙集群\t纺织"]
    assert _grids(read(_page("<pre>" + "\n".join(rows) + "</pre>")))[0][2] == ["2", "乙集群", "纺织"]


def test_lines_that_happen_to_hold_wide_blanks_stay_lines(read):
    lines = ["联系人：某某&emsp;&emsp;电话：010-00000000", "示例厅&emsp;&emsp;示例局", "2026年3月4日"]
    assert len(_lines(read(_page("".join(f"<p>{line}</p>" for line in lines))))) == 3


def test_a_page_laid_out_by_a_table_of_one_row_flows(read):
    left, right = (
        "<p>左栏第一段。</p><p>左栏第二段文字，说明示例集群的来历和许多其他事项，直到这一栏够长为止。</p>"
        * 2,
        "<p>右栏</p>",
    )
    document = read(_page(f"<table><tr><td>{left}</td><td>{right}</td></tr></table>"))
    assert document.tables == () and _lines(document)[-1] == "右栏"


def test_prose_in_a_table_of_one_column_flows_and_names_stay_a_table(read):
    prose = "<table><tr><td>第一段话。第二句话。</td></tr><tr><td>又一段。还有一句。</td></tr></table>"
    names = (
        "<table><tr><td>企业名称</td></tr><tr><td>示例甲公司</td></tr><tr><td>示例乙公司</td></tr></table>"
    )
    document = read(_page(prose + names))
    assert len(_lines(document)) == 2 and _grids(document) == [[["企业名称"], ["示例甲公司"], ["示例乙公司"]]]


def test_a_small_table_in_a_cell_belongs_to_the_cell(read):
    inner = "<table><tr><td>产品甲</td><td>产品乙</td></tr></table>"
    rows = "".join(
        f"<tr><td>{n}</td><td>示例第{n}有限责任公司</td><td>{inner if n == 2 else '产品'}</td></tr>"
        for n in range(1, 6)
    )
    (grid,) = _grids(read(_page(f"<table>{rows}</table>")))
    assert len(grid) == 5 and grid[1] == ["2", "示例第2有限责任公司", "产品甲 产品乙"]


def test_each_table_of_a_list_split_over_several_keeps_its_rows(read):
    tables = "".join(f"<table><tr><td>{n}</td><td>示例{n}集群</td></tr></table>" for n in range(1, 4))
    assert [grid[0][1] for grid in _grids(read(_page(tables)))] == ["示例1集群", "示例2集群", "示例3集群"]


@pytest.mark.parametrize(
    "markup",
    ["<table><td>1<td>甲<tr><td>2<td>乙</table>", "<table><tr><td>1</div><td>甲</p><tr><td>2<td>乙</div></table>",
     "<table><thead><tr><td>1<td>甲</thead><tr><td>2<td>乙", "<table><tr><td>1<td>甲</tr></tr></tbody><tr><td>2<td>乙</table></table>"],
)  # fmt: skip
def test_broken_tables_keep_their_rows(read, markup):
    assert _grids(read(_page(markup))) == [[["1", "甲"], ["2", "乙"]]]


@pytest.mark.parametrize(
    "holder",
    ["<textarea style='display:none'>{}</textarea>", "<script type='text/html'>{}</script>", "<noscript>{}</noscript>",
     "<template>{}</template>", "<script type='text/template'>{}</script>"],
)  # fmt: skip
def test_a_body_that_waits_for_a_script_is_read(read, holder):
    body = "<p>根据示例办法的规定，经研究，现将示例集群名单予以公布，请各有关单位遵照执行，不得延误。</p><p>1.甲集群</p><p>2.乙集群</p>"
    escaped = body.replace("<", "&lt;") if "textarea" in holder else body
    document = read(
        f"<html><h1>关于公布示例名单的通知</h1><div id=zoom><div></div></div>{holder.format(escaped)}</html>"
    )
    assert _lines(document)[1:] == ["1.甲集群", "2.乙集群"]


def test_a_comment_form_is_no_body(read):
    page = (
        "<html><div id=zoom><p>现将示例集群名单予以公布，请各单位遵照执行。</p></div><textarea>&lt;p&gt;我来说一句"
        + "话" * 60
        + "</textarea></html>"
    )
    assert "我来说" not in repr(read(page))


def test_a_body_in_a_frame_is_named_as_unread(read):
    assert "frame" in read("<html><title>示例</title><iframe src='/real.html'></iframe></html>").unread[0]
