"""A list's time is as precise as the list gives it, in China's time, and never more precise than that."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.fetch.kinds.days import (
    find_day,
    is_date_alone,
    moment_of_millis,
    moment_of_row,
    moment_of_seconds,
    moment_of_text,
    moment_of_url,
    moment_of_value,
)

TODAY = date(2026, 3, 6)
HEX = "0123456789abcdef0123456789abcdef"

TEXTS = {
    "2026-03-05": "2026-03-05",
    "[2026/03/05]": "2026-03-05",
    "(2026-03-05)": "2026-03-05",
    "2026.3.5": "2026-03-05",
    "２０２６－０３－０５": "2026-03-05",
    "2026年3月5日": "2026-03-05",
    "2026 年 3 月 5 日": "2026-03-05",
    "发布时间：2026-03-05": "2026-03-05",
    "2026-\n 01-\n 23": "2026-01-23",
    "26-03-05": "2026-03-05",
    "03-05": "2026-03-05",
    "3月5日": "2026-03-05",
    "03-07": "2026-03-07",  # tomorrow: a clock may be ahead
    "03-08": "2025-03-08",
    "12-30": "2025-12-30",
    "02-29": "2024-02-29",
    "2026-04 14": "2026-04-14",
    "14 2026-04": "2026-04-14",
    "03-05 2024": "2024-03-05",
    "2024年 03-05": "2024-03-05",
    "20260305": "2026-03-05",
    "20260305102000": "2026-03-05T10:20",
    "2026-03-05 10:20": "2026-03-05T10:20",
    "2026-03-05 10:20:59": "2026-03-05T10:20",
    "2026-03-05-10:20:59": "2026-03-05T10:20",
    "2026-03-0510:20": "2026-03-05T10:20",
    "2026年3月5日 9时05分": "2026-03-05T09:05",
    "03-05 10:20": "2026-03-05T10:20",
    "2026-03-05 00:00:00": "2026-03-05",
    "2026-03-05 25:71": "2026-03-05",
    "2026-03-05T10:20:00+08:00": "2026-03-05T10:20",
    "2026-03-04T18:30:00Z": "2026-03-05T02:30",
    "2026-03-04T18:30:00.000+0000": "2026-03-05T02:30",
    "2026-03-04 10:20:00-05:00": "2026-03-04T23:20",
    "2026-03-05 10:20-11:30": "2026-03-05T10:20",  # opening hours, not a zone
    "2026-03": "2026-03",
    "2026年3月": "2026-03",
    "2026年": "2026",
    "": "",
    "2026-13-45": "",
    "第12号": "",
    "0531-88888888": "",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_gives_its_time_as_precise_as_it_is(text: str) -> None:
    assert moment_of_text(text, today=TODAY).listed_as == TEXTS[text]


ADDRESSES = {
    "https://h.cn/gsgg/202603/t20260305_123456.html": "2026-03-05",
    "https://h.cn/art/2026/3/5/art_15203_1001.html": "2026-03-05",
    "https://h.cn/gxt/tztg/2026030509183942113/index.shtml": "2026-03-05",
    "https://h.cn/gxt/tztg/2026990509183942113/index.shtml": "",
    f"https://h.cn/zxxx/20260305/{HEX}.html": "2026-03-05",
    f"https://h.cn/columns/{HEX}/202603/05/{HEX}.html": "2026-03-05",
    "https://h.cn/system/2026/03/05/0001.shtml": "2026-03-05",
    "https://h.cn/c/2026-03-05/848.shtml": "2026-03-05",
    "https://h.cn/2026/03-05/3100001.html": "2026-03-05",
    f"https://h.cn/scjxt/wjfb/2026/3/5/{HEX}.shtml": "2026-03-05",
    f"https://h.cn/iitb/tzgg/202603/{HEX}.shtml": "2026-03",
    "https://h.cn/gxt/c107069/202603/c00_31963411.shtml": "2026-03",
    "https://h.cn/gxt/c107572/202603/2081569.shtml": "2026-03",
    f"https://www.miit.gov.cn/zwgk/wjgs/art/2026/art_{HEX}.html": "2026",
    "https://h.cn/zwgk/content/post_4898887.html": "",
    "https://h.cn/wzsy/zwdt/mtgz/t27187532.shtml": "",
    "https://h.cn/n1/n2/c123/content.html": "",
    "https://h.cn/zt/2019/list.html": "",
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_gives_what_it_carries_and_no_day_it_does_not(url: str) -> None:
    assert moment_of_url(url).listed_as == ADDRESSES[url]
    assert (moment_of_url(url).day is None) == (len(ADDRESSES[url]) < 10)


MONTH = f"https://h.cn/iitb/tzgg/202512/{HEX}.shtml"


@pytest.mark.parametrize(
    ("pieces", "url", "expected"),
    [
        (["示例公示", "2026-03-05"], "https://h.cn/post_1.html", "2026-03-05"),
        (["2026-04", "14", "示例公示"], MONTH, "2026-04-14"),
        (["14", "2026-04", "示例公示"], MONTH, "2026-04-14"),
        (["03-05", "2024", "示例公示"], "https://h.cn/post_1.html", "2024-03-05"),
        (["2026-", "03-05", "示例公示"], "https://h.cn/post_1.html", "2026-03-05"),
        (["17", "示例公示", "2026-03-05", "10:20"], "https://h.cn/post_1.html", "2026-03-05T10:20"),
        (["示例公示"], MONTH, "2025-12"),
        (["示例公示", "2026-03"], "https://h.cn/202603/t20260305_1.html", "2026-03-05"),
        (["示例公示", "03-05"], f"https://h.cn/art/2023/art_{HEX}.html", "2023-03-05"),  # sticky, years old
        (["示例公示", "12-30"], MONTH, "2025-12-30"),
        (["示例公示"], "https://h.cn/content/post_1.html", ""),
    ],
)
def test_a_row_gives_its_own_date_before_that_of_its_address(pieces, url, expected) -> None:
    assert moment_of_row(pieces, " ".join(pieces[1:]), url, today=TODAY).listed_as == expected


def test_a_row_of_two_dates_is_dated_by_the_first_that_stands_alone() -> None:
    pieces = ["示例2019年1月2日起施行", "2026-03-05", "2026-04-01"]
    assert moment_of_row(pieces, "", "", today=TODAY).day == date(2026, 3, 5)


def test_an_epoch_is_chinas_minute_and_a_midnight_is_a_day() -> None:
    assert moment_of_millis("1772676000000").listed_as == "2026-03-05T10:00"
    assert moment_of_seconds(1772640000).listed_as == "2026-03-05"
    assert [moment_of_millis(value).listed_as for value in (0, None, "x", True, "٣", 10**15)] == [""] * 6


@pytest.mark.parametrize(
    "value", [1772676000000, "1772676000", 1772676000.0, "2026-03-05 10:00:00", "20260305100000"]
)
def test_a_value_of_an_interface_is_read_as_what_it_looks_like(value: object) -> None:
    assert moment_of_value(value, today=TODAY).listed_as == "2026-03-05T10:00"


def test_a_date_with_label_brackets_and_time_is_a_date_alone_and_a_title_is_not() -> None:
    assert all(map(is_date_alone, ["[2026-03-05]", "发布时间：2026-03-05 10:20", "2026-\n03-\n05", "3月5日"]))
    assert not any(map(is_date_alone, ["示例2026-03-05", "2026年度示例", "", "12"]))


def test_a_long_text_of_blanks_and_digits_is_read_in_no_time() -> None:
    assert find_day("2026-" + " " * 1_000_000 + "1 " * 500_000, today=TODAY) == date(2026, 1, 1)
