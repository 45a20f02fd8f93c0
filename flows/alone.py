"""One ``mingdan up`` on one home: a lock that the operating system lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config.errors import MingdanError, StoreError


class AlreadyUp(MingdanError):
    """Another ``mingdan up`` runs on this home; prevents two servers on one database and every poll twice."""


@contextmanager
def only_one(folder: Path) -> Iterator[Callable[[str], None]]:
    """Hold the lock of ``mingdan up`` for the length of the block; give what writes a word for the next one to read.

    Args:
        folder: The home's folder of lock files; made where missing.

    Raises:
        AlreadyUp: another process holds it.
        StoreError: the lock file cannot be made.
    """
    path = folder / "up.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as fault:
        raise StoreError(f"cannot make the lock {path}: {fault}\n  Give this user write access.") from fault
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise AlreadyUp(_word_of(handle, folder.parent)) from held
        yield lambda word: _write(handle, word)
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _write(handle: int, word: str) -> None:
    """Put a word into the lock file instead of what is there."""
    os.ftruncate(handle, 0)
    os.pwrite(handle, word.encode(), 0)


def _word_of(handle: int, home: Path) -> str:
    """Say who holds the lock, in the words left in it."""
    word = os.pread(handle, 500, 0).decode(errors="replace").strip()
    return f"mingdan is already up on {home}{f': {word}' if word else ''}\n  Stop that one, or give another --home."
