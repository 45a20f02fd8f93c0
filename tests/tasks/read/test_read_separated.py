"""Separated values give one table, whatever separates them and whoever wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import Unreadable
from tasks.read.about import About
from tasks.read.kind import Kind, find_kind
from tasks.read.mending.characters import even, lines_of
from tasks.read.office.separated import find_delimiter, read_separated
from tests.tasks.read.written_files import csv_of

HEADING = ["序号", "集群名称", "所在地区"]


def _read(body: bytes):
    [document] = read_separated(body, About("0" * 64, name="名单.csv"), lambda body, about: ())
    return document


def _grid(document):
    return [[cell.text for cell in row] for row in document.tables[0].rows]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_list_is_read_whatever_separates_it(delimiter, encoding):
    rows = [HEADING, ["1", "示例市甲产业集群", "示例省"], ["2", "示例市乙产业集群", "示例省"]]
    body = csv_of(rows, delimiter=delimiter, encoding=encoding)
    document = _read(body)
    assert find_kind(body) is Kind.CSV and document.media == "csv" and document.read_by == "CSV"
    assert _grid(document) == rows
    assert document.tables[0].rows[2][1].locator == "row 3"


def test_quoted_cells_keep_their_commas_quotes_and_lines():
    rows = [HEADING, ["1", '甲,"乙"', "丙\n丁"], ["2", "戊", "己"]]
    assert _grid(_read(csv_of(rows))) == rows


def test_a_line_above_the_heading_is_the_title_and_an_appendix_number_is_not():
    document = _read(
        csv_of([["附件1", "", ""], ["示例集群名单", "", ""], HEADING, ["1", "甲", "乙"], ["2", "丙", ""]])
    )
    assert document.title == "示例集群名单" and document.tables[0].rows[3][1].locator == "row 4"


def test_empty_lines_are_counted_but_give_no_row():
    table = _read("序号,名称\n\n1,甲\n,\n2,乙\n".encode()).tables[0]
    assert [row[1].locator for row in table.rows] == ["row 1", "row 3", "row 5"]


def test_a_mark_that_never_closes_swallows_no_row_and_is_doubted():
    table = _read('序号,名称\n1,"甲\n2,乙\n3,丙\n'.encode()).tables[0]
    assert [row[1].text for row in table.rows] == ["名称", '"甲', "乙", "丙"]
    assert [bool(row[1].doubt) for row in table.rows] == [False, True, False, False]


def test_a_code_that_a_spreadsheet_rounded_is_doubted():
    table = _read("序号,代码\n1,9.13302E+17\n2,913302000000000000\n".encode()).tables[0]
    assert table.rows[1][1].doubt and not table.rows[2][1].doubt


@pytest.mark.parametrize(
    "text",
    [
        "各市工业和信息化局,各有关单位:\n现将名单公布,请遵照执行。\n附件,名单\n",
        "企业名称,产品\n",
        "",
        "序号 名称\n1 甲\n2 乙\n",
        "一是企业,二是单位。\n三是,四是,五是\n六\n七,八\n",
    ],
)
def test_prose_is_no_table(text):
    assert find_delimiter(text) == ""


@pytest.mark.parametrize(("rows", "width"), [(20_002, 2), (3, 501)])
def test_a_table_beyond_the_limits_is_refused(rows, width):
    with pytest.raises(Unreadable, match="20000 rows or 500 columns"):
        _read(csv_of([["序号", *["名称"] * (width - 1)], *[["1"] * width] * rows]))


CELLS = st.text("abc0123,;\"' \n", max_size=8)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=20))
def test_what_was_written_is_read(rows):
    wanted = [["\n".join(lines_of(even(cell))) for cell in row] for row in rows]
    assert _grid(_read(csv_of([HEADING, *rows])))[1:] == [row for row in wanted if any(row)]
