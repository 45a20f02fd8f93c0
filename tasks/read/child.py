"""A child process for bytes that can kill a parser: bounded memory, processor time, wall time and output.

A library that aborts, loops or blows up takes only the child with it; the parent gets ``Unreadable`` with the reason.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from config.errors import Unreadable
from tasks.read.about import About
from tasks.read.children import Bounds as ChildBounds
from tasks.read.children import Children
from tasks.read.document import Document
from tasks.read.written import document_from_plain

_WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may use: bytes of memory, processor and wall seconds, bytes of output."""

    memory: int = 2**30
    seconds: int = 20
    wall: float = 40.0
    output: int = 64 * 2**20


def read_in_child(body: bytes, *, about: str, bounds: Bounds = Bounds(), worker: Path = _WORKER) -> object:
    """Run ``worker`` on the body and return the JSON it answers.

    The worker runs by its path in isolated mode (``-I``), so neither the working directory nor the environment can
    put code of theirs before ours. It takes its own limits; files stand for pipes so that output is bounded too.

    Raises:
        Unreadable: the child refused the body, died, took too long or answered no JSON.
    """
    limits = [str(bounds.memory), str(bounds.seconds), str(bounds.output)]
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaint:
        try:
            done = subprocess.run(  # noqa: S603 -- our own interpreter and file, no shell
                [sys.executable, "-I", str(worker), *limits],
                input=body, stdout=answer, stderr=complaint, timeout=bounds.wall, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise Unreadable(about, f"reading it took more than {bounds.wall:g} seconds") from error
        complaint.seek(0)
        if done.returncode:
            raise Unreadable(about, _why(done.returncode, complaint.read(bounds.output)))
        answer.seek(0)
        return _answer(answer.read(bounds.output + 1), about)


def _answer(text: bytes, about: str) -> object:
    """Return the child's JSON."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise Unreadable(about, "its reader answered nothing that can be used") from error


def _why(status: int, complaint: bytes) -> str:
    """Say in words why a child ended badly."""
    if status < 0:
        return f"its reader was ended by {signal.Signals(-status).name}: it takes more memory or time than it may have"
    try:
        return str(json.loads(complaint)["problem"])
    except (ValueError, KeyError, TypeError):
        last = complaint.decode("utf-8", "replace").strip().splitlines()
        return f"its reader failed: {last[-1][:200] if last else f'exit status {status}'}"


SMALL: Final = ChildBounds(memory=3 * 2**29, seconds=30, wall=40.0)
LARGE: Final = ChildBounds(memory=6 * 2**30, seconds=1200, wall=600.0, at_once=1, resident=2**32)

_small, _large = Children(SMALL), Children(LARGE)


def read_apart(body: bytes, about: About) -> tuple[Document, ...]:
    """Read a body in a child process; the same bytes and arguments give the same documents on every machine.

    An archive gives one document for each member that can be read; every other kind gives one, and those inside it.

    Raises:
        Unreadable: the body is empty, broken, locked, beyond a limit, of a kind that is not read, or its reader died.
    """
    answer = _small.ask({"job": "read", **replace(about, large=False).to_plain()}, body, about=about.label)
    if "needs room" in answer:
        answer = _large.ask({"job": "read", **replace(about, large=True).to_plain()}, body, about=about.label)
    try:
        return tuple(document_from_plain(said) for said in answer["documents"])
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(about.label, "its reader answered nothing that can be used") from error
