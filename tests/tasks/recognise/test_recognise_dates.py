"""Dates, windows, deadlines, terms and duties: every wording seen on a real page ."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.recognise.dates import arabic_dates, find_dates, find_labelled, find_signing, near_day
from tasks.recognise.deadline import find_deadline
from tasks.recognise.duties import find_duties
from tasks.recognise.notice import Duty, Validity
from tasks.recognise.numerals import han_number, parse_number
from tasks.recognise.text import tight
from tasks.recognise.validity import find_terms
from tasks.recognise.window import find_window


def read(text: str) -> str:
    return arabic_dates(tight(text))


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("二〇二三年十月八日", date(2023, 10, 8)),
        ("二○一九年十一月十三日", date(2019, 11, 13)),
        ("2022-12-29", date(2022, 12, 29)),
        ("2023年7月24日", date(2023, 7, 24)),
        ("2019 年 11 月 13 日", date(2019, 11, 13)),
        ("２０２４年９月１９日", date(2024, 9, 19)),
        ("2023.10.08", date(2023, 10, 8)),
        ("20221229日", date(2022, 12, 29)),
    ],
)
def test_a_printed_date_is_its_day(printed: str, day: date) -> None:
    assert [found.day for found in find_dates(read(printed))] == [day]


@pytest.mark.parametrize(
    "text", ["工信部企业函〔2023〕283号", "2023年度", "2023年2月30日", "电话010-68205198", "2023年10月"]
)
def test_what_is_no_day_gives_no_date(text: str) -> None:
    assert find_dates(read(text)) == []


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_written_in_chinese_numerals_reads_as_itself(day: date) -> None:
    year = "".join("〇一二三四五六七八九"[int(mark)] for mark in str(day.year))
    printed = f"{year}年{han_number(day.month)}月{han_number(day.day)}日"

    assert [found.day for found in find_dates(read(printed))] == [day]


@given(st.integers(min_value=1, max_value=99))
def test_a_number_written_in_chinese_reads_as_itself(number: int) -> None:
    assert parse_number(han_number(number)) == number


def test_larger_numerals_are_read_and_words_are_not() -> None:
    assert parse_number("三千二百零五") == 3205
    assert parse_number("示例") is None


def test_the_signature_is_the_last_line_that_is_a_date() -> None:
    lines = [
        "2023年1月1日起施行。",
        "工业和信息化部",
        "二〇二三年十月八日",
        "发布时间:2023-10-18日",
        "公示时间2024年1月1日",
    ]

    assert find_signing(lines) == (2, date(2023, 10, 8))


def test_a_page_of_metadata_gives_the_day_of_writing_under_its_label() -> None:
    assert find_labelled("成文日期:2019-11-13 发布日期:2019-11-27") == date(2019, 11, 13)


def test_a_day_without_a_year_is_the_next_one_after_the_document() -> None:
    assert near_day(12, 16, date(2024, 12, 10)) == date(2024, 12, 16)
    assert near_day(1, 5, date(2024, 12, 10)) == date(2025, 1, 5)
    assert near_day(1, 5, None) is None


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("公示时间为2022年4月26日至5月5日", date(2022, 4, 26), date(2022, 5, 5)),
        ("公示期：2017年11月27日-2017年12月5日", date(2017, 11, 27), date(2017, 12, 5)),
        ("公示时间：2024年11月18-22日", date(2024, 11, 18), date(2024, 11, 22)),
        ("公示期为2023年7月24日—28日（5个工作日）", date(2023, 7, 24), date(2023, 7, 28)),
        ("现予公示，自2022年12月29日起至2023年1月5日止", date(2022, 12, 29), date(2023, 1, 5)),
        ("公示期为3个工作日，公示时间自2023年11月7日至2023年11月9日", date(2023, 11, 7), date(2023, 11, 9)),
        ("公示期2014年12月30日至1月5日", date(2014, 12, 30), date(2015, 1, 5)),
        ("公示时间：2024年3月4日（星期一）9:00至3月11日17:00", date(2024, 3, 4), date(2024, 3, 11)),
        ("公示时间：2020-03-03至2020-03-09", date(2020, 3, 3), date(2020, 3, 9)),
    ],
)
def test_a_window_is_read_in_every_wording(printed: str, first: date, last: date) -> None:
    assert find_window(read(printed), anchor=None) == (first, last)


@pytest.mark.parametrize(("anchor", "year"), [(date(2024, 9, 6), 2024), (date(2025, 1, 10), 2024)])
def test_a_window_without_a_year_is_the_nearest_one(anchor: date, year: int) -> None:
    window = (date(year, 9, 5), date(year, 9, 11))

    assert find_window(read("公示时间自9月5日至9月11日。"), anchor=anchor) == window
    assert find_window(read("公示时间自9月5日至9月11日。"), anchor=None) is None
    assert find_window(read("公示时间：12月29日至1月5日"), anchor=date(2022, 12, 29)) == (
        date(2022, 12, 29),
        date(2023, 1, 5),
    )


def test_a_window_from_this_very_day_has_its_end() -> None:
    text = read("公示期为7天，自即日起至2024年9月11日。")

    assert find_window(text, anchor=date(2024, 9, 5)) == (None, date(2024, 9, 11))


def test_a_window_with_an_end_alone_has_no_start() -> None:
    text = read("如有异议，请于12月16日前反馈。")

    assert find_window(text, anchor=date(2024, 12, 10)) == (None, date(2024, 12, 16))
    assert find_window(text, anchor=None) is None


@pytest.mark.parametrize(
    "text", ["有效期为2023年1月1日至2025年12月31日", "公示期为5个工作日", "公示期满无异议"]
)
def test_what_is_no_window_gives_none(text: str) -> None:
    assert find_window(read(text), anchor=date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("请于2024年7月31日前将材料报送至中小企业局", date(2024, 7, 31)),
        ("申报截止时间为2025年2月28日", date(2025, 2, 28)),
        ("各市请于7月25日前报省厅", date(2025, 7, 25)),
        ("请于20251026日前报送", date(2025, 10, 26)),
        ("企业于6月1日前填报，省级部门于2025年6月30日（星期一）17:00前报送", date(2025, 6, 30)),
        ("成立于2020年12月31日前的企业可以申报，请于2025年8月1日前提交", date(2025, 8, 1)),
        ("企业申报时间为2025年9月20日至10月15日", date(2025, 10, 15)),
        ("申报时间：9月20日—10月15日", date(2025, 10, 15)),
        ("推荐材料报送不迟于2025年10月15日", date(2025, 10, 15)),
    ],
)
def test_a_deadline_is_read_in_every_wording(printed: str, day: date) -> None:
    assert find_deadline(read(printed), anchor=date(2025, 3, 4)) == day


@pytest.mark.parametrize("text", ["于每年4月30日前报送", "截至2023年12月31日共认定300个", "推荐不超过8个"])
def test_what_is_no_deadline_gives_none(text: str) -> None:
    assert find_deadline(read(text), anchor=date(2025, 3, 4)) is None


@pytest.mark.parametrize(
    ("printed", "term"),
    [
        ("集群认定有效期为三年", Validity(years=3)),
        ("有效期3年", Validity(years=3)),
        ("有效期为2023年至2025年", Validity(None, date(2023, 1, 1), date(2025, 12, 31))),
        ("有效期为2024年至2027年", Validity(None, date(2024, 1, 1), date(2027, 12, 31))),
        ("有效期2023年1月1日至2025年12月31日", Validity(None, date(2023, 1, 1), date(2025, 12, 31))),
        ("有效期自2023年7月10日至2026年7月9日", Validity(None, date(2023, 7, 10), date(2026, 7, 9))),
        ("有效期：2023年7月1日至2026年6月30日", Validity(None, date(2023, 7, 1), date(2026, 6, 30))),
        ("有效期为三年（2025年至2027年）", Validity(3, date(2025, 1, 1), date(2027, 12, 31))),
        ("有效期为2023年8月至2025年8月", Validity(None, date(2023, 8, 1), date(2025, 8, 31))),
        ("复核通过的，有效期延长三年", Validity(years=3, extends=True)),
        ("有效期2025–2027年", Validity(None, date(2025, 1, 1), date(2027, 12, 31))),
        ("有效期3年，自2024年9月20日起计算", Validity(3, date(2024, 9, 20), date(2027, 9, 19))),
        ("有效期自2024年2月29日起三年", Validity(3, date(2024, 2, 29), date(2027, 2, 27))),
        ("有效期至2027年12月31日", Validity(None, None, date(2027, 12, 31))),
        ("有效期到2027年6月底", Validity(None, None, date(2027, 6, 30))),
        ("有效期延长至2028年底", Validity(None, None, date(2028, 12, 31))),
    ],
)
def test_a_term_is_read_in_every_wording(printed: str, term: Validity) -> None:
    assert [found.validity for found in find_terms(read(printed))] == [term]


def test_new_and_reviewed_ones_may_have_their_own_terms() -> None:
    found = find_terms(read("新认定集群有效期三年，复核通过的集群有效期延长三年。"))

    assert [(one.validity.extends, one.of_review) for one in found] == [(False, False), (True, True)]


@pytest.mark.parametrize("text", ["有效期满三年后", "有效期内发生事故", "2023年至2025年", "连续三年增长"])
def test_what_states_no_term_gives_none(text: str) -> None:
    assert find_terms(read(text)) == []


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("每年4月30日前", "04-30"),
        ("每年3月31日前", "03-31"),
        ("每年4月1日前", "04-01"),
        ("每年3月底前", "03-31"),
    ],
)
def test_a_yearly_duty_has_its_day_and_matter(printed: str, due: str) -> None:
    text = read(f"组织集群填报上一年度发展情况，于{printed}报送至工业和信息化部。")

    assert find_duties(text) == (Duty("上一年度发展情况报送", due),)


def test_a_duty_said_twice_is_one_and_a_day_once_only_is_none() -> None:
    assert len(find_duties("每年3月31日前报送年度报告。每年3月31日前报送年度报告。")) == 1
    assert find_duties("于2023年4月30日前报送动态管理表。") == ()
    assert find_duties("每年13月1日前报送。") == ()


def test_a_duty_is_said_without_the_words_that_ask_for_it() -> None:
    assert find_duties(read("请于每年3月31日前报送上一年度情况。")) == (Duty("上一年度情况报送", "03-31"),)
    assert find_duties(read("请各省于每年3月底前提交台账。")) == (Duty("提交台账", "03-31"),)
