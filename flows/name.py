"""What a flow run is called: ``poll/ministry 2024-09-20 10:00``, in China's time and by the run's own clock."""

from __future__ import annotations

from prefect.context import FlowRunContext
from prefect.runtime import deployment

from config.clock import CHINA, find_clock


def run_name() -> str:
    """Return the name of the flow run that asks: its flow, its deployment if it has one, and its ``now``."""
    context = FlowRunContext.get()
    assert context is not None and context.flow is not None and context.flow_run is not None
    at = find_clock((context.parameters or {}).get("now"))().astimezone(CHINA)
    # The parent of a nested run is not asked for: its record may not be written yet, and that would be an error.
    named = f"/{deployment.get_name()}" if context.flow_run.deployment_id else ""
    return f"{context.flow.name}{named} {at:%Y-%m-%d %H:%M}"
