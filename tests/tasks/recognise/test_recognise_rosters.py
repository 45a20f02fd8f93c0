"""Which list is which operation, what is stated of it, and where its rows lie."""

from __future__ import annotations

from datetime import date

import pytest

from config.regions import load_regions
from tasks.recognise.notice import Notice, Stage, Validity
from tasks.recognise.papers import Hints, lay_open
from tasks.recognise.rows import Place, category_of
from tests.tasks.recognise.cases import make_document, make_source, programmes, roster_of, rows_of, run

BOTH = "工业和信息化部关于公布第四批制造业单项冠军企业及通过复核的第一批制造业单项冠军企业名单的通告"
SHANDONG = make_source("province", "山东", "山东省工业和信息化厅")


def table(*names: str) -> list[list[str]]:
    return [["序号", "企业名称"], *([str(at), name] for at, name in enumerate(names, start=1))]


def test_a_heading_says_which_list_it_is_whatever_the_order() -> None:
    outcome = run(
        make_document(
            BOTH,
            "通过复核的第一批名单",
            table("示例甲有限公司"),
            "第四批名单",
            table("示例乙有限公司", "示例丙有限公司"),
        )
    )

    assert rows_of(outcome, 1) == ["示例乙有限公司", "示例丙有限公司"]
    assert (roster_of(outcome, 2).operation, roster_of(outcome, 2).cohort) == (Stage.REVIEW, "第一批")


def test_lists_without_headings_follow_the_order_of_the_title() -> None:
    outcome = run(make_document(BOTH, table("示例甲有限公司"), table("示例乙有限公司")))

    assert (rows_of(outcome, 1), rows_of(outcome, 2)) == (["示例甲有限公司"], ["示例乙有限公司"])
    assert [roster_of(outcome, at).operation for at in (1, 2)] == [Stage.DESIGNATION, Stage.REVIEW]


def test_a_list_that_one_attachment_lacks_stays_visible_without_rows() -> None:
    outcome = run(make_document(BOTH), make_document("", table("示例甲有限公司"), name="第四批名单"))

    assert rows_of(outcome, 1) == ["示例甲有限公司"]
    assert (roster_of(outcome, 2).operation, rows_of(outcome, 2)) == (Stage.REVIEW, [])


def test_each_list_has_the_term_stated_for_its_kind() -> None:
    text = "新认定企业有效期为三年，复核通过企业有效期延长三年。"
    outcome = run(
        make_document(
            BOTH, text, "第四批名单", table("示例甲有限公司"), "第一批复核通过名单", table("示例乙有限公司")
        )
    )

    assert roster_of(outcome, 1).validity == Validity(years=3)
    assert roster_of(outcome, 2).validity == Validity(years=3, extends=True)


def test_several_lists_of_one_operation_are_held_against_the_number_for_all() -> None:
    title = "工业和信息化部关于公布第五批制造业单项冠军名单的通告"
    lists = ("附件1名单", table("示例甲有限公司"), "附件2名单", table("示例乙有限公司", "示例丙有限公司"))
    right, wrong = (
        run(make_document(title, "共3家企业。", *lists)),
        run(make_document(title, "共4家企业。", *lists)),
    )

    assert [roster_of(right, at).stated for at in (1, 2)] == [1, 2]
    assert [problem.kind for problem in roster_of(wrong, 1).problems] == ["count"]


def test_a_part_that_takes_titles_away_is_a_revocation_within_the_notice() -> None:
    outcome = run(
        make_document(
            "工业和信息化部关于公布第五批制造业单项冠军企业名单的通告",
            "第五批名单", table("示例甲有限公司"), "撤销称号企业名单", table("示例乙有限公司"),
        )
    )  # fmt: skip

    assert [roster_of(outcome, at).operation for at in (1, 2)] == [Stage.DESIGNATION, Stage.REVOCATION]
    assert roster_of(outcome, 2).verb == "撤销"


def test_the_same_row_twice_is_a_problem() -> None:
    outcome = run(
        make_document(
            "工业和信息化部关于公布第五批制造业单项冠军企业名单的通告",
            table("示例甲有限公司", "示例甲有限公司"),
        )
    )

    assert [problem.kind for problem in roster_of(outcome).problems] == ["duplicate"]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("制造业单项冠军示范企业名单", "示范企业"), ("培育企业（第一批）", "培育企业"), ("制造业单项冠军产品名单", "单项冠军产品"), ("产品", "单项冠军产品"),
        ("示范企业和培育企业名单", None), ("名单", None), ("", None),
    ],
)  # fmt: skip
def test_a_heading_or_cell_names_one_category_or_none(text: str, category: str | None) -> None:
    assert category_of(text, programmes()["cn-single-champion"]) == category


