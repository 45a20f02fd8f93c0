"""Send what is owed to those who asked to be told at once."""

from __future__ import annotations

from functools import partial

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.heal import STAGE_SECONDS, heal
from flows.name import run_name
from flows.place import house_at
from flows.report import delivery_report
from tasks.pipeline import deliver
from tasks.tell.outbox import DeliveryReport


@flow(name="alert", flow_run_name=run_name, timeout_seconds=STAGE_SECONDS, persist_result=False)
async def alert(home: str | None = None, config: str | None = None, now: str | None = None) -> DeliveryReport:
    """Claim, send and mark every message that is due."""
    report = await heal("deliver messages", partial(deliver, house_at(home, config, now)))
    await acreate_markdown_artifact(delivery_report(report), key="alert", description="Messages of one run")
    return report
