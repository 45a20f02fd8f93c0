"""One poll of a source at a time, over all processes: a lock file, waited for within bounds."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from tasks.archive.disk import on_disk

_LOOK_AGAIN = 0.05  # seconds: flock has no wait that an event loop could cancel


@asynccontextmanager
async def turn_of(source_id: str, *, folder: Path, wait: float) -> AsyncIterator[float | None]:
    """Hold a source's lock; yield the seconds waited for it, or None where another poll held it all the time.

    Raises:
        StoreError: The folder or the lock file cannot be written.
    """
    path = folder / f"poll-{source_id}.lock"
    with on_disk("open the lock", path):
        try:
            lock = path.open("a")
        except FileNotFoundError:
            folder.mkdir(parents=True, exist_ok=True)
            lock = path.open("a")
    with lock:
        begin = monotonic()
        while not _try(lock.fileno()):
            if monotonic() - begin >= wait:
                yield None
                return
            await asyncio.sleep(_LOOK_AGAIN)
        yield monotonic() - begin


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
