"""One poll of a source at a time, over all processes: a lock file, waited for within bounds."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from tasks.archive.disk import on_disk

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC
_LOOK_AGAIN = 0.05  # seconds: flock has no wait that an event loop could cancel


@asynccontextmanager
async def turn_of(source_id: str, *, folder: Path, wait: float) -> AsyncIterator[float | None]:
    """Hold a source's lock; yield the seconds waited for it, or None where another poll held it all the time.

    Raises:
        StoreError: The folder or the lock file cannot be written.
    """
    lock = _open(folder, f"poll-{source_id}.lock")
    try:
        begin = monotonic()
        while not _try(lock):
            if monotonic() - begin >= wait:
                yield None
                return
            await asyncio.sleep(_LOOK_AGAIN)
        yield monotonic() - begin
    finally:
        os.close(lock)  # which lets the lock go


def _open(folder: Path, name: str) -> int:
    """Return the open lock file of a source; without building paths, for it is on every poll's way."""
    with on_disk("open the lock", folder):
        try:
            return os.open(f"{folder}/{name}", _FLAGS, 0o644)
        except FileNotFoundError:
            folder.mkdir(parents=True, exist_ok=True)
            return os.open(f"{folder}/{name}", _FLAGS, 0o644)


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
