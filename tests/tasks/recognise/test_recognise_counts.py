"""Which printed number is meant for which list, and which numbers are meant for none."""

from __future__ import annotations

import pytest

from tasks.recognise.cohort import find_cohorts, name_cohort
from tasks.recognise.counts import choose_count, find_counts
from tasks.recognise.dates import find_dates
from tasks.recognise.doc_number import find_numbers, normal_number
from tasks.recognise.notice import Notice, Stage
from tasks.recognise.operations import find_operations
from tasks.recognise.repeal import find_repeals
from tasks.recognise.text import tight
from tests.tasks.recognise.cases import make_document, programmes, roster_of, rows_of, run


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("36家企业入选", 36), ("共计三百家", 300), ("以下二十五个集群", 25), ("小计12家，合计100家", 100), ("本批共计 62 家", 62),
        ("江苏10个、广东7个、浙江4个集群入选，全部共45个", 45), ("名单共计3012户", 3012), ("认定100家，其中民营企业80家", 100),
        ("示例等二十家单位", 20), ("江苏36家企业入选", 36),
    ],
)  # fmt: skip
def test_the_number_of_the_list_is_read(printed: str, number: int) -> None:
    assert choose_count(find_counts(tight(printed)), of_review=False) == number


@pytest.mark.parametrize(
    "printed",
    [
        "100余家企业入选", "近百家企业入选", "约100家企业入选", "100多家企业入选", "累计认定300家", "江苏10个、广东7个集群入选",
        "小计12家", "全国共有1356家", "逾百家企业上榜", "超百家企业上榜",
    ],
)  # fmt: skip
def test_about_so_many_and_shares_are_no_number_of_the_list(printed: str) -> None:
    assert find_counts(tight(printed)) == []


def test_what_is_lost_or_renamed_is_counted_apart() -> None:
    counts = find_counts(
        tight("现公布绿色工厂874家，移出41家，104家单位变更名称，97家通过复核，3家未通过复核。")
    )

    told = [
        choose_count(counts, of_review=False, kind=kind) for kind in ("new", "loss", "renaming", "review")
    ]
    assert told == [874, 41, 104, 97]


def test_the_numbers_of_other_batches_are_not_this_ones() -> None:
    title = "工业和信息化部关于公布第三批制造业单项冠军企业名单的通告"
    text = "第一批62家、第二批71家企业已公布。现公布第三批名单。\n1.示例甲有限公司\n2.示例乙有限公司"

    assert roster_of(run(make_document(title, text))).stated is None


def test_two_reviewed_batches_have_each_their_own_number() -> None:
    title = "工业和信息化部关于公布通过复核的第三批、第六批制造业单项冠军企业名单的通告"
    text = "第三批2家企业通过复核，第六批1家企业通过复核。"
    third = make_document("", "1.示例甲有限公司\n2.示例乙有限公司", name="附件1 通过复核的第三批企业名单")
    sixth = make_document("", "1.示例丙有限公司", name="附件2 通过复核的第六批企业名单")
    outcome = run(make_document(title, text), third, sixth)

    assert [(roster_of(outcome, no).cohort, roster_of(outcome, no).stated) for no in (1, 2)] == [
        ("第三批", 2),
        ("第六批", 1),
    ]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("工信部企业函〔2O24〕267号", "工信部企业函〔2024〕267号"),
        ("工信部企业函［2024］267号", "工信部企业函〔2024〕267号"),
        ("工信部企业函〔2024] 267号", "工信部企业函〔2024〕267号"),
        ("工信部企业函2024〕267号", "工信部企业函〔2024〕267号"),
        ("工信部企业函{2024}267号", "工信部企业函〔2024〕267号"),
        ("工信部企业函《2024》267号", "工信部企业函〔2024〕267号"),
        ("工信部企业函〔二〇二四〕267号", "工信部企业函〔2024〕267号"),
        ("京经信发〔2025〕l5号", "京经信发〔2025〕15号"),
        ("（工信部企业〔2022〕119）", "工信部企业〔2022〕119号"),
    ],
)
def test_a_damaged_document_number_is_its_normal_form(printed: str, number: str) -> None:
    assert normal_number(printed) == number


def test_the_word_before_a_number_is_no_part_of_it() -> None:
    assert find_repeals(tight("废止鲁工信产〔2018〕73号。"), own=None) == ("鲁工信产〔2018〕73号",)
    assert [one.number for one in find_numbers(tight("撤销工信部企业函〔2019〕153号公布的称号"))] == [
        "工信部企业函〔2019〕153号"
    ]


@pytest.mark.parametrize(
    ("title", "new", "reviewed"),
    [
        ("第七批制造业单项冠军及通过复核的第一、四批制造业单项冠军名单", ["第七批"], ["第一批", "第四批"]),
        ("通过复核的第一至三批制造业单项冠军名单", [], ["第一批", "第二批", "第三批"]),
        ("第九批制造业单项冠军和通过复核的第六批、第三批名单", ["第九批"], ["第六批", "第三批"]),
        ("第一、二批制造业单项冠军复核通过名单", [], ["第一批", "第二批"]),
        ("首批制造业单项冠军企业名单", ["第一批"], []),
    ],
)
def test_batches_that_share_one_word_are_each_a_cohort(
    title: str, new: list[str], reviewed: list[str]
) -> None:
    found = find_operations(title, "", stage=Stage.DESIGNATION, programme=programmes()["cn-single-champion"])

    assert [one.cohort for one in found if one.stage is Stage.DESIGNATION] == new
    assert [one.cohort for one in found if one.stage is Stage.REVIEW] == reviewed


@pytest.mark.parametrize(
    ("printed", "cohort"),
    [
        ("2023年(第一批)制造业单项冠军", "2023年度第一批"),
        ("2024年第二批", "2024年度第二批"),
        ("第一批（2020年）产品", "2020年度第一批"),
    ],
)
def test_a_batch_of_a_year_has_both(printed: str, cohort: str) -> None:
    both = programmes()["cn-single-champion"].model_copy(update={"cohort": "year-batch"})

    assert name_cohort(find_cohorts(tight(printed))[0], both) == cohort


def test_a_number_behind_the_pages_own_title_is_its_own() -> None:
    title = "工业和信息化部关于公布第八批制造业单项冠军企业名单的通告（工信部政法函〔2024〕99号）"
    outcome = run(make_document(title, "1.示例甲有限公司\n2.示例乙有限公司"))

    assert isinstance(outcome, Notice) and outcome.doc_number == "工信部政法函〔2024〕99号"


CONTACT = (
    "联系人：示例 电话：010-68205301、010-68205198 传真：2024-0919",
    "地址：北京市示例路2024号3号楼共12层（邮编100846）",
    "电子邮箱：zxqy2024@example.invalid",
    "联系电话：0531-20241022（共2个号码）",
)


@pytest.mark.parametrize("line", CONTACT)
def test_a_contact_line_is_no_date_no_number_and_no_row(line: str) -> None:
    assert find_dates(tight(line)) == [] and find_numbers(tight(line)) == []
    title = "工业和信息化部关于公布第八批制造业单项冠军企业名单的通告"
    outcome = run(make_document(title, f"1.示例甲有限公司\n2.示例乙有限公司\n{line}"))

    assert rows_of(outcome) == ["示例甲有限公司", "示例乙有限公司"]
    assert roster_of(outcome).stated is None
