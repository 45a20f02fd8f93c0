"""One message before it has words: the changes of one announcement for one target, grouped and cut. Pure.

Both languages are written from the same letter, so neither can say more than the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from config.errors import LedgerError
from tasks.tell.news import ChangeNews
from tasks.tell.places import Place, places_of

NAMES_SHOWN = 12
"""Names of one group that a message prints; the rest is a number and the command that shows them."""
_ORDER = (
    "call", "rules", "repeal", "renamed", "retitled", "designated", "renewed", "recommended", "proposed",
    "dropped", "lapsed", "revoked", "expired", "corrected",
)  # fmt: skip
_PROVINCE = re.compile(
    r"(?:北京|天津|上海|重庆)市|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|新疆生产建设兵团|.{2,3}?省|(?:香港|澳门)特别行政区"
)


@dataclass(frozen=True, slots=True)
class Message:
    """What leaves the house: plain text. ``key`` is the idempotency key: the same for every try of one message."""

    key: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one kind, cohort, category and printed word; ``items`` in the order they are printed.

    ``also_renewed``: retitled by a pass list, so that renewal and new category are told as one (semantics, 14).
    """

    kind: str
    programme_id: str
    cohort: str | None
    category: str | None
    verb: str
    renewal: bool
    also_renewed: bool
    items: tuple[ChangeNews, ...]

    @property
    def shown(self) -> tuple[ChangeNews, ...]:
        """The items whose names are printed."""
        return self.items[:NAMES_SHOWN]

    def since(self, lead: ChangeNews) -> date | None:
        """From which day it holds, where that is another day than the message's own; null where it is the same."""
        days = {item.effective_on for item in self.items if item.effective_on is not None}
        return min(days) if days and days != {lead.effective_on} else None

    @property
    def more(self) -> int:
        """How many names are not printed."""
        return len(self.items) - len(self.shown)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message's content. ``lead`` is any change of it, for what they share: the announcement and its dates.

    ``province`` is named when all subjects lie in one; ``places`` are where the subjects' rows stood, those of one table together.
    """

    key: str
    lead: ChangeNews
    groups: tuple[Group, ...]
    province: str
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How many subjects the message tells of."""
        return len({item.subject_id for group in self.groups for item in group.items if item.name})

    @property
    def unconfirmed(self) -> bool:
        """Whether only a relay tells it so far."""
        return self.lead.origin == "relay"

    @property
    def is_restated(self) -> bool:
        """Whether a restatement alone brought it: it was known before and not seen, or not read right."""
        return all(item.restated for group in self.groups for item in group.items)

    @property
    def is_term_end(self) -> bool:
        """Whether terms ran out by the calendar, on no new notice's word."""
        return all(group.kind == "expired" for group in self.groups)

    @property
    def listed(self) -> int:
        """The size of the whole list where it is longer than what the message tells of, else 0."""
        listed = self.lead.listed or 0
        return listed if listed > self.count > 0 and not self.is_term_end else 0


def write_letter(key: str, news: Sequence[ChangeNews]) -> Letter:
    """Return the letter for the changes of one announcement.

    Args:
        key: The message id.
        news: At least one change; the order does not matter.

    Raises:
        LedgerError: A change is of a kind the contract does not have, or its detail cannot be read.
    """
    items = sorted(news, key=lambda item: (item.region or "", item.name, item.change_id))
    groups = tuple(sorted(_groups(items), key=_place_of))
    provinces = {province_of(item.region) for item in items if item.name}
    return Letter(
        key=key,
        lead=groups[0].items[0],
        groups=groups,
        province=next(iter(provinces)) if len(provinces) == 1 else "",
        places=places_of(item.stood for group in groups for item in group.shown),
    )


def province_of(region: str | None) -> str:
    """Return the province a full region name starts with; empty where it is unknown or the nation."""
    found = _PROVINCE.match(region or "")
    return found[0] if found else ""


def place_within(region: str | None) -> str:
    """Return a full region name without its province, or the province where nothing lies below it."""
    province = province_of(region)
    return (region or "").removeprefix(province) or province


def _groups(items: Sequence[ChangeNews]) -> Iterator[Group]:
    """Yield the groups; the title that one notice retitles and renews is told once."""
    retitled = {_title_of(item) for item in items if item.kind == "retitled"}
    renewed = {_title_of(item) for item in items if item.kind == "renewed"}
    sorted_in: dict[tuple[str, str, str | None, str | None, str, bool, bool], list[ChangeNews]] = {}
    for item in items:
        if item.kind == "renewed" and _title_of(item) in retitled:
            continue
        both = item.kind == "retitled" and _title_of(item) in renewed
        said = item.said
        key = (item.kind, item.programme_id, item.cohort, item.category, said.verb, said.renewal, both)
        sorted_in.setdefault(key, []).append(item)
    for key, found in sorted_in.items():
        yield Group(*key, items=tuple(found))


def _title_of(item: ChangeNews) -> tuple[str | None, str, str | None, str | None, str | None]:
    """Return which title a change is about: another cohort's or product's of the same holder is another one."""
    return item.subject_id, item.programme_id, item.cohort, item.category, item.product


def _place_of(group: Group) -> tuple[int, str, str, str, str]:
    """Sort groups as one notice is read: what is given first, what is taken last (semantics, 14)."""
    if group.kind not in _ORDER:
        raise LedgerError(f"no message can tell a change of kind {group.kind!r}")
    return _ORDER.index(group.kind), group.programme_id, group.cohort or "", group.category or "", group.verb
