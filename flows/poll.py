"""Poll sources, take in what is new, renew the calendar, tell people, publish."""

from __future__ import annotations

from typing import Literal

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.name import run_name
from flows.place import house_at
from flows.report import poll_report
from flows.seen import look_at
from flows.stages import runner_of
from tasks.due import due_among
from tasks.house import House
from tasks.pipeline import RunResult, run_poll, run_rest

Level = Literal["national", "province", "city", "county", "relay"]

POLL_SECONDS = 3 * 3600


@flow(name="poll", flow_run_name=run_name, timeout_seconds=POLL_SECONDS, persist_result=False)
async def poll(
    levels: list[Level] | None = None,
    sources: list[str] | None = None,
    due_only: bool = False,
    home: str | None = None,
    config: str | None = None,
    now: str | None = None,
) -> RunResult:
    """Poll the enabled sources of some levels, or those named; Completed when each has a recorded outcome.

    A source that is ill is such an outcome: it is in the artifact and the logs, and the run is Completed. Run twice,
    or late, or many times in a row after a pause, it does no harm: each run takes up what there is to take up.

    Args:
        levels: national, province, city, county, relay; all where neither these nor sources are given.
        sources: Ids of sources; with them the levels do not matter.
        due_only: Only sources whose own rhythm (``every``) is up, as the schedules ask; not where they are named.
        home: The home; else the environment's.
        config: The configuration folder; else the environment's.
        now: The instant of the run as ISO 8601 with offset; else the system clock.
    """
    house = house_at(home, config, now)
    before = look_at(house.places.snapshot)
    runner = runner_of(house, home, config, now)
    chosen = sources or _of_levels(house, levels, due_only=due_only)
    # No source of these levels must not become "all sources", which is what no name at all means to the pipeline.
    result = await (run_poll(house, runner, chosen) if chosen else run_rest(house, runner))
    text = poll_report(result, before, look_at(house.places.snapshot), heading=run_name())
    await acreate_markdown_artifact(text, key="poll", description=run_name())
    return result


def _of_levels(house: House, levels: list[Level] | None, *, due_only: bool) -> list[str]:
    """Return the ids of the enabled sources of some levels, or of all levels; of those that are due, if asked."""
    configured = house.configuration.sources.values()
    enabled = [s for s in configured if s.enabled and (levels is None or s.level in levels)]
    return [source.id for source in (due_among(house, enabled) if due_only else enabled)]
