"""``mingdan up``: a Prefect server, the deployments and a worker, until told to stop; then nothing is left running."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from config.clock import CHINA
from config.load import load_configuration
from config.places import Places
from flows.alone import only_one
from flows.api import Api, ServerError, api_of
from flows.environment import LOUD, QUIET, places_environment
from flows.journal import Journal
from flows.processes import adopt_orphans, descendants, end_orphans, running
from flows.register import POOL, bury_dead, drop_missed, pool_exists
from flows.server import free_port, is_free, server_environment, starting_server, wait_for
from flows.watch import StopAsked, Watch, watching

PREFECT_YAML: Final = Path(__file__).with_name("prefect.yaml")
"""The deployments; a link to the file at the root in a checkout, its copy in a wheel."""
PORT: Final = 4200
PORT_VARIABLE: Final = "PREFECT_SERVER_API_PORT"
DEPLOY_SECONDS: Final = 180.0
FINISH_SECONDS: Final = 60.0
"""How long a running flow may go on after mingdan was told to stop; one that is cut off is taken up by the next run."""
_LOG_BYTES: Final = 20_000_000
_LOOK_SECONDS: Final = 0.5
_NEWS_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class _Up:
    """What is up: the environment of everything that works with the server, and our server where it is ours."""

    env: dict[str, str]
    logs: Path
    watch: Watch
    server: subprocess.Popen[bytes] | None

    @property
    def api(self) -> Api:
        """The server's API."""
        return api_of(self.env)


def run_up(places: Places) -> int:
    """Run everything on its schedule until told to stop, and return the exit status.

    Raises:
        ConfigurationError: the configuration is wrong; nothing was started.
        AlreadyUp: another ``mingdan up`` runs on this home.
        ServerError: something did not come up, or ended by itself; the rest was stopped.
    """
    load_configuration(places.config)
    adopt_orphans()
    with only_one(places.locks) as leave_word, watching() as watch:
        try:
            with suppress(StopAsked), ExitStack() as stack:
                up = _start(places, watch, stack)
                leave_word(f"process {os.getpid()}, {_ui(up.api)}")
                _keep_up(up)
        finally:
            end_orphans()
    _say("stopped; nothing is left running")
    return 0


def _start(places: Places, watch: Watch, stack: ExitStack) -> _Up:
    """Start a server, or find the one that ``PREFECT_API_URL`` names."""
    ours = places_environment(places)
    logs = places.logs
    logs.mkdir(parents=True, exist_ok=True)
    if os.environ.get("PREFECT_API_URL"):
        up = _Up({**os.environ, **QUIET, **LOUD, **ours}, logs, watch, None)
        if not up.api.healthy():
            mend = "Start that one, or unset PREFECT_API_URL: mingdan up then starts its own."
            raise ServerError(f"no Prefect server answers at {up.api.url} (PREFECT_API_URL)\n  {mend}")
        return up
    log = _fresh_log(logs / "server.log")
    _say("starting a Prefect server (about 20 seconds) …")
    folder = places.home / "prefect"
    process, url = stack.enter_context(starting_server(folder, port=choose_port(), log=log))
    wait_for(url, process, log=log, pause=watch.pause)
    return _Up({**server_environment(folder, url), **LOUD, **ours}, logs, watch, process)


def _keep_up(up: _Up) -> None:
    """Register the deployments, start a worker, and tell what runs, until something ends.

    Raises:
        StopAsked: told to stop, and done with it.
        ServerError: something ended by itself.
    """
    if not pool_exists(up.api):
        _prefect(up, "work-pool", "create", POOL, "--type", "process")
    _prefect(up, "--no-prompt", "deploy", "--all", "--prefect-file", str(PREFECT_YAML))
    if up.server is not None and (dead := bury_dead(up.api)):
        _say(f"{dead} runs died when mingdan was last ended; the next of each kind takes up what they left")
    if missed := drop_missed(up.api, datetime.now(UTC)):
        _say(f"{missed} runs were missed while nothing ran; the next of each kind makes up for them")
    log = _fresh_log(up.logs / "worker.log")
    command = ("worker", "start", "--pool", POOL, "--type", "process", "--name", f"{POOL}-{os.getpid()}")
    with running(command, env=up.env, log=log) as worker:
        _say(f"up: {_ui(up.api)}   logs: {up.logs}   stop with Ctrl-C")
        try:
            _look_after(up, worker)
        except StopAsked:
            _let_finish(worker, up.watch)
            raise


