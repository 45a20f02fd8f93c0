"""What the archive asks of the disk: a folder's entries made lasting, and a fault told in words."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.errors import StoreError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def on_disk(doing: str, path: Path) -> Iterator[None]:
    """Run a block that touches the disk; turn its ``OSError`` into one that says what to do.

    Raises:
        StoreError: The block met an ``OSError``: a full disk, a missing right, a broken device.
    """
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL
        mend = "free some disk space and run again; nothing was lost" if full else "mend it and run again"
        raise StoreError(f"cannot {doing} at {path}: {error.strerror or error}; {mend}") from error


def require_room(folder: Path, *, least_mb: int) -> None:
    """Make sure that the disk of a folder, which need not be there yet, has some room before anything is fetched.

    Args:
        folder: Where things will be written.
        least_mb: Megabytes (of a million bytes) that must be free; the setting ``free_disk_mb``.

    Raises:
        StoreError: There is less; nothing was written.
    """
    standing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
    free = shutil.disk_usage(standing).free // 1_000_000
    if free < least_mb:
        raise StoreError(
            f"{free:,} MB are free at {standing}, less than free_disk_mb ({least_mb:,}): nothing was fetched\n"
            "  Free some disk space and run again, or lower free_disk_mb in settings.yaml."
        )


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
