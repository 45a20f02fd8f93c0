"""The ids of announcements of one key: the first bears the key's own, each other one what tells it apart (semantics, 1).

Which is the first is for the documents to say, by their own day and number, never for the order in which they came to
us; so an id may move when an earlier one becomes known (semantics, 22).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks.ledger.ids import make_id
from tasks.ledger.names import name_key
from tasks.ledger.said import Said
from tasks.recognise.notice import Stage

WITHOUT_COHORT = frozenset({Stage.RULES, Stage.REVOCATION, Stage.RENAMING, Stage.CORRECTION, Stage.REPEAL})
"""Stages whose key is never complete without a document number or date."""


@dataclass(frozen=True, slots=True)
class Member:
    """One announcement of a key: what it says, where its text stands, and the id it has so far (empty for a new one)."""

    said: Said
    url: str
    announcement_id: str = ""


def key_id(said: Said) -> str:
    """Return the id that a key alone gives; of stages without a cohort a number or date is part of it."""
    extra: tuple[object, ...] = (said.part_region,)
    if said.stage in WITHOUT_COHORT:
        extra = (*extra, telling_apart(said))
    elif said.stage == Stage.RECOMMENDATION:
        extra = (*extra, said.issuer)
    return make_id("a", said.level, said.region, said.programme_id, said.stage, said.cohort, *extra)


def telling_apart(said: Said) -> str:
    """Return what tells a notice from others of its key: its number, else its date, else its title."""
    return said.doc_number or (said.day.isoformat() if said.day else name_key(said.title))


def ids_of(members: Sequence[Member], *, taken: frozenset[str] = frozenset()) -> list[str]:
    """Return the id of each member of one key, in the order given: the same whatever the order is.

    Args:
        members: Announcements that agree in their key; of one document each.
        taken: Ids that others have and keep.
    """
    ids: dict[int, str] = {}
    used = set(taken)
    for place in sorted(range(len(members)), key=lambda place: _earliest_first(members[place])):
        member = members[place]
        base, apart = key_id(member.said), telling_apart(member.said)
        wanted = (base, make_id("a", base, apart), make_id("a", base, apart, member.url))
        ids[place] = next((one for one in wanted if one not in used), wanted[-1])
        used.add(ids[place])
    return [ids[place] for place in range(len(members))]


def _earliest_first(member: Member) -> tuple[date, str, str, str]:
    """Sort by the document's own day, then its number; what bears neither comes last."""
    said = member.said
    return said.day or date.max, said.doc_number or "\uffff", name_key(said.title), member.url
