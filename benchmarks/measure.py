"""Paired measurements: the bare floor and ours by turns, so that a slow moment of the machine meets both."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be compared; ``goal`` is null where none is set, ``note`` says in one line what the two sides do.

    ``unit`` is what the figures count: seconds, unless something else is named.
    """

    name: str
    goal: float | None
    note: str = ""
    unit: str = "s"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measured ratio; ``floor`` and ``ours`` hold the seconds (or the plan's unit) of each run, pair by pair."""

    plan: Plan
    floor: tuple[float, ...]
    ours: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the pairs' own ratios."""
        return median(self.ratios)

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours by the floor's, pair by pair."""
        return tuple(ours / floor for floor, ours in zip(self.floor, self.ours, strict=True))


def compare(plan: Plan, *, floor: Work, ours: Work, runs: int, warm: bool = True) -> Comparison:
    """Measure two works by turns.

    Args:
        plan: What is compared.
        floor: The bare tool's work.
        ours: Mingdan's.
        runs: Pairs that count; which of the two goes first alternates.
        warm: Whether each is run once before that does not count; not worth it for work of half a minute.
    """
    if warm:
        floor(), ours()
    seconds: dict[Work, list[float]] = {floor: [], ours: []}
    for number in range(runs):
        for work in (floor, ours) if number % 2 == 0 else (ours, floor):
            seconds[work].append(_timed(work))
    return Comparison(plan, tuple(seconds[floor]), tuple(seconds[ours]))


def _timed(work: Work) -> float:
    """Return the seconds of one run; the garbage of the run before is not its fault."""
    gc.collect()
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


HEAD = f"{'ratio':>7}  {'goal':>4}  {'floor':>10}  {'ours':>10}  {'spread':>13}  what"


def row(found: Comparison) -> list[str]:
    """Return a comparison as lines under ``HEAD``; missing a goal is said, and is no failure."""
    plan = found.plan
    goal = "" if plan.goal is None else f"{plan.goal:.1f}"
    spread = f"{min(found.ratios):.2f}-{max(found.ratios):.2f}"
    missed = "" if plan.goal is None or found.ratio <= plan.goal else "  GOAL MISSED"
    floor, ours = (f"{_figure(median(side))} {plan.unit:<2}" for side in (found.floor, found.ours))
    line = f"{found.ratio:7.2f}  {goal:>4}  {floor:>10}  {ours:>10}  {spread:>13}  {plan.name}{missed}"
    return [line, f"{'':54}{plan.note}"] if plan.note else [line]


def _figure(value: float) -> str:
    """Return a figure with what of its digits says anything."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3f}"
