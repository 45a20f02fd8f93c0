"""Every golden announcement: what is expected was read in full, and stands beside its documents."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.tasks.recognise.cases import CASES, plain, run_case

FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_announcement_is_recognised_as_expected(folder: Path) -> None:
    expected = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))

    outcome = yaml.safe_load(yaml.safe_dump(plain(run_case(folder)), allow_unicode=True))

    assert outcome == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_case_says_where_its_facts_come_from(folder: Path) -> None:
    case = yaml.safe_load((folder / "announcement.yaml").read_text(encoding="utf-8"))

    assert len(case["provenance"]) >= 8


def test_there_are_enough_cases_to_mean_something() -> None:
    assert len(FOLDERS) >= 45


@pytest.mark.parametrize("folder", FOLDERS[::7], ids=lambda folder: folder.name)
def test_recognising_twice_gives_the_same(folder: Path) -> None:
    assert run_case(folder) == run_case(folder)
