"""The stage of the fault tests: the bundled past on a simulated web, and a webhook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.past import load_past
from demo.web import simulated_web
from tests.faults.playing import Stage, webhook


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    past = load_past()
    with simulated_web(past.sites, now=past.days[0].at) as web, webhook() as hook:
        yield Stage(tmp_path, past, web, hook)
