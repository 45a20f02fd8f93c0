from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from config.clock import china_day, find_clock
from config.errors import ConfigurationError

AT = datetime(2024, 9, 20, 2, tzinfo=UTC)


def test_a_fixed_instant_stays_fixed_and_the_option_is_stronger() -> None:
    clock = find_clock("2024-09-20T10:00:00+08:00", environ={"MINGDAN_NOW": "2022-01-01T00:00:00Z"})
    assert clock() == AT == clock()


def test_the_environment_fixes_the_clock() -> None:
    assert find_clock(environ={"MINGDAN_NOW": "2024-09-20T02:00:00Z"})() == AT


def test_else_it_is_the_systems_clock() -> None:
    assert abs(find_clock(environ={})() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize(
    "text", ["", "2024-09-20", "2024-09-20T10:00:00", "gestern", "0001-01-01T00:00:00+23:59"]
)
def test_what_is_no_instant_with_offset_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^--now: (?s:.)*such as 2024-09-20T10:00:00\+08:00"):
        find_clock(text)


def test_a_day_is_chinas_day() -> None:
    assert china_day(datetime(2024, 9, 19, 16, tzinfo=UTC)) == date(2024, 9, 20)
    assert china_day(datetime(2024, 9, 19, 15, 59, tzinfo=UTC)) == date(2024, 9, 19)
