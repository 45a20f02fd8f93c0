"""Working days of China: Golden Week and Spring Festival are none, weekends worked in their stead (调休) are."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache
from typing import Final

import chinese_calendar

KNOWN_UNTIL: Final = max(chinese_calendar.holidays).year
"""The last year whose holidays are known as decreed; the State Council decrees each year's in the November before."""

_FIXED: Final = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
"""Days off by law whatever a year's decree moves.

Source: 全国年节及纪念日放假办法 (2024), article 2; the days that follow the moon stand in ``_NEW_YEARS``.
"""
_NEW_YEARS: Final = (
    (2027, 2, 6), (2028, 1, 26), (2029, 2, 13), (2030, 2, 3), (2031, 1, 23), (2032, 2, 11), (2033, 1, 31),
    (2034, 2, 19), (2035, 2, 8),
)  # fmt: skip
"""Spring Festival (正月初一) of years not yet decreed; its eve and three days are off.

Source: GB/T 33661-2017, by which the calendar is computed.
"""
_REACH: Final = 20


def working_days(after: date, until: date) -> int:
    """Return how many working days there are after one day up to another, which counts; 0 where it is no later.

    Beyond ``KNOWN_UNTIL`` they are Monday to Friday less the holidays fixed by law.
    """
    return max(_number(until) - _number(after), 0)


def _number(day: date) -> int:
    """Return the running number of the last working day up to a day."""
    free, worked = _exceptions()
    weeks, rest = divmod(day.toordinal(), 7)  # day 1 of the era was a Monday
    return weeks * 5 + min(rest, 5) - bisect_right(free, day) + bisect_right(worked, day)


@cache
def _exceptions() -> tuple[list[date], list[date]]:
    """Return the days off that are no weekend, and the weekends that are worked, in order."""
    free = {day for day in (*chinese_calendar.holidays, *_undecreed()) if day.weekday() < 5}
    return sorted(free), sorted(day for day in chinese_calendar.workdays if day.weekday() >= 5)


def _undecreed() -> set[date]:
    """Return the days off by law in the years after those known."""
    years = range(KNOWN_UNTIL + 1, KNOWN_UNTIL + 1 + _REACH)
    moon = [date(*day) for day in _NEW_YEARS if day[0] in years]
    return {date(year, *day) for year in years for day in _FIXED} | {
        first + timedelta(days=offset) for first in moon for offset in (-1, 0, 1, 2)
    }
