"""Who a row means: a subject is the life line of a name. A pure function of facts, never of the order of arrival.

Facts are the rows that count with their places and credit codes, the renamings they tell, and what persons decided.
Nothing similar is merged here: a name that is not the same makes a subject of its own (semantics, 9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from tasks.ledger.ids import make_id
from tasks.ledger.namesakes import Namesakes, Node, Place, Seen
from tasks.ledger.renamings import Lines, Renaming


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """One of two names that a person decided about: its key, and province and code where those were known."""

    key: str
    province: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What a person decided about two names: that they are the same subject, or that they are two."""

    one: Side
    other: Side
    same: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """What rows mean: the subject of each, by its place; of each subject the key of its name now, and all it ever had."""

    subjects: dict[Place, str]
    called: dict[str, str]
    names: dict[str, frozenset[str]]


def identify(
    kind: str,
    seen: Sequence[Seen],
    *,
    words: Iterable[Word] = (),
    province_in: Callable[[str], str | None],
    akin: Callable[[str, str], bool],
) -> Meaning:
    """Return the subject of every row; the same rows in any order mean the same.

    Args:
        kind: The kind of subject; an id is made of it.
        seen: All rows that bear or give up any of some names, or bear a code that one of them bears.
        words: What persons decided about these names; of two words about one pair the last counts.
        province_in: Gives the province that a name key begins with.
        akin: Says whether two names have something in common, so that one credit code may stand for both.
    """
    return _Reading(kind, seen, words=words, province_in=province_in).meaning(akin)


