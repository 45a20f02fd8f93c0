"""Swap in the published file where anything has changed."""

from __future__ import annotations

from functools import partial

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.heal import STAGE_SECONDS, heal
from flows.name import run_name
from flows.place import house_at
from flows.report import publish_report
from tasks.pipeline import publish_changed


@flow(name="publish", flow_run_name=run_name, timeout_seconds=STAGE_SECONDS, persist_result=False)
async def publish(home: str | None = None, config: str | None = None, now: str | None = None) -> str | None:
    """Publish, and return the path of the published file; null where nothing had changed."""
    path = await heal("publish file", partial(publish_changed, house_at(home, config, now)))
    await acreate_markdown_artifact(publish_report(path), key="publish", description="The published file")
    return str(path) if path is not None else None