@pytest.mark.parametrize(
    ("around", "printed", "name", "region"),
    [
        ("全国", "江苏省", "南京市江宁区示例产业集群", "江苏省南京市江宁区"),
        ("全国", "江苏省", "示例产业集群", "江苏省"),
        ("全国", "", "示例产业集群", None),
        ("全国", "江苏省工业和信息化厅", "示例产业集群", "江苏省"),
        ("山东省", "济南市", "示例产业集群", "山东省济南市"),
        ("山东省", "", "示例产业集群", "山东省"),
        ("辽宁省", "", "朝阳市示例产业集群", "辽宁省朝阳市"),
        ("江苏省", "", "浙江省示例产业集群", "江苏省"),
    ],
)
def test_a_row_lies_where_column_name_or_notice_say(
    around: str, printed: str, name: str, region: str | None
) -> None:
    assert Place(around, load_regions()).of(printed, name) == region


def test_a_list_pages_cut_title_gives_way_to_the_whole_one() -> None:
    whole = "关于公布2021年度山东省特色产业集群名单的通知"

    assert lay_open(make_document("关于公布2021年度山东省…"), (), Hints(title=whole)).title == whole
    assert lay_open(make_document(whole), (), Hints(title="关于公布2021年度…")).title == whole


def test_what_a_person_says_of_an_attachment_alone_is_believed() -> None:
    hints = Hints(
        "关于公布2021年度山东省特色产业集群名单的通知", date(2021, 7, 14), "鲁工信非公[2021]147号", ""
    )
    sheet = make_document("", [["序号", "集群名称"], ["1", "济南市示例特色产业集群"]], name="list.xlsx")
    outcome = run(None, sheet, source=SHANDONG, hints=hints)

    assert isinstance(outcome, Notice)
    assert (outcome.doc_number, outcome.published_on) == ("鲁工信非公〔2021〕147号", date(2021, 7, 14))
    assert rows_of(outcome) == ["济南市示例特色产业集群"]


def test_a_headline_that_cries_its_number_states_it() -> None:
    outcome = run(
        make_document("2个!第四批制造业单项冠军企业名单公布", table("示例甲有限公司"), "工业和信息化部")
    )

    assert roster_of(outcome, 1).stated == 2


def test_a_document_number_is_no_heading_of_a_list() -> None:
    number = "工信部联产业函〔2019〕354号"
    outcome = run(
        make_document(
            "工业和信息化部关于公布第四批制造业单项冠军企业名单的通告", number, table("示例甲有限公司")
        )
    )

    assert roster_of(outcome, 1).title == "工业和信息化部关于公布第四批制造业单项冠军企业名单的通告"


def test_the_reason_of_a_revocation_is_a_known_column() -> None:
    rows = [["序号", "企业名称", "撤销原因"], ["1", "示例甲有限公司", "未报送"]]
    outcome = run(make_document("工业和信息化部关于撤销第四批制造业单项冠军企业名单的通告", rows))

    assert roster_of(outcome, 1).problems == ()


@pytest.mark.parametrize(
    "threat", ["未通过复核的企业，自即日起撤销称号。", "企业弄虚作假的，一经查实，撤销其称号。"]
)
def test_a_threat_above_a_list_does_not_take_its_titles_away(threat: str) -> None:
    title = "工业和信息化部关于公布第一批制造业单项冠军企业复核通过名单的通告"
    text = f"现将1家第一批制造业单项冠军企业复核通过名单予以公布。{threat}"
    outcome = run(make_document(title, text, table("示例甲有限公司")))

    assert isinstance(outcome, Notice)
    assert [(one.operation, len(one.rows), one.stated) for one in outcome.rosters] == [(Stage.REVIEW, 1, 1)]


def test_a_list_headed_as_taken_away_is_a_revocation() -> None:
    new, gone = "第四批制造业单项冠军企业名单", "附件2 撤销单项冠军称号企业名单"
    outcome = run(make_document(BOTH, new, table("示例甲有限公司"), gone, table("示例乙有限公司")))

    assert isinstance(outcome, Notice)
    taken = next(one for one in outcome.rosters if one.operation is Stage.REVOCATION)
    assert [row.name for row in taken.rows] == ["示例乙有限公司"]


@pytest.mark.parametrize("since", ["自本通告发布之日起", "自公布之日起", "自即日起"])
def test_those_not_listed_end_on_the_notice_s_day_where_it_says_so(since: str) -> None:
    title = "工业和信息化部关于公布第一批制造业单项冠军企业复核通过名单的通告"
    text = f"现予公布。未通过复核的企业{since}不再具有称号。\n工业和信息化部\n2019年11月13日"
    outcome = run(make_document(title, text, table("示例甲有限公司")))

    assert roster_of(outcome, 1).others_end_on == date(2019, 11, 13)
