"""A Prefect server of our own: started, waited for, and stopped with nothing left running."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from flows.api import Api, ServerError
from flows.environment import QUIET
from flows.processes import running

HOST: Final = "127.0.0.1"
START_SECONDS: Final = 120.0

_LASTING: Final = {
    # Slots of a concurrency limit must be given back when server and run died together; in memory they never are.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    # Runs of more than 90 days ago are forgotten; what they found is in the ledger.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "true",
}


@contextmanager
def prefect_server(
    folder: Path,
    *,
    port: int | None = None,
    log: Path | None = None,
    pause: Callable[[float], object] = time.sleep,
) -> Iterator[str]:
    """Run a Prefect server for the length of the block and give its API address.

    Args:
        folder: Prefect's home: its database and its profile stand there.
        port: Where it listens on this machine; a free port by default.
        log: Where its output goes; ``server.log`` in the folder by default.
        pause: Waits so many seconds between two looks at a server that is starting; may raise to give up.

    Raises:
        ServerError: it did not answer in time, or ended; the message names its log.
    """
    with starting_server(folder, port=port or free_port(), log=log or folder / "server.log") as (
        process,
        url,
    ):
        wait_for(url, process, log=log or folder / "server.log", pause=pause)
        yield url


@contextmanager
def starting_server(folder: Path, *, port: int, log: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start a Prefect server and stop it at the end of the block; give its process and API address at once."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f"http://{HOST}:{port}/api"
    command = ("server", "start", "--host", HOST, "--port", str(port))
    with running(command, env=server_environment(folder, url), log=log) as process:
        yield process, url


def wait_for(
    url: str, process: subprocess.Popen[bytes], *, log: Path, pause: Callable[[float], object]
) -> None:
    """Wait until a starting server answers that it is healthy.

    Raises:
        ServerError: it ended, or did not answer in time.
    """
    until, api = time.monotonic() + START_SECONDS, Api(url, {})
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ServerError(f"the Prefect server ended with status {process.returncode}\n  Its log: {log}")
        if api.healthy():
            return
        pause(0.2)
    raise ServerError(f"the Prefect server did not answer within {START_SECONDS:.0f} s\n  Its log: {log}")


def server_environment(folder: Path, url: str) -> dict[str, str]:
    """Return the environment of everything that works with a server of ours."""
    return {**os.environ, **QUIET, **_LASTING, "PREFECT_HOME": str(folder.absolute()), "PREFECT_API_URL": url}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Tell whether a server could listen on a port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # as servers do: past connections don't count
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
