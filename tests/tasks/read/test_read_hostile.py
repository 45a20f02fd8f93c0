"""What was built to hurt a reader ends in one clear refusal, soon, and takes nothing else with it."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import Unreadable

SHEET = "xl/worksheets/sheet1.xml"
XML = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'

SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{}</t></si></sst>'


@pytest.fixture(autouse=True)
def soon():
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 8


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<div>" * 20_000 + "深", "nested"),
        ("<table><tr><td>" * 20_000 + "深", "nested"),
        ("".join(f"<p><font color={n}>" for n in range(50_000)), "left open"),
        ("<table>" + "<p><font>" * 40_000, "nested"),
        ("<html><p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>", "attributes"),
        ("<html>" + "<p>" * 1_000_001, "tags"),
        ("<html><p>" + "字" * (31 * 2**20), "characters"),
    ],
)
def test_a_page_that_would_choke_the_parser_is_refused(read, page, reason):
    with pytest.raises(Unreadable, match=reason):
        read("<html>" + page)


@pytest.mark.parametrize(
    "page",
    ["<!--" * 50_000, "<a <a" * 50_000, '<a "' * 50_001, "<script>" * 20_000, "<td><font>x" * 30_000, "&lt;" * 100_000, "</div>" * 100_000,
     "<div " + 'x="' * 30_000, "<ol>" * 1_500 + "<li>x", "<p>" + "(ā)" * 50_000, "<p>" + "關(" * 50_000, "\u200b" * 500_000,
     '<script>"content":"<' + "\\" * 100_001, "来源：" * 50_000, "，" * 99_999 + "。", "&amp;" + "amp;" * 50_000, "<p>" + " " * 300_000 + "\u00a0x",
     "<p>" + "\u00a0 " * 50_000, "<pre>" + "\t" * 100_000, "é›†" * 50_000, "闆嗙兢" * 30_000 + "\ud7ff", "綠" + "(lv)" * 50_000, "共有(" + "a" * 100_000,
     "?" * 100_000, "集?" * 50_000, "<table><tr><td>1<td>" * 700 + "深", "<textarea>" + "&lt;p&gt;字" * 50_000, "8 [/ S% c2 ^<br>" * 20_000,
     "字<br>" * 50_000, "<ol start=999999999 type=a reversed>" + "<li>x" * 20_000, "。</p><p>" * 50_000, "<title>" + " - " * 50_000, "2023年" * 50_000],
)  # fmt: skip
def test_a_strange_page_is_read_or_refused_in_time(read, page):
    with contextlib.suppress(Unreadable):
        read("<html><body>正文" + page)


def test_a_sloppy_table_of_unclosed_formatting_is_read(read):
    rows = "".join(f"<tr><td><font size=2>{n}<td><b><font color=red>示例{n}集群" for n in range(3_000))
    assert len(read(f"<html><div id=zoom><table>{rows}</table></div></html>").tables[0].rows) == 3_000


def test_a_list_of_three_thousand_rows_is_read_within_a_second(read):
    rows = "".join(
        f"<tr><td>{n}</td><td>示例{n}集群</td><td>示例市</td><td>示例省</td><td>x{n}</td></tr>"
        for n in range(3_000)
    )
    began = time.process_time()
    table = read(f"<html><div id=zoom><table>{rows}</table></div></html>").tables[0]
    assert len(table.rows) == 3_000 and time.process_time() - began < 1.0


def test_a_cell_in_the_last_corner_is_refused(read, workbook, remade):
    cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    with pytest.raises(Unreadable, match="XFD1048576"):
        read(remade(workbook([["x"]]), SHEET, XML.format(cell).encode()))


def test_the_corner_hidden_from_the_first_look_kills_only_the_child(read, workbook, remade):
    cell = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>'
    with pytest.raises(Unreadable):
        read(remade(workbook([["x"]]), SHEET, XML.format(cell).encode()))


def test_blank_styled_cells_far_out_do_no_harm(read, workbook, remade):
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert read(remade(workbook([["x"]]), SHEET, XML.format(cells).encode())).tables[0].rows[0][0].text == "1"


@pytest.mark.parametrize(("size", "reason"), [(210 * 2**20, "210 MB"), (20 * 2**20, "zip bomb")])
def test_a_bomb_is_refused_before_it_is_opened(read, workbook, remade, size, reason):
    with pytest.raises(Unreadable, match=reason):
        read(remade(workbook([["x"]]), SHEET, bytes(size)))


def test_a_package_of_too_many_members_is_refused(read):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for number in range(1_200):
            package.writestr(f"xl/workbook.xml{number}", b"")
    with pytest.raises(Unreadable, match="1200 members"):
        read(stream.getvalue())


def test_a_workbook_cut_off_anywhere_is_unreadable(read, workbook):
    body = workbook([["序号", "名称"]] * 50)
    for part in (0.3, 0.7, 0.95):
        with pytest.raises(Unreadable):
            read(body[: int(len(body) * part)])


def test_merged_ranges_without_end_are_refused(read, workbook, remade):
    merged = "".join('<mergeCell ref="A1:SF1000"/>' for _ in range(20))
    xml = XML.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="1000"><c r="SF1000"><v>1</v></c></row>')
    xml = xml.replace("</worksheet>", f'<mergeCells count="20">{merged}</mergeCells></worksheet>')
    with pytest.raises(Unreadable, match="merged"):
        read(remade(workbook([["x"]]), SHEET, xml.encode()))


def test_one_long_text_in_every_cell_kills_only_the_child(read, workbook, remade):
    rows = "".join(
        f'<row r="{y}">' + "".join(f'<c r="{x}{y}" t="s"><v>0</v></c>' for x in "ABCDEFGHIJ") + "</row>"
        for y in range(1, 10_001)
    )
    body = remade(workbook([["示例"]]), SHEET, XML.format(rows).encode())
    body = remade(body, "xl/sharedStrings.xml", SST.format("x" * 400_000).encode())
    with pytest.raises(Unreadable, match="memory"):
        read(body)


PIECES = [
    *"<>/=\"'& \n甲(ā)関關",
    "<table>",
    "<td rowspan=3>",
    "<tr>",
    "<p>",
    "</",
    "<!--",
    "来源：",
    "相关新闻",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_markup_becomes_a_document(read, text):
    document = read("<html><body>正" + text)
    assert all(len({len(row) for row in table.rows}) == 1 for table in document.tables)
