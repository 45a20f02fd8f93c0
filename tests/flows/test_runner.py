"""The two runners do the same; what Prefect records of it is there to be looked at."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence

import pytest

from config.places import Places
from tasks.pipeline import RunResult
from tests.faults.playing import Stage, assert_same, views_of
from tests.flows.conftest import Served, mingdan

pytestmark = pytest.mark.slow


def play_as_flow(stage: Stage, places: Places, number: int, levels: Sequence[str] | None = None) -> RunResult:
    """Play one day of the past as the flow that the deployments run."""
    from flows.poll import poll

    day = stage.past.days[number]
    stage.enter(day)
    given = {"home": str(places.home), "config": str(places.config), "now": day.at.isoformat()}
    return asyncio.run(poll(levels=levels, **given))


@pytest.fixture
def told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Let the flows of this process tell the stage's webhook."""
    for name, value in stage.environment().items():
        if os.environ.get(name) != value:
            monkeypatch.setenv(name, value)
    return stage


def test_both_runners_publish_the_same(engine: Served, told: Stage) -> None:
    direct, prefect = told.home("direct"), told.home("prefect")
    for number in (0, 6):
        told.play(direct, told.past.days[number])
        result = play_as_flow(told, prefect, number)
    assert result.ingested.announcements
    assert_same(views_of(prefect), views_of(direct))


def test_no_source_of_a_level_is_not_all_sources(engine: Served, told: Stage) -> None:
    places = told.home("one")
    result = play_as_flow(told, places, 0, levels=["county"])
    assert result.polls == () and not told.web.requests


def test_an_unknown_level_is_refused(engine: Served, told: Stage) -> None:
    from prefect.exceptions import ParameterTypeError

    with pytest.raises(ParameterTypeError, match="national"):
        play_as_flow(told, told.home("one"), 0, levels=["nationwide"])


def test_a_title_with_braces_is_a_title(engine: Served) -> None:
    from prefect import flow

    from flows.runner import PrefectRunner

    async def step(item: str) -> str:
        return item.upper()

    @flow(name="示例", persist_result=False)
    async def two_steps() -> list[str]:
        return await PrefectRunner().each("read", step, ["{a}", "b{"], label=str)

    assert asyncio.run(two_steps()) == ["{A}", "B{"]


def test_one_failure_leaves_the_other_steps_their_time(engine: Served) -> None:
    from prefect import flow

    from flows.runner import PrefectRunner

    done: list[int] = []

    async def step(item: int) -> None:
        if item == 0:
            raise ValueError("示例")
        await asyncio.sleep(0.2)
        done.append(item)

    @flow(name="示例", persist_result=False)
    async def three_steps() -> None:
        await PrefectRunner().each("step", step, [0, 1, 2], label=str)

    with pytest.raises(ValueError, match="示例"):
        asyncio.run(three_steps())
    assert sorted(done) == [1, 2]


def test_a_secret_block_is_asked_only_for_what_the_environment_lacks(engine: Served, told: Stage) -> None:
    from prefect.blocks.system import Secret

    from flows.place import house_at
    from tasks.tell.channel import Secrets

    Secret(value="json://127.0.0.1/示例").save("mingdan-test-team", overwrite=True)
    places = told.home("one")
    house = house_at(str(places.home), str(places.config), None)
    there, lacking = {"MINGDAN_TEST_TEAM": "json://example"}, Secrets({}, house.secret_of)
    assert lacking.put_into("${MINGDAN_TEST_TEAM}") == "json://127.0.0.1/示例"
    assert Secrets(there, house.secret_of).put_into("${MINGDAN_TEST_TEAM}") == "json://example"
    assert house.secret_of is not None and house.secret_of("MINGDAN_NO_SUCH") is None


def test_poll_as_a_flow_works_without_a_server(stage: Stage) -> None:
    places = stage.home("one")
    stage.enter(stage.past.days[0])
    done = mingdan(stage, places, "poll", "--prefect")
    assert done.returncode == 0, done.stderr
    assert "sources polled" in done.stdout and places.snapshot.exists()
