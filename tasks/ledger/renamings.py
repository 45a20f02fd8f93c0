"""Life lines of names: who bore a name on a day, as notices of renaming tell it. Pure.

A line begins with a name that nobody had before (its *birth*) and goes on from name to name. On one day names that go
round in a circle are all given up before they are taken, so two that swap do just that; a row of names without a circle is
one subject that went through them. Every step back goes to an earlier day or up such a row, so it ends somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tasks.ledger.namesakes import Node

SideBySide = Callable[[Node, Node, date], bool]
"""Says whether two names stood side by side on one list before a day."""


@dataclass(frozen=True, slots=True, order=True)
class Renaming:
    """One name given up for another on a day."""

    day: date
    former: Node
    name: Node


class Lines:
    """The life lines of some names."""

    def __init__(self, told: Iterable[Renaming], side_by_side: SideBySide) -> None:
        """Take every renaming, however often it is told; two names side by side are two bearers until that day."""
        self._away: dict[Node, list[Renaming]] = {}
        self._into: dict[Node, list[Renaming]] = {}
        self._round: set[Renaming] = set()
        self._side_by_side = side_by_side
        distinct = sorted({one for one in told if one.former != one.name})
        for _, of_day in groupby(distinct, key=lambda one: one.day):
            fresh = [one for one in of_day if not self._is_repeated(one)]
            self._round |= _in_circles(fresh)
            for one in fresh:
                self._away.setdefault(one.former, []).append(one)
                self._into.setdefault(one.name, []).append(one)
        self._births: dict[Renaming, Node] = {}
        self.told = tuple(sorted(one for into in self._into.values() for one in into))

    def birth(self, name: Node, day: date) -> Node:
        """Return the oldest name of who bore a name on a day."""
        return self._back(name, [one for one in self._into.get(name, []) if one.day <= day], day)

    def birth_before(self, renaming: Renaming) -> Node:
        """Return the oldest name of who gave a name up by a renaming."""
        into = [one for one in self._into.get(renaming.former, []) if self._leads_to(one, renaming)]
        return self._back(renaming.former, into, renaming.day)

    @staticmethod
    def last_name(birth: Node, steps: Iterable[Renaming]) -> tuple[Node, date]:
        """Return the name that a line has come to, and since when; steps told late of names long passed count for nothing."""
        name, since, had = birth, date.min, {birth}
        for day, of_day in groupby(steps, key=lambda one: one.day):
            left = list(of_day)
            while left:
                on = [one for one in left if one.former == name] or [
                    one for one in left if one.name not in had
                ]
                if not on:
                    break
                name, since = on[0].name, day
                had.add(name)
                left.remove(on[0])
        return name, since

    def _back(self, name: Node, taken: list[Renaming], day: date) -> Node:
        """Go back by the last renaming into a name; before the first one the name was its own, or used early.

        What lies behind a renaming is always the same, and is gone through once.
        """
        passed = []
        while taken or self._is_early(name, day):
            last = taken[-1] if taken else self._into[name][0]
            if last in self._births:
                name = self._births[last]
                break
            passed.append(last)
            name, day = last.former, last.day
            taken = [one for one in self._into.get(name, []) if self._leads_to(one, last)]
        self._births.update(dict.fromkeys(passed, name))
        return name

    def _is_early(self, name: Node, day: date) -> bool:
        """Say whether a name, not taken by anybody yet, is that of who took it first: used before its notice came."""
        into = self._into.get(name, [])
        if not into or day >= into[0].day or self._side_by_side(into[0].former, name, into[0].day):
            return False
        return all(self._leads_to(into[0], away) for away in self._away.get(name, []))

    def _leads_to(self, one: Renaming, later: Renaming) -> bool:
        """Say whether who took a name by one renaming had it when it was given up by a later one."""
        if one.day != later.day:
            return one.day < later.day
        circle = one in self._round or later in self._round
        return not circle and not self._side_by_side(one.former, one.name, one.day)

    def _is_repeated(self, one: Renaming) -> bool:
        """Say whether the name's last bearer came to it by this very step, and had not given it up before that day."""
        into = self._into.get(one.name, [])
        if not into or into[-1].former != one.former:
            return False
        return not any(into[-1].day < away.day for away in self._away.get(one.name, []))


def _in_circles(told: list[Renaming]) -> set[Renaming]:
    """Return the renamings of one day that go round in a circle: what is left when all loose ends are taken off."""
    left = set(told)
    given: dict[Node, set[Renaming]] = {}
    taken: dict[Node, set[Renaming]] = {}
    for one in told:
        given.setdefault(one.former, set()).add(one)
        taken.setdefault(one.name, set()).add(one)
    ends = [one for one in told if not taken.get(one.former) or not given.get(one.name)]
    while ends:
        one = ends.pop()
        if one in left:
            left.remove(one)
            given[one.former].remove(one)
            taken[one.name].remove(one)
            ends += [] if taken[one.name] else sorted(given.get(one.name, ()))
            ends += [] if given[one.former] else sorted(taken.get(one.former, ()))
    return left
