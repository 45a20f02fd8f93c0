"""What is expected of a golden case was read by a person, and a difference is said where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cases.golden import FILE, UNREAD, compare, write
from tests.cases.reading import differences
from tests.cases.written import expected, folders

HELD = {
    "outcome": "Notice",
    "gate": [{"count": "3 stated, 2 rows read"}, {"numbering": "number 3 follows 1"}],
}


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_what_is_expected_was_read_by_a_person(folder: Path) -> None:
    assert "# unread" not in (folder / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_notice_says_what_the_gate_says_of_it(folder: Path) -> None:
    said = expected(folder)
    assert said["outcome"] != "Notice" or said["gate"] == "accepted" or isinstance(said["gate"], list)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of one case, to be spoilt."""
    original = next(folder for folder in folders() if folder.name == "cn-cluster-2023-relay-news")
    for name in (FILE, "announcement.yaml"):
        (tmp_path / name).write_bytes((original / name).read_bytes())
    return tmp_path


def test_a_case_that_is_read_right_is_left_alone(case: Path) -> None:
    before = (case / FILE).read_bytes()
    assert not write(case)
    assert (case / FILE).read_bytes() == before


def test_what_is_written_anew_is_marked_as_unread(case: Path) -> None:
    (case / FILE).unlink()
    assert write(case)
    text = (case / FILE).read_text(encoding="utf-8")
    assert text.startswith(UNREAD)
    assert yaml.safe_load(text)["outcome"] == "Notice"


def test_a_wrong_fact_is_said(case: Path) -> None:
    text = (case / FILE).read_text(encoding="utf-8")
    (case / FILE).write_text(text.replace("stage: designation", "stage: call"), encoding="utf-8")
    assert compare(case) == ["stage: expected 'call', got 'designation'"]


def test_a_gate_may_be_expected_by_kinds_or_with_their_texts() -> None:
    assert not differences({"outcome": "Notice", "gate": ["count", "numbering"]}, HELD)
    assert not differences(HELD, HELD)


@pytest.mark.parametrize(
    "gate", ["accepted", ["count"], ["numbering", "count"], [{"count": "else"}, "numbering"]]
)
def test_another_word_of_the_gate_is_a_difference(gate: object) -> None:
    assert differences({"outcome": "Notice", "gate": gate}, HELD)
