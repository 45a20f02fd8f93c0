"""A house to measure in: its configuration is written as YAML, its clock goes on by a minute a run."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from config.places import Places
from tasks.direct import DirectRunner
from tasks.house import House, open_house
from tasks.pipeline import RunResult, run_poll

START = datetime(2026, 1, 21, 2, tzinfo=UTC)
PROGRAMME_ID = "cn-example"
_PROGRAMME = """\
title: 示例称号
english: Example title
level: national
issuer: [示例部]
subject: enterprise
names: [示例称号企业]
validity: {years: 3}
renewal: review
cohort: year
"""
_SOURCE = """\
title: 示例栏目{number}
publisher: 示例部
level: national
list: {{kind: {kind}, url: "{url}/{number}.{suffix}"}}
include: [示例称号]
delay: 0
timeout: 30
allow_private: true
"""


@dataclass(slots=True)
class StepClock:
    """A clock that stands still until it is stepped, so that every run has its own instant within one day."""

    at: datetime = field(default=START)

    def __call__(self) -> datetime:
        return self.at

    def step(self) -> None:
        """Go on by a minute."""
        self.at += timedelta(minutes=1)

    def step_a_day(self) -> None:
        """Go on by a day."""
        self.at += timedelta(days=1)


def write_configuration(
    folder: Path,
    *,
    sources: int,
    url: str,
    kinds: Sequence[str] = ("html", "trs"),
    suffix: str = "html",
    at_once: int = 20,
) -> None:
    """Write settings, one programme and a number of sources of some kinds by turns."""
    for name in ("sources", "programmes", "subscriptions", "decisions"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    settings = f"fetch_concurrency: {at_once}\nper_host_concurrency: {at_once}\n"
    (folder / "settings.yaml").write_text(settings, encoding="utf-8")
    (folder / "programmes" / f"{PROGRAMME_ID}.yaml").write_text(_PROGRAMME, encoding="utf-8")
    for number in range(sources):
        text = _SOURCE.format(number=number, kind=kinds[number % len(kinds)], url=url, suffix=suffix)
        (folder / "sources" / f"example-{number}.yaml").write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Home:
    """A house and its own clock."""

    house: House
    clock: StepClock
    at_once: int = 20

    def poll(self, source_ids: Sequence[str] = ()) -> RunResult:
        """Run the whole pipeline once, a minute after the run before."""
        self.clock.step()
        return asyncio.run(run_poll(self.house, DirectRunner(at_once=self.at_once), source_ids))


def open_home(
    folder: Path, *, sources: int, url: str, kinds: Sequence[str] = ("html", "trs"), suffix: str = "html"
) -> Home:
    """Make a home with its configuration under a folder, and wire its house."""
    write_configuration(folder / "config", sources=sources, url=url, kinds=kinds, suffix=suffix)
    clock = StepClock()
    return Home(open_house(Places(folder / "home", folder / "config"), clock), clock)
