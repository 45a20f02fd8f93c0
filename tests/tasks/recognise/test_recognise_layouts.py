"""Tables as they are printed in reality and as copying leaves them: each is read whole, or says what is wrong with it."""

from __future__ import annotations

import pytest

from config.regions import load_regions
from tasks.read.document import Cell, Document, Table
from tasks.recognise.columns import Role, read_header, read_header_rows
from tasks.recognise.lists import Found, find_lists
from tasks.recognise.papers import Hints, lay_open
from tests.tasks.recognise.cases import make_document

Cells = list[list[str]]
A, B, C = "示例甲有限公司", "示例乙有限公司", "示例丙有限公司"
HEAD = ["序号", "企业名称"]


def lists_of(*blocks: str | Cells, subject: str = "enterprise") -> Found:
    return found_in(make_document("示例名单", *blocks), subject=subject)


def found_in(document: Document, *, subject: str = "enterprise") -> Found:
    return find_lists(lay_open(document, (), Hints()), subject=subject, regions=load_regions())


def names(found: Found) -> list[str]:
    return [row.name for one in found.lists for row in one.rows]


def kinds(found: Found) -> list[str]:
    return [problem.kind for one in found.lists for problem in one.problems]


@pytest.mark.parametrize(
    "head",
    [
        [["序 号", "企业 名称", "主营 产品"]],
        [["序\n号", "企业\n名称", "主营\n产品"]],
        [["序号", "企业情况", "企业情况"], ["序号", "名称", "主营产品"]],
        [["序", "企业", "主营"], ["号", "名称", "产品"]],
        [["序号", "企业名称", "主营产品"], ["", "", "（个）"]],
        [["第四批单项冠军企业", "第四批单项冠军企业", "第四批单项冠军企业"], ["序号", "企业名称", "主营产品"]],
        [["", "第四批单项冠军企业", ""], ["NO.", "企业全称", "产品名称"]],
        [["序号", "企业名称主营产品", "企业名称主营产品"]],
        [["序号", "企业名称 产品", ""]],
        [["序号", "企业名称", "主营产品"], ["序号", "企业名称", "主营产品"]],
    ],
)  # fmt: skip
def test_a_header_in_any_form_gives_the_columns(head: Cells) -> None:
    found = lists_of([*head, ["1", A, "丝"], ["2", B, "锭"]])

    assert [(row.name, row.product) for row in found.lists[0].rows] == [(A, "丝"), (B, "锭")]
    assert kinds(found) == []


def test_a_header_of_three_words_in_one_merged_cell_is_parted() -> None:
    merged = ["公布年份省级行政区划名称"] * 3
    columns = read_header(["序号", *merged])

    assert columns is not None
    assert columns.roles == (Role.NUMBER, Role.COHORT, Role.REGION, Role.NAME)


def test_what_gives_a_new_name_and_an_old_one_stands_over_two_rows() -> None:
    head = [["序号", "更名前", "更名后"], ["序号", "企业名称", "企业名称"]]
    read = read_header_rows(head, 0)

    assert read is not None and read[0].roles == (Role.NUMBER, Role.FORMER, Role.NAME) and read[1] == 2


def test_a_character_misread_in_a_header_is_forgiven_to_ocr_alone() -> None:
    assert read_header(["序号", "企业名祢"]) is None
    assert read_header(["序号", "企业名祢"], misread=True) is not None


@pytest.mark.parametrize(
    ("columns", "unknown"),
    [(["示例栏", "12.3", ""], True), (["示例栏", "", ""], False), (["", "甲", "乙"], True), (["营业收入（万元）", "1", "2"], False)],
)  # fmt: skip
def test_an_unknown_column_is_a_problem_unless_it_is_empty_or_set_aside_by_name(
    columns: list[str], unknown: bool
) -> None:
    head, one, two = columns
    found = lists_of([[*HEAD, head], ["1", A, one], ["2", B, two]])

    assert names(found) == [A, B]
    assert kinds(found) == (["unknown column"] if unknown else [])


def test_columns_that_change_their_order_on_the_next_page_are_followed() -> None:
    first = [["序号", "企业名称", "地区"], ["1", A, "济南市"]]
    second = [["序号", "地区", "企业名称"], ["2", "青岛市", B]]
    found = lists_of(first, second)

    assert [(row.name, row.region) for row in found.lists[0].rows] == [(A, "济南市"), (B, "青岛市")]
    assert len(found.lists) == 1 and found.lists[0].numbered


