"""The stages that follow a poll, each a flow run of its own: what every flow that polls hands to the pipeline."""

from __future__ import annotations

from functools import partial

from flows.alert import alert
from flows.calendar import calendar
from flows.ingest import ingest
from flows.publish import publish
from flows.runner import PrefectRunner, Stage
from tasks.house import House


def runner_of(house: House, home: str | None, config: str | None, now: str | None) -> PrefectRunner:
    """Return a runner whose stages are flow runs at the same place and by the same clock."""
    given = {"home": home, "config": config, "now": now}
    stages: dict[str, Stage] = {
        "ingest": partial(ingest, **given),
        "calendar": partial(calendar, **given),
        "alert": partial(alert, **given),
        "publish": partial(publish, **given),
    }
    return PrefectRunner(stages, at_once=house.configuration.settings.fetch_concurrency)
