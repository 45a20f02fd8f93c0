"""The weekly check on a real server: red where a source needs a person, and an artifact that says of each how it fares."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from config.places import Places
from demo.past import Day
from tests.faults.playing import Stage
from tests.flows.conftest import Served

if TYPE_CHECKING:
    from prefect import State

pytestmark = pytest.mark.slow

WELL, BLOCKED = 0, 10
"""Days of the past: all is well; the ministry's site answers with a challenge."""


@pytest.fixture
def told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Let the flows of this process tell the stage's webhook."""
    for name, value in stage.environment().items():
        if os.environ.get(name) != value:
            monkeypatch.setenv(name, value)
    return stage


def checked(places: Places, at: datetime) -> State[str]:
    """Run the weekly check here and return how it ended."""
    from flows.check import check

    ended: State[str] = asyncio.run(
        check(home=str(places.home), config=str(places.config), now=at.isoformat(), return_state=True)
    )
    return ended


def artifact() -> str:
    """The newest artifact of a check."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
    from prefect.client.schemas.sorting import ArtifactSort

    async def ask() -> str:
        async with get_client() as client:
            wanted = ArtifactFilter(key=ArtifactFilterKey(any_=["check"]))
            newest = ArtifactSort.CREATED_DESC
            [found] = await client.read_artifacts(artifact_filter=wanted, sort=newest, limit=1)
            return str(found.data)

    return asyncio.run(ask())


def day_of(stage: Stage, number: int) -> Day:
    """Let it be a day of the past."""
    day: Day = stage.past.days[number]
    stage.enter(day)
    return day


def test_a_check_of_sources_that_are_well_is_completed(engine: Served, told: Stage) -> None:
    places = told.home("home")
    ended = checked(places, day_of(told, WELL).at)
    assert ended.is_completed() and ended.message == "no source needs a person"
    assert "sources; no source needs a person" in artifact()


def test_a_source_blocked_for_long_makes_it_red_and_is_named(engine: Served, told: Stage) -> None:
    places = told.home("home")
    told.play(places, told.past.days[WELL])
    day = day_of(told, BLOCKED)
    for hours in (0, 1):
        told.run(places, day.at + timedelta(hours=hours))
    ended = checked(places, day.at + timedelta(hours=2))
    assert ended.is_failed()
    assert str(ended.message).startswith("1 source needs a person: cn-miit-wjfb (blocked)")
    [line] = [line for line in artifact().splitlines() if line.startswith("| cn-miit-wjfb")]
    assert "mingdan sources check cn-miit-wjfb" in line and f"{day.at:%Y-%m-%d %H:%M}" in line


def test_a_source_ill_for_a_moment_does_not_make_it_red(engine: Served, told: Stage) -> None:
    places = told.home("home")
    told.play(places, told.past.days[WELL])
    ended = checked(places, day_of(told, BLOCKED).at)
    assert ended.is_completed()
    assert "| cn-miit-wjfb | blocked |" in artifact()
