"""Life lines of names: who bore a name on a day, as notices of renaming tell it. Pure.

A line begins with a name that nobody had before (its *birth*) and goes on from name to name. On one day a name is given
up before it is taken, so two that swap their names on one day do just that. Every step back goes to an earlier day, so
names that come round in a circle end somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tasks.ledger.namesakes import Node

Before = Callable[[Node, Node, date], bool]
"""Says whether two names stood side by side on one list before a day."""


@dataclass(frozen=True, slots=True, order=True)
class Renaming:
    """One name given up for another on a day."""

    day: date
    former: Node
    name: Node


class Lines:
    """The life lines of some names."""

    def __init__(self, told: Iterable[Renaming], side_by_side: Before) -> None:
        """Take every renaming, however often it is told; two names side by side are two bearers until that day."""
        self._away: dict[Node, list[date]] = {}
        self._into: dict[Node, list[Renaming]] = {}
        self._side_by_side = side_by_side
        distinct = sorted({one for one in told if one.former != one.name})
        for _, day in groupby(distinct, key=lambda one: one.day):
            for one in [one for one in day if not self._is_repeated(one)]:
                self._away.setdefault(one.former, []).append(one.day)
                self._into.setdefault(one.name, []).append(one)
        self.told = tuple(sorted(one for into in self._into.values() for one in into))

    def _is_repeated(self, one: Renaming) -> bool:
        """Say whether the name's last bearer came to it by this very step, and had not given it up before that day."""
        into = self._into.get(one.name, [])
        if not into or into[-1].former != one.former:
            return False
        return not any(into[-1].day < day for day in self._away.get(one.name, []))

    def birth(self, name: Node, day: date) -> Node:
        """Return the oldest name of who bore a name on a day."""
        return self._step(name, [one for one in self._into.get(name, []) if one.day <= day], day)

    def birth_before(self, renaming: Renaming) -> Node:
        """Return the oldest name of who gave a name up by a renaming."""
        into = [one for one in self._into.get(renaming.former, []) if one.day < renaming.day]
        return self._step(renaming.former, into, renaming.day)

    def _step(self, name: Node, taken: list[Renaming], day: date) -> Node:
        """Go back by the last renaming into a name; before the first one the name was its own, or used early."""
        if taken:
            return self.birth_before(taken[-1])
        into, away = self._into.get(name, []), self._away.get(name, [])
        if not into or (away and min(away) <= into[0].day):
            return name
        if day >= into[0].day or self._side_by_side(into[0].former, name, into[0].day):
            return name
        return self.birth_before(into[0])