def _look_after(up: _Up, worker: subprocess.Popen[bytes]) -> None:
    """Tell the news every few seconds, and notice what ends by itself.

    Raises:
        StopAsked: told to stop.
        ServerError: server or worker ended.
    """
    journal, told = Journal(up.api, _say), -_NEWS_SECONDS
    while True:
        for name, process in (("server", up.server), ("worker", worker)):
            if process is not None and process.poll() is not None:
                log = up.logs / f"{name}.log"
                raise ServerError(
                    f"the Prefect {name} ended by itself with status {process.returncode}; all is stopped"
                    f"\n  Why is at the end of {log}; then start mingdan up again."
                )
        if time.monotonic() - told >= _NEWS_SECONDS:
            journal.tell_news()
            told = time.monotonic()
        up.watch.pause(_LOOK_SECONDS)


def _let_finish(worker: subprocess.Popen[bytes], watch: Watch) -> None:
    """Wait a bounded time for flows that are running."""
    if descendants(worker.pid):
        _say(f"stopping; a flow is running, waiting up to {FINISH_SECONDS:.0f} s (again: don't wait) …")
    until = time.monotonic() + FINISH_SECONDS
    while descendants(worker.pid) and time.monotonic() < until and not watch.hurried:
        time.sleep(_LOOK_SECONDS)


def _prefect(up: _Up, *words: str) -> None:
    """Run a ``prefect`` command to its end.

    Raises:
        StopAsked: told to stop.
        ServerError: it failed, or took too long.
    """
    log = _fresh_log(up.logs / "deploy.log")
    until = time.monotonic() + DEPLOY_SECONDS
    with running(words, env=up.env, log=log) as command:
        while command.poll() is None and time.monotonic() < until:
            up.watch.pause(0.1)
        if command.poll() != 0:
            what = " ".join(word for word in words[:3] if not word.startswith("-"))
            raise ServerError(f"prefect {what} failed at {up.api.url}\n  Why is at the end of {log}")


def choose_port() -> int:
    """Return where the server is to listen: what the environment says, else 4200, else a free port.

    Raises:
        ServerError: the environment's is no port, or somebody listens there.
    """
    said = os.environ.get(PORT_VARIABLE)
    if said is None:
        return PORT if is_free(PORT) else free_port()
    if not said.isdecimal() or not 0 < int(said) < 65536:
        raise ServerError(f"{PORT_VARIABLE} is {said!r}; it must be a port from 1 to 65535")
    if not is_free(int(said)):
        mend = f"Set {PORT_VARIABLE} to a free one, or PREFECT_API_URL to use the server that runs there."
        raise ServerError(f"somebody listens on port {said} already\n  {mend}")
    return int(said)


def _fresh_log(path: Path) -> Path:
    """Return a log to write on, after putting one that has grown large aside."""
    if path.exists() and path.stat().st_size > _LOG_BYTES:
        path.replace(path.with_suffix(".old.log"))
    return path


def _ui(api: Api) -> str:
    """Return where a person looks at the server."""
    return api.url.removesuffix("/api")


def _say(line: str) -> None:
    """Tell who watches, at once."""
    sys.stdout.write(f"{datetime.now(UTC).astimezone(CHINA):%H:%M:%S} {line}\n")
    sys.stdout.flush()
