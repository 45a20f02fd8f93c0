"""``mingdan up`` as its user meets it: one process that is started, watched, stopped, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.places import Places
from flows.api import Api
from flows.processes import descendants
from flows.server import free_port
from tests.faults.playing import Stage
from tests.flows.conftest import Served, mingdan
from tests.flows.test_processes import gone, until

pytestmark = pytest.mark.slow

SLOW_SECONDS = 4.0
"""Between two requests to the host: long enough to stop a poll while it runs."""


@dataclass
class Up:
    """A running ``mingdan up``, and what it has said."""

    process: subprocess.Popen[bytes]
    places: Places
    said: Path
    api: Api

    @property
    def text(self) -> str:
        return self.said.read_text(encoding="utf-8")

    def wait_for(self, text: str, seconds: float = 60) -> None:
        until(lambda: text in self.text or self.process.poll() is not None, seconds)
        assert text in self.text, self.text

    def stop(self, sign: signal.Signals, seconds: float = 60) -> list[int]:
        """Ask it to stop; return all its processes as they were before."""
        family = descendants(self.process.pid)
        self.process.send_signal(sign)
        self.process.wait(seconds)
        return family

    def child(self, words: str) -> int:
        """Return the process of its children that was started with some words."""
        pids = descendants(self.process.pid)
        [pid] = [pid for pid in pids if words in Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")]
        return pid

    def running(self, name: str) -> set[str]:
        """Return the ids of the runs of a name that the server takes for running."""
        wanted = {"flow_runs": {"state": {"type": {"any_": ["RUNNING"]}}}}
        runs = self.api.ask("POST", "/flow_runs/filter", wanted)
        return {run["id"] for run in runs if run["name"].startswith(name)}


Start = Callable[..., Up]


@pytest.fixture
def start(stage: Stage) -> Iterator[Start]:
    """Start ``mingdan up``, on its own server or on the one whose API is given; whatever happens, it ends."""
    started: list[Up] = []

    def begin(api: str | None = None) -> Up:
        port = free_port()
        places = started[-1].places if started else stage.home("home")
        stage.enter(stage.past.days[0])
        named = {"PREFECT_API_URL": api} if api else {"PREFECT_SERVER_API_PORT": str(port)}
        env = stage.environment(**named, DO_NOT_TRACK="1", PREFECT_WORKER_QUERY_SECONDS="1")
        words = [
            sys.executable,
            "-m",
            "mingdan",
            "up",
            "--home",
            str(places.home),
            "--config",
            str(places.config),
        ]
        said = stage.root / "said"
        with said.open("wb") as out:
            process = subprocess.Popen(words, env=env, stdout=out, stderr=subprocess.STDOUT, cwd=stage.root)
        started.append(Up(process, places, said, Api(api or f"http://127.0.0.1:{port}/api", {})))
        return started[-1]

    yield begin
    for up in started:
        if up.process.poll() is None:
            up.process.send_signal(signal.SIGINT)  # and once more, not to wait for a flow
            up.stop(signal.SIGTERM)


def run_slowly(up: Up, stage: Stage, name: str) -> None:
    """Ask for a run of a deployment as a user does, and wait until it is on its way."""
    env = stage.environment(
        PREFECT_API_URL=up.api.url, PREFECT_HOME=str(stage.root / "user"), DO_NOT_TRACK="1"
    )
    words = [sys.executable, "-m", "prefect", "deployment", "run", name]
    subprocess.run(words, env=env, check=True, capture_output=True, timeout=60)
    until(lambda: bool(up.running(name)), 40)


def slow_down(places: Places) -> None:
    """Make every source wait between its requests."""
    for path in (places.config / "sources").glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("delay: 0", f"delay: {SLOW_SECONDS}")
        path.write_text(text, encoding="utf-8")


def test_it_comes_up_runs_waits_for_a_running_flow_and_leaves_nothing(start: Start, stage: Stage) -> None:
    up = start()
    slow_down(up.places)
    up.wait_for("poll/ministry    next ")
    assert f"up: {up.api.url.removesuffix('/api')}" in up.text
    second = mingdan(stage, up.places, "up")
    assert (
        second.returncode == 1
        and f"already up on {up.places.home}: process {up.process.pid}" in second.stderr
    )
    run_slowly(up, stage, "poll/ministry")
    family = up.stop(signal.SIGTERM, seconds=100)
    assert up.process.returncode == 0 and all(map(gone, family))
    assert "a flow is running, waiting" in up.text and up.text.endswith("nothing is left running\n")
    assert "Completed" in (up.places.logs / "worker.log").read_text(encoding="utf-8")
    assert up.places.snapshot.exists()


def test_after_a_kill_the_next_one_takes_up_what_was_left(start: Start, stage: Stage) -> None:
    up = start()
    slow_down(up.places)
    up.wait_for("poll/ministry    next ")
    run_slowly(up, stage, "poll/ministry")
    died = up.running("poll/ministry")
    for pid in (up.process.pid, *descendants(up.process.pid)):
        os.kill(pid, signal.SIGKILL)
    up.process.wait()
    again = start()
    again.wait_for("runs died when mingdan was last ended")
    again.wait_for("poll/ministry    next ")
    assert died and not died & again.running("poll/ministry")
    run_slowly(again, stage, "poll/ministry")


def test_told_twice_it_does_not_wait_for_the_flow(start: Start, stage: Stage, served: Served) -> None:
    up = start(served.api.url)
    slow_down(up.places)
    up.wait_for("up: ")
    run_slowly(up, stage, "poll/provinces")
    family = descendants(up.process.pid)
    up.process.send_signal(signal.SIGINT)
    up.wait_for("a flow is running, waiting")
    begin = time.monotonic()
    up.stop(signal.SIGINT)
    assert up.process.returncode == 0 and all(map(gone, family))
    assert time.monotonic() - begin < 30


def test_ctrl_c_while_it_comes_up_ends_it_at_once(start: Start) -> None:
    up = start()
    up.wait_for("starting a Prefect server")
    until(lambda: bool(descendants(up.process.pid)))
    begin = time.monotonic()
    family = up.stop(signal.SIGINT)
    assert up.process.returncode == 0 and all(map(gone, family))
    assert time.monotonic() - begin < 25


def test_a_server_of_others_is_used_and_left_alone(start: Start, served: Served) -> None:
    up = start(served.api.url)
    up.wait_for(f"up: {served.api.url.removesuffix('/api')}")
    up.stop(signal.SIGINT)
    assert up.process.returncode == 0 and served.api.healthy()
    assert not (up.places.home / "prefect").exists()


def test_a_worker_that_dies_ends_all_with_one_message(start: Start, stage: Stage, served: Served) -> None:
    up = start(served.api.url)
    slow_down(up.places)
    up.wait_for("up: ")
    run_slowly(up, stage, "poll/relays")
    family = descendants(up.process.pid)
    os.kill(up.child("worker start"), signal.SIGKILL)
    assert up.process.wait(40) == 1 and all(map(gone, family))
    assert up.text.count("mingdan: ") == 1
    assert "the Prefect worker ended by itself with status -9" in up.text and "worker.log" in up.text


def test_no_server_at_the_named_address_is_one_message(start: Start) -> None:
    up = start(f"http://127.0.0.1:{free_port()}/api")
    assert up.process.wait(30) == 1
    assert "no Prefect server answers at" in up.text and "unset PREFECT_API_URL" in up.text


def test_a_wrong_configuration_starts_nothing(start: Start, stage: Stage) -> None:
    places = stage.home("home")
    (places.config / "sources" / "wrong.yaml").write_text("level: nationwide\n", encoding="utf-8")
    up = start()
    assert up.process.wait(30) == 2
    assert "wrong.yaml" in up.text and not (places.home / "prefect").exists()
