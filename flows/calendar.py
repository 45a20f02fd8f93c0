"""Work out the days to keep: windows, deadlines, reporting days, expiries, re-evaluations."""

from __future__ import annotations

from functools import partial

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.heal import STAGE_SECONDS, heal
from flows.name import run_name
from flows.place import house_at
from flows.report import calendar_report
from tasks.pipeline import renew_calendar


@flow(name="calendar", flow_run_name=run_name, timeout_seconds=STAGE_SECONDS, persist_result=False)
async def calendar(home: str | None = None, config: str | None = None, now: str | None = None) -> int:
    """Renew the calendar from what is believed now, and return how many days there are."""
    days = await heal("renew calendar", partial(renew_calendar, house_at(home, config, now)))
    await acreate_markdown_artifact(calendar_report(days), key="calendar", description="Days to keep")
    return days
