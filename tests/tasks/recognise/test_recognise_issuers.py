"""Who issued a notice, from wherever it says so, and whose programme a like name is."""

from __future__ import annotations

from datetime import date

import pytest

from config.regions import load_regions
from tasks.read.document import Document
from tasks.recognise.notice import Notice, Unconcerned
from tasks.recognise.organs import find_organs
from tasks.recognise.programme import Names, spoken_of
from tests.tasks.recognise.cases import Outcome, make_document, make_source, programmes, run

RELAY = make_source("relay", "全国", "示例网")
ROWS = "1.示例甲有限公司\n2.示例乙有限公司"
B5 = "关于公布第五批制造业单项冠军企业名单的通知"


def issuer(outcome: Outcome) -> tuple[str, str, str]:
    assert isinstance(outcome, Notice)
    return outcome.issuer, outcome.level.value, outcome.region


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("工业和信息化部中小企业局", "工业和信息化部", "national"),
        ("山东省制造强省建设领导小组办公室", "山东省制造强省建设领导小组办公室", "province"),
        ("山东省经信委", "山东省经信委", "province"),
        ("河北省工业和信息化厅办公室", "河北省工业和信息化厅办公室", "province"),
        ("宁波市经信局", "浙江省宁波市经信局", "city"),
        ("深圳市工业和信息化局", "广东省深圳市工业和信息化局", "city"),
        ("衡东县科技和工业信息化局", "湖南省衡阳市衡东县科技和工业信息化局", "county"),
        ("鄞州区经信局", "浙江省宁波市鄞州区经信局", "county"),
        ("国务院国有资产监督管理委员会", "国务院国资委", "national"),
    ],
)
def test_an_organ_is_known_by_every_name_it_signs_with(text: str, name: str, level: str) -> None:
    (organ,) = find_organs(text, regions=load_regions(), home=None)

    assert (organ.name, organ.level.value, organ.end) == (name, level, len(text))


def test_all_of_several_departments_are_named_by_their_signature() -> None:
    text = f"{ROWS}\n工业和信息化部 国家发展改革委 财政部 国务院国资委 市场监管总局\n2023年11月16日"
    outcome = run(make_document(f"工业和信息化部等五部门{B5}", text), source=RELAY)

    organs = "工业和信息化部 国家发展和改革委员会 财政部 国务院国资委 国家市场监督管理总局"
    assert issuer(outcome) == (organs, "national", "全国")


def test_departments_a_line_each_are_joint_and_the_first_leads() -> None:
    text = f"{ROWS}\n山东省工业和信息化厅\n山东省工业经济联合会\n2020年12月31日"
    source = make_source("city", "山东省泰安市", "泰安市工业和信息化局")

    names = "山东省工业和信息化厅 山东省工业经济联合会"
    assert issuer(run(make_document(B5, text), source=source)) == (names, "province", "山东省")


@pytest.mark.parametrize(
    ("page", "region"),
    [
        (make_document(B5, f"{ROWS}\n山东省工业和信息化厅\n2023年11月16日"), "山东省"),
        (make_document(B5, f"{ROWS}\n山东省工业和信息化厅办公室 2023年11月16日"), "山东省"),
        (make_document(B5, f"鲁工信产〔2023〕99号\n{ROWS}"), "山东省"),
        (make_document(B5, ROWS, origin="来源：山东省工信厅"), "山东省"),
        (make_document(B5, ROWS, origin="信息来源：国家工业和信息化部"), "全国"),
        (make_document(B5, ROWS, origin="来源：工信微报"), "全国"),
        (make_document(B5, ROWS, origin="来源：产业政策司"), "全国"),
    ],
)
def test_an_issuer_named_in_one_place_alone_is_found_there(page: Document, region: str) -> None:
    outcome = run(page, source=RELAY)

    assert issuer(outcome)[2] == region


def test_the_source_line_of_a_citys_site_names_the_ministry_above_it() -> None:
    source = make_source("city", "甘肃省白银市", "白银市工业和信息化局")
    outcome = run(make_document(B5, ROWS, origin="来源：工业和信息化部"), source=source)

    assert issuer(outcome) == ("工业和信息化部", "national", "全国")
    assert isinstance(outcome, Notice) and outcome.relayed


