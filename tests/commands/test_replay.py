"""``mingdan replay`` says how far it is and what it found, and refuses what cannot be meant."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.counted import Counted, in_time
from mingdan import main
from tasks.archive.archive import Archive
from tasks.archive.records import Ingest
from warehouse.store import Store

NOW = "2024-10-01T09:00:00+08:00"


@pytest.fixture
def home(tmp_path: Path) -> list[str]:
    """A home whose ledger and log are empty, and the options that name it."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.yaml").write_text("lock_wait_seconds: 1\n", encoding="utf-8")
    Archive(tmp_path / "home" / "archive").log.append(Ingest(datetime(2024, 9, 1, tzinfo=UTC)))
    with Store(tmp_path / "home" / "warehouse.duckdb", now=datetime(2024, 9, 1, tzinfo=UTC)):
        pass
    return ["--home", str(tmp_path / "home"), "--config", str(tmp_path / "config"), "--now", NOW]


def test_telling_goes_only_with_applying(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*home, "replay", "--tell"]) == 2
    assert "--tell goes with --apply" in capsys.readouterr().err


def test_an_empty_ledger_is_equal_to_itself(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*home, "replay"]) == 0
    assert "equal to the last row" in capsys.readouterr().out


def test_json_is_one_object_and_nothing_else(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*home, "replay", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["equal"] is True and said["announcements"] == []


def test_progress_counts_and_says_what_is_left() -> None:
    counted = Counted("replay", "captures", io.StringIO())
    assert counted.line().startswith("replay: 0 s")
    counted.count(250, 1000)
    assert counted.line().startswith("replay: 250 of 1,000 captures, 0 s left")
    counted.count(1000, 1000)
    assert counted.line().startswith("replay: 1,000 captures, comparing")


@pytest.mark.parametrize(
    ("seconds", "said"), [(4.4, "4 s"), (89, "89 s"), (150, "2 min"), (7200, "2 h 0 min")]
)
def test_a_length_of_time_is_said_as_a_person_says_it(seconds: float, said: str) -> None:
    assert in_time(seconds) == said
