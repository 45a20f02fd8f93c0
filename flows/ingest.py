"""Read what was captured, and take it into the ledger."""

from __future__ import annotations

from functools import partial

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.heal import STAGE_SECONDS, heal
from flows.name import run_name
from flows.place import house_at
from flows.report import ingest_report
from flows.runner import PrefectRunner
from tasks.ingest.ingest import IngestReport
from tasks.pipeline import ingest_new


@flow(name="ingest", flow_run_name=run_name, timeout_seconds=STAGE_SECONDS, persist_result=False)
async def ingest(home: str | None = None, config: str | None = None, now: str | None = None) -> IngestReport:
    """Take in all that the fetch log has and the ledger has not."""
    house = house_at(home, config, now)
    report = await heal("take in captures", partial(ingest_new, house, PrefectRunner()))
    await acreate_markdown_artifact(ingest_report(report), key="ingest", description="Captures taken in")
    return report