def test_a_mark_that_two_places_write_with_is_the_sites_own() -> None:
    title = "关于公布2024年度中小企业特色产业集群名单的通知"
    source = make_source("city", "江苏省南京市", "南京市工业和信息化局")

    assert isinstance(run(make_document(title, f"宁工信〔2024〕1号\n{ROWS}"), source=source), Unconcerned)


@pytest.mark.parametrize(
    "publisher",
    [
        ("city", "江苏省苏州市", "苏州市工业和信息化局"),
        ("city", "广东省深圳市", "深圳市工业和信息化局"),
        ("county", "浙江省宁波市鄞州区", "鄞州区经济和信息化局"),
    ],
)
def test_a_citys_title_of_the_same_words_is_not_the_nations(publisher: tuple[str, str, str]) -> None:
    title = "关于公布第一批制造业单项冠军示范企业名单的通知"

    assert isinstance(run(make_document(title, ROWS), source=make_source(*publisher)), Unconcerned)


@pytest.mark.parametrize(
    "title",
    [
        "关于公布第二批县域特色产业集群（基地）名单的通知",
        "农业农村部关于公布2024年优势特色产业集群建设名单的通知",
        "2020年第一批国家火炬特色产业基地名单公示",
        "关于公布纺织产业集群试点地区名单的通知",
        "2026年第一批国家新兴产业发展示范基地名单公布",
        "关于公布2024年度创新型产业集群名单的通知",
        "安徽省县域制造业集群名单",
        "关于公布2025年省级工业设计中心名单的通知",
        "关于公布2025年度卓越级智能工厂名单的通知",
    ],
)
def test_a_siblings_page_that_mentions_ours_in_passing_is_the_siblings(title: str) -> None:
    body = "鼓励申报中小企业特色产业集群。\n对认定的中小企业特色产业集群优先推荐。\n现将名单予以公布。"

    assert spoken_of(title, body, Names(programmes(), load_regions())) == ()


def test_a_word_in_passing_announces_nothing_under_a_title_that_names_nobody() -> None:
    names = Names(programmes(), load_regions())

    assert spoken_of("重要通知", "鼓励企业申报制造业单项冠军企业,累计认定10家。", names) == ()
    assert spoken_of("重要通知", "现将制造业单项冠军企业名单予以公布。", names)[:1] == ("cn-single-champion",)


def test_a_government_pages_own_table_names_organ_number_and_day() -> None:
    table = [
        ["发文机关", "山东省工业和信息化厅", "成文日期", "2023年11月16日"],
        ["发文字号", "鲁工信产〔2023〕99号", "发布日期", "2023年11月20日"],
    ]
    outcome = run(make_document(B5, table, ROWS), source=RELAY)

    assert issuer(outcome) == ("山东省工业和信息化厅", "province", "山东省")
    assert isinstance(outcome, Notice)
    assert (outcome.doc_number, outcome.signed_on) == ("鲁工信产〔2023〕99号", date(2023, 11, 16))


def test_a_page_of_labels_in_one_line_names_organ_number_and_day() -> None:
    line = "索引号:1/2023 发文机关:山东省工业和信息化厅 成文日期:2023-11-16 发文字号:鲁工信产〔2023〕99号 有效性:有效"
    outcome = run(make_document(B5, f"{line}\n{ROWS}"), source=RELAY)

    assert issuer(outcome)[0] == "山东省工业和信息化厅"
    assert isinstance(outcome, Notice)
    assert (outcome.doc_number, outcome.signed_on) == ("鲁工信产〔2023〕99号", date(2023, 11, 16))


def test_the_number_of_whoever_forwards_a_notice_is_not_the_notices() -> None:
    title = "山东省工业和信息化厅转发工业和信息化部关于公布第五批制造业单项冠军企业名单的通知"
    source = make_source("province", "山东", "山东省工业和信息化厅")
    outcome = run(make_document(title, f"鲁工信产〔2023〕99号\n{ROWS}"), source=source)

    assert issuer(outcome)[2] == "全国"
    assert isinstance(outcome, Notice)
    assert (outcome.doc_number, outcome.relayed, outcome.problems) == (None, True, ())
