"""Run a poll or a replay as a Prefect flow run in this process, against the server of ``PREFECT_API_URL`` or an ephemeral one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from flows.environment import prepare_environment
from tasks.house import House
from tasks.pipeline import RunResult
from tasks.replay.replay import Wanted
from tasks.replay.restatement import Restatement


def poll_as_flow(house: House, source_ids: Sequence[str]) -> RunResult:
    """Run the flow ``poll`` for the named sources, or all that are enabled, and return what it did."""
    prepare_environment(house.places)
    from flows.poll import poll  # Prefect reads its settings when it is imported

    return asyncio.run(
        poll(
            sources=list(source_ids) or None,
            home=str(house.places.home),
            config=str(house.places.config),
            now=house.clock().isoformat() if house.fixed_clock else None,
        )
    )


def replay_as_flow(house: House, wanted: Wanted) -> Restatement:
    """Run the flow ``replay`` and return what it found."""
    prepare_environment(house.places)
    from flows.replay import replay  # Prefect reads its settings when it is imported

    return asyncio.run(
        replay(
            apply=wanted.apply,
            reread=wanted.reread,
            tell=wanted.tell,
            home=str(house.places.home),
            config=str(house.places.config),
            now=house.clock().isoformat() if house.fixed_clock else None,
        )
    )
