"""Workbooks, Word files and separated values that were cut, damaged or blown up say so, in words and in time."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from config.errors import Unreadable
from tasks.read.document import Document
from tests.tasks.read.ofd_writer import ofd_of
from tests.tasks.read.written_files import docx_of, xls_of, xlsx_of

Read = Callable[..., Document]
Remade = Callable[[bytes, str, bytes], bytes]
SHEET = "xl/worksheets/sheet1.xml"
XML = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
ROWS = [["序号", "集群名称", "省份"], *([str(n), f"示例{n}产业集群", "示例省"] for n in range(1, 61))]
LINES = "".join(",".join(row) + "\r\n" for row in ROWS)


def test_a_cell_in_the_far_corner_of_what_is_read_costs_no_memory(read: Read, remade: Remade) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="20000"><c r="SF20000"><v>1</v></c></row>'
    began = time.monotonic()
    with pytest.raises(Unreadable, match="rows of 499 columns, which is too much"):
        read(remade(xlsx_of({"示例": [["x"]]}), SHEET, XML.format(cells).encode()))
    assert time.monotonic() - began < 5


def test_blanks_around_a_formula_take_no_minutes(read: Read, remade: Remade) -> None:
    cells = f'<row r="1"><c r="A1">{" " * 100_000}<f/>{" " * 100_000}<x/></c></row>'
    packed = remade(xlsx_of({"示例": [["x"]]}), SHEET, b"<x/>")
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            new.writestr(name, XML.format(cells) if name == SHEET else old.read(name))
    began = time.monotonic()
    assert not read(stored.getvalue()).tables and time.monotonic() - began < 3


@pytest.mark.parametrize("xml", ["<worksheet><sheetData><row", "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + XML.format(
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>')])  # fmt: skip
def test_xml_that_both_readers_refuse_is_broken(read: Read, remade: Remade, xml: str) -> None:
    with pytest.raises(Unreadable, match="the workbook is broken"):
        read(remade(xlsx_of({"示例": [["x"]]}), SHEET, xml.encode()))


def test_zeroes_in_an_old_workbook_do_not_end_the_list_early(read: Read) -> None:
    body = xls_of({"示例": ROWS})
    at = body.rindex(b"\xfd\x00\x0a\x00") - 14 * 30  # cells of text, one after the other
    with pytest.raises(Unreadable, match="zeroes stand where a record should"):
        read(body[:at] + bytes(140) + body[at + 140 :])


@pytest.mark.parametrize("end", [len(LINES) - 9, len(LINES) - 14])
def test_separated_values_cut_in_the_middle_of_a_line_are_not_whole(read: Read, end: int) -> None:
    cut = read(LINES.encode()[: len(LINES.encode()) - len(LINES[end:].encode())])
    assert any("cut off" in part for part in cut.unread)


@pytest.mark.parametrize("text", [LINES, LINES.rstrip(), LINES + "合计,60\r\n", LINES + "\r\n"])
def test_separated_values_that_end_as_they_may_are_whole(read: Read, text: str) -> None:
    assert not read(text).unread


def test_separated_values_of_too_many_cells_are_refused_soon(read: Read) -> None:
    began = time.monotonic()
    with pytest.raises(Unreadable, match="which is too much"):
        read("序号,名称" + ",x" * 490 + "\n" + ("1,示例" + ",x" * 490 + "\n") * 4_100)
    assert time.monotonic() - began < 5


def test_a_part_without_a_name_stands_for_no_other(read: Read, remade: Remade) -> None:
    assert len(read(remade(docx_of("示例", [ROWS]), "/", b"x")).tables[0].rows) == 61


def test_a_part_that_would_begin_before_the_file_is_broken(read: Read) -> None:
    body = ofd_of("示例", [ROWS])
    with pytest.raises(Unreadable, match=r"its part OFD\.xml is broken"):
        read(body[:900] + body[1_200:])


def test_a_page_that_ends_within_a_table_is_not_whole(read: Read) -> None:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    page = f"<html><body><h1>示例名单</h1><div id=zoom><table>{cells}</table></div></body></html>"
    assert any("cut off" in part for part in read(page[: page.index("示例30")]).unread)
    assert not read(page).unread and not read(page.replace("</table>", "")).unread
    assert not read(page.replace("</body></html>", "")).unread


def test_a_cell_far_out_in_a_workbook_of_xml_costs_no_memory(read: Read) -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    row = '<Row ss:Index="{}"><Cell ss:Index="{}"><Data ss:Type="String">示例</Data></Cell></Row>'
    rows = row.format(1, 1) + row.format(19_999, 499)
    began = time.monotonic()
    with pytest.raises(Unreadable, match="which is too much"):
        read(
            f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
            f'<Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet></Workbook>'
        )
    assert time.monotonic() - began < 3


RICH = rb"{\rtf1\ansi " + rb"{\b \{ 1 \}}\par " * 5 + b"}"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (RICH[:-9], "cut off"),
        (RICH[:40] + bytes(3) + RICH[40:], "zeroes"),
        (RICH[:40] + b"{" + RICH[40:], "never ends"),
    ],
)
def test_rich_text_damaged_on_its_way_is_refused_before_it_is_opened(
    read: Read, body: bytes, why: str
) -> None:
    with pytest.raises(Unreadable, match=why):
        read(body)
