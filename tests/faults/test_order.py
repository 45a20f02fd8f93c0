"""The order of arrival changes only when a thing became known, never ids or who holds what when (semantics, 22)."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from tasks.archive.records import Capture
from tasks.direct import DirectRunner
from tasks.house import House, open_house
from tasks.pipeline import poll_sources, run_rest
from tests.faults.playing import Stage, assert_same, seed_told, views_of

SAME = (
    "announcements",
    "lists",
    "sightings",
    "list_rows",
    "subjects",
    "designations",
    "coverage",
    "deadlines",
    "changes",
)
WITHOUT = {
    "announcements": frozenset({"first_seen_at"}),
    "sightings": frozenset({"seen_at"}),
    "changes": frozenset({"recorded_at", "detail"}),
}
"""When a thing became known may differ, and what a change's detail tells of the term as it was believed then."""


def gather(stage: Stage) -> tuple[House, list[Capture]]:
    """Poll the whole past at its last day, and give its captures in the order of their documents."""
    day = stage.past.days[-1]
    stage.enter(day)
    house = open_house(stage.home("gathered"), lambda: day.at)
    for past_day in stage.past.days:
        stage.enter(past_day)
        asyncio.run(poll_sources(replace(house, clock=lambda at=past_day.at: at), DirectRunner()))
    captures = [r for r in house.archive.log.read() if isinstance(r, Capture)]
    return house, captures


def arrive(
    stage: Stage, name: str, gathered: House, captures: Sequence[Capture]
) -> dict[str, list[tuple[object, ...]]]:
    """Put captures by hand into a home of its own, one an hour in this order, and give the views."""
    last = stage.past.days[-1].at
    house = open_house(stage.home(name), lambda: last + timedelta(days=30))
    (house.places.archive).mkdir(parents=True)
    (house.places.archive / "bodies").symlink_to(gathered.places.archive / "bodies")
    readings = gathered.places.archive / "readings"
    readings.mkdir(exist_ok=True)
    (house.places.archive / "readings").symlink_to(readings)
    for number, capture in enumerate(captures):
        at = last + timedelta(hours=number)
        house.archive.log.append(replace(capture, captured_at=at, imported=True))
    asyncio.run(run_rest(house, DirectRunner()))
    found = views_of(house.places, WITHOUT)
    # An expiry is recorded only where no result was known by then (21), a correction only of what came before it.
    found["changes"] = [row for row in found["changes"] if not {"expired", "corrected"} & set(row)]
    return {view: found[view] for view in SAME}


@pytest.mark.slow
def test_any_order_of_arrival_leaves_the_same_holders_and_the_same_ids(stage: Stage) -> None:
    gathered, captures = gather(stage)
    wanted = arrive(stage, "told", gathered, captures)
    assert len(wanted["designations"]) > 300
    assert_same(arrive(stage, "backwards", gathered, captures[::-1]), wanted)
    dice = random.Random(seed_told())
    for number in range(2):
        assert_same(
            arrive(stage, f"shuffled-{number}", gathered, dice.sample(captures, len(captures))), wanted
        )
