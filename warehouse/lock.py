"""The writer's lock: one process at a time holds the warehouse, whatever scheduled it.

The operating system holds the lock on an open file and lets go of it when the process dies, so there is no stale
lock to clear. The file's text only tells who holds it; it is never what decides.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from config.errors import InUse, StoreError

PAUSE = 0.05


@contextmanager
def hold_lock(path: Path, *, wait: float) -> Iterator[None]:
    """Hold the lock file for the length of the block.

    Args:
        path: the lock file; made with its folder where missing, and left behind empty.
        wait: seconds to wait for another holder, 0 for not at all.

    Raises:
        InUse: another process still held it after the wait.
        StoreError: the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as fault:
        raise StoreError(f"cannot make the lock {path}: {fault}\n  Give this user write access.") from fault
    try:
        _wait_for(handle, path, wait)
        _write_holder(handle)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _wait_for(handle: int, path: Path, wait: float) -> None:
    # flock has no time-out of its own, so it is asked again until the deadline; the pause only spares the processor.
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            if time.monotonic() >= deadline:
                raise InUse(_held_by(path, wait)) from held
            time.sleep(PAUSE)
        else:
            return


def _write_holder(handle: int) -> None:
    # The real clock on purpose: this is about a process of this machine, not about the run's "now".
    since = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {
        "pid": os.getpid(),
        "since": since,
        "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:]]),
    }
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(holder, ensure_ascii=False).encode(errors="replace"), 0)


def _held_by(path: Path, wait: float) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        who = f"process {holder['pid']} since {holder['since']} ({holder['command']})"
    except (OSError, ValueError, KeyError, TypeError):
        who = "another process"
    return (
        f"the warehouse is in use: {who} holds {path}, waited {wait:g} s\n"
        "  Wait for it to end, or stop it; reading needs no lock: use the published file."
    )
