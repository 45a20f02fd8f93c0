"""Whose announcement it is and what it does: stage, organs, issuer, programme, relays and parts."""

from __future__ import annotations

import time

import pytest

from config.regions import load_regions
from tasks.recognise.notice import Notice, Stage, Unconcerned, Unsettled
from tasks.recognise.organs import find_organs
from tasks.recognise.programme import Names, spoken_of
from tasks.recognise.stage import find_stage, title_stage
from tasks.recognise.text import headline
from tests.tasks.recognise.cases import make_document, make_source, programmes, roster_of, rows_of, run

RELAY = make_source("relay", "全国", "示例网")
SHANDONG = make_source("province", "山东", "山东省工业和信息化厅")
TITLE_2023 = "工业和信息化部关于公布2023年度中小企业特色产业集群名单的通告"


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("工业和信息化部办公厅关于组织推荐2022年度中小企业特色产业集群的通知", Stage.CALL),
        ("2022年度中小企业特色产业集群名单公示", Stage.PROPOSAL),
        ("工业和信息化部关于2024年度中小企业特色产业集群名单的通告", Stage.DESIGNATION),
        ("关于2023年度中小企业特色产业集群拟推荐名单的公示", Stage.RECOMMENDATION),
        ("促进中小企业特色产业集群发展暂行办法", Stage.RULES),
        ("关于印发第七批制造业单项冠军名单的通知", Stage.DESIGNATION),
        ("关于撤销示例企业称号的公告", Stage.REVOCATION),
        ("关于宣布失效一批文件的通告", Stage.REPEAL),
        ("关于部分企业更名的公告", Stage.RENAMING),
        ("关于公布名单的更正公告", Stage.CORRECTION),
        ("公示！深圳或再添29家", Stage.PROPOSAL),
        ("《暂行办法》解读", None),
        ("暂行办法（征求意见稿）公开征求意见", None),
        ("关于规范拟推荐单项冠军企业公示的函", None),
    ],
)
def test_a_title_says_the_stage(title: str, stage: Stage | None) -> None:
    assert title_stage(headline(title)) is stage


def test_a_relays_published_is_a_proposal_where_the_text_says_so() -> None:
    title, body = "单项冠军名单由工信部对外公布", "公示时间为2019年10月25日至10月31日"

    assert find_stage(title, body, relayed=True) is Stage.PROPOSAL
    assert find_stage(title, "经公示等程序,现予公布", relayed=True) is Stage.DESIGNATION


@pytest.mark.parametrize("title", ["关注 | 2025年度名单", "【喜报】2025年度名单", "[转载]2025年度名单"])
def test_ornaments_before_a_headline_are_no_part_of_it(title: str) -> None:
    assert headline(title) == "2025年度名单"


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("工信部公布", "工业和信息化部", "national"),
        ("中华人民共和国工业和信息化部公告", "工业和信息化部", "national"),
        ("山东省工信厅公布", "山东省工信厅", "province"),
        ("北京市经济和信息化局关于", "北京市经济和信息化局", "province"),
        ("济南市工业和信息化局", "山东省济南市工业和信息化局", "city"),
        ("新疆生产建设兵团工业和信息化局", "新疆生产建设兵团工业和信息化局", "province"),
    ],
)
def test_an_organ_has_its_full_name_and_level(text: str, name: str, level: str) -> None:
    (organ,) = find_organs(text, regions=load_regions(), home=None)

    assert (organ.name, organ.level.value) == (name, level)


def test_a_bare_provincial_organ_needs_a_context() -> None:
    regions = load_regions()

    assert find_organs("报送省工信厅", regions=regions, home=None) == []
    assert find_organs("报送省工信厅", regions=regions, home=regions.named("湖南省"))[0].region == "湖南省"


