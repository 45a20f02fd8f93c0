"""Document numbers, repeals, counts and cohorts, with the printed forms of real pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.recognise.cohort import find_cohorts, name_cohort
from tasks.recognise.counts import caption_count, choose_count, count_of, find_counts
from tasks.recognise.doc_number import find_numbers, find_own_number, normal_number, organ_mark
from tasks.recognise.notice import Stage
from tasks.recognise.numerals import han_number
from tasks.recognise.operations import Operation, find_operations
from tasks.recognise.repeal import find_repeals
from tasks.recognise.text import tight
from tests.tasks.recognise.cases import programmes

CLUSTERS, CHAMPIONS = programmes()["cn-sme-cluster"], programmes()["cn-single-champion"]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("根据工信部企业函〔2023〕283号", "工信部企业函〔2023〕283号"),
        ("工信部规[2010]21号", "工信部规〔2010〕21号"),
        ("工信厅规函﹝2021﹞85号", "工信厅规函〔2021〕85号"),
        ("豫工信企业【2014】196号", "豫工信企业〔2014〕196号"),
        ("鲁经信产〔2017)143号", "鲁经信产〔2017〕143号"),
        ("（苏工信节能（2020）80号）", "苏工信节能〔2020〕80号"),
        ("湘工信产业2024119号", "湘工信产业〔2024〕119号"),
        ("工信部政法〔202170号", "工信部政法〔2021〕70号"),
        ("工信厅政法函〔2024〕 328 号", "工信厅政法函〔2024〕328号"),
        ("鲁工信非公〔 2021 〕第147号", "鲁工信非公〔2021〕147号"),
    ],
)
def test_every_form_of_bracket_becomes_the_normal_one(printed: str, number: str) -> None:
    assert normal_number(printed) == number


@pytest.mark.parametrize("text", ["示例路2024119号", "2024年第119号", "第3号", "电话〔2023〕"])
def test_what_is_no_document_number_gives_none(text: str) -> None:
    assert normal_number(text) is None


@given(
    st.sampled_from("〔[﹝【("), st.sampled_from("〕]﹞】)"), st.integers(2000, 2039), st.integers(1, 9999)
)
def test_any_pair_of_brackets_reads_alike(left: str, right: str, year: int, serial: int) -> None:
    assert normal_number(f"工信部企业函{left}{year}{right}{serial}号") == f"工信部企业函〔{year}〕{serial}号"


def test_the_own_number_stands_alone_or_behind_its_own_title() -> None:
    quoted = tight("发布《关于公布2023年度中小企业特色产业集群名单的通告》（工信部企业函〔2023〕283号）")
    rules = tight("根据《促进中小企业特色产业集群发展暂行办法》（工信部企业〔2022〕119号）")

    assert find_own_number([rules, quoted], lambda title: "公布" in title) == "工信部企业函〔2023〕283号"
    assert (
        find_own_number([rules, "文号:工信部企业函〔2024〕267号"], lambda title: False)
        == "工信部企业函〔2024〕267号"
    )
    assert find_own_number([rules], lambda title: "公布" in title) is None


def test_a_number_says_whose_it_is() -> None:
    assert organ_mark("工信厅企业函〔2025〕77号") == "全国"
    assert organ_mark("鲁工信产〔2020〕237号") == "山东省"
    assert organ_mark("示例〔2020〕1号") == ""


def test_two_numbers_of_one_sentence_are_two() -> None:
    text = tight("依据工信部联政法〔2021〕70 号和工信厅政法函〔2024〕 328 号")

    assert [found.number for found in find_numbers(text)] == [
        "工信部联政法〔2021〕70号",
        "工信厅政法函〔2024〕328号",
    ]


def test_a_repeal_reaches_what_its_clause_names_and_not_what_it_rests_on() -> None:
    text = tight(
        "根据《办法》（工信部产业〔2016〕105号），现予公布，《通告》（工信部联产业函〔2017〕28号）同时废止。"
    )

    assert find_repeals(text, own=None) == ("工信部联产业函〔2017〕28号",)
    assert find_repeals(tight("鲁工信产〔2018〕73号文件同时废止"), own=None) == ("鲁工信产〔2018〕73号",)
    assert find_repeals(tight("鲁经信产〔2017〕551号，自本通知印发之日起废止"), own=None) == (
        "鲁经信产〔2017〕551号",
    )
    assert find_repeals(text, own="工信部联产业函〔2017〕28号") == ()


@pytest.mark.parametrize(
    "text",
    [
        "工信部联产业函（2017）28号公布的名单自动失效，不再执行",
        "原工信部联产业函〔2017〕28号文件同时失效",
        "《通告》（工信部联产业函〔2017〕28号）自本通告发布之日起停止执行",
    ],
)
def test_what_is_no_longer_in_force_is_repealed(text: str) -> None:
    assert find_repeals(tight(text), own=None) == ("工信部联产业函〔2017〕28号",)


def test_those_who_lapse_are_not_the_list_that_named_them() -> None:
    text = tight("工信部联产业函〔2017〕28号公布的企业中未通过复核的自动失效")

    assert find_repeals(text, own=None) == ()


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("共100个", 100), ("等36家集群", 36), ("以下二十五个集群认定为", 25), ("共认定118家企业", 118), ("公布名单（共计17个）", 17),
        ("确定10个集群", 10), ("以上2家企业为第八批单项冠军企业", 2),
    ],
)  # fmt: skip
def test_a_stated_number_is_read(printed: str, number: int) -> None:
    assert choose_count(find_counts(tight(printed)), of_review=False) == number


@pytest.mark.parametrize(
    "text",
    [
        "计划认定200个左右集群", "每省推荐不超过8个", "累计认定300个", "公示期为5个工作日", "入选集群分布在19个省", "公布后3个月内",
        "确定主要目标中100个环节",
    ],
)  # fmt: skip
def test_targets_quotas_and_days_are_no_number_of_rows(text: str) -> None:
    assert find_counts(tight(text)) == []


def test_new_and_reviewed_numbers_are_kept_apart() -> None:
    counts = find_counts(tight("共认定118家企业，59家企业通过复核。"))

    assert (choose_count(counts, of_review=False), choose_count(counts, of_review=True)) == (118, 59)


@pytest.mark.parametrize(
    "text",
    [
        "现将5个2025年度（第四批）集群名单和7个2022年度（第一批）复核通过的集群名单予以公布",
        "现公布新认定的集群5个、通过复核的集群7个",
    ],
)
def test_two_numbers_of_one_clause_go_to_their_own_lists(text: str) -> None:
    counts = find_counts(tight(text))

    assert (choose_count(counts, of_review=False), choose_count(counts, of_review=True)) == (5, 7)


def test_each_category_may_have_its_own_number() -> None:
    counts = find_counts(
        tight("确定54家企业为第一批制造业单项冠军示范企业，50家企业为第一批制造业单项冠军培育企业。")
    )

    told = [count_of(counts, category, of_review=False) for category in ("示范企业", "培育企业", "产品")]
    assert told == [54, 50, None]


def test_a_category_of_the_new_and_of_the_reviewed_ones_has_two_numbers() -> None:
    counts = find_counts(
        tight(
            "现将第六批示范企业（3家）、单项冠军产品（4项）和通过复核的第三批示范企业（2家）、单项冠军产品（1个）名单予以公布"
        )
    )
    told = {
        (category, of_review): count_of(counts, category, of_review=of_review)
        for category in ("示范企业", "产品")
        for of_review in (False, True)
    }

    assert told == {("示范企业", False): 3, ("示范企业", True): 2, ("产品", False): 4, ("产品", True): 1}


def test_the_heading_of_a_citys_group_states_nothing_for_the_list() -> None:
    counts = find_counts("确定36个集群为2024年度山东省特色产业集群\n济南市(3个)\n青岛市(共2个)")

    assert [count.number for count in counts] == [36]


def test_a_heading_carries_its_own_number() -> None:
    assert caption_count(tight("武汉市（2个）")) == 2
    assert caption_count(tight("名单（共100家）")) == 100
    assert caption_count("名单") is None


@pytest.mark.parametrize(
    ("printed", "cohort"),
    [
        ("2022年度中小企业特色产业集群", "2022年度"), ("2023年广东省中小企业特色产业集群", "2023年度"), ("第四批中小企业特色产业集群", "2025年度"),
        ("2025年度（第四批）", "2025年度"), ("首批", "2022年度"), ("第2批", "2023年度"),
    ],
)  # fmt: skip
def test_a_cohort_by_years_has_its_batches_as_other_names(printed: str, cohort: str) -> None:
    assert name_cohort(find_cohorts(tight(printed))[0], CLUSTERS) == cohort


@given(st.integers(min_value=1, max_value=39))
def test_a_batch_is_written_in_chinese_numerals(number: int) -> None:
    assert name_cohort(find_cohorts(f"第{number}批名单")[0], CHAMPIONS) == f"第{han_number(number)}批"


def test_a_programme_by_year_and_batch_keeps_both() -> None:
    both = CHAMPIONS.model_copy(update={"cohort": "year-batch"})

    assert name_cohort(find_cohorts("2024年度第二批")[0], both) == "2024年度第二批"
    assert name_cohort(find_cohorts("第一批(2023年度)")[0], both) == "2023年度第一批"


@pytest.mark.parametrize(
    "text", ["2023年10月8日", "〔2023〕283号", "方案(2025-2027年)", "2023年至2025年", "2023年以来"]
)
def test_dates_and_ranges_are_no_cohorts(text: str) -> None:
    assert find_cohorts(tight(text)) == []


@pytest.mark.parametrize(
    ("title", "new", "reviewed"),
    [
        (
            "公布第四批制造业单项冠军企业(产品)及通过复核的第一批制造业单项冠军企业名单",
            ["第四批"],
            ["第一批"],
        ),
        (
            "第七批制造业单项冠军及通过复核的第一批、第四批制造业单项冠军企业(产品)名单",
            ["第七批"],
            ["第一批", "第四批"],
        ),
        (
            "第八批制造业单项冠军企业和通过复核的第二批、第五批制造业单项冠军企业名单",
            ["第八批"],
            ["第二批", "第五批"],
        ),
        ("第七批制造业单项冠军和第一批、第四批制造业单项冠军复核通过名单", ["第七批"], ["第一批", "第四批"]),
        ("第五批制造业单项冠军企业(产品)名单", ["第五批"], []),
        ("第三批制造业单项冠军复核通过名单", [], ["第三批"]),
    ],
)
def test_new_and_reviewed_batches_of_one_title_are_told_apart(
    title: str, new: list[str], reviewed: list[str]
) -> None:
    found = find_operations(title, "", stage=Stage.DESIGNATION, programme=CHAMPIONS)

    expected = [Operation(Stage.DESIGNATION, one) for one in new] + [
        Operation(Stage.REVIEW, one) for one in reviewed
    ]
    assert list(found) == expected


def test_a_year_in_the_title_gives_way_to_the_batch_that_the_text_names() -> None:
    body = tight(
        "根据《第九批的通知》，组织第八批制造业单项冠军遴选，对第二批、第五批制造业单项冠军开展复核评价。"
    )

    found = find_operations(
        "开展2023年制造业单项冠军遴选认定和复核评价工作", body, stage=Stage.CALL, programme=CHAMPIONS
    )

    assert [one.cohort for one in found] == ["第八批", "第二批", "第五批"]
    assert [one.stage.value for one in found] == ["call", "review-call", "review-call"]
