"""The Prefect runner: each step a task run, each stage a flow run of its own, so that states and artifacts can be seen.

No step is retried as a whole here: what can heal is retried inside the step, where it is known what failed. Results
are neither cached nor persisted; what is handed on are ids, the bytes are in the archive.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from prefect import Task
from prefect.cache_policies import NO_CACHE

T = TypeVar("T")
R = TypeVar("R")

Stage = Callable[[], Awaitable[Any]]

STEP_SECONDS = 1800
"""No single source or document may take longer than this."""


@dataclass(frozen=True, slots=True)
class PrefectRunner:
    """Runs steps as tasks of the flow run it is used in; ``stages`` gives the flow of each stage."""

    stages: dict[str, Stage] = field(default_factory=dict)

    async def each(
        self, name: str, step: Callable[[T], Awaitable[R]], items: Sequence[T], *, label: Callable[[T], str]
    ) -> list[R]:
        """Run one step for each item as a task run side by side; results in the order of the items."""

        async def run(number: int) -> R:
            return await step(items[number])

        stepped = Task(
            run,
            name=name,
            cache_policy=NO_CACHE,
            persist_result=False,
            timeout_seconds=STEP_SECONDS,
        )
        runs = (
            stepped.with_options(task_run_name=f"{name} {label(item)}")(number)
            for number, item in enumerate(items)
        )
        return list(await asyncio.gather(*runs))

    async def stage(self, name: str, step: Callable[[], Awaitable[R]]) -> R:
        """Run one stage as a flow run of its own, or here where it has none."""
        if name not in self.stages:
            return await step()
        result: R = await self.stages[name]()
        return result