def test_a_table_goes_on_without_a_header_and_with_a_name_broken_by_the_page() -> None:
    found = lists_of([HEAD, ["1", A], ["2", "示例丁新材料科技"]], [["", "股份有限公司"], ["3", C]])

    assert names(found) == [A, "示例丁新材料科技股份有限公司", C] and kinds(found) == []


def test_numbers_that_begin_again_on_a_new_page_are_one_list() -> None:
    found = lists_of([HEAD, ["1", A], ["2", B]], [["1", C], ["2", "示例丁有限公司"]])

    assert len(found.lists) == 1 and len(names(found)) == 4 and found.lists[0].numbered


def test_a_table_that_does_not_go_on_and_has_no_header_is_no_silence() -> None:
    found = lists_of([HEAD, ["1", A]], [["甲", B, "乙"], ["丙", C, "丁"]])

    assert "header" in kinds(found)


@pytest.mark.parametrize("subject", ["enterprise"])
def test_rows_without_a_header_are_read_where_no_column_can_be_mistaken(subject: str) -> None:
    bare = lists_of([["1", A, "济南市"], ["2", B, "青岛市"]], subject=subject)
    unsure = lists_of([["1", A, "丝"], ["2", B, "锭"], ["3", C, "线"]], subject=subject)

    assert names(bare) == [A, B] and [row.region for row in bare.lists[0].rows] == ["济南市", "青岛市"]
    assert names(unsure) == [] and kinds(unsure) == ["header"]


def test_two_lists_side_by_side_are_one_where_their_numbers_go_on() -> None:
    found = lists_of([[*HEAD, *HEAD], ["1", A, "3", C], ["2", B, "", ""]])

    assert names(found) == [A, B, C] and kinds(found) == []


def test_two_lists_side_by_side_that_each_count_from_one_stay_two() -> None:
    found = lists_of(
        [["第四批", "第四批", "第一批", "第一批"], [*HEAD, *HEAD], ["1", A, "1", C], ["2", B, "", ""]]
    )

    assert [[row.name for row in one.rows] for one in found.lists] == [[A, B], [C]]


@pytest.mark.parametrize(("stated", "problems"), [("武汉市（2个）", []), ("武汉市（3个）", ["subtotal"])])
def test_a_group_is_held_against_its_own_number(stated: str, problems: list[str]) -> None:
    found = lists_of([HEAD, [stated, stated], ["1", A], ["2", B], ["宜昌市(1个)"] * 2, ["3", C]])

    assert [row.region for row in found.lists[0].rows] == ["武汉市", "武汉市", "宜昌市"]
    assert kinds(found) == problems


def test_numbers_may_begin_again_in_each_city() -> None:
    found = lists_of([HEAD, ["武汉市"] * 2, ["1", A], ["2", B], ["宜昌市"] * 2, ["1", C]])

    assert len(found.lists) == 1 and found.lists[0].numbered and kinds(found) == []


@pytest.mark.parametrize(("count", "problems"), [("（2）", []), ("（3）", ["subtotal"])])
def test_a_merged_region_column_counts_its_own_rows(count: str, problems: list[str]) -> None:
    head = ["城市", *HEAD]
    found = lists_of([head, [f"武汉市{count}", "1", A], [f"武汉市{count}", "2", B], ["宜昌市（1）", "3", C]])

    assert [row.region for row in found.lists[0].rows] == ["武汉市", "武汉市", "宜昌市"]
    assert kinds(found) == problems


def test_a_region_over_empty_cells_goes_down_and_one_that_comes_twice_does_not() -> None:
    head = ["地区", *HEAD]
    down = lists_of([head, ["武汉市", "1", A], ["", "2", B], ["宜昌市", "3", C]])
    twice = lists_of([head, ["武汉市", "1", A], ["", "2", B], ["武汉市", "3", C]])

    assert [row.region for row in down.lists[0].rows] == ["武汉市", "武汉市", "宜昌市"]
    assert [row.region for row in twice.lists[0].rows] == ["武汉市", "", "武汉市"]


