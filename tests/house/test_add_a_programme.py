"""The steps of docs/add-a-programme.md, as they stand there: its file, its case, its commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from config.load import load_configuration
from mingdan import main
from tests.cases.reading import as_data, differences, run_case
from tests.cases.rendering.render import render
from tests.cases.written import CASES, expected, load
from tests.house.papers import blocks, commands
from tests.house.tree import HOUSE

PAPER, PROGRAMME, CASE = "docs/add-a-programme.md", "ln-cluster", CASES / "ln-cluster-2024-designation"
SOURCE = """\
title: 辽宁省工业和信息化厅 通知
publisher: 辽宁省工业和信息化厅
level: province
region: 辽宁
list: {kind: html, url: "https://gxt.ln.gov.cn/shili/"}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with nothing but the file of step 2, a source of the issuer, and the page of the case."""
    for inner, text in {
        f"programmes/{PROGRAMME}": blocks(PAPER, "yaml")[0],
        "sources/ln-gxt-tz": SOURCE,
    }.items():
        path = tmp_path / "config" / f"{inner}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    page = load(CASE).page
    assert page is not None
    (tmp_path / "page.html").write_bytes(render(page))
    for name in ("HOME", "CONFIG"):
        monkeypatch.setenv(f"MINGDAN_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("MINGDAN_NOW", "2026-11-20T10:00:00+08:00")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_the_steps_of_adding_a_programme_lead_to_titles(capsys: pytest.CaptureFixture[str]) -> None:
    shown = list(commands(PAPER, "mingdan"))
    assert shown[-1][0] == "sql"
    for words in shown:
        assert main(words) == 0, f"mingdan {' '.join(words)}: {capsys.readouterr().err}"
    capsys.readouterr()
    assert main([*shown[-1], "--format", "json"]) == 0
    titles = json.loads(capsys.readouterr().out)
    assert len(titles) == 6 and {title["status"] for title in titles} == {"active"}


def test_the_file_shown_is_the_one_that_ships(here: Path) -> None:
    shown, shipped = (load_configuration(folder / "config").programmes[PROGRAMME] for folder in (here, HOUSE))
    assert shown == shipped


def test_the_case_shown_is_the_one_that_is_kept_and_is_read_as_expected() -> None:
    assert yaml.safe_load(blocks(PAPER, "yaml")[1]) == yaml.safe_load(
        (CASE / "announcement.yaml").read_text()
    )
    assert differences(expected(CASE), as_data(run_case(CASE))) == []
