"""Many slow hosts are polled side by side, and many sources of one host one after the other."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import httpx

from benchmarks.houses import Home, StepClock, write_configuration
from benchmarks.measure import Comparison, Plan, compare
from benchmarks.slow_server import slow_hosts
from config.places import Places
from tasks.archive.records import SourceState
from tasks.house import open_house

HOSTS = 60
SECONDS = 2.0
ON_ONE = 10
DELAY = 0.5
GOAL = 1.5
_SOURCE = """\
title: 示例栏目{number}
publisher: 示例部
level: national
list: {{kind: html, url: "{url}"}}
include: [示例称号]
delay: {delay}
timeout: 30
allow_private: true
"""


def measure(
    folder: Path, *, hosts: int = HOSTS, seconds: float = SECONDS, on_one: int = ON_ONE, runs: int = 3
) -> Iterator[Comparison]:
    """Measure a poll of one source on each host by one answer, then one of many sources of a host by their turns.

    The settings are mingdan's own: nothing is raised for the measure. Robots are read in the first poll, which does
    not count, as the first poll of a day reads them.
    """
    with slow_hosts(hosts, seconds) as port:
        urls = [f"http://127.0.0.{number}:{port}/list.html" for number in range(1, hosts + 1)]
        spread = _home(folder / "spread", urls)
        plan = Plan(
            f"poll of {hosts} sources on {hosts} hosts, {seconds:g} s an answer",
            GOAL,
            "whole run_poll, settings as shipped / one answer by httpx",
        )
        yield compare(plan, floor=partial(_ask, urls[0]), ours=partial(_poll, spread), runs=runs)
        one = [f"http://127.0.0.1:{port}/{number}.html" for number in range(on_one)]
        packed = _home(folder / "packed", one)
        plan = Plan(
            f"poll of {on_one} sources on one host, {DELAY:g} s between two",
            None,
            "whole run_poll / httpx asking by turns with the same pauses; no two at once, no pause left out",
        )
        asked = f"http://127.0.0.1:{port}/asked"
        ours = partial(_poll_by_turns, packed, asked, on_one, seconds)
        yield compare(plan, floor=partial(_ask_by_turns, one), ours=ours, runs=max(1, runs // 2))


def _home(folder: Path, urls: Sequence[str]) -> Home:
    config = folder / "config"
    write_configuration(config, sources=0, url="")
    (config / "settings.yaml").unlink()
    for number, url in enumerate(urls):
        text = _SOURCE.format(number=number, url=url, delay=DELAY)
        (config / "sources" / f"example-{number}.yaml").write_text(text, encoding="utf-8")
    clock = StepClock()
    house = open_house(Places(folder / "home", config), clock)
    return Home(house, clock, at_once=house.configuration.settings.fetch_concurrency)


def _ask(url: str) -> None:
    assert httpx.get(url, timeout=60, trust_env=False).status_code == 200


def _ask_by_turns(urls: Sequence[str]) -> None:
    with httpx.Client(timeout=60, trust_env=False) as client:
        for place, url in enumerate(urls):
            if place:
                time.sleep(DELAY)
            assert client.get(url).status_code == 200


def _poll(home: Home) -> None:
    """Poll, and refuse to have measured anything but a poll that found every page."""
    polls = home.poll().polls
    assert len(polls) == len(home.house.configuration.sources)
    assert all(poll.state is SourceState.OK and poll.complete for poll in polls), polls


def _poll_by_turns(home: Home, asked: str, many: int, seconds: float) -> None:
    """Poll, and refuse a poll that asked the host twice at once or left a pause out."""
    _poll(home)
    instants = httpx.get(asked, timeout=60, trust_env=False).json()[-many:]
    gaps = [after - before for before, after in pairwise(instants)]
    assert len(gaps) == many - 1 and min(gaps) >= seconds + DELAY - 0.05, gaps
