"""One poll and all that follows it, in a process that may be killed: it tells each stage as it begins.

Called as ``victim.py HOME CONFIG NOW``. Only the telling is the test's; everything that works is the product's.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from config.clock import find_clock
from config.places import Places
from tasks.direct import DirectRunner
from tasks.house import open_house
from tasks.pipeline import run_poll

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Telling:
    """A runner that says what it begins, and lets the plain one do it."""

    runner: DirectRunner

    async def each(
        self, name: str, step: Callable[[T], Awaitable[R]], items: Sequence[T], *, label: Callable[[T], str]
    ) -> list[R]:
        if name == "poll source":
            tell("poll")
        return await self.runner.each(name, step, items, label=label)

    async def stage(self, name: str, step: Callable[[], Awaitable[R]]) -> R:
        tell(name)
        return await self.runner.stage(name, step)


def tell(stage: str) -> None:
    sys.stdout.write(f"{stage}\n")
    sys.stdout.flush()


def main(home: str, config: str, now: str) -> None:
    house = open_house(Places(Path(home), Path(config)), find_clock(now))
    asyncio.run(run_poll(house, Telling(DirectRunner())))
    tell("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
