"""A workbook written as one XML file is read like any other."""

from __future__ import annotations

import pytest

from config.errors import Unreadable
from tasks.read.about import About
from tasks.read.kind import Kind, find_kind
from tasks.read.office.sheet import read_workbook

HEAD = (
    '<?xml version="1.0" encoding="{}"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
)


def _cell(text: object, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def _row(*cells: str, more: str = "") -> str:
    return f"<Row {more}>{''.join(cells)}</Row>"


def _book(*rows: str, encoding: str = "utf-8", more: str = "") -> bytes:
    body = f'<Worksheet ss:Name="名单"><Table>{"".join(rows)}</Table>{more}</Worksheet></Workbook>'
    return (HEAD.format(encoding) + body).encode(encoding)


def _read(body: bytes):
    [document] = read_workbook(body, About("0" * 64, name="名单.xls"), lambda body, about: ())
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_a_list_is_read_with_its_references(encoding):
    body = _book(
        _row(_cell("示例集群名单", more='ss:MergeAcross="1"')),
        _row(_cell("序号"), _cell("名称"), more='ss:Index="3"'),
        _row(_cell(1, "Number"), _cell("甲", more='ss:MergeDown="1"')),
        _row(_cell(2, "Number")),
        encoding=encoding,
    )
    document = _read(body)
    assert find_kind(body) is Kind.OFFICE_XML and document.media == "xls" and document.title == "示例集群名单"
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["示例集群名单"] * 2, ["", ""], ["序号", "名称"], ["1", "甲"], ["2", "甲"],
    ]  # fmt: skip
    assert document.tables[0].rows[3][1].locator == "sheet 1!B4"


def test_what_is_not_sure_is_doubted():
    body = _book(
        _row(_cell("甲"), _cell("#REF!", "Error"), '<Cell ss:Formula="=A1"/>'),
        _row(_cell("乙"), _cell("丙", more='ss:Index="3"'), more='ss:Hidden="1"'),
        _row(_cell("2023-10-18T00:00:00.000", "DateTime")),
    )
    rows = _read(body).tables[0].rows
    assert [[(cell.text, bool(cell.doubt)) for cell in row] for row in rows] == [
        [("甲", False), ("#REF!", True), ("", True)],
        [("乙", True), ("", False), ("丙", True)],
        [("2023-10-18", False), ("", False), ("", False)],
    ]


def test_a_hidden_sheet_is_left_out_and_said():
    hidden = '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
    document = _read(_book(_row(_cell("甲")), more=hidden))
    assert document.blocks == () and "hidden sheet 1 (名单) was left out" in document.warnings


def test_a_cell_too_far_out_is_refused():
    with pytest.raises(Unreadable, match="20000 rows"):
        _read(_book(_row(_cell("甲"), more='ss:Index="99999"')))
