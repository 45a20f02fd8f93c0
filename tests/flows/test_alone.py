"""Only one ``mingdan up`` on a home; the second hears of the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import StoreError
from flows.alone import AlreadyUp, only_one


def test_the_second_hears_who_the_first_is(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "locks"
    with only_one(folder) as leave_word:
        leave_word("process 12, http://127.0.0.1:4200")
        with (
            pytest.raises(AlreadyUp, match=r"already up on .*home: process 12, http://127\.0\.0\.1:4200"),
            only_one(folder),
        ):
            pass


def test_the_next_may_once_the_first_is_done(tmp_path: Path) -> None:
    for _ in range(2):
        with only_one(tmp_path):
            pass
    assert (tmp_path / "up.lock").read_text() == ""


def test_a_home_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file stands here")
    with pytest.raises(StoreError, match="cannot make the lock"), only_one(tmp_path / "home"):
        pass
