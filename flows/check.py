"""Look after the sources once a week: read deeper than a poll does, say how each fares, and end red where one needs a person."""

from __future__ import annotations

from prefect import State, flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.states import Completed, Failed

from flows.name import run_name
from flows.place import house_at
from flows.report import health_report
from flows.stages import runner_of
from tasks.faring import sources_faring
from tasks.health.together import failing_together
from tasks.pipeline import run_sweep
from warehouse.source_records import SourceRecord

CHECK_SECONDS = 6 * 3600


@flow(name="check", flow_run_name=run_name, timeout_seconds=CHECK_SECONDS, persist_result=False)
async def check(home: str | None = None, config: str | None = None, now: str | None = None) -> State[str]:
    """Sweep every enabled source, bring ledger, alerts and the published file up to date, and tell how each source fares.

    Completed where none needs a person; Failed, with their names, where one is blocked, changed or failing for as many
    polls as the settings say, or silent. Run again, or late, it does no harm.
    """
    house = house_at(home, config, now)
    await run_sweep(house, runner_of(house, home, config, now))
    faring = sources_faring(house)
    await acreate_markdown_artifact(
        health_report(faring, heading=run_name()), key="check", description=run_name()
    )
    needing = [source for source in faring if source.needs_person]
    together = failing_together((source.state, source.url) for source in faring)
    words = f"{together}; {_names(needing)}" if together else _names(needing)
    return Failed(message=words) if needing else Completed(message="no source needs a person")


def _names(needing: list[SourceRecord]) -> str:
    """Return which sources need a person, each with its state."""
    named = ", ".join(f"{source.source_id} ({source.state})" for source in needing)
    what = "1 source needs" if len(needing) == 1 else f"{len(needing)} sources need"
    return f"{what} a person: {named}; the artifact says what to do, mingdan doctor too"
