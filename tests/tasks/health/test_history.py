"""A source's history: small, the same from the same polls, and untouched by a poll that learns nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import LedgerError
from tasks.archive.records import SourceState
from tasks.health.history import MOST_DAYS, MOST_READS, Doubt, History, Shown, read_history, write_history
from tests.tasks.health.histories import Watched, every_working_day, instant

FIRST = date(2025, 6, 3)
SHOWN = st.builds(Shown, *[st.integers(min_value=0, max_value=10_000)] * 4)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone
DOUBTS = st.builds(
    Doubt, st.sampled_from(["fewer", "undated", "all new"]), MOMENTS, st.integers(1), st.integers(1), SHOWN
)


@given(st.builds(History, st.lists(st.dates()).map(tuple), st.lists(SHOWN).map(tuple), st.none() | DOUBTS))
def test_what_is_written_is_read_again(history: History) -> None:
    assert read_history(write_history(history)) == history


@pytest.mark.parametrize("text", ["[]", "{", '{"days":["示例"]}', '{"doubt":["fewer"]}', '{"shown":[[1]]}'])
def test_what_is_no_history_is_named(text: str) -> None:
    with pytest.raises(LedgerError, match="history"):
        read_history(text)


def test_a_source_never_polled_has_none() -> None:
    assert read_history("{}") == History()


def test_a_poll_that_learns_nothing_writes_nothing() -> None:
    watched = Watched()
    watched.begin(FIRST, every_working_day(date(2025, 5, 6), FIRST)[-15:])
    before = watched.record.history
    for hour in range(20):
        watched.poll(instant(FIRST) + timedelta(hours=hour))
        assert watched.record.history is before
    watched.poll(
        instant(FIRST, 12), entries=15, with_date=15, fresh=0, newest=FIRST
    )  # read again, the same figures
    watched.poll(instant(FIRST, 13), SourceState.BLOCKED)
    assert watched.record.history == before


def test_it_stays_small_over_thousands_of_news() -> None:
    watched = Watched()
    watched.begin(FIRST, [FIRST])
    for offset in range(1, 2000):
        watched.news(FIRST + timedelta(days=offset))
    kept = read_history(watched.record.history)
    assert (len(kept.days), len(kept.shown)) == (MOST_DAYS, MOST_READS)
    assert len(watched.record.history) < 1200


def test_a_day_to_come_is_not_believed() -> None:
    watched = Watched()
    watched.capture(FIRST + timedelta(days=400), FIRST)
    watched.poll(instant(FIRST), entries=15, with_date=15, newest=FIRST + timedelta(days=400))
    assert read_history(watched.record.history).days == ()


def test_what_is_posted_late_with_an_old_date_counts_by_the_day_it_came() -> None:
    watched = Watched()
    watched.begin(FIRST, [FIRST])
    came = FIRST + timedelta(days=30)
    watched.poll(instant(came), entries=16, with_date=16, fresh=1, newest=FIRST)
    assert read_history(watched.record.history).days == (FIRST, came)


def test_a_line_from_before_entries_were_counted_teaches_no_form() -> None:
    watched = Watched()
    watched.poll(instant(FIRST), entries=15, pages=0)
    assert read_history(watched.record.history) == History()


def test_a_row_that_is_dated_anew_each_week_does_not_hide_that_nothing_comes_any_more() -> None:
    watched = Watched()
    days = every_working_day(FIRST, FIRST + timedelta(days=60))
    watched.begin(FIRST, days[:1])
    for day in days[1:]:
        watched.news(day)
    last = days[-1]
    for week in range(1, 20):
        day = last + timedelta(weeks=week)
        watched.capture(day, day, again=True)
        watched.poll(instant(day), entries=15, with_date=15, fresh=0, new=1, newest=day)
    assert (watched.record.state, watched.record.newest_on) == (SourceState.SILENT, last)
