"""The steps of docs/add-a-source.md, as they stand there, on a simulated site of the kind they tell of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from config.load import load_configuration
from config.models import Source
from demo.web import Item, SimulatedWeb, Site, simulated_web
from demo.web.forms.trs import Trs
from mingdan import main
from tests.house.papers import blocks, commands, paper

PAPER, SOURCE, ADDRESS = (
    "docs/add-a-source.md",
    "sd-shili-tzgg",
    "https://gxt.example.cn/zwgk/tzgg/index.html",
)
NOW = datetime.fromisoformat("2026-11-20T10:00:00+08:00")
ITEMS = tuple(
    Item(
        f"shili{number}",
        f"示例省工业和信息化厅示例通知第{number}号",
        NOW.replace(day=number),
        "<p>示例正文</p>",
    )
    for number in range(1, 11)
)


@pytest.fixture
def web() -> Iterator[SimulatedWeb]:
    site = Site(SOURCE, "示例省工业和信息化厅", Trs(section="zwgk/tzgg"), ITEMS)
    with simulated_web([site], now=NOW) as web:
        yield web


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty configuration and an empty home."""
    for name, value in {
        "HOME": tmp_path / "home",
        "CONFIG": tmp_path / "config",
        "NOW": NOW.isoformat(),
    }.items():
        monkeypatch.setenv(f"MINGDAN_{name}", str(value))
    return tmp_path


def here(words: list[str], web: SimulatedWeb) -> list[str]:
    """The words of a step with the simulated site's address, which is of the own network and need not be spared."""
    own = [web.list_url(SOURCE) if word == ADDRESS else word for word in words]
    return own if own == words else [*own, "--allow-private", "--delay", "0"]


def test_the_steps_of_adding_a_source_lead_to_a_watched_one(
    web: SimulatedWeb, places: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = list(commands(PAPER, "mingdan"))
    assert ["poll", SOURCE] in shown and sum(ADDRESS in words for words in shown) == 2
    for words in shown:
        assert main(here(words, web)) == 0, f"mingdan {' '.join(words)}: {capsys.readouterr().err}"
    capsys.readouterr()
    assert main(["sources", "list", "--format", "json"]) == 0
    [source] = [one for one in json.loads(capsys.readouterr().out) if one["source_id"] == SOURCE]
    assert (source["state"], source["entries_seen"]) == ("ok", len(ITEMS))
    written = {path.relative_to(places / "config").as_posix() for path in (places / "config").rglob("*.yaml")}
    assert written == {f"sources/{SOURCE}.yaml", f"fixtures/{SOURCE}.yaml"}


def test_what_the_paper_adds_to_the_file_can_stand_in_it(web: SimulatedWeb, places: Path) -> None:
    [added] = blocks(PAPER, "yaml")
    [words] = [words for words in commands(PAPER, "mingdan") if "--yes" in words]
    assert main(here(words, web)) == 0
    path = places / "config" / "sources" / f"{SOURCE}.yaml"
    file = yaml.safe_load(path.read_text(encoding="utf-8")) | yaml.safe_load(added)
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    source: Source = load_configuration(places / "config").sources[SOURCE]
    assert source.expect.newest_within == "60d"


def test_the_paper_is_one_page_and_asks_for_no_python() -> None:
    text = paper(PAPER)
    assert len(text.splitlines()) < 90 and not re.search(r"```python|\.py\b(?!`)", text)
