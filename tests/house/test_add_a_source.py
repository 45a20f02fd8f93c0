"""The steps of docs/add-a-source.md, as they stand there, on a simulated site of the kind they tell of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from demo.web import Item, SimulatedWeb, Site, simulated_web
from demo.web.forms.trs import Trs
from mingdan import main
from tests.house.papers import blocks, commands

PAPER, SOURCE = "docs/add-a-source.md", "sd-shili-tzgg"
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
    with simulated_web([Site(SOURCE, "示例省工业和信息化厅", Trs(), ITEMS)], now=NOW) as web:
        yield web


@pytest.fixture
def places(web: SimulatedWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the file of step 2, with what step 4 adds, at the address of the simulated site."""
    written, expected = blocks(PAPER, "yaml")
    text = written.replace("https://gxt.example.cn/zwgk/tzgg/index.html", web.list_url(SOURCE))
    assert text != written, "the address of the example is another"
    path = tmp_path / "config" / "sources" / f"{SOURCE}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f"{text}\n{expected}\nallow_private: true\ndelay: 0\n", encoding="utf-8")
    for name, value in {
        "HOME": tmp_path / "home",
        "CONFIG": tmp_path / "config",
        "NOW": NOW.isoformat(),
    }.items():
        monkeypatch.setenv(f"MINGDAN_{name}", str(value))
    return tmp_path


@pytest.mark.usefixtures("places")
def test_the_steps_of_adding_a_source_lead_to_a_watched_one(capsys: pytest.CaptureFixture[str]) -> None:
    shown = list(commands(PAPER, "mingdan"))
    assert ["poll", SOURCE] in shown
    for words in shown:
        assert main(words) == 0, f"mingdan {' '.join(words)}: {capsys.readouterr().err}"
    capsys.readouterr()
    assert main(["sources", "list", "--format", "json"]) == 0
    [source] = [one for one in json.loads(capsys.readouterr().out) if one["source_id"] == SOURCE]
    assert (source["state"], source["entries_seen"]) == ("ok", len(ITEMS))
