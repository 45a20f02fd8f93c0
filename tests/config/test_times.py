from __future__ import annotations

from datetime import time, timedelta

import pytest

from config.durations import read_duration
from config.whens import Rhythm, When, read_when


@pytest.mark.parametrize(("text", "span"), [
    ("45s", timedelta(seconds=45)), ("30m", timedelta(minutes=30)), ("2h", timedelta(hours=2)),
    ("1d", timedelta(days=1)), ("3w", timedelta(weeks=3)),
])  # fmt: skip
def test_a_duration_is_a_number_and_a_unit(text: str, span: timedelta) -> None:
    assert read_duration(text) == span


@pytest.mark.parametrize("text", ["", "0m", "30", "m", "-1h", "1.5h", "1h30m", "１h", "999999999d"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="such as 30m, 2h or 1d"):
        read_duration(text)


@pytest.mark.parametrize(("text", "when"), [
    ("immediate", When(Rhythm.IMMEDIATE)),
    ("daily 09:00", When(Rhythm.DAILY, time(9))),
    ("weekly mon 09:00", When(Rhythm.WEEKLY, time(9), 0)),
    ("weekly sun 23:59", When(Rhythm.WEEKLY, time(23, 59), 6)),
])  # fmt: skip
def test_the_three_rhythms_are_read(text: str, when: When) -> None:
    assert read_when(text) == when


@pytest.mark.parametrize(
    "text", ["", "now", "daily", "daily 9:00", "daily 24:00", "weekly 09:00", "daily mon 09:00"]
)
def test_what_is_no_rhythm_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="immediate, daily HH:MM"):
        read_when(text)
