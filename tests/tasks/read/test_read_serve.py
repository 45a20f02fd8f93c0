"""The inside of a child: it takes its limits first, and has no network where the system lets it give that up."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config.places import REPOSITORY
from tasks.read import child
from tasks.read.about import About
from tasks.read.child import read_apart


def run(code: str) -> subprocess.CompletedProcess[str]:
    before = (
        f"import sys; sys.path.insert(0, {str(REPOSITORY)!r}); from tasks.read.serve import allow, limit\n"
    )
    return subprocess.run(
        [sys.executable, "-c", before + code], capture_output=True, text=True, check=False, timeout=30
    )


def test_memory_is_bounded() -> None:
    done = run("limit(2**30, 2**20)\ntry: bytearray(2**31)\nexcept MemoryError: print('bounded')")
    assert done.stdout == "bounded\n", done.stderr


def test_what_is_written_to_a_file_is_bounded(tmp_path: object) -> None:
    code = f"limit(2**30, 1000)\ntry: open({f'{tmp_path}/x'!r}, 'wb', 0).write(b'x' * 2000)\nexcept OSError: print('bounded')"
    assert run(code + "\nelse: print(__import__('os').path.getsize(" + repr(f"{tmp_path}/x") + "))").stdout in {
        "bounded\n", "1000\n",
    }  # fmt: skip


def test_processor_time_is_bounded_for_each_request() -> None:
    done = run("allow(0)\nwhile True: pass")
    assert done.returncode == -24, done.stderr  # SIGXCPU


UNSHARE = pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode != 0,
    reason="this system lets nobody give up the network",
)


@UNSHARE
def test_a_reader_reaches_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        code = f"limit(2**30, 2**20)\nimport socket\ntry: socket.create_connection(('127.0.0.1', {port}), 5)\nexcept OSError: print('nobody')"
        assert run(code).stdout == "nobody\n"


@UNSHARE
def test_the_child_that_reads_has_no_network() -> None:
    read_apart("示例".encode(), About("ab" * 32))
    pid = child._small._idle[0].process.pid
    assert Path(f"/proc/{pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()


def test_one_document_is_the_same_whoever_reads_it_and_however_often() -> None:
    body, about = (
        "<html><body><p>示例一</p><table><tr><td>1<td>示例</table></body></html>".encode(),
        About("ab" * 32),
    )
    assert len({read_apart(body, about) for _ in range(3)}) == 1
