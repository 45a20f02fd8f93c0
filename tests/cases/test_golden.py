"""What is expected of a golden case was read by a person, and the measure of accuracy can tell right from wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cases.golden import FILE, UNREAD, count, facts, folders, write


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_what_is_expected_was_read_by_a_person(folder: Path) -> None:
    assert "# unread" not in (folder / FILE).read_text(encoding="utf-8")


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


def test_a_wrong_fact_is_counted_as_missed_and_as_false(case: Path) -> None:
    said = yaml.safe_load((case / FILE).read_text(encoding="utf-8"))
    said["stage"] = "call"
    (case / FILE).write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    counted = count(case)
    assert (counted["stage", "should"], counted["stage", "read"], counted["stage", "right"]) == (1, 1, 0)
    assert counted["outcome", "right"] == 1


def test_every_row_of_every_list_is_a_fact_of_its_own() -> None:
    outcome = {
        "stage": "review",
        "rosters": [{"list_no": 1, "rows": ["甲", "乙"]}, {"list_no": 2, "rows": ["甲"]}],
    }
    assert [fact for fact in facts(outcome) if fact[0] == "rows"] == [
        ("rows", "1 甲"),
        ("rows", "1 乙"),
        ("rows", "2 甲"),
    ]
