"""Which names are one name: namesakes in two provinces, or under two credit codes, stay two. Pure.

A *node* is a name as one bearer has it. Most names have one; a name seen in two provinces has one in each, and a row
that says no place has one of its own, for laid to either it would make the other seem silent (semantics, 15).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

Place = tuple[str, int, int]
"""Announcement, list and row: where a row stands."""


class Node(NamedTuple):
    """A name key as one bearer has it; ``apart`` is empty for the only one, else province and, if need be, code."""

    key: str
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """One row that counts, as identity reads it.

    ``former`` is the key of the name given up, set only where the row tells a renaming. ``province`` is what column, list
    or code say, never what the name begins with. ``day`` is the announcement's, ``date.max`` where none is known.
    """

    place: Place
    key: str
    former: str | None
    province: str | None
    code: str | None
    day: date

    @property
    def listing(self) -> tuple[str, int]:
        """The list the row stands on."""
        return self.place[:2]


class Namesakes:
    """The nodes of some names, as all rows that bear or give up those names tell them apart."""

    def __init__(self, seen: Sequence[Seen], province_in: Callable[[str], str | None]) -> None:
        """Take all rows about the names, and what province a name key itself begins with."""
        self._province_in = province_in
        self.provinces: dict[str, set[str]] = {}
        for row in seen:
            if row.province is not None:
                for key in (row.key, row.former):
                    if key is not None:
                        self.provinces.setdefault(key, set()).add(row.province)
        self._slips = _slips(seen)
        self._codes: dict[Node, dict[str, date]] = {}
        for row in seen:
            code = self.code_of(row)
            if code is not None:
                days = self._codes.setdefault(self._placed(row.key, self.province_of(row)), {})
                days[code] = min(row.day, days.get(code, date.max))

    def code_of(self, row: Seen) -> str | None:
        """Return a row's credit code, unless it is another's that slipped in."""
        return None if row.place in self._slips else row.code

    def node(self, row: Seen) -> Node:
        """Return the node that a row's name means."""
        return self.node_of(row.key, self.province_of(row), self.code_of(row), row.day)

    def former(self, row: Seen) -> Node | None:
        """Return the node of the name that a row says was given up; null where it says none."""
        if row.former is None:
            return None
        return self.node_of(row.former, self.province_of(row), self.code_of(row), row.day)

    def province_of(self, row: Seen) -> str | None:
        """Return a row's province; one that tells a renaming without it has what is known of both names, or of one alone."""
        if row.province is not None or row.former is None:
            return row.province
        known, given_up = self.provinces.get(row.key, set()), self.provinces.get(row.former, set())
        for told in (known & given_up, known, given_up):
            if len(told) == 1:
                return next(iter(told))
        return None

    def node_of(self, key: str, province: str | None, code: str | None, day: date) -> Node:
        """Return the node that a name means beside a province and a code, on a day; each of them may be unknown.

        A row without a code means the bearer whose code was the last to be seen by its day.
        """
        node = self._placed(key, province)
        codes = self._codes.get(node, {})
        if len(codes) < 2:
            return node
        if code not in codes:
            ordered = sorted((first, one) for one, first in codes.items())
            code = ([one for first, one in ordered if first <= day] or [ordered[0][1]])[-1]
        return Node(key, (node.apart[0] if node.apart else "", str(code)))

    def _placed(self, key: str, province: str | None) -> Node:
        """Return the node of a name in a province; the name's own beginning places it where nothing else does."""
        known = self.provinces.get(key, set())
        if len(known) < 2:
            return Node(key)
        inside = self._province_in(key) if province is None else province
        return Node(key, (inside if inside in known else "",))


def _slips(seen: Iterable[Seen]) -> frozenset[Place]:
    """Return the rows whose credit code is another name's: a code has its home where it is seen most, then first.

    A name with a code of its own has lost none by that; a name that bears only this code may be the other renamed.
    """
    told: dict[str, dict[str, list[date]]] = {}
    coded = [row for row in seen if row.code is not None]
    for row in coded:
        told.setdefault(str(row.code), {}).setdefault(row.key, []).append(row.day)
    home = {
        code: min(keys, key=lambda key: (-len(keys[key]), min(keys[key]), key)) for code, keys in told.items()
    }
    settled = {row.key for row in coded if home[str(row.code)] == row.key}
    return frozenset(row.place for row in coded if row.key in settled and home[str(row.code)] != row.key)
