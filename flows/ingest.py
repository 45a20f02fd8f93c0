"""Read what was captured, and take it into the ledger."""

from __future__ import annotations

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.place import house_at
from flows.report import ingest_report
from flows.runner import PrefectRunner
from tasks.ingest.ingest import IngestReport
from tasks.pipeline import ingest_new


@flow(name="ingest", timeout_seconds=2 * 3600, persist_result=False)
async def ingest(home: str | None = None, config: str | None = None, now: str | None = None) -> IngestReport:
    """Take in all that the fetch log has and the ledger has not."""
    report = await ingest_new(house_at(home, config, now), PrefectRunner())
    await acreate_markdown_artifact(ingest_report(report), key="ingest", description="ingest")
    return report
