"""What persons decided about two names, between a review, the line it is kept as, and the pure core. Pure.

Each of the two sides is one text, ``kind/province/code/name``, province and code empty where they were not known, so that
a person can write a line too: to part what a notice joined, or to join what nothing joins.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from config.models import Decision
from tasks.ledger.identity import Side, Word
from tasks.ledger.ids import make_id
from tasks.ledger.names import name_key

IDENTITY = "identity"
"""The kind of review and decision that asks whether two names are one subject."""


def side_text(kind: str, side: Side) -> str:
    """Return a side as a decision's ``about`` holds it."""
    return "/".join((kind, side.province, side.code, side.key))


def side_in(text: str) -> tuple[str, Side] | None:
    """Return the kind and the side that a text of ``about`` tells; null where it tells none."""
    parts = text.split("/", 3)
    if len(parts) != 4 or not parts[0] or not parts[3]:
        return None
    kind, province, code, name = parts
    return kind, Side(name_key(name), province, code)


def question_id(kind: str, one: Side, other: Side) -> str:
    """Return the id under which two sides are asked about, in either order."""
    return make_id("r", IDENTITY, *sorted((side_text(kind, one), side_text(kind, other))))


def sides_of(about: Iterable[str]) -> tuple[str, Side, Side] | None:
    """Return the kind and the two sides that a decision or review is about; null where it is about anything else."""
    found = [side_in(text) for text in about]
    if len(found) != 2 or found[0] is None or found[1] is None or found[0][0] != found[1][0]:
        return None
    return found[0][0], found[0][1], found[1][1]


def words_of(decisions: Iterable[Decision], kind: str, at: datetime) -> list[Word]:
    """Return what persons had decided about names of a kind by an instant, in the order of their decisions."""
    words = []
    for decision in sorted(decisions, key=lambda d: (d.on, d.id)):
        sides = sides_of(decision.about) if decision.kind == IDENTITY and decision.on <= at else None
        if sides is not None and sides[0] == kind:
            words.append(Word(sides[1], sides[2], same=decision.decided == "accept"))
    return words
