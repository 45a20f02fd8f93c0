"""What starts quickly stays quick: help and the reading commands never load Prefect, aiohttp or Apprise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from commands.catalogue import DECIDE, LOOK, RUN
from tests.house.tree import HOUSE

HEAVY = {"prefect", "apprise", "aiohttp", "feedparser", "openpyxl", "fastapi", "sqlalchemy"}
WATCH = "import json, sys, mingdan; mingdan.main(sys.argv[1:]); sys.stderr.write('\\n' + json.dumps(list(sys.modules)))"
HELP = [[], ["--help"], ["--version"], *([name, "--help"] for name in (*LOOK, *RUN, *DECIDE))]
READING = [
    ["changes"], ["announcements"], ["deadlines"], ["show", "示例"], ["sql", "select 1"], ["sources", "list"],
    ["review", "list"], ["alerts", "status"],
]  # fmt: skip


def loaded(words: list[str], home: Path) -> set[str]:
    """The libraries that one call of the command line loads, in a process of its own."""
    command = [sys.executable, "-c", WATCH, "--home", str(home), "--config", str(home), *words]
    ran = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(ran.stderr.splitlines()[-1])}


@pytest.mark.parametrize("words", HELP, ids=" ".join)
def test_help_loads_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    assert not loaded(words, tmp_path) & (HEAVY | {"duckdb", "pydantic"})


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_reading_command_loads_nothing_heavy(words: list[str], published_home: Path) -> None:
    assert not loaded(words, published_home) & HEAVY


@pytest.fixture(scope="module")
def published_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.commands.conftest import SEEN, past
    from warehouse.snapshot import publish
    from warehouse.store import Store

    home = tmp_path_factory.mktemp("home")
    with Store(home / "warehouse.duckdb", now=SEEN) as store:
        store.merge(past())
        publish(store, home / "published", version="0.1.0", now=SEEN)
    return home