@pytest.mark.parametrize(
    ("last", "problems"),
    [
        (["合计", "2家"], []), (["合计", "3家"], ["subtotal"]), (["共2家", "共2家"], []), (["小计", "1"], ["subtotal"]),
        (["注：名单按企业注册地排序，不分先后"] * 2, []), (["第3页 共3页"] * 2, []), (["- 3 -"] * 2, []), (["2023年7月10日"] * 2, []),
        (["山东省工业和信息化厅"] * 2, []), (["以下空白"] * 2, []), (["以下略"] * 2, ["list cut"]), (["......", "......"], ["list cut"]),
        (["（略）", "（略）"], ["list cut"]), (["", "见附件"], ["list cut"]), (["等36家企业", "等36家企业"], ["list cut"]),
        (["无关的一行", "无关的一行"], ["row"]), (["3", ""], ["row cut"]), (["", "示例丁"], ["numbering"]),
    ],
)  # fmt: skip
def test_what_stands_below_the_last_row_is_known_or_a_problem(last: list[str], problems: list[str]) -> None:
    found = lists_of([HEAD, ["1", A], ["2", B], last])

    assert names(found)[:2] == [A, B]
    assert kinds(found) == problems


@pytest.mark.parametrize("numbers", [("1、", "2、"), ("1.", "2."), ("（1）", "（2）"), ("①", "②"), ("一", "二"), ("01", "02"), ("１", "２"), ("No.1", "No.2")])  # fmt: skip
def test_serial_numbers_have_many_forms(numbers: tuple[str, str]) -> None:
    found = lists_of([HEAD, [numbers[0], A], [numbers[1], B]])

    assert found.lists[0].numbered and kinds(found) == []


def test_a_number_that_is_missing_between_its_neighbours_is_proved_by_them() -> None:
    assert kinds(lists_of([HEAD, ["1", A], ["", B], ["3", C]])) == []
    assert kinds(lists_of([HEAD, ["1", A], ["", B], ["2", C]])) == ["numbering"]


def test_a_name_over_two_rows_is_joined_where_that_is_sure() -> None:
    found = lists_of([HEAD, ["1", "江苏示例新材料"], ["", "科技股份有限公司"], ["2", B]])
    unsure = lists_of([HEAD, ["1", A], ["", "北京研究院"], ["2", B]])

    assert names(found) == ["江苏示例新材料科技股份有限公司", B] and kinds(found) == []
    assert kinds(unsure) == ["numbering"]


def test_a_whole_column_in_one_cell_is_taken_apart_where_all_cells_agree() -> None:
    whole = lists_of([[*HEAD, "主营产品"], ["1\n2", f"{A}\n{B}", "丝\n锭"]])

    assert [(row.number, row.name, row.product) for row in whole.lists[0].rows] == [
        (1, A, "丝"),
        (2, B, "锭"),
    ]


def test_two_names_in_one_cell_are_in_doubt() -> None:
    found = lists_of([HEAD, ["1", f"{A}、{B}"], ["2", f"{A}\n{C}"]])

    assert all("2 names" in row.doubt for row in found.lists[0].rows)


def test_a_year_inside_the_data_is_the_batch_of_the_rows_below() -> None:
    found = lists_of([HEAD, ["2020年", "2020年"], ["1", A], ["2021年"] * 2, ["1", B]])

    assert [row.cohort for row in found.lists[0].rows] == ["2020年", "2021年"]


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ([HEAD, ["1", ""], ["2", ""]], "an empty form"),
        ([["企业名称", "", "统一社会信用代码", ""], ["联系人", "", "联系电话", ""], ["地址", "", "邮编", ""]], "a form to fill in"),
        ([["企业名称", "甲"], ["注册地", "乙"], ["联系人", "丙"]], "a form to fill in"),
        ([["序号", "单位名称", "联系人", "联系电话"], ["1", "济南市工业和信息化局", "甲", "1"], ["2", "青岛市民营经济局", "乙", "2"]], "contacts"),
        ([["序号", "材料名称", "份数"], ["1", "申请书", "2"], ["2", "营业执照", "1"], ["3", "证明", "1"]], "材料名称"),
        ([["序号", "指标", "分值", "评分标准"], ["1", "甲", "5", "乙"], ["2", "丙", "5", "丁"], ["3", "戊", "9", "己"]], "指标"),
        ([["地区", "推荐名额"], ["济南市", "3"], ["青岛市", "2"]], "推荐名额"),
    ],
)  # fmt: skip
def test_a_table_that_is_no_list_is_set_aside_with_its_reason(table: Cells, why: str) -> None:
    found = lists_of(table)

    assert found.lists == ()
    assert len(found.set_aside) == 1 and why in found.set_aside[0].text


