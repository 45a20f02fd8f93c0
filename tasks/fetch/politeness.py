"""How gently a host is called: so many at once, so long between two, on the monotonic clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    free_at: float = float("-inf")


class Politeness:
    """The turns of all hosts; a host waited for takes no place from another."""

    def __init__(
        self,
        *,
        at_once: int,
        per_host: int,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._per_host, self._clock, self._sleep = per_host, clock, sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[None]:
        """Hold a turn at a host, ``delay`` seconds after the turn before it began and, one at a time, ended."""
        state = self._hosts.get(host)
        if state is None:
            state = self._hosts[host] = _Host(asyncio.Semaphore(self._per_host))
        async with state.places:
            begin = max(self._clock(), state.free_at)
            state.free_at = begin + delay
            if (wait := begin - self._clock()) > 0:
                await self._sleep(wait)
            async with self._all:
                try:
                    yield
                finally:
                    state.free_at = max(state.free_at, self._clock() + delay)
