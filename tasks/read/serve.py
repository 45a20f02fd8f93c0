"""The inside of a child process: answers requests on standard input one after another, under limits it takes itself.

It runs by its path in an isolated interpreter, so neither the working directory nor the environment can put code of
theirs before ours. A request is two lengths (4 and 8 bytes), a JSON head and a body; an answer one length (8 bytes) and JSON.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import select
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

if not __package__:  # run by its path
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from config.errors import MingdanError
from tasks.read.jobs import JOBS

_CLONE_NEWNET: Final = 0x40000000
_CLONE_NEWUSER: Final = 0x10000000


def limit(memory: int, output: int) -> None:
    """Bound this process and what it starts: bytes of address space, bytes written to a file, no core dump, no network."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # without this limit the parent's clock still stands
            resource.setrlimit(kind, (most, most))
    for flags in (_CLONE_NEWNET, _CLONE_NEWNET | _CLONE_NEWUSER):
        with contextlib.suppress(
            AttributeError, OSError
        ):  # not Linux, or not allowed: nothing is fetched anyway
            if ctypes.CDLL(None).unshare(flags) == 0:
                return


def allow(seconds: int) -> None:
    """Give the next request so many seconds of processor time; the system ends the process after them."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds + 1
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def requests(stream: IO[bytes]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Give every request until the parent closes the pipe."""
    while len(lengths := stream.read(12)) == 12:
        head = stream.read(int.from_bytes(lengths[:4], "big"))
        body = stream.read(int.from_bytes(lengths[4:], "big"))
        yield json.loads(head), body


def answer(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    """Do what is asked; whatever goes wrong is told in words, for the parent to raise."""
    try:
        return JOBS[request.pop("job")](request, body)
    except MingdanError as error:
        return {"problem": getattr(error, "problem", str(error))}
    except MemoryError:
        return {"problem": "it needs more memory than it may have", "resident": 2**62}
    except RecursionError:
        return {"problem": "it is nested deeper than a reader goes"}
    except Exception as error:  # noqa: BLE001 -- the border of this process; its parent turns the words into Unreadable
        return {"problem": f"its reader failed: {type(error).__name__}: {str(error)[:300]}"}


def watch_parent(folder: str) -> None:
    """End this process, all that it started and its folder as soon as nobody holds the other end of standard input.

    A parent that is killed cleans nothing up, and LibreOffice would go on for minutes.
    """

    def wait() -> None:
        poll = select.poll()
        poll.register(0, 0)  # nothing but the other end's closing
        poll.poll()
        leave(folder)

    threading.stack_size(2**18)
    threading.Thread(target=wait, daemon=True).start()
    threading.stack_size(0)  # those of a library have what they are used to


def leave(folder: str) -> None:
    """Remove the folder and end the whole process group, where it is this process's own."""
    shutil.rmtree(folder, ignore_errors=True)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)


def main(arguments: list[str]) -> int:
    """Serve until standard input ends; arguments are memory, seconds, output and the folder that is this process's own."""
    memory, seconds, output = (int(argument) for argument in arguments[:3])
    limit(
        memory, output
    )  # before there is a second thread, with which nobody may give up the network but root
    watch_parent(arguments[3])
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints is no answer
        for request, body in requests(sys.stdin.buffer):
            allow(seconds)
            said = {"resident": _resident(), **answer(request, body)}
            text = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
            with contextlib.suppress(BrokenPipeError):  # the parent is gone: the next request says so
                out.write(len(text).to_bytes(8, "big") + text)
                out.flush()
    leave(arguments[3])
    return 0


def _resident() -> int:
    """Return how many bytes this process holds in memory, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