def test_an_empty_form_read_by_ocr_may_be_a_list_whose_names_were_not_seen() -> None:
    cells = tuple(tuple(Cell(text, "page 1") for text in row) for row in (HEAD, ["1", ""], ["2", ""]))
    scan = Document("0" * 64, "scan", "", (Table(cells, "table 1"),), read_by="OCR")

    assert kinds(found_in(scan)) == ["row cut", "row cut"]


def test_two_columns_that_could_name_the_subject_are_a_problem() -> None:
    found = lists_of(
        [["序号", "产品名称", "园区名称", "基地名称"], ["1", "甲", "乙园区", "丙基地"]], subject="other"
    )

    assert "column" in kinds(found)


def test_the_column_of_the_programmes_own_subject_names_it() -> None:
    head = ["序号", "集群名称", "运营单位名称"]
    found = lists_of([head, ["1", "济南市示例产业集群", A]], subject="cluster")

    assert names(found) == ["济南市示例产业集群"] and kinds(found) == []


def test_a_document_whose_last_page_is_missing_says_so() -> None:
    found = lists_of([HEAD, ["1", A], ["2", B]], "第2页 共3页")

    assert kinds(found) == ["pages"]


def test_a_list_under_its_own_heading_stays_apart_though_the_numbers_run_on() -> None:
    text = f"一、示范企业名单\n1.{A}\n2.{B}\n二、培育企业名单\n3.{C}"
    tables = lists_of("一、示范企业名单", [HEAD, ["1", A], ["2", B]], "二、培育企业名单", [HEAD, ["3", C]])

    for found in (lists_of(text), tables):
        assert [[row.name for row in one.rows] for one in found.lists] == [[A, B], [C]]
        assert kinds(found) == [] and all(one.numbered for one in found.lists)


@pytest.mark.parametrize("heading", ["二、培育企业名单", "培育企业"])
def test_a_heading_inside_a_table_begins_another_list_though_the_numbers_run_on(heading: str) -> None:
    for row in ([heading] * 2, [heading, ""]):
        found = lists_of([HEAD, ["1", A], ["2", B], row, ["3", C]])
        assert [[one.name for one in part.rows] for part in found.lists] == [[A, B], [C]]
        assert kinds(found) == []


def test_noise_between_numbered_lines_ends_no_list() -> None:
    found = lists_of(f"示例名单\n1.{A}\n2.{B}\n本文来自示例网\n3.{C}")

    assert names(found) == [A, B, C] and len(found.lists) == 1


def test_a_later_table_without_a_header_is_not_taken_for_more_rows() -> None:
    found = lists_of(
        [HEAD, ["1", A], ["2", B]], "评价要点", [["1", "创新能力"], ["2", "市场地位"], ["3", "质量"]]
    )

    assert "header" in kinds(found)


def test_a_name_merged_over_its_product_has_no_product() -> None:
    found = lists_of([[*HEAD, "主营产品"], ["1", A, A], ["2", B, "丝"]])

    assert [row.product for row in found.lists[0].rows] == ["", "丝"]


def test_one_number_over_two_products_is_no_break() -> None:
    found = lists_of([[*HEAD, "主营产品"], ["1", A, "丝"], ["1", A, "锭"], ["2", B, "线"]])

    assert kinds(found) == [] and found.lists[0].numbered


def test_a_list_with_products_is_the_same_as_the_one_without() -> None:
    short, full = [HEAD, ["1", A], ["2", B]], [[*HEAD, "主营产品"], ["1", A, "丝"], ["2", B, "锭"]]

    for tables in ((short, full), (full, short)):
        found = lists_of(*tables)
        assert [row.product for one in found.lists for row in one.rows] == ["丝", "锭"]


def test_tables_stacked_in_one_sheet_are_told_apart() -> None:
    found = lists_of([
        [*HEAD, ""], ["1", A, ""], ["2", B, ""], ["序号", "单位", "联系电话"], ["1", "济南市工业和信息化局", "1"],
        ["序号", "指标", "分值"], ["1", "创新", "50"], ["2", "质量", "50"],
    ])  # fmt: skip

    assert names(found) == [A, B] and kinds(found) == []
    assert [one.locator for one in found.set_aside] == ["table 1 row 4", "table 1 row 6"]
