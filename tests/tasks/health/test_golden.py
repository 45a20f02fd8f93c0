"""Golden histories: what a person would say of a source after these days, with the calendar as it was decreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tasks.archive.records import SourceState
from tests.tasks.health.histories import Watched, every_working_day, instant

SPRING, AUTUMN = date(2024, 9, 2), date(2025, 3, 3)


def ministry() -> tuple[Watched, list[date]]:
    """A ministry's column with news every second working day, begun on 2 September 2024."""
    watched, news = Watched(), every_working_day(date(2024, 7, 1), date(2026, 6, 30), step=2)
    watched.begin(SPRING, [day for day in news if day <= SPRING][-15:])
    return watched, news


def test_a_ministrys_column_is_well_over_golden_week_and_spring_festival() -> None:
    watched, news = ministry()
    watched.live(date(2025, 11, 30), news, since=SPRING + timedelta(days=1))
    assert set(watched.states) == {"ok"} and watched.notes == []
    assert (watched.record.rhythm_days, watched.record.usual_entries) == (2, 15)


def test_a_column_that_stops_is_told_in_working_days_and_once_more_when_it_goes_on() -> None:
    watched, news = ministry()
    last = date(2025, 9, 29)
    watched.live(last, news, since=SPRING + timedelta(days=1))
    watched.live(date(2025, 10, 31), [], since=last + timedelta(days=1))
    [told] = watched.notes
    assert (told.state, told.at.date()) == ("silent", date(2025, 10, 13))  # 8 of these 15 days were a holiday
    assert told.reason == "nothing new for 6 working days; usually every 2 (longest 2), newest 2025-09-28"
    watched.news(date(2025, 11, 3))
    assert watched.told == ["silent", "ok"] and watched.record.ill_since is None


def test_a_weekly_column_may_miss_a_week_and_not_a_month() -> None:
    watched, news = Watched(), every_working_day(date(2024, 5, 6), date(2025, 9, 1), step=5)
    watched.begin(SPRING, [day for day in news if day <= SPRING])
    watched.live(news[-1], news, since=SPRING + timedelta(days=1))
    watched.live(news[-1] + timedelta(days=10), [], since=news[-1] + timedelta(days=1))
    assert set(watched.states) == {"ok"}
    watched.live(news[-1] + timedelta(days=30), [], since=news[-1] + timedelta(days=11))
    assert watched.record.state == "silent"


def test_a_yearly_column_is_not_missed_before_two_years() -> None:
    watched = Watched()
    watched.begin(AUTUMN, [date(2023, 3, 1), date(2024, 3, 5), date(2025, 2, 28)])
    for weeks in range(1, 90):
        watched.poll(instant(AUTUMN + timedelta(weeks=weeks)))
    assert set(watched.states) == {"ok"}


@pytest.mark.parametrize("undated", [True, False])
def test_a_first_week_cries_of_nothing(undated: bool) -> None:
    watched = Watched()
    watched.begin(SPRING, [] if undated else [SPRING], undated=14)
    watched.live(SPRING + timedelta(days=7), [], since=SPRING + timedelta(days=1))
    assert set(watched.states) == {"ok"} and watched.notes == []


def test_a_column_dead_for_years_is_missed_only_a_while_after_its_first_poll() -> None:
    watched = Watched()
    watched.begin(SPRING, every_working_day(date(2019, 1, 2), date(2019, 12, 20), step=5)[-15:])
    watched.live(SPRING + timedelta(days=14), [], since=SPRING + timedelta(days=1))
    assert set(watched.states) == {"ok"}
    watched.live(SPRING + timedelta(days=60), [], since=SPRING + timedelta(days=15))
    assert watched.record.state == "silent" and "newest 2019-12-" in str(watched.record.reason)


def test_the_files_word_on_silence_counts_and_not_the_rhythm() -> None:
    watched, _ = ministry()
    watched.expecting(newest_within="60d")
    watched.live(SPRING + timedelta(days=60), [], since=SPRING + timedelta(days=1))
    assert set(watched.states) == {"ok"} and watched.record.patience_days is None
    watched.poll(instant(SPRING + timedelta(days=61)))
    assert (watched.record.state, watched.record.reason) == (
        "silent",
        "nothing new since 2024-09-02; expected within 60d",
    )


def test_a_ledger_from_before_histories_were_kept_counts_from_the_newest_day_it_knows() -> None:
    watched, _ = ministry()
    watched.record = replace(watched.record, history="{}", newest_on=date(2025, 3, 3))
    watched.expecting(newest_within="30d")
    watched.poll(instant(date(2025, 4, 1)))
    assert watched.record.state == "ok"


