"""Days in the wordings and the damage of real pages: dates, signatures, windows, deadlines, terms, yearly duties."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.recognise.dates import arabic_dates, find_dates, find_misprints, find_signing
from tasks.recognise.deadline import find_deadline
from tasks.recognise.duties import find_duties
from tasks.recognise.notice import Duty, Validity
from tasks.recognise.text import tight
from tasks.recognise.validity import find_terms
from tasks.recognise.window import find_window, windows_differ

SPRING, AUTUMN = date(2025, 3, 4), date(2024, 11, 15)


def read(text: str) -> str:
    return arabic_dates(tight(text))


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("二O二三年十月八日", date(2023, 10, 8)),
        ("二0二三年十月八日", date(2023, 10, 8)),
        ("二零二二年十二月二十九日", date(2022, 12, 29)),
        ("二○二四年九月廿九日", date(2024, 9, 29)),
        ("二 〇 二 三 年 十 月 八 日", date(2023, 10, 8)),
        ("2023年1O月8日", date(2023, 10, 8)),
        ("2O24年9月l9日", date(2024, 9, 19)),
        ("2023 - 10 - 08", date(2023, 10, 8)),
        ("2023年02月08日", date(2023, 2, 8)),
        ("2025年1026日", date(2025, 10, 26)),
        ("202510月26日", date(2025, 10, 26)),
        ("２０２３－０７－１４", date(2023, 7, 14)),
    ],
)
def test_a_damaged_date_is_its_day(printed: str, day: date) -> None:
    assert [found.day for found in find_dates(read(printed))] == [day]


@pytest.mark.parametrize("printed", ["2024年9月31日", "二〇二三年二月三十日", "2023-13-01", "2023年2月29日"])
def test_a_day_that_no_calendar_has_is_none_and_is_named(printed: str) -> None:
    assert find_dates(read(printed)) == []
    assert len(find_misprints(read(f"自{printed}起"))) == 1


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("正文。\n工业和信息化部\n2024年9月19日\n（此件公开发布）", date(2024, 9, 19)),
        ("正文\n工业和信息化部办公厅2025年3月4日\n联系人：示例 010-68205301", date(2025, 3, 4)),
        ("山东省制造强省建设领导小组办公室 2024年8月23日", date(2024, 8, 23)),
        ("工业和信息化部\n2024年9月19日\n附件1 示例表\n2024年9月1日", date(2024, 9, 19)),
        ("江苏省经济和信息化委员会\n（二〇一三年七月九日）", date(2013, 7, 9)),
        ("北京市经济和信息化局\n2025-07-14", date(2025, 7, 14)),
    ],
)
def test_the_signature_is_found_under_its_organ(printed: str, day: date) -> None:
    found = find_signing(printed.split("\n"))

    assert found is not None and found[1] == day


@pytest.mark.parametrize(
    "printed",
    [
        "2024-09-19\n正文",
        "正文\n2024年9月20日印发",
        "发布时间 2024年9月20日",
        "示例厅\n公示时间至2024年9月20日",
    ],
)
def test_the_day_of_a_site_or_of_printing_is_no_signature(printed: str) -> None:
    assert find_signing(printed.split("\n")) is None


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("公示期自2024年11月18日起5个工作日", date(2024, 11, 18), None),
        ("公示时间为2024年11月18日起，为期5个工作日", date(2024, 11, 18), None),
        ("公示期5天（2024年11月18日至11月22日）", date(2024, 11, 18), date(2024, 11, 22)),
        ("公示时间：2024年11月18日00:00至2024年11月22日24:00", date(2024, 11, 18), date(2024, 11, 22)),
        ("公示期限：2024.11.18-2024.11.22", date(2024, 11, 18), date(2024, 11, 22)),
        ("公示期为2024年11月18日（周一）至22日（周五）", date(2024, 11, 18), date(2024, 11, 22)),
        ("公示期间（11月18日—22日）如有异议", date(2024, 11, 18), date(2024, 11, 22)),
        ("公示时间：12月30日-1月5日", date(2024, 12, 30), date(2025, 1, 5)),
        ("公示时间从2024年11月18日开始，到11月22日结束", date(2024, 11, 18), date(2024, 11, 22)),
        ("公示期7天，从2024年11月18日起至24日止", date(2024, 11, 18), date(2024, 11, 24)),
        ("公示截止日期：2024年11月22日", None, date(2024, 11, 22)),
        ("公示期至2024年11月22日", None, date(2024, 11, 22)),
        ("公示期自发布之日起至2024年11月22日17:00止", None, date(2024, 11, 22)),
    ],
)
def test_a_window_gives_what_it_prints_and_no_more(printed: str, first: date, last: date) -> None:
    assert find_window(read(printed), anchor=AUTUMN) == (first, last)


@pytest.mark.parametrize(
    "printed",
    ["自公示之日起5个工作日", "前期已于2023年11月8日至11月22日公示", "公示时间：2024年11月22日至11月18日"],
)
def test_a_window_whose_days_nothing_proves_is_none(printed: str) -> None:
    assert find_window(read(printed), anchor=AUTUMN) is None


def test_two_windows_that_cannot_both_hold_are_found() -> None:
    same = read("公示期5个工作日（11月18日至22日）。如有异议，请于2024年11月22日前反馈。")
    other = read("公示时间为2024年11月18日至11月22日。如有异议，请于2024年11月25日前反馈。")

    assert windows_differ(same, anchor=AUTUMN) is None
    found = windows_differ(other, anchor=AUTUMN)
    assert found is not None and found[1][1] == date(2024, 11, 25)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("申报截至2025年7月25日", date(2025, 7, 25)),
        ("受理截止2025年7月25日17:00", date(2025, 7, 25)),
        ("请于2025年7月25日下班前报送", date(2025, 7, 25)),
        ("请于7月25日中午12:00前报送", date(2025, 7, 25)),
        ("请各市于7月15日前初审，省级部门于7月31日前推荐上报", date(2025, 7, 31)),
        ("2024年12月31日前取得的证书，7月25日前提交", date(2025, 7, 25)),
        ("请于2025年7月底前报送", date(2025, 7, 31)),
        ("请于2025年1026日前报送", date(2025, 10, 26)),
        ("报送时间截止到7月25日", date(2025, 7, 25)),
    ],
)
def test_a_deadline_is_read_in_the_wordings_of_offices(printed: str, day: date) -> None:
    assert find_deadline(read(printed), anchor=SPRING) == day


@pytest.mark.parametrize(
    ("printed", "term"),
    [
        ("有效期为三年，自公布之日起计算", Validity(years=3)),
        ("有效期两年", Validity(years=2)),
        ("有效期36个月", Validity(years=3)),
        ("有效期：2025.1.1-2027.12.31", Validity(None, date(2025, 1, 1), date(2027, 12, 31))),
        (
            "复核通过的有效期延长三年（2026年至2028年）",
            Validity(3, date(2026, 1, 1), date(2028, 12, 31), True),
        ),
    ],
)
def test_a_term_is_read_in_the_wordings_of_offices(printed: str, term: Validity) -> None:
    assert [found.validity for found in find_terms(read(printed))] == [term]


def test_a_term_that_ends_in_a_review_is_the_new_ones() -> None:
    (ahead,) = find_terms(read("认定有效期三年，到期复核。"))
    new, old = find_terms(read("新认定企业有效期2025年至2027年，复核通过企业有效期2026年至2028年。"))

    both = find_terms(read("新认定和通过复核企业有效期三年。"))

    assert [one.of_review for one in both] == [True, False]
    assert (ahead.of_review, new.of_review, old.of_review) == (False, False, True)


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("于次年3月31日前报送上年度情况", ["03-31"]),
        ("每年度4月30日前填报", ["04-30"]),
        ("每年的3月31日前，提交总结", ["03-31"]),
        ("每年1月31日和7月31日前报送进展", ["01-31", "07-31"]),
        ("每年四月三十日前报送", ["04-30"]),
    ],
)
def test_a_yearly_duty_is_read_in_every_wording(printed: str, due: list[str]) -> None:
    assert [duty.due for duty in find_duties(read(printed))] == due


def test_what_a_duty_does_not_cost_is_no_part_of_it() -> None:
    text = read("每年3月30日前报送上一年度发展情况，不收取任何费用。")

    assert find_duties(text) == (Duty("上一年度发展情况报送", "03-30"),)
