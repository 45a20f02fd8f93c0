"""The Prefect runner: each step a task run, each stage a flow run of its own, so that states and artifacts can be seen.

No step is retried as a whole here: what can heal is retried inside the step, where it is known what failed, or in
``heal.py``. Results are neither cached nor persisted; what is handed on are ids, the bytes are in the archive.
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
    """Runs steps as tasks of the flow run it is used in; ``stages`` gives the flow of each stage.

    At most ``at_once`` steps of one kind run side by side.
    """

    stages: dict[str, Stage] = field(default_factory=dict)
    at_once: int = 20

    async def each(
        self, name: str, step: Callable[[T], Awaitable[R]], items: Sequence[T], *, label: Callable[[T], str]
    ) -> list[R]:
        """Run one step for each item as a task run; results in the order of the items.

        If one fails, the others are done all the same, and the first failure is raised after the last.
        """

        async def run(number: int) -> R:
            return await step(items[number])

        stepped = Task(
            run, name=name, cache_policy=NO_CACHE, persist_result=False, timeout_seconds=STEP_SECONDS
        )
        gate = asyncio.Semaphore(self.at_once)

        async def take_turn(number: int, title: str) -> R:
            # Handed over as a function: Prefect would read a text as a template, and a title may hold braces.
            named = stepped.with_options(task_run_name=lambda: title)
            async with gate:
                return await named(number)

        turns = (take_turn(number, f"{name} {label(item)}") for number, item in enumerate(items))
        results = await asyncio.gather(*turns, return_exceptions=True)
        return [_result(result) for result in results]

    async def stage(self, name: str, step: Callable[[], Awaitable[R]]) -> R:
        """Run one stage as a flow run of its own, or here where it has none."""
        if name not in self.stages:
            return await step()
        result: R = await self.stages[name]()
        return result


def _result(result: R | BaseException) -> R:
    """Return a result, or raise what there was instead."""
    if isinstance(result, BaseException):
        raise result
    return result
