"""A disk that takes no more, at every depth: one message, nothing lost, and the next run makes it whole.

The limit is the operating system's own limit on the size of a file (RLIMIT_FSIZE), which needs no rights and fails as
a full disk does: a write ends short or with an error.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from datetime import datetime

import pytest

from config.places import Places
from tests.faults.conftest import Call
from tests.faults.playing import Stage, assert_same, captured, views_of

LIMITS = {
    300: {"store body"},
    5_000: {
        "store body",
        "write the fetch log",
    },  # sources are polled side by side: a large page may come first
    50_000: {"write records into"},
    200_000: {"commit to"},
    1_000_000: {"publish"},
}
"""Bytes that a file may have, and what then cannot be done; each goes on where the one before it failed."""


def poll_with_full_disk(
    stage: Stage, places: Places, now: datetime, most: int
) -> subprocess.CompletedProcess[str]:
    """Poll in a process whose files may not grow beyond some bytes."""
    line = [sys.executable, "-m", "mingdan", "--home", str(places.home), "--config", str(places.config)]
    return subprocess.run(
        [*line, "--now", now.isoformat(), "poll"],
        env=stage.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )


@pytest.mark.slow
def test_a_full_disk_ends_each_run_in_one_message_and_loses_nothing(stage: Stage) -> None:
    calm, full = stage.home("calm"), stage.home("full")
    first, day = stage.past.days[0], stage.past.days[6]
    for places in (calm, full):
        stage.play(places, first)
    before = views_of(full)
    stage.play(calm, day)
    for most, doings in LIMITS.items():
        ended = poll_with_full_disk(stage, full, day.at, most)
        assert ended.returncode == 1 and "Traceback" not in ended.stderr, ended.stderr
        [message] = [line for line in ended.stderr.splitlines() if line.startswith("mingdan: ")]
        assert any(f"cannot {doing}" in message for doing in doings) and str(full.home) in message
        assert "disk space and run" in ended.stderr, ended.stderr
        assert_same(views_of(full), before)
    stage.play(full, day)
    assert_same(views_of(full), views_of(calm))
    assert captured(full) == captured(calm), "what was logged before the disk was full is not captured again"
    assert set(stage.hook.counts().values()) == {2}, "each home told each thing once"


def test_a_disk_with_too_little_room_is_told_before_anything_is_fetched(stage: Stage, call: Call) -> None:
    places = stage.home("little")
    (places.config / "settings.yaml").write_text("free_disk_mb: 1000000000000\n", encoding="utf-8")
    ended = call(places, "poll", day=stage.past.days[0])
    assert ended.status == 1 and "nothing was fetched" in ended.err and "free_disk_mb" in ended.err
    assert "settings.yaml" in ended.err and not places.archive.exists()
    assert stage.web.requests == ()
