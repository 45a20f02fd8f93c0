"""Spreadsheets give tables whose cells know their true reference."""

from __future__ import annotations

import datetime

import pytest

from config.errors import Unreadable


def _grid(document, number=0):
    return [[cell.text for cell in row] for row in document.tables[number].rows]


def test_a_list_is_read_with_its_references(read, workbook):
    document = read(
        workbook([["序号", "集群名称"], [1, "示例市一号集群"], [2.0, "示例市二号集群"]]), name="附件.xlsx"
    )
    assert document.media == "xlsx" and document.name == "附件.xlsx"
    assert _grid(document) == [["序号", "集群名称"], ["1", "示例市一号集群"], ["2", "示例市二号集群"]]
    assert document.tables[0].rows[2][1].locator == "sheet 1!B3" and document.tables[0].name == "Sheet"


def test_references_are_true_where_rows_and_columns_lead_blank(read, workbook):
    def place(book):
        book.active["AB7"] = "示例集群"

    assert read(workbook([], place)).tables[0].rows[0][0].locator == "sheet 1!AB7"


def test_merged_cells_are_filled_from_their_top_left(read, workbook):
    def merge(book):
        book.active.merge_cells("A1:B1")
        book.active.merge_cells("A2:A3")

    table = read(
        workbook([["示例集群名单", None], ["示例市", "甲"], [None, "乙"], ["", "丙"]], merge)
    ).tables[0]
    assert [[c.text for c in row] for row in table.rows] == [
        ["示例集群名单"] * 2,
        ["示例市", "甲"],
        ["示例市", "乙"],
        ["", "丙"],
    ]
    assert table.rows[2][0].locator == "sheet 1!A2"


def test_a_line_alone_above_the_list_is_the_title(read, workbook):
    assert (
        read(workbook([["附件1"], ["示例集群\n名单"], ["序号", "名称"], [1, "甲"]])).title == "示例集群名单"
    )
    assert read(workbook([["序号", "名称"], [1, "甲"]])).title == ""


def test_hidden_sheets_are_left_out_with_a_warning_and_numbers_stay(read, workbook):
    def hide(book):
        book.create_sheet("藏").append(["暗"])
        book["藏"].sheet_state = "hidden"
        book.create_sheet("第三").append(["丙", "丁"])

    document = read(workbook([["甲", "乙"]], hide))
    assert [table.locator for table in document.tables] == ["sheet 1", "sheet 3"]
    assert document.warnings == ("hidden sheet 2 (藏) was left out",)


def test_values_are_written_as_a_person_reads_them(read, workbook):
    values = [
        2.5,
        True,
        datetime.date(2023, 10, 18),
        datetime.datetime(2023, 1, 2, 3, 4),  # noqa: DTZ001 -- a workbook knows no zone
        "全角（１）\u200b",
        "一\n 二",
    ]
    assert _grid(read(workbook([values]))) == [
        ["2.5", "TRUE", "2023-10-18", "2023-01-02 03:04:00", "全角(1)", "一\n二"]
    ]


def test_numbers_too_long_for_a_sheet_are_doubted(read, workbook):
    table = read(
        workbook([["代码"], [91_000_000_000_000_000_123], ["91000000000000000A"], [0.1 + 0.2]])
    ).tables[0]
    assert ["15 digits" in row[0].doubt for row in table.rows] == [False, True, False, False]
    assert table.rows[3][0].text == "0.3"


def test_a_garbled_sheet_is_mended(read, workbook, garbled):
    names = ["示例县优势产业集群", "示例区电机制造集群", "示例县关键种业园区"]
    document = read(workbook([[garbled(name)] for name in names]))
    assert [row[0] for row in _grid(document)] == names and document.garble.converted


def test_an_empty_workbook_says_so(read, workbook):
    document = read(workbook([]))
    assert document.blocks == () and document.warnings == ("no filled sheet was found",)


def test_the_same_workbook_gives_the_same_document(read, workbook):
    body = workbook([["序号"], [1]])
    assert read(body) == read(body)


def test_a_workbook_with_a_password_is_named(read):
    body = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(1000)
    )
    with pytest.raises(Unreadable, match="password"):
        read(body)


def test_a_broken_old_workbook_is_unreadable(read):
    body = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "Workbook".encode("utf-16-le") + bytes(1000)
    with pytest.raises(Unreadable):
        read(body)
