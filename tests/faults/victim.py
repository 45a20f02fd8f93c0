"""One poll and all that follows it, in a process that may be killed: it tells each stage as it begins.

Called as ``victim.py HOME CONFIG NOW [before|after]``. With the last word it kills itself before or after its first
message leaves. Only the telling and the dying are the test's; everything that works is the product's.
"""

from __future__ import annotations

import asyncio
import os
import signal
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
from tasks.tell.letter import Message
from tasks.tell.send import AppriseSender

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


@dataclass(frozen=True)
class Dying:
    """A sender that dies in the middle of it."""

    when: str
    sender: AppriseSender

    def send(self, to: str, message: Message) -> None:
        if self.when == "after":
            self.sender.send(to, message)
        os.kill(os.getpid(), signal.SIGKILL)


def tell(stage: str) -> None:
    sys.stdout.write(f"{stage}\n")
    sys.stdout.flush()


def main(home: str, config: str, now: str, dies: str = "") -> None:
    sender = Dying(dies, AppriseSender()) if dies else None
    house = open_house(Places(Path(home), Path(config)), find_clock(now), sender=sender)
    asyncio.run(run_poll(house, Telling(DirectRunner())))
    tell("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
