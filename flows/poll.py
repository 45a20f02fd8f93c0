"""Poll sources, take in what is new, renew the calendar, tell people, publish."""

from __future__ import annotations

from functools import partial

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.alert import alert
from flows.calendar import calendar
from flows.ingest import ingest
from flows.place import house_at
from flows.publish import publish
from flows.report import poll_report
from flows.runner import PrefectRunner, Stage
from tasks.pipeline import RunResult, run_poll

POLL_SECONDS = 3 * 3600


@flow(
    name="poll",
    flow_run_name="poll {now}",
    timeout_seconds=POLL_SECONDS,
    persist_result=False,
    validate_parameters=True,
)
async def poll(
    levels: list[str] | None = None,
    sources: list[str] | None = None,
    home: str | None = None,
    config: str | None = None,
    now: str | None = None,
) -> RunResult:
    """Poll the enabled sources of some levels, or those named; Completed when each has a recorded outcome.

    Args:
        levels: ``national``, ``province``, ``city``, ``county``, ``relay``; all where neither is given.
        sources: Ids of sources; with them the levels do not matter.
        home: The home; else the environment's.
        config: The configuration folder; else the environment's.
        now: The instant of the run as ISO 8601; else the system clock.
    """
    house = house_at(home, config, now)
    chosen = sources or [
        source.id
        for source in house.configuration.sources.values()
        if source.enabled and (levels is None or source.level in levels)
    ]
    given = {"home": home, "config": config, "now": now}
    stages: dict[str, Stage] = {
        "ingest": partial(ingest, **given),
        "calendar": partial(calendar, **given),
        "alert": partial(alert, **given),
        "publish": partial(publish, **given),
    }
    result = await run_poll(house, PrefectRunner(stages), chosen)
    await acreate_markdown_artifact(poll_report(house, result), key="poll", description="poll")
    return result
