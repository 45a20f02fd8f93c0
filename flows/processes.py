"""Processes of our own: started in a group of their own, and ended with everything they started."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

STOP_SECONDS: Final = 20.0
"""How long a process may take to end when asked, before it is ended by force."""

ORPHAN_SECONDS: Final = 5.0
"""How long what it started may take after that."""

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_CHILD_SUBREAPER: Final = 36


@contextmanager
def running(
    command: Sequence[str], *, env: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a ``prefect`` command for the length of the block.

    It has a process group of its own, so that a Ctrl-C at the terminal does not reach it before its turn.

    Args:
        command: The words after ``prefect``.
        env: Its whole environment.
        log: Where its output goes, at the end of what is there.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter and words, no shell
            [sys.executable, "-m", "prefect", *command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=dict(env),
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
    try:
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and everything it started: asked first, then by force. Nothing of it runs afterwards."""
    family = descendants(process.pid)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
    _end(family)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def adopt_orphans() -> None:
    """Become the parent of whatever is left behind by a process of ours that dies; only Linux knows how."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


def end_orphans() -> None:
    """End every process that is still below this one."""
    _end(descendants(os.getpid()))


def _end(pids: Sequence[int]) -> None:
    """End processes that may have left the group they were started in: asked first, then by force."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for pid in filter(_alive, pids):
            with suppress(ProcessLookupError):
                os.kill(pid, sign)
        until = time.monotonic() + ORPHAN_SECONDS
        while any(map(_alive, pids)) and time.monotonic() < until:
            time.sleep(0.05)


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and that those started; none where the system has no ``/proc``."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        parent = _parent(folder)
        if parent is not None:
            children.setdefault(parent, []).append(int(folder.name))
    found = list(children.get(pid, []))
    for one in found:
        found += children.get(one, [])
    return found


def _parent(folder: Path) -> int | None:
    """Return the parent of a process from its folder; null where it has ended meanwhile."""
    try:
        stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    state, parent = stat.rpartition(")")[2].split()[:2]  # the name before may hold spaces and brackets
    return None if state == "Z" else int(parent)


def _alive(pid: int) -> bool:
    """Tell whether a process is there and not a corpse that waits for its parent."""
    return _parent(Path(f"/proc/{pid}")) is not None


def _end_with_parent() -> None:
    """Ask the kernel to stop the child when its parent dies without a word (``kill -9``); only Linux knows how."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
