"""Operators hear of an illness once, and once that it is over: whatever it turns into, whatever is switched meanwhile."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.models import Configuration
from tasks.archive.records import SourceState
from tasks.ingest.project import sources_now
from tests.tasks.health.histories import SOURCE, THRESHOLD, Watched, every_working_day, instant

MONDAY = date(2025, 6, 9)
OK, BLOCKED, FAILING, CHANGED = SourceState.OK, SourceState.BLOCKED, SourceState.FAILING, SourceState.CHANGED
PAUSE = (instant(MONDAY, 12), instant(MONDAY, 18))
STEPS = st.lists(
    st.tuples(
        st.sampled_from([OK, OK, BLOCKED, FAILING, CHANGED, SourceState.DISABLED]),
        st.sampled_from([{}, {}, {"entries": 15, "with_date": 15}, {"entries": 3, "with_date": 0}]),
        st.sampled_from([0, 1, 30, 600, 60 * 24 * 9]),  # minutes since the poll before
        st.sampled_from([None, None, None, "off", "removed", "back"]),
    ),
    max_size=60,
)  # fmt: skip


def well() -> Watched:
    """A source that was always well, up to Monday morning."""
    watched = Watched()
    watched.begin(date(2025, 6, 6), every_working_day(date(2025, 5, 6), date(2025, 6, 6))[-15:])
    watched.poll(instant(MONDAY, 8))
    return watched


def polled(*states: SourceState, start: int = 9) -> Watched:
    """The same, polled every ten minutes from an hour on."""
    watched = well()
    for number, state in enumerate(states):
        watched.poll(instant(MONDAY, start) + timedelta(minutes=10 * number), state)
    return watched


def switch(watched: Watched, to: str | None) -> None:
    """Switch a source off, remove it, or put it back, as the next run finds it."""
    if to is None:
        return
    sources = {
        "off": {SOURCE.id: SOURCE.model_copy(update={"enabled": False})},
        "removed": {},
        "back": {SOURCE.id: SOURCE},
    }[to]
    watched.source = sources.get(SOURCE.id)
    watched.record = sources_now({SOURCE.id: watched.record}, Configuration(sources=sources))[SOURCE.id]


@given(STEPS)
def test_ill_and_back_alternate_whatever_happens(
    steps: list[tuple[SourceState, dict[str, int], int, str | None]],
) -> None:
    watched, at = well(), instant(MONDAY, 9)
    for state, figures, minutes, to in steps:
        at += timedelta(minutes=minutes)
        switch(watched, to)
        watched.poll(at, state, **figures)
    kinds = [note.state == OK for note in watched.notes]
    assert not any(kinds[:1]) and all(before != after for before, after in pairwise(kinds))
    assert len({note.note_id for note in watched.notes}) == len(kinds)
    assert all(note.since is not None and note.since <= note.at for note in watched.notes)


@given(STEPS, st.integers(min_value=0, max_value=3000), st.integers(min_value=0, max_value=3000))
def test_nothing_is_told_during_a_stated_maintenance(
    steps: list[tuple[SourceState, dict[str, int], int, str | None]], begin: int, length: int
) -> None:
    watched, at = well(), instant(MONDAY, 9)
    since = at + timedelta(minutes=begin)
    until = since + timedelta(minutes=length)
    watched.maintained(since, until)
    for state, figures, minutes, _ in steps:
        at += timedelta(minutes=minutes)
        watched.poll(at, state, **figures)
    assert not [note for note in watched.notes if since <= note.at <= until]
    assert all(
        before.state != after.state
        for before, after in pairwise(watched.notes)
        if OK in (before.state, after.state)
    )


def test_an_illness_that_changes_its_kind_is_one() -> None:
    watched = polled(BLOCKED, FAILING, BLOCKED, CHANGED, BLOCKED, FAILING, OK, OK)
    assert watched.told == ["blocked", "ok"]
    assert [note.since for note in watched.notes] == [instant(MONDAY, 9)] * 2


def test_fewer_failures_than_set_are_not_told_nor_that_they_are_over() -> None:
    watched = polled(*[BLOCKED] * (THRESHOLD - 1), OK, *[FAILING] * (THRESHOLD - 1), OK)
    assert watched.told == [] and watched.record.ill_since is None


def test_as_many_polls_as_set_within_one_minute_are_told_once() -> None:
    watched = well()
    for _ in range(10):
        watched.poll(instant(MONDAY), BLOCKED)
    assert watched.told == ["blocked"]


def test_a_second_illness_in_the_same_instant_is_another() -> None:
    watched = well()
    for state in (*[BLOCKED] * THRESHOLD, OK, *[BLOCKED] * THRESHOLD):
        watched.poll(instant(MONDAY), state)
    assert watched.told == ["blocked", "ok", "blocked"] and len({note.note_id for note in watched.notes}) == 3


@pytest.mark.parametrize(("ill", "told"), [(3, []), (8, ["blocked"])])
def test_an_illness_is_told_after_a_maintenance_only_if_it_outlasts_it(ill: int, told: list[str]) -> None:
    watched = well()
    watched.maintained(*PAUSE)
    for hour in range(13, 13 + ill):
        watched.poll(instant(MONDAY, hour), BLOCKED)
    assert all(note.at > PAUSE[1] for note in watched.notes) and watched.told == told
    watched.poll(instant(MONDAY, 22))
    assert watched.told == [*told, *["ok"] * len(told)]


def test_what_was_told_before_a_maintenance_and_is_well_in_it_is_told_after_it() -> None:
    watched = polled(*[BLOCKED] * THRESHOLD)
    watched.maintained(*PAUSE)
    watched.poll(instant(MONDAY, 13))
    assert watched.told == ["blocked"] and watched.record.state == "ok"
    watched.poll(instant(MONDAY, 19))
    assert watched.told == ["blocked", "ok"] and watched.notes[1].since == instant(MONDAY, 9)


@pytest.mark.parametrize("to", ["off", "removed"])
def test_a_source_put_away_while_it_is_ill_needs_nobody_and_tells_nothing_more(to: str) -> None:
    watched = polled(*[BLOCKED] * 5)
    assert watched.record.needs_person
    switch(watched, to)
    assert (watched.record.state, watched.record.needs_person) == ("disabled", False)
    watched.poll(instant(MONDAY, 11), BLOCKED)
    assert watched.told == ["blocked"] and not watched.record.needs_person


def test_a_source_switched_on_again_and_well_is_told_to_be_back() -> None:
    watched = polled(*[BLOCKED] * 3)
    switch(watched, "off")
    switch(watched, "back")
    watched.poll(instant(MONDAY, 11))
    assert watched.told == ["blocked", "ok"]


def test_a_silence_is_told_at_once_and_a_refusal_in_it_is_the_same_illness() -> None:
    watched = well()
    for week in range(1, 8):
        watched.poll(instant(MONDAY + timedelta(weeks=week)))
    assert watched.told == ["silent"]
    for hour in range(10, 16):
        watched.poll(instant(MONDAY + timedelta(weeks=8), hour), BLOCKED)
    assert watched.told == ["silent"] and watched.record.needs_person


def test_one_that_answers_again_with_an_odd_list_is_not_back_yet() -> None:
    watched = polled(*[BLOCKED] * 3)
    watched.poll(instant(MONDAY, 11), entries=4, with_date=4)
    assert (watched.record.state, watched.told) == ("ok", ["blocked"])
    watched.poll(instant(MONDAY, 12), entries=15, with_date=15)
    assert watched.told == ["blocked", "ok"]
