"""The stage of the fault tests: the bundled past on a simulated web, a webhook, and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from config.places import Places
from demo.config import MAIL_VARIABLE, WEBHOOK_VARIABLE
from demo.past import Day, load_past
from demo.web import simulated_web
from mingdan import main
from tests.faults.playing import Stage, webhook


class Ended(NamedTuple):
    """How a call of the command line ended."""

    status: int
    out: str
    err: str


class Call(Protocol):
    """Calls the command line in this process, on a day of the past or at an instant."""

    def __call__(
        self, places: Places, *words: str, day: Day | None = None, now: datetime | None = None
    ) -> Ended: ...


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    past = load_past()
    with simulated_web(past.sites, now=past.days[0].at) as web, webhook() as hook:
        yield Stage(tmp_path, past, web, hook)


@pytest.fixture
def call(stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    monkeypatch.setenv(WEBHOOK_VARIABLE, f"{stage.hook.url}/zh")
    monkeypatch.setenv(MAIL_VARIABLE, f"{stage.hook.url}/en")

    def run(places: Places, *words: str, day: Day | None = None, now: datetime | None = None) -> Ended:
        if day is not None:
            stage.enter(day)
        at = now or (day.at if day else stage.web.now)
        options = ["--home", str(places.home), "--config", str(places.config), "--now", at.isoformat()]
        capsys.readouterr()
        return Ended(main([*options, *words]), *capsys.readouterr())

    return run
