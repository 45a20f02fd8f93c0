"""The border to DuckDB: its errors and the disk's become ours once, here, each with what to do next."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from config.errors import StoreError

FULL = ("no space left", "disk quota exceeded", "file too large", "could not write")
HELD = "could not set lock on file"


@contextmanager
def store_faults(path: Path, doing: str) -> Iterator[None]:
    """Turn any fault of DuckDB or the disk inside the block into a StoreError.

    Args:
        path: the file the work is about, named in the message.
        doing: what was being done, as "open" or "merge records into".

    Raises:
        StoreError: DuckDB or the operating system refused; the message says what to do.
    """
    try:
        yield
    except (duckdb.Error, OSError) as fault:
        raise StoreError(f"cannot {doing} {path}: {fault}\n  {mend_for(fault)}") from fault


def mend_for(fault: Exception) -> str:
    """Say what to do about a fault of DuckDB or the disk, in one sentence."""
    text = str(fault).lower()
    if HELD in text:
        return "Another program has the warehouse open: close it, and read the published file instead."
    if getattr(fault, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or any(
        mark in text for mark in FULL
    ):
        return "Free disk space and run the same command again: nothing of this step was kept."
    if isinstance(fault, PermissionError) or "permission denied" in text:
        return "Give this user write access to the folder, or point MINGDAN_HOME elsewhere."
    if isinstance(fault, duckdb.OutOfMemoryException):
        return "Free memory, or run with fewer sources at once, and run the same command again."
    if isinstance(fault, duckdb.IOException | duckdb.SerializationException | duckdb.FatalException):
        return "If it stays so, restore a backup or rebuild the warehouse from the archive: mingdan replay --apply."
    return "Nothing of this step was kept; this is a fault of mingdan, please report it with the message."
