"""Lists as they are printed: tables, paragraphs, sentences; and what is wrong with a list, said aloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.regions import load_regions
from tasks.recognise.columns import Role, read_header, role_of
from tasks.recognise.inline import Inline, find_inline
from tasks.recognise.lists import Found, find_lists
from tasks.recognise.names import read_name
from tasks.recognise.papers import Hints, lay_open
from tasks.recognise.text import tight
from tests.tasks.recognise.cases import make_document

Cells = list[list[str]]


def lists_of(*blocks: str | Cells, subject: str = "cluster") -> Found:
    papers = lay_open(make_document("示例名单", *blocks), (), Hints())
    return find_lists(papers, subject=subject, regions=load_regions())


def names(found: Found, at: int = 0) -> list[str]:
    return [row.name for row in found.lists[at].rows]


def problems(found: Found, at: int = 0) -> list[str]:
    return [problem.kind for problem in found.lists[at].problems]


def inline(text: str, subject: str = "cluster") -> list[Inline]:
    return find_inline(tight(text), subject=subject, regions=load_regions())


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("序 号", Role.NUMBER), ("集群名称", Role.NAME), ("企业名称（全称）", Role.NAME), ("拟认定 和推荐", Role.CATEGORY),
        ("省（区、市）", Role.REGION), ("主营产品*", Role.PRODUCT), ("更名前企业名称", Role.FORMER), ("所属产业", Role.IGNORED),
        ("产业集聚区名称", Role.NAME), ("申报单位", Role.APPLICANT), ("认定名称", Role.AWARDED), ("示例栏", None),
    ],
)  # fmt: skip
def test_a_header_word_has_its_role(header: str, role: Role | None) -> None:
    assert role_of(header) is role


def test_a_header_with_an_unknown_column_names_it() -> None:
    columns = read_header(["序号", "集群名称", "示例栏"])

    assert columns is not None and columns.unknown == ("示例栏",)


@pytest.mark.parametrize("row", [["1", "示例产业集群"], ["联系人", "电话"], ["甲", "乙"]])
def test_a_row_of_the_list_is_no_header(row: list[str]) -> None:
    assert read_header(row) is None


def test_a_whole_table_has_no_problem() -> None:
    found = lists_of([["序号", "集群名称"], ["1", "甲市示例产业集群"], ["2", "乙市示例产业集群"]])

    assert names(found) == ["甲市示例产业集群", "乙市示例产业集群"]
    assert problems(found) == [] and found.lists[0].numbered


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([["1", "甲集群"], ["3", "乙集群"]], "numbering"),
        ([["1", "甲集群"], ["1", "乙集群"]], "numbering"),
        ([["2", "甲集群"], ["3", "乙集群"]], "numbering"),
        ([["1", "甲集群"], ["2", ""]], "row cut"),
        ([["1", "甲集群"], ["2", "乙…"]], "row cut"),
        ([["1", "甲集群"], ["......", "......"]], "list cut"),
        ([["1", "甲集群"], ["无关的一行", "无关的一行"]], "row"),
    ],
)
def test_a_fault_in_a_table_is_said(rows: Cells, kind: str) -> None:
    found = lists_of([["序号", "集群名称"], *rows])

    if len(found.lists) == 1:
        assert kind in problems(found)
    else:
        assert rows[0][0] == rows[1][0] == "1"  # numbers that begin again make two lists of one row


def test_totals_notes_and_repeated_headers_are_no_rows() -> None:
    header = ["序号", "集群名称"]
    found = lists_of(
        [
            header,
            ["1", "甲集群"],
            header,
            ["2", "乙集群"],
            ["合计", "2个"],
            ["注：排名不分先后", "注：排名不分先后"],
        ]
    )

    assert names(found) == ["甲集群", "乙集群"] and problems(found) == []


def test_a_group_row_gives_the_region_of_the_rows_below() -> None:
    found = lists_of(
        [
            ["序号", "集群名称"],
            ["武汉市（1个）", "武汉市（1个）"],
            ["1", "甲集群"],
            ["宜昌市", "宜昌市"],
            ["2", "乙集群"],
        ]
    )

    assert [row.region for row in found.lists[0].rows] == ["武汉市", "宜昌市"]


def test_a_numbered_table_without_a_known_header_is_a_problem_and_no_silence() -> None:
    found = lists_of([["甲", "乙"], ["1", "示例"], ["2", "示例"], ["3", "示例"]])

    assert problems(found) == ["header"]


def test_a_layout_table_is_no_list() -> None:
    assert lists_of([["来源：示例网", "字号：大 中 小"]]).lists == ()


@pytest.mark.parametrize("mark", [".", "、", "．", ")", "）", ". "])
def test_numbered_paragraphs_are_a_list_with_any_mark(mark: str) -> None:
    found = lists_of(f"名单如下：\n1{mark}临沂市高端工程装备集群\n2{mark}聊城市绿色低碳有色金属材料集群")

    assert names(found) == ["临沂市高端工程装备集群", "聊城市绿色低碳有色金属材料集群"]


@pytest.mark.parametrize(
    "text",
    [
        "1.各市要加强指导，完善服务。\n2.各市要按时报送。",
        "附件：1.申报书\n2.推荐汇总表\n3.培育库名单",
        "一、总体要求\n二、工作安排",
    ],
)
def test_numbered_prose_and_lists_of_papers_are_no_lists(text: str) -> None:
    assert lists_of(text).lists == ()


def test_noise_between_numbered_lines_ends_no_list() -> None:
    found = lists_of("名单：\n1.临沂市高端工程装备集群\n8 [/ S% c2 ^\n2.聊城市绿色低碳有色金属材料集群")

    assert len(names(found)) == 2 and problems(found) == []


def test_a_list_that_ends_in_read_more_is_cut() -> None:
    found = lists_of("名单：\n1.临沂市高端工程装备集群\n2.聊城市示例集群\n点击左下角“阅读原文”查看详情")

    assert problems(found) == ["list cut"]


def test_names_one_a_line_without_numbers_are_a_list_without_numbers() -> None:
    found = lists_of("北京市丰台区轨道交通智能控制产业集群\n北京市大兴区医疗器械产业集群")

    assert len(names(found)) == 2 and not found.lists[0].numbered


def test_a_list_printed_twice_counts_once() -> None:
    once = "名单：\n1.甲市示例集群\n2.乙市示例集群\n"

    assert len(lists_of(once + once).lists) == 1


@given(st.integers(min_value=1, max_value=60))
def test_however_many_rows_are_printed_so_many_are_read(count: int) -> None:
    rows = [[str(at), f"示例市第{at}区示例产业集群"] for at in range(1, count + 1)]

    assert names(lists_of([["序号", "集群名称"], *rows])) == [row[1] for row in rows]


def test_a_suffix_written_once_is_restored_to_every_name() -> None:
    (found,) = inline("拟推荐淇滨区人工智能、中牟县新能源专用车整车及零部件制造、项城市医药3个产业集群")

    assert found.names[0] == ("淇滨区人工智能产业集群", "淇滨区人工智能")
    assert found.whole and found.stated == 3


def test_districts_inherit_the_city_and_other_cities_do_not() -> None:
    (found,) = inline("分别为广州市黄埔区示例装备、番禺区示例首饰、廉江市小家电产业集群。")

    assert [name for name, _ in found.names] == [
        "广州市黄埔区示例装备产业集群", "广州市番禺区示例首饰产业集群", "廉江市小家电产业集群"
    ]  # fmt: skip


def test_a_few_names_and_etc_are_mentions_and_no_list() -> None:
    found = lists_of(
        "工信部公布名单，包括北京市丰台区轨道交通智能控制产业集群、北京市大兴区医疗器械产业集群等100个。"
    )

    assert found.lists == () and found.stated == 100
    assert found.mentions == ("北京市丰台区轨道交通智能控制产业集群", "北京市大兴区医疗器械产业集群")


@pytest.mark.parametrize("lead", ["名单中有", "其中包括", "入选的有", "分别是", "新增集群为"])
def test_the_words_before_the_first_name_are_no_part_of_it(lead: str) -> None:
    (found,) = inline(f"{lead}北京市丰台区轨道交通智能控制产业集群、北京市大兴区医疗器械产业集群等100个。")

    assert found.names[0][0] == "北京市丰台区轨道交通智能控制产业集群"


def test_a_definition_with_an_enumeration_names_nobody() -> None:
    assert inline("主导产业聚焦、优势特色突出、资源要素汇聚，具有较强核心竞争力的中小企业产业集群") == []


def test_enterprises_in_a_sentence_keep_their_whole_names() -> None:
    (found,) = inline(
        "拟申报企业名单如下：中科合成油内蒙古有限公司、内蒙古鄂尔多斯资源股份有限公司和内蒙古兴洋科技股份有限公司。",
        "enterprise",
    )

    assert [name for name, _ in found.names] == [
        "中科合成油内蒙古有限公司", "内蒙古鄂尔多斯资源股份有限公司", "内蒙古兴洋科技股份有限公司"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "name", "former", "product"),
    [
        ("1.示例有限公司", "示例有限公司", "", ""),
        ("瑞普（天津）生物药业有限公司", "瑞普(天津)生物药业有限公司", "", ""),
        ("河南金丹乳酸科技股份有限公司（乳酸）", "河南金丹乳酸科技股份有限公司", "", "乳酸"),
        ("示例有限公司（原名：示例机械厂）", "示例有限公司", "示例机械厂", ""),
        ("示例设备有限公司（原示例设备（苏州）有限公司）", "示例设备有限公司", "示例设备(苏州)有限公司", ""),
        ("示例有限公司——±1100kV换流变压器", "示例有限公司", "", "±1100kV换流变压器"),
        ("示例（集团）股份有限公司*", "示例(集团)股份有限公司", "", ""),
        ("⼭东示例 有限公司", "山东示例有限公司", "", ""),
    ],
)
def test_a_printed_name_means_a_name(printed: str, name: str, former: str, product: str) -> None:
    meant = read_name(printed, subject="enterprise")

    assert (meant.name, meant.former, meant.product) == (name, former, product)


def test_a_status_behind_a_name_is_no_part_of_it() -> None:
    meant = read_name("遵化市食品产业名市（复核）", subject="other")

    assert meant.name == "遵化市食品产业名市" and meant.reviewed


@given(st.sampled_from(["示例有限公司", "示例(集团)有限公司", "北京市示例区示例产业集群", "甲——乙产业名区"]))
def test_reading_a_name_again_changes_nothing(name: str) -> None:
    once = read_name(name, subject="cluster").name

    assert read_name(once, subject="cluster").name == once
