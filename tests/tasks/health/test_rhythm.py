"""How long a quiet is borne: the better a rhythm is known, the nearer to the longest gap seen."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tasks.health.rhythm import YEAR, rhythm_of
from tests.tasks.health.histories import every_working_day


def test_without_two_days_a_year_is_borne() -> None:
    assert rhythm_of(()).patience == YEAR and rhythm_of((date(2024, 9, 20),)).patience == YEAR


def test_a_daily_column_is_missed_after_a_working_week() -> None:
    rhythm = rhythm_of(tuple(every_working_day(date(2025, 6, 2), date(2025, 8, 20))))
    assert (rhythm.usual, rhythm.longest, rhythm.patience) == (1, 1, 5)


def test_a_weekly_column_is_missed_after_two_weeks() -> None:
    rhythm = rhythm_of(tuple(every_working_day(date(2025, 3, 3), date(2025, 12, 1), step=5)))
    assert (rhythm.usual, rhythm.longest) == (5, 5) and 10 <= rhythm.patience <= 15


def test_a_first_week_does_not_speak_for_a_year() -> None:
    rhythm = rhythm_of(tuple(every_working_day(date(2025, 6, 2), date(2025, 6, 13))))
    assert rhythm.known and rhythm.patience == 20


def test_three_posts_a_spring_are_not_missed_in_summer() -> None:
    rhythm = rhythm_of((date(2025, 3, 3), date(2025, 4, 7), date(2025, 5, 12)))
    assert not rhythm.known and rhythm.patience >= YEAR


def test_what_stands_on_top_for_years_makes_nobody_patient() -> None:
    days = every_working_day(date(2025, 3, 3), date(2025, 12, 1), step=5)
    assert rhythm_of((date(2019, 1, 2), date(2021, 6, 1), *days)) == rhythm_of(tuple(days))


@given(st.lists(st.integers(min_value=1, max_value=60), min_size=1, max_size=59))
def test_no_quiet_that_was_seen_before_is_ever_a_silence(gaps: list[int]) -> None:
    days = [date(2021, 1, 4)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    rhythm = rhythm_of(tuple(days))
    assert rhythm.patience >= 2 * rhythm.longest and rhythm.patience >= 5
