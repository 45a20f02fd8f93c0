from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.errors import StoreError
from warehouse.lock import hold_lock

HOLDER = """
import sys, time
from pathlib import Path
from warehouse.lock import hold_lock
with hold_lock(Path(sys.argv[1]), wait=0):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def start_holder(path: Path, seconds: float) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_holder_is_told_who_holds_it_and_since_when(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb.lock"
    with start_holder(path, 60) as holder:
        with pytest.raises(StoreError) as refused, hold_lock(path, wait=0.1):
            pass
        holder.kill()
    assert f"process {holder.pid} since 20" in str(refused.value)
    assert re.search(rf"\(-c {re.escape(str(path))} 60\)", str(refused.value))
    assert "waited 0.1 s" in str(refused.value)


def test_the_lock_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with start_holder(path, 60) as holder:
        holder.kill()
    with hold_lock(path, wait=0):
        assert str(os.getpid()) in path.read_text()


def test_a_waiting_holder_gets_the_lock_when_the_first_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with start_holder(path, 0.3):
        began = time.monotonic()
        with hold_lock(path, wait=20):
            assert time.monotonic() - began < 10


def test_the_wait_is_bounded_and_not_shorter_than_asked(tmp_path: Path) -> None:
    began = time.monotonic()
    with (
        hold_lock(tmp_path / "lock", wait=0),
        pytest.raises(StoreError),
        hold_lock(tmp_path / "lock", wait=0.2),
    ):
        pass
    assert 0.2 <= time.monotonic() - began < 5


def test_the_lock_file_names_nobody_after_use(tmp_path: Path) -> None:
    with hold_lock(tmp_path / "deep" / "lock", wait=0):
        pass
    assert (tmp_path / "deep" / "lock").read_text() == ""


def test_a_lock_file_without_a_readable_holder_still_refuses_clearly(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with hold_lock(path, wait=0):
        path.write_text("{")
        with pytest.raises(StoreError, match="another process holds"), hold_lock(path, wait=0):
            pass


def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with (
        pytest.raises(StoreError, match="cannot make the lock"),
        hold_lock(tmp_path / "file" / "lock", wait=0),
    ):
        pass


def test_a_fault_inside_the_block_frees_the_lock(tmp_path: Path) -> None:
    with pytest.raises(KeyError), hold_lock(tmp_path / "lock", wait=0):
        raise KeyError("示例")
    with hold_lock(tmp_path / "lock", wait=0):
        pass
