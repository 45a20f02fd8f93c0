"""Progress of what is counted: how much of how much is done, and how long the rest will take."""

from __future__ import annotations

import time
from typing import Self, TextIO

from commands.progress import Progress


class Counted(Progress):
    """Shows one step with its count and the time left, until the block ends."""

    def __init__(self, name: str, of: str, to: TextIO | None = None, *, every: float = 1.0) -> None:
        super().__init__(to, every=every)
        self._name, self._of = name, of
        self._done = self._total = 0
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        """Begin to look at the clock."""
        super().__enter__()
        return self

    def count(self, done: int, total: int) -> None:
        """Take note of how much is done."""
        self._done, self._total = done, total

    def line(self) -> str:
        """Say how far it is; of what is counted already, only that it goes on."""
        spent = time.monotonic() - self._began
        if not self._total:
            return f"{self._name}: {spent:.0f} s"
        done, total = self._done, self._total
        if done >= total:
            return f"{self._name}: {total:,} {self._of}, comparing, {spent:.0f} s"
        left = f", {in_time(spent / done * (total - done))} left" if done else ""
        return f"{self._name}: {done:,} of {total:,} {self._of}{left}"


def in_time(seconds: float) -> str:
    """Return a length of time as a person says it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
