"""A real Prefect server on loopback for all tests of the flows, the simulated web, and the command line beside them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.places import REPOSITORY, Places
from demo.past import load_past
from demo.web import simulated_web
from flows.api import Api
from flows.environment import LOUD
from flows.server import prefect_server, server_environment
from tests.faults.playing import Stage, webhook


@dataclass(frozen=True)
class Served:
    """A running server: its home, its API, and the environment of whoever works with it."""

    folder: Path
    api: Api

    @property
    def env(self) -> dict[str, str]:
        return {**server_environment(self.folder, self.api.url), **LOUD, "PYTHONPATH": str(REPOSITORY)}

    def prefect(self, *words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a ``prefect`` command to its end."""
        line = [sys.executable, "-m", "prefect", *words]
        return subprocess.run(
            line, cwd=cwd, env={**self.env, **env}, capture_output=True, text=True, timeout=100, check=False
        )


def mingdan(stage: Stage, places: Places, *words: str) -> subprocess.CompletedProcess[str]:
    """Call the command line in a process of its own, at the instant of the simulated web."""
    where = ["--home", str(places.home), "--config", str(places.config), "--now", stage.web.now.isoformat()]
    line = [sys.executable, "-m", "mingdan", *where, *words]
    return subprocess.run(
        line, env=stage.environment(), capture_output=True, text=True, timeout=100, check=False
    )


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("prefect")
    with prefect_server(folder) as url:
        yield Served(folder, Api(url, {}))


@pytest.fixture
def engine(served: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Let flows that a test calls in this process report to the server."""
    for name, value in server_environment(served.folder, served.api.url).items():
        if name.startswith("PREFECT") and os.environ.get(name) != value:
            monkeypatch.setenv(name, value)
    from prefect.logging.handlers import APILogHandler
    from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings

    with temporary_settings({PREFECT_API_URL: served.api.url, PREFECT_HOME: served.folder}):
        yield served
        asyncio.run(APILogHandler.aflush())  # before the server is gone


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    past = load_past()
    with simulated_web(past.sites, now=past.days[0].at) as web, webhook() as hook:
        yield Stage(tmp_path, past, web, hook)
