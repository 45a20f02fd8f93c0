"""What one sighting says of an announcement, apart from what is believed: by it the sighting is paired and compared.

It is kept beside every sighting, so that where a page belongs, and what it says otherwise, can be worked out again
whenever more is known (semantics, 1 and 22).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from tasks.ledger.names import name_key
from tasks.recognise.notice import Notice
from warehouse.records import Announcement

_DAYS = ("signed_on", "published_on", "window_from", "window_to", "deadline")


@dataclass(frozen=True, slots=True)
class Said:
    """What a page tells of the announcement it carries; the columns are those of ``announcements``.

    ``names`` are the rows of its first operation, all of them; ``mentions`` the few that news shows of a longer list.
    """

    title: str
    programme_id: str
    level: str | None
    region: str | None
    stage: str | None
    cohort: str | None
    part_region: str | None
    issuer: str | None
    relayed: bool
    doc_number: str | None = None
    signed_on: date | None = None
    published_on: date | None = None
    window_from: date | None = None
    window_to: date | None = None
    deadline: date | None = None
    rows_stated: int | None = None
    names: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()

    @property
    def day(self) -> date | None:
        """The day the document bears: its signature's, else its publication's."""
        return self.signed_on or self.published_on

    @property
    def key(self) -> tuple[str | None, ...]:
        """What an announcement's id is made of, before a number or day tells two of the same key apart."""
        told = (self.level, self.region, self.programme_id, self.stage, self.cohort, self.part_region)
        return (*told, self.issuer) if self.stage == "recommendation" else told

    @property
    def named(self) -> frozenset[str]:
        """The normal forms of everybody it names."""
        return frozenset(map(name_key, (*self.names, *self.mentions)))


def said_in(notice: Notice) -> Said:
    """Return what a notice says of itself; the rows are those of its leading lists."""
    window = notice.window or (None, None)
    leading = notice.leading_rosters
    return Said(
        title=notice.title,
        programme_id=notice.programme_id,
        level=notice.level,
        region=notice.region,
        stage=notice.stage,
        cohort=notice.cohort,
        part_region=notice.part_region,
        issuer=notice.issuer,
        relayed=notice.relayed,
        doc_number=notice.doc_number,
        signed_on=notice.signed_on,
        published_on=notice.published_on,
        window_from=window[0],
        window_to=window[1],
        deadline=notice.deadline,
        rows_stated=stated_in(notice),
        names=tuple(row.name for roster in leading for row in roster.rows),
        mentions=notice.mentions,
    )


def said_of(announcement: Announcement) -> Said:
    """Return what an announcement says as it is believed, without the names on its lists."""
    kept: dict[str, Any] = {item.name: getattr(announcement, item.name, None) for item in fields(Said)}
    relayed = announcement.origin != "official"
    return Said(**{**kept, "relayed": relayed, "names": (), "mentions": announcement.mentions})


def stated_in(notice: Notice) -> int | None:
    """Return the number of rows stated for the leading lists together, else the notice's own."""
    numbers = [roster.stated for roster in notice.leading_rosters]
    if numbers and None not in numbers:
        return sum(number for number in numbers if number is not None)
    return notice.stated


def said_to_json(said: Said) -> str:
    """Return what a sighting says as the JSON of ``sighting.said``; what it does not say is left out."""
    told = {key: value for key, value in asdict(said).items() if value not in (None, (), "")}
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in told.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def said_from_json(text: str) -> Said | None:
    """Return what ``said_to_json`` wrote; null where an earlier version, or a page that cannot be placed, kept nothing."""
    told: dict[str, Any] = json.loads(text)
    if not told:
        return None
    days = {key: date.fromisoformat(told[key]) for key in _DAYS if key in told}
    lists = {key: tuple(told.get(key, ())) for key in ("names", "mentions")}
    blank: dict[str, Any] = {item.name: None for item in fields(Said)}
    return Said(**{**blank, **told, **days, **lists})