@pytest.mark.parametrize(("entries", "pages"), [(20, 1), (40, 2)])
def test_a_burst_after_golden_week_is_no_redesign(entries: int, pages: int) -> None:
    watched, news = ministry()
    watched.live(date(2025, 9, 30), news, since=SPRING + timedelta(days=1))
    watched.live(date(2025, 10, 8), [], since=date(2025, 10, 1))
    back = date(2025, 10, 9)
    watched.poll(instant(back), entries=entries, with_date=entries, fresh=20, pages=pages, newest=back)
    for hour in range(11, 20):
        watched.poll(instant(back, hour))
    assert set(watched.states) == {"ok"} and watched.record.failures == 0


def redesigned(**figures: object) -> Watched:
    """A column that shows something else from 15 April 2025 on, polled every hour from then."""
    watched, news = ministry()
    watched.live(date(2025, 4, 14), news, since=SPRING + timedelta(days=1))
    usual = {"entries": 15, "with_date": 15, "fresh": 0, "newest": watched.record.newest_on}
    watched.poll(instant(date(2025, 4, 15)), **{**usual, **figures})
    return watched


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"entries": 4, "with_date": 4}, "4 entries a page since 2025-04-15 10:00, usually 15"),
        ({"entries": 7, "with_date": 7}, "7 entries a page since 2025-04-15 10:00, usually 15"),
        ({"with_date": 0, "newest": None}, "0 of 15 entries have a date since 2025-04-15 10:00, usually all"),
        ({"fresh": 15}, "all 15 entries were new at once since 2025-04-15 10:00, usually 1 at most"),
    ],
)  # fmt: skip
def test_one_odd_poll_is_a_warning_and_three_in_a_row_are_a_redesign(
    figures: dict[str, object], words: str
) -> None:
    watched = redesigned(**figures)
    assert (watched.record.state, watched.notes) == ("ok", []) and words in str(watched.record.reason)
    watched.poll(instant(date(2025, 4, 15), 11))
    assert watched.record.state == "ok" and not watched.record.needs_person
    watched.poll(instant(date(2025, 4, 15), 12))
    assert (watched.record.state, watched.told) == ("changed", ["changed"]) and watched.record.needs_person
    assert words in str(watched.record.reason)


def test_one_odd_poll_that_passes_leaves_nothing() -> None:
    watched = redesigned(entries=4, with_date=4)
    watched.news(date(2025, 4, 16))
    assert (watched.record.reason, watched.record.failures, watched.notes) == (None, 0, [])


def test_a_relay_that_turns_over_each_day_is_no_redesign() -> None:
    watched = Watched()
    watched.begin(SPRING, [SPRING] * 10)
    for day in every_working_day(SPRING + timedelta(days=1), date(2025, 3, 3)):
        for hour in (8, 12, 16, 20):
            watched.poll(
                instant(day, hour), entries=10, with_date=10, fresh=10 if hour < 20 else 6, newest=day
            )
    assert set(watched.states) == {"ok"}


def test_a_new_form_that_brings_news_becomes_the_usual_one() -> None:
    watched = redesigned(entries=6, with_date=6)
    for day in every_working_day(date(2025, 4, 16), date(2025, 4, 30)):
        watched.news(day, entries=6)
    assert watched.told == ["changed", "ok"] and watched.record.usual_entries == 6


def test_the_files_word_on_entries_settles_that_so_few_are_right() -> None:
    watched = redesigned(entries=6, with_date=6)
    for hour in (11, 12):
        watched.poll(instant(date(2025, 4, 15), hour))
    watched.expecting(min_entries=5)
    watched.poll(instant(date(2025, 4, 15), 13))
    assert watched.told == ["changed", "ok"]


def test_a_list_all_new_at_once_is_believed_when_it_goes_on_as_usual_or_stood_for_a_week() -> None:
    goes_on, stands = redesigned(fresh=15), redesigned(fresh=15)
    goes_on.news(date(2025, 4, 16))
    assert goes_on.record.reason is None
    stands.live(date(2025, 4, 24), [], since=date(2025, 4, 16))
    assert stands.told == ["changed"] and "all 15" not in str(stands.record.reason)


def test_new_addresses_that_a_poll_tells_of_once_are_told_like_any_redesign() -> None:
    watched, _ = ministry()
    day = SPRING + timedelta(days=1)
    moved = {"entries": 15, "with_date": 15, "fresh": 15, "newest": SPRING}
    watched.poll(instant(day, 10), SourceState.CHANGED, **moved)
    for hour in (11, 12, 13):
        watched.poll(instant(day, hour), entries=15, with_date=15, newest=SPRING)
    assert watched.told == ["changed"] and "all 15 entries were new at once" in str(watched.record.reason)
    watched.news(day)
    assert watched.told == ["changed", "ok"]


@pytest.mark.parametrize(
    "state", [SourceState.BLOCKED, SourceState.FAILING, SourceState.CHANGED, SourceState.DISABLED]
)
def test_what_a_poll_itself_found_stands(state: SourceState) -> None:
    watched, _ = ministry()
    watched.poll(instant(date(2024, 9, 3)), state)
    assert (watched.record.state, watched.record.reason) == (state, "示例原因")
