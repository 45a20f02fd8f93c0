"""What a sheet says besides its values is seen: forms of numbers, errors, hidden rows, pictures; in every kind of file."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlwt
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from config.errors import Unreadable
from tasks.read.about import About
from tasks.read.document import Document
from tasks.read.kind import Kind, find_kind
from tasks.read.office.sheet import read_workbook
from tests.tasks.read.written_files import xls_of, xlsx_of, zip_of

ABOUT = About("0" * 64, name="名单.xlsx")
HEADING = ["序号", "集群名称"]
LIST = [HEADING, [1, "示例市甲产业集群"], [2, "示例市乙产业集群"]]


def _read(body, inner=lambda body, about: ()):
    return read_workbook(body, ABOUT, inner)


def _cells(body):
    return [[(cell.text, bool(cell.doubt)) for cell in row] for row in _read(body)[0].tables[0].rows]


def _saved(book) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xlsx(change, rows=LIST) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    return _saved(book)


def _xls(change, rows=LIST) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("甲")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            sheet.write(y, x, value)
    change(sheet)
    return _saved(book)


def test_an_old_workbook_is_read_like_a_new_one():
    [old], [new] = _read(xls_of({"名单": LIST})), _read(xlsx_of({"名单": LIST}))
    assert old.tables == new.tables and (old.media, new.media) == ("xls", "xlsx")


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@pytest.mark.parametrize(
    ("value", "code", "text"),
    [(1, "000", "001"), (0.255, "0.0%", "25.5%"), (3, '"第"0"批"', "第3批"), (45000.5, "#,##0.00", "45,000.50"), (7, "0_ ", "7"), (7, "General", "7")],
)  # fmt: skip
def test_a_number_is_read_as_it_is_printed(kind, value, code, text):
    def new(sheet):
        sheet["A2"].value, sheet["A2"].number_format = value, code

    def old(sheet):
        sheet.write(5, 0, value, xlwt.easyxf(num_format_str=code))

    body = _xlsx(new) if kind == "xlsx" else _xls(old)
    [found] = {cell for row in _cells(body) for cell in row if cell[0] == text} or {("", False)}
    assert found == (text, False)


def test_a_form_that_is_not_known_is_doubted():
    def change(sheet):
        sheet["A2"].number_format = "0000-00-0"

    assert _cells(_xlsx(change))[1][0] == ("1", True)


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_an_error_is_printed_and_doubted(kind):
    def new(sheet):
        sheet["A2"].value, sheet["A2"].data_type = "#REF!", "e"

    def old(sheet):
        sheet.row(4).set_cell_error(0, "#REF!")

    cells = _cells(_xlsx(new) if kind == "xlsx" else _xls(old))
    assert ("#REF!", True) in [cell for row in cells for cell in row]


def test_a_formula_without_its_value_is_doubted():
    def change(sheet):
        sheet["B3"] = "=VLOOKUP(A3,X!A:B,2)"

    assert [cell[1] for row in _cells(_xlsx(change)) for cell in row] == [False] * 5 + [True]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_hidden_row_is_kept_and_doubted(kind):
    def new(sheet):
        sheet.row_dimensions[3].hidden = True

    def old(sheet):
        sheet.row(2).hidden = True

    cells = _cells(_xlsx(new) if kind == "xlsx" else _xls(old))
    assert cells[2] == [("2", True), ("示例市乙产业集群", True)] and not cells[1][1][1]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_hidden_column_is_left_out_and_said(kind):
    def new(sheet):
        sheet.column_dimensions["A"].hidden = True

    def old(sheet):
        sheet.col(0).hidden = True

    [document] = _read(_xlsx(new) if kind == "xlsx" else _xls(old))
    assert [[cell.text for cell in row] for row in document.tables[0].rows][1] == ["示例市甲产业集群"]
    assert document.tables[0].rows[1][0].locator == "sheet 1!B2"
    assert document.warnings == ("sheet 1: hidden column A was left out",)


def test_a_text_under_a_merged_cell_is_doubted(remade):
    body = _xlsx(lambda sheet: sheet.merge_cells("B2:B3"))
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    hidden = xml.replace(
        "</c></row></sheetData>", '</c><c r="B3" t="inlineStr"><is><t>样例</t></is></c></row></sheetData>'
    )
    assert hidden != xml
    assert _cells(remade(body, "xl/worksheets/sheet1.xml", hidden.encode()))[2][1] == (
        "示例市甲产业集群",
        True,
    )


def _picture(width: int, height: int) -> SheetImage:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(stream, "png")
    return SheetImage(stream)


def test_a_picture_on_a_sheet_is_read_and_a_small_one_is_not():
    def change(sheet):
        sheet.add_image(_picture(600, 400), "D1")
        sheet.add_image(_picture(20, 20), "D9")

    def inner(body, about):
        return (Document(sha256=about.sha256, media="image", title="", blocks=(), inside=about.inside[-1]),)

    main, picture = _read(_xlsx(change), inner)
    assert picture.inside == "xl/media/image1.png" and find_kind(_xlsx(change)) is Kind.SHEET
    assert main.warnings == ("a small picture (xl/media/image2.png, 20 x 20) was left out",)


def test_a_picture_that_cannot_be_read_holds_the_list():
    def inner(body, about):
        raise Unreadable(about.label, "it is blurred")

    [main] = _read(_xlsx(lambda sheet: sheet.add_image(_picture(600, 400), "D1")), inner)
    assert main.unread == ("xl/media/image1.png: it is blurred",)


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet><table:table table:name="名单">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def _ods(*rows: str) -> bytes:
    mark = "application/vnd.oasis.opendocument.spreadsheet"
    return zip_of({"mimetype": mark.encode(), "content.xml": ODS.format("".join(rows)).encode()})


def _row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def _cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def test_an_open_spreadsheet_is_read_as_it_is_printed():
    body = _ods(
        _row(_cell("名单", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>"),
        _row(_cell("001"), _cell("甲", 'table:number-rows-spanned="2"')),
        _row(_cell("002"), "<table:covered-table-cell/>"),
        _row(_cell("003"), _cell("乙"), more='table:visibility="filter"'),
        _row("<table:table-cell/>", more='table:number-rows-repeated="1048570"'),
    )
    assert find_kind(body) is Kind.SHEET
    assert _cells(body) == [
        [("名单", False), ("名单", False)],
        [("001", False), ("甲", False)],
        [("002", False), ("甲", False)],
        [("003", True), ("乙", True)],
    ]


def test_an_open_spreadsheet_beyond_the_limits_is_refused():
    with pytest.raises(Unreadable, match="20000 rows"):
        _read(_ods(_row(_cell("甲"), more='table:number-rows-repeated="1048570"')))


def test_what_one_reader_refuses_the_other_reads(remade):
    body = _xlsx(lambda sheet: sheet.merge_cells("B2:B3"))
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    odd = remade(
        body,
        "xl/worksheets/sheet1.xml",
        xml.replace('<c r="A2" t="n"><v>1</v>', '<c r="A2" t="n"><v> 1 </v>').encode(),
    )
    assert _cells(odd)[1] == [("1", False), ("示例市甲产业集群", False)]
