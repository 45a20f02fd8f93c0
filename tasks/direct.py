"""The plain runner: steps run in this process, with no server to wait for (a cron job, a test, a first look)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

Word = Callable[[str, str], None]
"""Told as a step begins, and as it ends, whichever way: the step's name, the item's label."""


def _silent(name: str, label: str) -> None:
    """Say nothing of progress."""


@dataclass(frozen=True, slots=True)
class DirectRunner:
    """Runs steps here; at most ``at_once`` of one kind side by side, ``begun`` and ``ended`` told of each."""

    at_once: int = 20
    begun: Word = _silent
    ended: Word = _silent

    async def each(
        self, name: str, step: Callable[[T], Awaitable[R]], items: Sequence[T], *, label: Callable[[T], str]
    ) -> list[R]:
        """Run one step for each item side by side and return the results in the order of the items.

        If one fails, the others are done all the same, and the first failure is raised after the last.
        """
        gate = asyncio.Semaphore(self.at_once)

        async def run(item: T) -> R:
            async with gate:
                return await self._told(name, label(item), partial(step, item))

        results = await asyncio.gather(*(run(item) for item in items), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result
        return cast(list[R], results)

    async def stage(self, name: str, step: Callable[[], Awaitable[R]]) -> R:
        """Run one stage of the pipeline."""
        return await self._told(name, "", step)

    async def _told(self, name: str, label: str, step: Callable[[], Awaitable[R]]) -> R:
        self.begun(name, label)
        try:
            return await step()
        finally:
            self.ended(name, label)
