"""Processes of our own are ended with everything they started, wherever that has gone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.processes import descendants, running, stop

FAMILY = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
time.sleep(600)
"""


def until(fact: Callable[[], bool], seconds: float = 20) -> None:
    """Look again and again until something is so."""
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="descendants are found in /proc")
def test_nothing_of_a_stopped_process_survives() -> None:
    leader = subprocess.Popen([sys.executable, "-c", FAMILY], start_new_session=True)
    until(lambda: len(descendants(leader.pid)) == 2)
    family = descendants(leader.pid)
    stop(leader)
    assert leader.poll() is not None and all(map(gone, family))


def test_stopping_what_has_ended_is_no_error() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    process.wait()
    stop(process)
    assert process.returncode == 0


def test_a_command_writes_to_its_log_and_ends_with_its_block(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "one.log"
    env = {**os.environ, "PREFECT_HOME": str(tmp_path), "DO_NOT_TRACK": "1"}
    with running(("no-such-command",), env=env, log=log) as process:
        assert process.wait(60) != 0
    assert "no-such-command" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_a_command_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from flows.processes import running\n"
        "with running(('server', 'start', '--port', '1'), env=dict(os.environ), log=Path(sys.argv[1])) as one:\n"
        "    print(one.pid, flush=True); one.wait()"
    )
    env = {**os.environ, "PREFECT_HOME": str(tmp_path), "DO_NOT_TRACK": "1"}
    words = [sys.executable, "-c", program, str(tmp_path / "log")]
    with subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    until(lambda: gone(child))
