"""What a sighting says otherwise than what is believed: the original wins, and what a relay got wrong is kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from tasks.ledger.names import name_key
from tasks.ledger.said import Said

ALIKE = 0.75
"""How alike two names are, at least, of which one is taken for the other with a slip; names only, nothing is merged."""

_MOST_COMPARED = 100_000
"""Pairs of names looked at; a list that differs more than that is another list, not one with slips."""


@dataclass(frozen=True, slots=True)
class Differs:
    """One thing said otherwise than believed; an empty side says nothing of it.

    ``kind``: rows_stated, deadline, window, doc_number, signed_on, cohort or name. Of a name that only a relay lists
    ``believed`` is the name it stands for, if one is very like it; of a name that it leaves out ``said`` is empty.
    """

    kind: str
    said: str
    believed: str


@dataclass(frozen=True, slots=True)
class Believed:
    """What is believed of the list that a sighting shows: the announcement's own facts, and the names on it."""

    said: Said
    names: tuple[str, ...]
    rows_stated: int | None


def differences(told: Said, believed: Believed) -> list[Differs]:
    """Return all that a sighting says otherwise, in a fixed order; empty where it agrees or says nothing.

    A thing that one of the two does not tell is no difference. A relay that lists less than half of the names shows an
    excerpt: what it leaves out is no difference either.
    """
    held = believed.said
    stated = believed.rows_stated if believed.rows_stated is not None else len(believed.names) or None
    pairs = (
        ("rows_stated", told.rows_stated, stated),
        ("deadline", told.deadline, held.deadline),
        ("window", _window(told), _window(held)),
        ("doc_number", told.doc_number, held.doc_number),
        ("signed_on", told.signed_on, held.signed_on),
        ("cohort", told.cohort, held.cohort),
    )
    found = [Differs(kind, str(a), str(b)) for kind, a, b in pairs if a and b and a != b]
    return [*found, *_names(told, believed.names)]


def _window(said: Said) -> str:
    """Return a window as one text; empty unless both its days are told."""
    days: Sequence[date | None] = (said.window_from, said.window_to)
    return " to ".join(day.isoformat() for day in days if day) if all(days) else ""


def _names(told: Said, names: Iterable[str]) -> list[Differs]:
    """Return the names that stand on one side only, those with a slip beside what they stand for."""
    held = {name_key(name): name for name in names}
    if not held:
        return []
    listed = {name_key(name): name for name in told.names}
    strange = [name for key, name in listed.items() if key not in held]
    strange += [name for name in told.mentions if not _stands_for_one(name_key(name), held)]
    missing = {key: name for key, name in held.items() if key not in listed}
    found = []
    few = len(strange) * len(held) <= _MOST_COMPARED
    for name in strange:
        like = _most_alike(name_key(name), missing if told.names else held) if few else ""
        found.append(Differs("name", name, missing.pop(like, "") or held.get(like, "")))
    if 2 * len(listed) < len(held):
        return found
    return [*found, *(Differs("name", "", name) for name in missing.values())]


def _stands_for_one(key: str, held: Iterable[str]) -> bool:
    """Say whether a short press name stands for a listed one: all its characters, in order, stand there."""
    return any(_within(key, name) for name in held)


def _within(short: str, long: str) -> bool:
    characters = iter(long)
    return all(character in characters for character in short)


def _most_alike(key: str, among: Iterable[str]) -> str:
    """Return the name most like one, empty where none is very like it."""
    best = max(((_alike(key, other), other) for other in among), default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else ""


def _alike(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
