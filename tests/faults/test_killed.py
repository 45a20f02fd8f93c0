"""``kill -9`` at 25 random moments of a demo day range, then run on: as if nothing had happened."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

import pytest

from config.places import Places
from demo.past import Day
from tasks.tell.outbox import CLAIM_LASTS
from tests.faults.playing import Stage, assert_same, captured, count, seed_told, views_of

KILLS = 25
STAGES = ("poll", "ingest", "calendar", "alert", "publish")
LATER = CLAIM_LASTS + timedelta(minutes=1)

WITHOUT = {
    "about": frozenset({"published_at"}),  # a late message is something to publish at the end
    "alerts": frozenset(
        {"sent_at"}
    ),  # a message that a kill overtook leaves with the next run that may claim it
}
"""What an interruption may change, besides ``fetches``: a repeated poll asks again for what it had not logged."""


@dataclass
class Clocked:
    """How long each stage of each day took when nothing disturbed it, in seconds."""

    seconds: dict[tuple[int, str], float] = field(default_factory=dict)

    def draw(self, stage: str, dice: random.Random) -> tuple[int, str, float]:
        """Draw a moment of a stage, on a day by the time that it spent there: every instant is as likely."""
        held = [(key, seconds) for key, seconds in self.seconds.items() if key[1] == stage]
        [(day, _)] = dice.choices([key for key, _ in held], [seconds for _, seconds in held])
        return day, stage, dice.uniform(0, self.seconds[day, stage])


def play_undisturbed(stage: Stage, places: Places) -> Clocked:
    clocked = Clocked()
    for number, day in enumerate(stage.past.days):
        stage.enter(day)
        with stage.start(places, day.at) as process:
            assert process.stdout is not None
            marks = [(line.strip(), time.monotonic()) for line in process.stdout]
        assert process.returncode == 0
        for (name, began), (_, ended) in pairwise(marks):
            clocked.seconds[number, name] = ended - began
    return clocked


def play_killed(stage: Stage, places: Places, day: Day, moment: tuple[str, float]) -> bool:
    """Play a day until a moment of a stage, and kill it there; tell whether it was still alive."""
    name, seconds = moment
    with stage.start(places, day.at) as process:
        assert process.stdout is not None
        if any(line.strip() == name for line in iter(process.stdout.readline, "")):
            time.sleep(seconds)  # the moment that was drawn, and no waiting for anything
        process.kill()
    return process.returncode == -9


def play_disturbed(stage: Stage, places: Places, clocked: Clocked, dice: random.Random) -> Counter[str]:
    """Play all days with kills at drawn moments; each day runs on until it completes.

    A moment that came too late, for the run was faster this time, is tried again earlier in the same stage: a day on,
    and on the last day at once, until it hits.
    """
    drawn = [clocked.draw(STAGES[number % len(STAGES)], dice) for number in range(KILLS)]
    hits: Counter[str] = Counter()
    late: list[tuple[str, float]] = []
    for number, day in enumerate(stage.past.days):
        stage.enter(day)
        moments = late + [(name, seconds) for which, name, seconds in drawn if which == number]
        late = []
        for name, seconds in sorted(moments, key=lambda moment: (STAGES.index(moment[0]), moment[1])):
            if play_killed(stage, places, day, (name, seconds)):
                hits[name] += 1
                print(f"killed on {day.at:%Y-%m-%d} {seconds * 1000:.0f} ms into {name}")
            else:
                late.append((name, seconds / 2))
        if day is stage.past.days[-1]:
            for name, seconds in late:
                halved = (seconds / 2**step for step in range(12))
                hits[name] += any(play_killed(stage, places, day, (name, moment)) for moment in halved)
        stage.play(places, day)
    return hits


def finish(stage: Stage, places: Places) -> None:
    """Send and publish once more when claims of a dead process have run out."""
    last = stage.past.days[-1]
    stage.hook.now = last.at + LATER
    stage.run_rest(places, last.at + LATER)


@pytest.mark.parametrize(("when", "left"), [("before", 0), ("after", 1)])
def test_a_message_under_way_when_it_died_leaves_again_only_when_its_claim_ran_out(
    stage: Stage, when: str, left: int
) -> None:
    places, day = stage.home("dies"), stage.past.days[4]
    stage.play(places, stage.past.days[0])
    stage.enter(day)
    with stage.start(places, day.at, when) as process:
        process.communicate(timeout=60)
    assert process.returncode == -9 and len(stage.hook.arrived) == left
    under_way = set(stage.hook.counts())
    stage.run(places, day.at + timedelta(minutes=1))
    assert all(number == 1 for number in stage.hook.counts().values())
    assert count(places, "select count(*) from alerts where state = 'waiting'") > 0
    stage.run(places, day.at + LATER)
    assert count(places, "select count(*) from alerts where state <> 'sent'") == 0
    assert {key for key, number in stage.hook.counts().items() if number == 2} == under_way


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_killed_at_25_random_moments_it_ends_as_if_undisturbed(stage: Stage) -> None:
    dice = random.Random(seed_told())
    calm, killed = stage.home("calm"), stage.home("killed")
    clocked = play_undisturbed(stage, calm)
    finish(stage, calm)
    wanted = stage.hook.counts()
    stage.hook.clear()
    hits = play_disturbed(stage, killed, clocked, dice)
    finish(stage, killed)
    assert sum(hits.values()) == KILLS and set(hits) == set(STAGES), hits
    assert_same(views_of(killed, WITHOUT), views_of(calm, WITHOUT))
    assert captured(killed) == captured(calm), "no page was logged twice, none was left out"
    assert count(killed, "select count(*) from alerts where state <> 'sent'") == 0
    assert_told_once(stage, wanted, hits["alert"])


def assert_told_once(stage: Stage, wanted: Counter[str], kills: int) -> None:
    """Nothing was lost; what came twice came after its claim had run out, and at most once per kill."""
    found = stage.hook.counts()
    assert set(found) == set(wanted)
    repeated = {key: [at for k, at in stage.hook.arrived if k == key] for key, n in found.items() if n > 1}
    print(f"repeated: {repeated}")
    assert sum(len(times) - 1 for times in repeated.values()) <= kills
    for times in repeated.values():
        assert all(b and a and b - a >= CLAIM_LASTS for a, b in pairwise(times))
