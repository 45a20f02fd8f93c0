"""Trying again what waiting can heal.

What is retried, and where: a request that did not come through inside the fetch, with jitter, as it is known there
what failed; the calls of the Prefect API by Prefect's own client; and here, the one step of a stage that writes, when
another process held the warehouse for longer than the step itself would wait. All else is raised at once: a wrong
configuration, a full disk or a fault of ours is the same a minute later. A run that is lost as a whole is made up by
the next one on the schedule, since every flow means "since what I hold".
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from prefect import State, Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import TaskRun

from config.errors import MingdanError

R = TypeVar("R")

PAUSES: Final = (30.0, 120.0)
"""Seconds before the second and the third try, before jitter."""
JITTER: Final = 0.5
STAGE_SECONDS: Final = 2 * 3600
"""No stage may take longer."""


async def heal(name: str, step: Callable[[], Awaitable[R]], *, pauses: tuple[float, ...] = PAUSES) -> R:
    """Run the step as a task run, again after a jittered pause while its error says that a retry can help.

    Args:
        name: What the task run is called.
        step: The step; doing it twice must do no harm.
        pauses: Seconds before each further try.
    """

    async def run() -> R:
        return await step()

    stepped = Task(
        run,
        name=name,
        task_run_name=name,
        cache_policy=NO_CACHE,
        persist_result=False,
        timeout_seconds=STAGE_SECONDS,
        retries=len(pauses),
        retry_delay_seconds=list(pauses),
        retry_jitter_factor=JITTER,
        retry_condition_fn=_can_heal,
    )
    return await stepped()


async def _can_heal(task: Task[..., object], run: TaskRun, state: State[object]) -> bool:
    """Tell whether the error of a failed try is one that trying again can help."""
    del task, run
    error = await state.aresult(raise_on_failure=False)
    return isinstance(error, MingdanError) and error.retry
