"""How gently a host is called: so many at once, so long between two, over all tasks and all processes of this machine.

Pauses go by the monotonic clock, which is one for the whole system.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tasks.fetch.host_lock import LONGEST_PAUSE, LOOK_AGAIN, HostLock
from tasks.fetch.standing import NotAsked

_JITTER = 0.25  # a pause is up to a quarter longer than asked for: a clockwork looks like an attack

_MOST_HOSTS = 200  # whose lock files stay open: a list may link to a thousand


@dataclass(frozen=True, slots=True)
class Limits:
    """How many requests at once in all and at one host, and how long to wait for another process at a host."""

    at_once: int
    per_host: int
    wait: float = 120.0


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    lock: HostLock | None
    free_at: float = float("-inf")
    least: float = 0.0
    guests: int = 0


class Politeness:
    """The turns of all hosts; a host waited for takes no place from another.

    ``folder`` is where the locks are that processes share; None keeps to this process. ``jitter`` gives 0 to 1.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
        jitter: Callable[[], float] = lambda: 0.0,
        folder: Path | None = None,
    ) -> None:
        self._all = asyncio.Semaphore(limits.at_once)
        self._limits, self._clock, self._sleep, self._jitter = limits, clock, sleep, jitter
        self._folder = folder
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[None]:
        """Hold a turn at a host, at least ``delay`` seconds after the turn before it began and, one at a time, ended.

        Raises:
            NotAsked: Another process held the host all the time that was to be waited.
            StoreError: The lock file cannot be written.
        """
        state = self._hosts.get(host) or self._meet(host)
        pause = min(max(delay, state.least), LONGEST_PAUSE)
        if pause:
            pause *= 1 + _JITTER * self._jitter()
        state.guests += 1
        try:
            async with self._turn(state, host, pause):
                yield
        finally:
            state.guests -= 1

    @asynccontextmanager
    async def _turn(self, state: _Host, host: str, pause: float) -> AsyncIterator[None]:
        async with state.places:
            if state.lock is None:
                await self._wait_until(self._reserve(state, pause))
                async with self._all:
                    try:
                        yield
                    finally:
                        self._leave(state, pause)
                return
            async with self._place(state, host, pause), self._all:
                try:
                    yield
                finally:
                    self._leave(state, pause)

    def hold(self, host: str, seconds: float, *, shared: bool) -> None:
        """Let nobody of this run, or where ``shared`` of any, call a host for some seconds (``LONGEST_PAUSE`` at most)."""
        state = self._hosts.get(host) or self._meet(host)
        now = self._clock()
        state.free_at = max(state.free_at, now + min(seconds, LONGEST_PAUSE))
        if shared and state.lock is not None and state.lock.free_at(now) < state.free_at:
            state.lock.keep_free_from(state.free_at, now=now)

    def at_least(self, host: str, seconds: float) -> None:
        """Keep a pause of at least so many seconds at a host in this run (its robots.txt asks for it)."""
        state = self._hosts.get(host) or self._meet(host)
        state.least = min(seconds, LONGEST_PAUSE)

    def close(self) -> None:
        """Close the lock files."""
        for state in self._hosts.values():
            if state.lock is not None:
                state.lock.close()
        self._hosts.clear()

    @asynccontextmanager
    async def _place(self, state: _Host, host: str, pause: float) -> AsyncIterator[None]:
        """Wait until the host is free, then for a place; whoever was faster there begins the wait anew.

        The pause is waited for without a place, else the process that has one would have the next one too.
        """
        lock = state.lock
        assert lock is not None
        while True:
            now = self._clock()
            begin = max(now, state.free_at, lock.free_at(now))
            await self._wait_until(begin)
            async with lock.place(wait=self._limits.wait) as held:
                if not held:
                    problem = (
                        f"another run has held this host for {self._limits.wait:.0f} s; nothing was asked"
                    )
                    raise NotAsked(host, problem)
                if self._agreed(state, begin, pause):
                    yield
                    return
            await asyncio.sleep(LOOK_AGAIN)

    def _agreed(self, state: _Host, begin: float, pause: float) -> bool:
        """Take the time that was waited for, unless somebody took it meanwhile."""
        lock = state.lock
        assert lock is not None
        if not lock.try_gate():
            return False
        try:
            now = self._clock()
            if max(state.free_at, lock.free_at(now)) > max(begin, now):
                return False
            if pause:
                self._set(state, max(now, begin) + pause)
            return True
        finally:
            lock.leave_gate()

    def _reserve(self, state: _Host, pause: float) -> float:
        begin = max(self._clock(), state.free_at)
        state.free_at = begin + pause
        return begin

    async def _wait_until(self, begin: float) -> None:
        if (wait := begin - self._clock()) > 0:
            await self._sleep(wait)

    def _leave(self, state: _Host, pause: float) -> None:
        if pause:
            self._set(state, self._clock() + pause)

    def _set(self, state: _Host, at: float) -> None:
        if at <= state.free_at:
            return
        state.free_at = at
        if state.lock is not None:
            state.lock.keep_free_from(at, now=self._clock())

    def _meet(self, host: str) -> _Host:
        if len(self._hosts) >= _MOST_HOSTS:
            self._forget()
        per_host = self._limits.per_host
        lock = None if self._folder is None else HostLock(self._folder, host, places=per_host)
        state = self._hosts[host] = _Host(asyncio.Semaphore(per_host), lock)
        return state

    def _forget(self) -> None:
        """Close the files of hosts where nobody is; what they hold between runs stays in them."""
        for host in [host for host, state in self._hosts.items() if not state.guests]:
            state = self._hosts.pop(host)
            if state.lock is not None:
                state.lock.close()
