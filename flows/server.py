"""A Prefect server of our own: started, waited for, and stopped with nothing left running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from config.errors import MingdanError

HOST = "127.0.0.1"
START_SECONDS = 120.0
STOP_SECONDS = 20.0


class ServerError(MingdanError):
    """The Prefect server did not come up or a helper process ended by itself; prevents a run that nobody can see."""


@contextmanager
def prefect_server(folder: Path, *, port: int | None = None) -> Iterator[str]:
    """Run a Prefect server for the length of the block and give its API address.

    Args:
        folder: Prefect's home: its database, its log and its profile stand there.
        port: Where it listens on this machine; a free port by default.

    Raises:
        ServerError: it did not answer in time; the message names its log.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = port or free_port()
    url = f"http://{HOST}:{number}/api"
    env = server_environment(folder, url)
    command = ["server", "start", "--host", HOST, "--port", str(number)]
    log = folder / "server.log"
    with running(command, env=env, log=log) as process:
        _wait_for(url, process, log)
        yield url


@contextmanager
def running(command: list[str], *, env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a ``prefect`` command in a process group of its own for the length of the block, output to a log."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", *command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=dict(env),
            start_new_session=True,
        )
    try:
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and everything it started: asked first, then by force."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            break
        try:
            os.killpg(process.pid, sign)
            process.wait(STOP_SECONDS)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def server_environment(folder: Path, url: str) -> dict[str, str]:
    """Return the environment of everything that works with a server of ours."""
    return {
        **os.environ,
        "PREFECT_HOME": str(folder),
        "PREFECT_API_URL": url,
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLI_PROMPT": "false",
    }


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers that it is healthy."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ServerError(f"the Prefect server ended with status {process.returncode}; its log: {log}")
        if _healthy(url):
            return
        time.sleep(0.2)
    raise ServerError(f"the Prefect server did not answer within {START_SECONDS:.0f} s; its log: {log}")


def _healthy(url: str) -> bool:
    """Ask the server once."""
    try:
        with urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310  # our own address on this machine
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
