"""The plain runner: steps run in this process, with no server to wait for (a cron job, a test, a first look)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

Done = Callable[[str, str, object], None]
"""Told after each step: the step's name, the item's label, the result."""


def _silent(name: str, label: str, result: object) -> None:
    """Say nothing of progress."""


@dataclass(frozen=True, slots=True)
class DirectRunner:
    """Runs steps here; at most ``at_once`` of one kind side by side, ``done`` told of each."""

    at_once: int = 20
    done: Done = _silent

    async def each(
        self, name: str, step: Callable[[T], Awaitable[R]], items: Sequence[T], *, label: Callable[[T], str]
    ) -> list[R]:
        """Run one step for each item side by side and return the results in the order of the items."""
        gate = asyncio.Semaphore(self.at_once)

        async def run(item: T) -> R:
            async with gate:
                result = await step(item)
            self.done(name, label(item), result)
            return result

        return list(await asyncio.gather(*(run(item) for item in items)))

    async def stage(self, name: str, step: Callable[[], Awaitable[R]]) -> R:
        """Run one stage of the pipeline."""
        result = await step()
        self.done(name, "", result)
        return result
