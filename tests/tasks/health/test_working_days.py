"""Working days of China, by the decrees of the State Council and beyond them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tasks.health.working_days import KNOWN_UNTIL, working_days


@pytest.mark.parametrize(
    ("after", "until", "count"),
    [
        ("2024-09-20", "2024-09-23", 1),  # an ordinary weekend
        ("2024-09-30", "2024-10-08", 1),  # Golden Week: 1 to 7 October off (国办发明电〔2023〕7号)
        ("2024-09-27", "2024-09-29", 1),  # Sunday 29 September is worked in its stead
        ("2024-10-11", "2024-10-12", 1),  # Saturday 12 October too
        ("2024-02-09", "2024-02-18", 1),  # Spring Festival: 10 to 17 February off, Sunday 18 worked
        (
            "2025-01-27",
            "2025-02-05",
            1,
        ),  # Spring Festival: 28 January to 4 February off (国办发明电〔2024〕12号)
        ("2024-09-20", "2024-09-20", 0),
        ("2024-09-21", "2024-09-20", 0),
    ],
)
def test_days_off_and_weekends_worked_are_those_decreed(after: str, until: str, count: int) -> None:
    assert working_days(date.fromisoformat(after), date.fromisoformat(until)) == count


def test_beyond_the_decrees_the_days_off_are_those_fixed_by_law() -> None:
    year = KNOWN_UNTIL + 1
    fixed = [
        date(year, 1, 1),
        date(year, 5, 1),
        date(year, 5, 2),
        date(year, 10, 1),
        date(year, 10, 2),
        date(year, 10, 3),
    ]
    assert [working_days(day - timedelta(days=1), day) for day in fixed] == [0] * 6


def test_spring_festival_is_off_before_it_is_decreed() -> None:
    assert working_days(date(2028, 1, 24), date(2028, 1, 28)) == 0  # its eve is 25 January, a Tuesday


def test_any_span_is_made_of_its_parts() -> None:
    days = [date(2019, 1, 1) + timedelta(days=97 * n) for n in range(60)]
    parts = sum(working_days(before, after) for before, after in pairwise(days))
    assert parts == working_days(days[0], days[-1])


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_out_of_all_time_is_counted_all_the_same(day: date) -> None:
    assert working_days(date(2024, 1, 1), day) >= 0
