"""The demo's past played live, then built anew from its archive: the same ledger, and one whole ledger when killed."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from config.places import REPOSITORY, Places
from tasks.house import open_house
from tasks.replay.replay import Wanted, replay
from tests.faults.playing import Stage, seed_told
from warehouse.store import Store

KILLS = 8


def replaying(stage: Stage, places: Places, at: datetime) -> subprocess.Popen[bytes]:
    """Begin to replay and apply, in a process of its own."""
    options = ["--home", str(places.home), "--config", str(places.config), "--now", at.isoformat()]
    words = [sys.executable, str(REPOSITORY / "mingdan.py"), *options, "replay", "--apply"]
    return subprocess.Popen(
        words, env=stage.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def kill(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Kill a process at a moment that was drawn."""
    time.sleep(seconds)  # the moment, and no waiting for anything
    process.kill()
    process.wait()


def held(places: Places, at: datetime) -> dict[str, list[tuple[object, ...]]]:
    """Give what the ledger holds, marks of a restatement apart: they follow with the next run."""
    asked = {
        "titles": "from ledger.title order by all",
        "changes": "select * exclude (restated, backfill) from ledger.change order by all",
        "rows": "from ledger.list_row order by all",
        "alerts": "select alert_id from ledger.delivery order by all",
    }
    with Store(places.warehouse, now=at) as store:
        return {name: store.connection.execute(sql).fetchall() for name, sql in asked.items()}


@pytest.mark.slow
def test_the_past_built_anew_is_equal_to_the_last_row(stage: Stage) -> None:
    places = stage.home("live")
    for day in stage.past.days:
        stage.play(places, day)
    after = stage.past.days[-1].at + timedelta(hours=1)
    house = replace(open_house(places, lambda: after), environ=stage.environment())
    found = replay(house, Wanted(processes=2))
    assert found.equal, found.as_json()[:3000]
    assert found.rows_equal > 1000 and found.captures > 10


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_an_apply_killed_at_any_moment_leaves_one_whole_ledger(stage: Stage) -> None:
    """By another configuration the ledger becomes another, and back: after each kill it is the one or the other, whole."""
    dice, places = random.Random(seed_told()), stage.home("killed")
    for day in stage.past.days[:6]:
        stage.play(places, day)
    at = stage.past.days[5].at + timedelta(hours=1)
    source = places.config / "sources" / "cn-miit-wjfb.yaml"
    text, old = source.read_text(encoding="utf-8"), held(places, at)
    source.unlink()
    began = time.monotonic()
    assert replaying(stage, places, at).wait() == 0
    took, new = time.monotonic() - began, held(places, at)
    assert new["titles"] != old["titles"] and new["alerts"] == old["alerts"]
    for number in range(KILLS):
        source.write_text(text, encoding="utf-8") if number % 2 == 0 else source.unlink()
        kill(replaying(stage, places, at), dice.uniform(0.3, 1.1) * took)
        after = held(places, at)
        assert after in (old, new), f"kill {number}"
        source.write_text(text, encoding="utf-8")
    replaying(stage, places, at).wait()
    assert held(places, at) == old
    house = replace(open_house(places, lambda: at), environ=stage.environment())
    assert replay(house, Wanted()).equal
