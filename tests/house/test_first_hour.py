"""The lines of docs/first-hour.md, in order, in a new home; those that call real sites are left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.starting_set import starting_lists
from mingdan import main
from tests.cases.rendering.render import render
from tests.cases.written import CASES, load
from tests.house.papers import commands, paper

PAPER = "docs/first-hour.md"
CALLS_SITES = ("poll", "sources", "up")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as a new home, with a saved page: Shandong's list of 2021, of which one row is in the starting set."""
    page = load(CASES / "sd-cluster-2021").page
    assert page is not None
    (tmp_path / "page.html").write_bytes(render(page))
    for name in ("HOME", "CONFIG"):
        monkeypatch.setenv(f"MINGDAN_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("MINGDAN_NOW", "2026-11-20T10:00:00+08:00")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_the_lines_of_the_first_hour_lead_to_a_cohort_known_in_full(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = [words for words in commands(PAPER, "mingdan") if words[0] not in CALLS_SITES]
    [asked] = [words for words in shown if words[0] == "sql" and "2021年度" in words[1]]
    for words in shown:
        assert main(words) == 0, f"mingdan {' '.join(words)}: {capsys.readouterr().err}"
        if words == ["import", "--starting-set"]:
            assert "  sd-cluster 2021年度 designation: 1 of 25\n" in capsys.readouterr().out
    capsys.readouterr()
    assert main([*asked, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"stated": 25, "known": 25, "whole": True}]
    assert main(["sql", "select count(*) as n from alerts", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"n": 0}]


def test_the_page_says_how_large_the_starting_set_is() -> None:
    lists = starting_lists()
    rows = sum(one.body.decode().partition("\nname,")[2].count("\n") - 1 for one in lists)
    assert f"The starting set is {len(lists)} lists" in paper(PAPER)
    assert abs(rows - 300) < 50 and "about 300 rows" in paper(PAPER)