def test_joint_issuers_are_all_named_and_the_first_leads() -> None:
    page = make_document(
        "关于公布第五批制造业单项冠军企业名单的通告",
        "1.示例甲有限公司\n2.示例乙有限公司\n工业和信息化部 中国工业经济联合会\n2020年12月31日",
    )
    outcome = run(page, source=RELAY)

    assert isinstance(outcome, Notice) and outcome.issuer == "工业和信息化部 中国工业经济联合会"


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2023年度中小企业特色产业集群名单", "cn-sme-cluster"),
        ("2021年度山东省特色产业集群名单", "sd-cluster"),
        ("县域特色产业集群(基地)名单", None),
        ("优势特色产业集群名单", None),
        ("国家火炬特色产业基地名单", None),
        ("2024年国家先进制造业集群名单", "cn-advanced-cluster"),
        ("国家新兴产业发展示范基地名单", None),
        ("第八批制作业单项冠军名单", "cn-single-champion"),
        ("专精特新小巨人企业名单", "cn-little-giant"),
        ("专精特新“小伟人”企业名单", "cn-little-giant"),
    ],
)
def test_siblings_of_a_like_name_are_kept_apart(text: str, spoken: str | None) -> None:
    assert next(iter(spoken_of(text, "", Names(programmes(), load_regions()))), None) == spoken


def test_a_sibling_in_the_title_outweighs_the_programme_in_the_text() -> None:
    body = "同时公布中小企业特色产业集群名单"

    assert spoken_of("县域特色产业集群名单", body, Names(programmes(), load_regions())) == ()
    assert "cn-sme-cluster" in spoken_of("关于公布名单的通告", body, Names(programmes(), load_regions()))


def test_the_same_title_is_national_or_provincial_by_its_issuer() -> None:
    page = make_document("关于公布第五批制造业单项冠军企业名单的通知", "1.示例甲有限公司\n2.示例乙有限公司")
    ministry, province = run(page), run(page, source=SHANDONG)

    assert isinstance(ministry, Notice) and isinstance(province, Notice)
    assert (ministry.programme_id, province.programme_id) == ("cn-single-champion", "sd-single-champion")
    assert isinstance(run(page, source=RELAY), Unsettled)


def test_a_page_that_nobody_signs_keeps_its_names_for_pairing() -> None:
    table = [["序号", "集群名称"], ["1", "北京市大兴区医疗器械产业集群"]]
    outcome = run(make_document("2023年度中小企业特色产业集群名单公布", table), source=RELAY)

    assert isinstance(outcome, Unsettled) and outcome.problem.kind == "issuer"
    assert outcome.mentions == ("北京市大兴区医疗器械产业集群",)


def test_another_ministrys_list_of_a_watched_name_is_not_the_programmes() -> None:
    page = make_document("科技部关于公布2023年度中小企业特色产业集群名单的通告", "现予公布。")

    assert isinstance(run(page, source=RELAY), Unconcerned)


def test_the_sites_date_is_the_notices_only_on_the_issuers_own_site() -> None:
    from datetime import date

    page = make_document(TITLE_2023, "现予公布。", day=date(2023, 10, 18))
    own, relay = run(page), run(page, source=RELAY)

    assert isinstance(own, Notice) and isinstance(relay, Notice)
    assert own.published_on == date(2023, 10, 18) and not own.relayed
    assert relay.published_on is None and relay.relayed


def test_teasers_beside_an_article_never_count() -> None:
    from dataclasses import replace

    page = make_document("示例展会开幕", "展会开幕。")
    page = replace(page, teasers=("36家!2024年度山东省特色产业集群名单公布", TITLE_2023))

    assert isinstance(run(page), Unconcerned)


def test_the_issuers_own_page_without_its_list_says_so() -> None:
    outcome = run(make_document(TITLE_2023, "现公布100个集群名单,见附件。"))

    assert [problem.kind for problem in roster_of(outcome).problems] == ["no rows"]


def test_a_call_reads_no_form_as_a_list() -> None:
    form = [["序号", "集群名称"], ["1", "示例省示例市示例产业集群"]]
    outcome = run(make_document("工业和信息化部办公厅关于组织推荐2024年度中小企业特色产业集群的通知", form))

    assert isinstance(outcome, Notice) and rows_of(outcome) == []


def test_a_review_list_that_says_so_ends_the_others_in_the_printed_word() -> None:
    text = "现公布通过复核名单，其余企业称号自动失效。\n1.示例甲有限公司\n2.示例乙有限公司"
    roster = roster_of(
        run(make_document("工业和信息化部关于公布通过复核的第三批制造业单项冠军企业名单的通告", text))
    )

    assert (roster.operation, roster.cohort) == (Stage.REVIEW, "第三批")
    assert (roster.ends_others, roster.verb) == (True, "自动失效")


