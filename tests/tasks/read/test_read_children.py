"""Children that read: one that dies, hangs or blows up takes one body with it, and says why."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.errors import Unreadable
from config.places import REPOSITORY
from tasks.read.children import Bounds, Children

BOUNDS = Bounds(memory=2**30, seconds=20, wall=10.0)
SERVER = """
import json, os, sys
while len(n := sys.stdin.buffer.read(12)) == 12:
    request = json.loads(sys.stdin.buffer.read(int.from_bytes(n[:4], "big")))
    body = sys.stdin.buffer.read(int.from_bytes(n[4:], "big"))
    def say(text):
        sys.stdout.buffer.write(len(text).to_bytes(8, "big") + text)
        sys.stdout.buffer.flush()
    exec(body.decode())
    say(json.dumps({"said": request, "pid": os.getpid(), "here": os.getcwd(), "knows": sorted(os.environ)}).encode())
"""


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A server that runs what it is sent: a reader as hostile as can be."""
    path = tmp_path / "server.py"
    path.write_text(textwrap.dedent(SERVER), encoding="utf-8")
    return path


@pytest.fixture
def children(server: Path) -> Iterator[Children]:
    made = Children(BOUNDS, server)
    yield made
    made.close()


def ask(children: Children, code: str = "") -> dict[str, object]:
    return children.ask({"job": "示例"}, code.encode(), about="示例.pdf")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("os.abort()", "SIGABRT"),
        ("os._exit(3)", "exit status 3"),
        ("1/0", "ZeroDivisionError"),
        ("say(b'x')", "nothing that can be used"),
        ("say(b'[]')", "nothing that can be used"),
        ("sys.stdout.buffer.write((2**40).to_bytes(8, 'big')); sys.stdout.buffer.flush()", "more was read"),
        ("say(json.dumps({'problem': 'it is locked'}).encode())", "it is locked"),
    ],
)
def test_a_child_that_fails_says_why(children: Children, code: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        ask(children, code)


def test_after_a_death_the_next_body_is_read(children: Children) -> None:
    with pytest.raises(Unreadable):
        ask(children, "os.abort()")
    assert ask(children)["said"] == {"job": "示例"}


def test_a_child_lives_from_body_to_body(children: Children) -> None:
    assert ask(children)["pid"] == ask(children)["pid"]


def test_a_child_that_hangs_is_ended_with_all_that_it_started(server: Path, tmp_path: Path) -> None:
    children, note = Children(Bounds(memory=2**30, seconds=20, wall=0.5), server), tmp_path / "grandchild"
    code = f"""
import subprocess, time
started = subprocess.Popen(['sleep', '60'])
open({str(note)!r}, 'w').write(str(started.pid))
time.sleep(60)
"""
    with pytest.raises(Unreadable, match=r"more than 0\.5 seconds"):
        ask(children, code)
    assert ended(int(note.read_text()))


def test_a_child_that_takes_nothing_in_is_late_too(tmp_path: Path) -> None:
    deaf = tmp_path / "deaf.py"
    deaf.write_text("import time; time.sleep(60)", encoding="utf-8")
    children = Children(Bounds(memory=2**30, seconds=20, wall=0.5), deaf)
    with pytest.raises(Unreadable, match="more than"):
        children.ask({}, b"x" * 2**22, about="示例.pdf")


def test_a_child_knows_no_secret_and_leaves_no_file(
    children: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGDAN_ALERT_TEAM", "json://example.invalid/secret")
    said = ask(children, "open('left', 'w').write('behind')")
    here = Path(str(said["here"]))
    threads = {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}
    assert set(said["knows"]) <= {"PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE"} | threads  # type: ignore[call-overload]  # a list
    assert (here / "left").exists()
    children.close()
    assert not here.exists()


def test_no_more_children_are_busy_at_once_than_may_be(server: Path) -> None:
    children = Children(Bounds(memory=2**30, seconds=20, wall=10.0, at_once=2), server)
    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(lambda _: ask(children, "import time; time.sleep(0.05)"), range(12)))
    children.close()
    assert len({one["pid"] for one in said}) <= 2 and len(said) == 12


def test_children_end_with_their_parent_whatever_ends_it(tmp_path: Path) -> None:
    code = f"""
import sys, time
sys.path.insert(0, {str(REPOSITORY)!r})
from tasks.read.about import About
from tasks.read import child
child.read_apart('示例'.encode(), About('ab' * 32))
print(child._small._idle[0].process.pid, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    assert ended(pid)


def ended(pid: int) -> bool:
    """Say whether a process ended, within ten seconds; one that waits to be reaped by somebody else has."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False
