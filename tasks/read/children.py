"""Child processes for bytes that can kill a parser: bounded memory, processor time, wall time and output.

A library that aborts, loops or blows up takes only its child with it; the parent gets ``Unreadable`` with the reason, and
the next body gets a new child. A child lives from body to body, for it takes a second to load what readers need; it
gets no secret, for its environment is made anew, and no network where the system lets us take it away.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Semaphore
from typing import Any, Final

from config.errors import Unreadable

_SERVER: Final = Path(__file__).with_name("serve.py")
_MOST_BODIES: Final = 500
_LARGEST_READ: Final = 2**20


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may use: bytes of memory, processor and wall seconds for one body, bytes of answer.

    ``at_once`` is how many of the kind one process keeps busy; ``resident`` bytes of memory after a body retire it.
    """

    memory: int
    seconds: int
    wall: float
    output: int = 128 * 2**20
    at_once: int = 4
    resident: int = 2**29


class Children:
    """Children of one kind; each answers one request at a time, and several may be under way."""

    def __init__(self, bounds: Bounds, server: Path = _SERVER) -> None:
        self.bounds, self.server = bounds, server
        self._idle: list[_Child] = []
        self._lock, self._places = Lock(), Semaphore(bounds.at_once)
        atexit.register(self.close)

    def ask(self, request: dict[str, Any], body: bytes, *, about: str) -> dict[str, Any]:
        """Have a request answered about a body.

        Raises:
            Unreadable: the child refused the body, died, took too long or answered nothing that can be used.
        """
        with self._places:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            child = child or _started(self.bounds, self.server, about)
            try:
                answer = child.ask(request, body, about=about)
            except BaseException:
                child.close()
                raise
            if child.answered >= _MOST_BODIES or not _is_small(answer, self.bounds.resident):
                child.close()
            else:
                with self._lock:
                    self._idle.append(child)
        if "problem" in answer:
            raise Unreadable(about, str(answer["problem"]))
        return answer

    def close(self) -> None:
        """End the idle children; the next request starts a new one."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.close()


class _Child:
    """One process with a folder of its own that goes when it goes."""

    def __init__(self, bounds: Bounds, server: Path) -> None:
        self.bounds = bounds
        self.answered = 0
        self.folder = tempfile.TemporaryDirectory(prefix="mingdan-reads-", ignore_cleanup_errors=True)
        self.complaint = tempfile.TemporaryFile()  # noqa: SIM115 -- closed with the child
        limits = [str(bounds.memory), str(bounds.seconds), str(bounds.output), self.folder.name]
        self.process = subprocess.Popen(  # noqa: S603 -- our own interpreter and file, no shell
            [sys.executable, "-I", str(server), *limits],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.complaint, bufsize=0,
            env=_environment(self.folder.name), cwd=self.folder.name, start_new_session=True,
        )  # fmt: skip

    def ask(self, request: dict[str, Any], body: bytes, *, about: str) -> dict[str, Any]:
        """Send one request and return what is answered to it."""
        until = time.monotonic() + self.bounds.wall
        head = json.dumps(request).encode("ascii")  # a name from outside may hold halves of characters
        try:
            self._send(len(head).to_bytes(4, "big") + len(body).to_bytes(8, "big") + head, until)
            self._send(body, until)
            size = int.from_bytes(self._receive(8, until), "big")
            if size > self.bounds.output:
                raise Unreadable(about, "more was read from it than a reader may give")
            answer = json.loads(self._receive(size, until))
        except TimeoutError as error:
            raise Unreadable(about, f"reading it took more than {self.bounds.wall:g} seconds") from error
        except (EOFError, BrokenPipeError) as error:
            raise Unreadable(about, self._why()) from error
        except (ValueError, RecursionError) as error:
            raise Unreadable(about, "its reader answered nothing that can be used") from error
        if not isinstance(answer, dict):
            raise Unreadable(about, "its reader answered nothing that can be used")
        self.answered += 1
        return answer

    def _send(self, data: bytes, until: float) -> None:
        """Write all of the data, by pieces that a pipe takes without waiting; a child that takes nothing is late."""
        out = _pipe(self.process.stdin)
        os.set_blocking(out, False)
        view = memoryview(data)
        while view:
            _, ready, _ = select.select([], [out], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            with contextlib.suppress(BlockingIOError):
                view = view[os.write(out, view[:_LARGEST_READ]) :]

    def _receive(self, size: int, until: float) -> bytes:
        """Read exactly so many bytes."""
        came = bytearray()
        into = _pipe(self.process.stdout)
        while len(came) < size:
            ready, _, _ = select.select([into], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            piece = os.read(into, min(_LARGEST_READ, size - len(came)))
            if not piece:
                raise EOFError
            came += piece
        return bytes(came)

    def _why(self) -> str:
        """Say in words why the child ended."""
        try:
            status = self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "its reader went silent"
        if status < 0:
            return f"its reader was ended by {_named(-status)}: it takes more memory or time than it may have"
        self.complaint.seek(0)
        last = self.complaint.read(2**16).decode("utf-8", "replace").strip().splitlines()
        return f"its reader failed: {last[-1][:200] if last else f'exit status {status}'}"

    def close(self) -> None:
        """End the process with all that it started, and remove its folder."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.complaint):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.folder.cleanup()


def _started(bounds: Bounds, server: Path, about: str) -> _Child:
    """Return a new child.

    Raises:
        Unreadable: the system has no room for one more process, or for its folder.
    """
    try:
        return _Child(bounds, server)
    except OSError as error:
        raise Unreadable(about, f"its reader could not be started: {error.strerror or error}") from error


def _is_small(answer: dict[str, Any], resident: int) -> bool:
    """Say whether a child still takes little memory, by its own word; one that says nothing of use does not."""
    said = answer.get("resident", 0)
    return isinstance(said, int) and said <= resident


def _named(number: int) -> str:
    """Return a signal's name; those that programs define for themselves have none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _pipe(pipe: Any) -> int:
    """Return the descriptor of a pipe."""
    return int(pipe.fileno())


def _environment(folder: str) -> dict[str, str]:
    """Return what a child may know: where programs are, a folder of its own, UTF-8.

    Each thread of a numeric library reserves memory, and a machine of many cores would start many.
    """
    path = os.environ.get("PATH", os.defpath)
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {"PATH": path, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **threads}
