"""One host's places and its pause, shared by all processes of this machine: lock files below ``archive/locks``.

The locks are the operating system's, so a process that dies lets go of them. The next free time is of the system's
monotonic clock; what lies further ahead than its own pause is from before a restart and means nothing.
"""

from __future__ import annotations

import asyncio
import fcntl
import math
import os
import re
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from time import monotonic

from tasks.archive.disk import on_disk

LONGEST_PAUSE = 600.0
"""Seconds that a host is waited for at most, whatever a file or a server says."""

LOOK_AGAIN = 0.02
"""Seconds between two looks at a lock: flock has no wait that an event loop could cancel."""

_FREE_AT = struct.Struct("<dd")  # when the next request may begin, and the pause that was meant
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
_PLAIN = re.compile(r"[^a-z0-9.-]")


class HostLock:
    """The files of one host, open as long as the run: one per place, the first of which holds the next free time."""

    def __init__(self, folder: Path, host: str, *, places: int) -> None:
        name = _PLAIN.sub("_", host)[:120]
        if name != host:
            name += "-" + sha256(host.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        self._folder, self._name = folder, f"host-{name}"
        self._gate = self._open(".lock")
        # A single place is held by the gate itself: one lock less on the way of every request.
        self._single = places == 1
        self._idle = [self._gate] if self._single else []
        self._unopened = [] if self._single else [f".{place}.lock" for place in range(places)]
        self._open_files = {self._gate}

    @asynccontextmanager
    async def place(self, *, wait: float) -> AsyncIterator[bool]:
        """Hold one of the host's places; yield whether there was one within ``wait`` seconds."""
        handle = await self._take(wait)
        if handle is None:
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)  # said aloud: a child process may have inherited the handle
            self._idle.append(handle)

    def free_at(self, now: float) -> float:
        """Return when the host is free again, in monotonic seconds; minus infinity where nobody said."""
        try:
            at, pause = _FREE_AT.unpack(os.pread(self._gate, _FREE_AT.size, 0))
        except struct.error:
            return -math.inf
        fits = 0 <= pause <= LONGEST_PAUSE and at - now <= pause + 1e-6
        return float(at) if fits else -math.inf

    def keep_free_from(self, at: float, *, now: float) -> None:
        """Say to all processes when the next request may begin."""
        pause = min(max(at - now, 0.0), LONGEST_PAUSE)
        with on_disk("keep the host's pause", self._folder):
            os.pwrite(self._gate, _FREE_AT.pack(now + pause, pause), 0)

    def try_gate(self) -> bool:
        """Take the short lock below which times are read and set; only needed with several places."""
        return self._single or _try(self._gate)

    def leave_gate(self) -> None:
        """Let the short lock go."""
        if not self._single:
            fcntl.flock(self._gate, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close the files."""
        for handle in self._open_files:
            os.close(handle)

    async def _take(self, wait: float) -> int | None:
        begin: float | None = None
        while True:
            for handle in self._idle:
                if _try(handle):
                    self._idle.remove(handle)
                    return handle
            if self._unopened:
                self._idle.append(self._open(self._unopened.pop()))
                self._open_files.add(self._idle[-1])
                continue
            begin = monotonic() if begin is None else begin
            if monotonic() - begin >= wait:
                return None
            await asyncio.sleep(LOOK_AGAIN)

    def _open(self, ending: str) -> int:
        with on_disk("open the lock", self._folder):
            try:
                return os.open(f"{self._folder}/{self._name}{ending}", _FLAGS, 0o644)
            except FileNotFoundError:
                self._folder.mkdir(parents=True, exist_ok=True)
                return os.open(f"{self._folder}/{self._name}{ending}", _FLAGS, 0o644)


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