class _Reading:
    """All that some rows tell together."""

    def __init__(
        self,
        kind: str,
        seen: Sequence[Seen],
        *,
        words: Iterable[Word],
        province_in: Callable[[str], str | None],
    ) -> None:
        self.kind, self.seen = kind, sorted(seen, key=lambda row: row.place)
        self.names = Namesakes(self.seen, province_in)
        self.nodes = {row.place: self.names.node(row) for row in self.seen}
        self.days: dict[Node, date] = {}
        self.last: dict[Node, date] = {}
        self.lists: dict[Node, dict[tuple[str, int], date]] = {}
        for row in self.seen:
            node = self.nodes[row.place]
            self.days[node] = min(row.day, self.days.get(node, date.max))
            self.last[node] = max(row.day, self.last.get(node, date.min))
            self.lists.setdefault(node, {})[row.listing] = row.day
        self.words = {frozenset((w.one, w.other)): w for w in words}
        self.lines = Lines(self._renamings(), self._side_by_side)
        self.births = {row.place: self.lines.birth(self.nodes[row.place], row.day) for row in self.seen}
        self.own = frozenset(self.births.values())
        self.steps: dict[Node, list[Renaming]] = {}
        for one in self.lines.told:
            self.steps.setdefault(self.lines.birth_before(one), []).append(one)

    def meaning(self, akin: Callable[[str, str], bool]) -> Meaning:
        """Return what every row means."""
        parted = {pair for pair, word in self._decided() if not word.same}
        unions = _Unions(parted)
        for pair, word in self._decided():
            if word.same:
                unions.join(*sorted(pair))
        for one, other in self._one_code(akin):
            unions.join(one, other)
        groups = unions.groups({*self.births.values(), *self._formers()})
        ids = {node: self._id(group) for group in groups for node in group}
        called = {self._id(group): self._called(group) for group in groups}
        names: dict[str, set[str]] = {subject_id: {key} for subject_id, key in called.items()}
        for row in self.seen:
            names[ids[self.births[row.place]]].add(row.key)
        for birth, steps in self.steps.items():
            names[ids[birth]].update(key for one in steps for key in (one.former.key, one.name.key))
        return Meaning(
            {place: ids[birth] for place, birth in self.births.items()},
            called,
            {subject_id: frozenset(keys) for subject_id, keys in names.items()},
        )

    def _renamings(self) -> list[Renaming]:
        """Return what rows tell of renamings, but for those that a person decided to be no renaming."""
        found = []
        for row in self.seen:
            former = self.names.former(row)
            if former is None:
                continue
            self.days[former] = min(row.day, self.days.get(former, date.max))
            if not self._is_parted(former, self.nodes[row.place]):
                found.append(Renaming(row.day, former, self.nodes[row.place]))
        return found

    def _is_parted(self, one: Node, other: Node) -> bool:
        """Say whether a person decided that two names are two subjects."""
        return any(
            not word.same and {self._node_at(word.one), self._node_at(word.other)} == {one, other}
            for word in self.words.values()
        )

    def _decided(self) -> list[tuple[frozenset[Node], Word]]:
        """Return the words that still fit, by the two births they are about."""
        found = []
        for word in sorted(self.words.values(), key=lambda w: (w.one, w.other)):
            one, other = self._birth_at(word.one), self._birth_at(word.other)
            if one is not None and other is not None and one != other:
                found.append((frozenset((one, other)), word))
        return found

    def _node_at(self, side: Side) -> Node | None:
        """Return the node that a side of a decision means; null where the name is known otherwise now."""
        known = self.names.provinces.get(side.key, set())
        if side.province and known and side.province not in known:
            return None
        node = self.names.node_of(side.key, side.province or None, side.code or None, date.max)
        return node if node in self.days else None

    def _birth_at(self, side: Side) -> Node | None:
        """Return the oldest name of who is meant by a side: the name's own bearer, else its last."""
        node = self._node_at(side)
        if node is None:
            return None
        return node if node in self.own else self.lines.birth(node, date.max)

    def _side_by_side(self, one: Node, other: Node, until: date) -> bool:
        """Say whether two names stood on one list before a day: then they were two bearers."""
        here, there = self.lists.get(one, {}), self.lists.get(other, {})
        return any(here[listing] < until for listing in here.keys() & there.keys())

    def _one_code(self, akin: Callable[[str, str], bool]) -> list[tuple[Node, Node]]:
        """Return pairs that bear the same credit code and no other, never side by side, with names akin."""
        codes: dict[Node, set[str]] = {}
        bearers: dict[str, set[Node]] = {}
        listed: dict[Node, set[tuple[str, int]]] = {}
        for row in self.seen:
            birth, code = self.births[row.place], self.names.code_of(row)
            listed.setdefault(birth, set()).add(row.listing)
            if code is not None:
                codes.setdefault(birth, set()).add(code)
                bearers.setdefault(code, set()).add(birth)
        return sorted(
            (one, other)
            for births in bearers.values()
            for one, other in combinations(sorted(b for b in births if len(codes[b]) == 1), 2)
            if not listed[one] & listed[other] and akin(one.key, other.key)
        )

    def _formers(self) -> set[Node]:
        """Return the births of lines of which no row is left but the notice that goes on from them."""
        return set(self.steps)

    def _id(self, group: Sequence[Node]) -> str:
        """Return the id of a subject: that of its oldest name by document, of two as old the lesser."""
        root = min(group, key=lambda node: (self.days.get(node, date.max), node))
        return make_id("s", self.kind, root.key, *(part or None for part in root.apart))

    def _called(self, group: Sequence[Node]) -> str:
        """Return the key of the name a subject has now: its last by renaming, else the last that was seen."""
        ends = []
        for birth in group:
            name, day = self.lines.last_name(birth, self.steps.get(birth, []))
            ends.append((max(day, self.last.get(name, date.min)), name))
        return max(ends)[1].key


class _Unions:
    """Births that are one subject; two that a person parted never come together."""

    def __init__(self, parted: set[frozenset[Node]]) -> None:
        self._parted = parted
        self._group: dict[Node, set[Node]] = {}

    def join(self, one: Node, other: Node) -> None:
        """Make two one, unless that would bring together what a person parted."""
        here, there = self._group.get(one, {one}), self._group.get(other, {other})
        if any(frozenset((a, b)) in self._parted for a in here for b in there):
            return
        united = here | there
        for node in united:
            self._group[node] = united

    def groups(self, births: Iterable[Node]) -> list[list[Node]]:
        """Return every subject as the births that make it."""
        found = {min(group): sorted(group) for group in (self._group.get(b, {b}) for b in births)}
        return [found[first] for first in sorted(found)]