def test_two_lists_that_nothing_tells_apart_are_a_problem() -> None:
    table = [["序号", "企业名称"], ["1", "示例甲有限公司"]]
    other = [["序号", "企业名称"], ["1", "示例乙有限公司"]]
    third = [["序号", "企业名称"], ["1", "示例丙有限公司"]]
    title = "工业和信息化部关于公布第四批制造业单项冠军及通过复核的第一批制造业单项冠军名单的通告"
    outcome = run(make_document(title, table, other, third))

    assert isinstance(outcome, Notice)
    assert any(problem.kind == "which list" for one in outcome.rosters for problem in one.problems)


@pytest.mark.parametrize(
    "unit",
    [
        "示例产业集群发展情况报送工作", "示例省示例市示例产业、", "1234567890123", "2023年10月8日至", "((((((《《《《", "废止,工信部企业函〔2023〕283号,",
        "山东省工业和信息化厅", "示例有限公司", "第一批及", "现将认定确定公布公示", "每年4月30日前报送上一年度发展情况,", "有效期三年",
        "江苏10个、", "每年4月30日和", "2024年11月18日-", "撤销示例有限公司称号、", "第一、二、", "将示例有限公司",
    ],
)  # fmt: skip
def test_a_megabyte_of_text_is_read_in_linear_time(unit: str) -> None:
    def spent(size: int) -> float:
        page = make_document(TITLE_2023, unit * (size // len(unit.encode())))
        before = time.process_time()
        run(page)
        return time.process_time() - before

    spent(10_000)  # what is loaded once is loaded
    assert spent(1_000_000) < 10 * max(
        0.05, spent(250_000)
    )  # four times as much; sixteen for a quadratic rule


JILIN = make_source("province", "吉林", "吉林省工业和信息化厅")
JIANGSU = make_source("province", "江苏", "江苏省工业和信息化厅")
ROWS = "1.江苏示例甲有限公司\n2.江苏示例乙有限公司"


def test_a_provinces_own_list_stays_its_own_though_it_speaks_of_the_ministry() -> None:
    title = "吉林省工业和信息化厅关于公布2025年度中小企业特色产业集群名单的通知"
    body = "依据工业和信息化部的暂行办法,鼓励集群申报国家级集群,择优报工业和信息化部认定。\n1.辽源市龙山区医药产业集群\n2.白山市抚松县人参产业集群"
    outcome = run(make_document(title, body), source=JILIN)

    assert isinstance(outcome, Notice)
    assert (outcome.programme_id, outcome.level, outcome.part_region) == ("jl-cluster", "province", None)


def test_a_provinces_page_with_its_share_of_the_ministrys_proposal_is_a_part() -> None:
    title = "关于第八批制造业单项冠军企业名单的公示"
    outcome = run(
        make_document(title, f"按照工信厅政法函〔2023〕263号,现将名单公示。\n{ROWS}"), source=JIANGSU
    )

    assert isinstance(outcome, Notice)
    assert (outcome.level, outcome.region, outcome.part_region) == ("national", "全国", "江苏省")
    assert outcome.stage is Stage.PROPOSAL and not outcome.relayed


def test_what_a_province_puts_forward_is_a_recommendation_under_its_own_name() -> None:
    title = "关于第八批制造业单项冠军企业名单的公示"
    outcome = run(
        make_document(title, f"按照工信厅政法函〔2023〕263号,拟推荐企业如下。\n{ROWS}"), source=JIANGSU
    )

    assert isinstance(outcome, Notice)
    assert (outcome.stage, outcome.level, outcome.region) == (Stage.RECOMMENDATION, "province", "江苏省")


def test_a_programme_that_is_not_watched_makes_no_announcement() -> None:
    title = "关于公布江苏省第三批制造业单项冠军企业名单的通知"

    assert isinstance(run(make_document(title, ROWS), source=JIANGSU), Unconcerned)


def test_a_copy_on_a_provinces_site_with_rows_of_everywhere_is_no_part() -> None:
    table = [
        ["序号", "集群名称"],
        ["1", "江苏省南京市江宁区智能配电设备产业集群"],
        ["2", "北京市大兴区医疗器械产业集群"],
    ]
    outcome = run(make_document(TITLE_2023, "我省企业在列,名单如下。", table), source=JIANGSU)

    assert isinstance(outcome, Notice)
    assert outcome.relayed and outcome.part_region is None and outcome.published_on is None
