"""Work beside the loop: its result and its faults come back, and what is called off holds up nobody."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from tasks.unwaited import run_unwaited


def test_the_result_and_the_fault_of_the_work_come_back() -> None:
    assert asyncio.run(run_unwaited(lambda: 7, name="示例")) == 7
    with pytest.raises(ValueError, match="示例"):
        asyncio.run(run_unwaited(_failing, name="示例"))


def _failing() -> int:
    raise ValueError("示例")


def test_what_is_called_off_does_not_hold_up_the_end() -> None:
    released = threading.Event()
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(run_unwaited(lambda: released.wait(60), name="示例"), 0.1))
    assert time.monotonic() - began < 30
    (left,) = (thread for thread in threading.enumerate() if thread.name == "示例")
    assert left.daemon  # the process does not wait for it either
    released.set()
    left.join(5)
    assert not left.is_alive()
