"""What is not sure is known not to be: a reader's doubt, a sign that no name holds, a credit code that fails."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.read.document import Cell, Document, Paragraph, Table
from tasks.recognise.credit_code import SIGNS, is_code, why_wrong
from tasks.recognise.names import read_name
from tasks.recognise.notice import Notice, Roster
from tasks.recognise.plausible import why_odd
from tests.tasks.recognise.cases import make_document, roster_of, run

TITLE = "工业和信息化部关于公布第五批制造业单项冠军企业名单的通告"
A, B, C = "示例甲有限公司", "示例乙有限公司", "示例丙有限公司"
HEAD = ("序号", "企业名称", "统一社会信用代码", "联系人")
CODE, WRONG = "91110000600037341L", "91110000600037341X"


def table(*rows: tuple[str, ...], doubt: tuple[int, int, str] = (0, 0, "")) -> Table:
    """A table with a doubt in one cell: its row, its column, in words."""
    cells = [
        [
            Cell(text, f"table 1 row {y}", doubt=doubt[2] if (y, x) == doubt[:2] else "")
            for x, text in enumerate(row)
        ]
        for y, row in enumerate((HEAD, *rows), start=1)
    ]
    return Table(tuple(map(tuple, cells)), "table 1")


def read(block: Table, *, read_by: str = "spreadsheet") -> Roster:
    page = make_document(TITLE, "共2家企业。")
    sheet = Document("1" * 64, "xlsx", "", (block,), name="第五批名单.xlsx", read_by=read_by)
    outcome = run(replace(page), sheet)
    assert isinstance(outcome, Notice)
    return roster_of(outcome)


def kinds(roster: Roster) -> list[str]:
    return [problem.kind for problem in roster.problems]


def test_a_readers_doubt_of_a_name_holds_the_list_and_says_where() -> None:
    roster = read(table(("1", A, "", ""), ("2", B, "", ""), doubt=(3, 1, "two readings differ: 乙, 己")))

    (problem,) = roster.problems
    assert (problem.kind, problem.locator) == ("doubtful", "table 1 row 3")
    assert problem.text == "row 2: 示例乙有限公司 may be read wrong: two readings differ: 乙, 己"
    assert roster.rows[1].doubt == "two readings differ: 乙, 己" and roster.rows[0].doubt == ""


def test_one_doubt_of_several_rows_names_the_place_of_each() -> None:
    block = table(("1", A, "", ""), ("2", B, "", ""), doubt=(2, 1, "the print is faint"))
    rows = [
        tuple(
            replace(cell, doubt="the print is faint") if x == 1 and y else cell for x, cell in enumerate(row)
        )
        for y, row in enumerate(block.rows)
    ]
    (problem,) = read(replace(block, rows=tuple(rows))).problems
    assert (problem.locator, problem.also) == ("table 1 row 2", ("table 1 row 3",))


@pytest.mark.parametrize("column", [0, 3])
def test_a_doubt_of_a_number_or_of_what_is_set_aside_is_no_problem(column: int) -> None:
    roster = read(table(("1", A, "", "甲"), ("2", B, "", "乙"), doubt=(3, column, "7 or 2")))

    assert roster.problems == () and roster.rows[1].doubt == ""


def test_a_doubt_of_a_line_of_text_holds_its_row() -> None:
    lines = ("第五批名单", f"1.{A}", f"2.{B}")
    blocks = tuple(
        Paragraph(text, f"p[{at}]", doubt="blurred" if at == 3 else "") for at, text in enumerate(lines, 1)
    )
    outcome = run(Document("1" * 64, "scan", TITLE, blocks, read_by="OCR"))

    assert isinstance(outcome, Notice)
    assert [(one.kind, one.locator) for one in roster_of(outcome).problems] == [("doubtful", "p[3]")]


def test_one_reason_for_many_rows_is_one_line() -> None:
    rows = tuple((str(at), f"示例?{at}有限公司", "", "") for at in range(1, 30))
    problems = [one for one in read(table(*rows)).problems if one.kind == "doubtful"]

    assert len(problems) == 1
    assert problems[0].text.startswith("rows 1, 2, 3,") and "and 17 more" in problems[0].text


def test_a_row_says_how_it_was_read_and_keeps_a_code_that_is_right() -> None:
    roster = read(table(("1", A, CODE, ""), ("2", B, "", "")))

    assert [(row.read_by, row.code) for row in roster.rows] == [("spreadsheet", CODE), ("spreadsheet", None)]
    assert roster.problems == ()


def test_a_wrong_code_is_the_issuers_slip_in_print_and_a_doubt_in_ocr() -> None:
    rows = (("1", A, WRONG, ""), ("2", B, CODE, ""))
    printed, scanned = read(table(*rows)), read(table(*rows), read_by="OCR")

    assert kinds(printed) == [] and printed.rows[0].code is None and "check sign" in printed.rows[0].doubt
    assert kinds(scanned) == ["doubtful"]


@pytest.mark.parametrize("code", [CODE, "91330000142916567N", "914403001922038216", "91320000608950987L"])
def test_codes_of_real_enterprises_are_right(code: str) -> None:
    assert is_code(code) and why_wrong(code) == ""


@given(st.integers(0, 16), st.sampled_from(SIGNS))
def test_any_sign_read_wrong_fails_the_check(at: int, sign: str) -> None:
    changed = CODE[:at] + sign + CODE[at + 1 :]

    assert is_code(changed) == (changed == CODE)


@pytest.mark.parametrize("code", ["", "9111000060003734", "91110000600037341I"])
def test_what_is_no_code_is_said(code: str) -> None:
    assert not is_code(code) and bool(why_wrong(code)) == bool(code)


@pytest.mark.parametrize(
    "name", ["示例\ufffd有限公司", "示例\ue123有限公司", "示例?有限公司", "示例?F有限公司"]
)
def test_a_sign_that_no_name_holds_is_odd_whoever_read_it(name: str) -> None:
    assert why_odd(name, uncertain=False)


@pytest.mark.parametrize(
    "name", ["示例口有限公司", "示例|有限公司", "示例a有限公司", "示例（有限公司", "示例~有限公司"]
)
def test_what_only_an_uncertain_reader_gets_wrong_is_odd_there(name: str) -> None:
    assert why_odd(name, uncertain=True) and not why_odd(name, uncertain=False)


@pytest.mark.parametrize(
    "name",
    ["海口示例有限公司", "周口市示例有限公司", "出口示例有限公司", "张家口示例有限公司", "示例LED灯有限公司", "示例（集团）有限公司", "5G示例有限公司", "TCL示例有限公司"],
)  # fmt: skip
def test_names_as_they_are_printed_are_not_odd(name: str) -> None:
    assert why_odd(name, uncertain=True) == ""


def test_a_name_without_the_end_that_all_others_have_is_doubted_in_ocr_alone() -> None:
    rows = (*((str(at), f"示例{at}号有限公司", "", "") for at in range(1, 6)), ("6", "示例戊经营部", "", ""))
    printed, scanned = read(table(*rows)), read(table(*rows), read_by="OCR")

    assert "doubtful" not in kinds(printed)
    assert scanned.rows[5].doubt == "its end is not that of a name, as all others are"


@pytest.mark.parametrize(
    ("printed", "name", "product", "sure"),
    [
        ("示例有限公司 双层混捏机", "示例有限公司", "双层混捏机", True),
        ("示例有限公司\n双层混捏机", "示例有限公司", "双层混捏机", True),
        ("示例有限公司双层混捏机", "示例有限公司", "双层混捏机", False),
        ("示例有限公司北京分公司", "示例有限公司北京分公司", "", True),
        ("示例集团有限公司技术中心", "示例集团有限公司技术中心", "", True),
        ("示例有限公司2023年7月10日", "示例有限公司", "", True),
        ("示例（苏州）有限公司", "示例(苏州)有限公司", "", True),
    ],
)
def test_a_product_is_split_off_where_that_is_proved_else_doubted(
    printed: str, name: str, product: str, sure: bool
) -> None:
    meant = read_name(printed, subject="enterprise")

    assert (meant.name, meant.product, meant.doubt == "") == (name, product, sure)
