"""Run anything twice: the same ledger, no second alert."""

from __future__ import annotations

import pytest

from demo.past import Day
from tests.faults.playing import Stage, assert_same, count, views_of


def play_twice(stage: Stage, days: tuple[Day, ...]) -> None:
    places = stage.home("twice")
    for day in days:
        stage.play(places, day)
        before, told = views_of(places), len(stage.hook.arrived)
        stage.play(places, day)
        assert_same(views_of(places), before)
        assert len(stage.hook.arrived) == told


@pytest.mark.slow  # its days hold a list as a picture, which OCR reads
def test_a_day_polled_twice_changes_nothing_and_tells_nobody_again(stage: Stage) -> None:
    days = stage.past.days
    play_twice(stage, (days[0], days[4], days[6], days[9]))
    assert set(stage.hook.counts().values()) == {1}


@pytest.mark.slow
def test_every_day_of_the_past_polled_twice_changes_nothing(stage: Stage) -> None:
    play_twice(stage, stage.past.days)
    assert len(stage.hook.arrived) > len(stage.past.days)
    assert set(stage.hook.counts().values()) == {1}


def test_no_request_is_shown_twice_in_fetches(stage: Stage) -> None:
    places = stage.home("fetches")
    first, second = stage.past.days[:2]
    for day in (first, first, second):
        stage.play(places, day)
    assert count(places, "select count(*) - count(distinct fetch_id) from fetches") == 0
    assert (
        count(places, "select count(*) from fetches where started_at = (select min(started_at) from fetches)")
        > 12
    )
