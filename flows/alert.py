"""Send what is owed to those who asked to be told at once."""

from __future__ import annotations

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.place import house_at
from flows.report import delivery_report
from tasks.pipeline import deliver
from tasks.tell.outbox import DeliveryReport


@flow(name="alert", timeout_seconds=3600, persist_result=False)
async def alert(home: str | None = None, config: str | None = None, now: str | None = None) -> DeliveryReport:
    """Claim, send and mark every message that is due."""
    report = await deliver(house_at(home, config, now))
    await acreate_markdown_artifact(delivery_report(report), key="alert", description="alert")
    return report
