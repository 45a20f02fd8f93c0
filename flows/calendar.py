"""Work out the days to keep: windows, deadlines, reporting days, expiries, re-evaluations."""

from __future__ import annotations

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.place import house_at
from tasks.pipeline import renew_calendar


@flow(name="calendar", timeout_seconds=1800, persist_result=False)
async def calendar(home: str | None = None, config: str | None = None, now: str | None = None) -> int:
    """Renew the calendar from what is believed now, and return how many days there are."""
    days = await renew_calendar(house_at(home, config, now))
    text = f"{days} days to keep from 30 days ago to 400 days ahead: `mingdan deadlines`"
    await acreate_markdown_artifact(text, key="calendar", description="calendar")
    return days
