"""Swap in the published file where anything has changed."""

from __future__ import annotations

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.place import house_at
from tasks.pipeline import publish_changed


@flow(name="publish", timeout_seconds=3600, persist_result=False)
async def publish(home: str | None = None, config: str | None = None, now: str | None = None) -> str | None:
    """Publish, and return the path of the published file; null where nothing had changed."""
    path = await publish_changed(house_at(home, config, now))
    text = f"published `{path.name}`" if path is not None else "nothing had changed since the last publish"
    await acreate_markdown_artifact(text, key="publish", description="publish")
    return str(path) if path is not None else None
