"""Which announcement a notice is: a new one, an edition, a copy, a part or a relay of one (semantics, 1, 5 and 7).

An announcement's key is issuer's level and region, programme, stage and cohort; doc numbers and dates tell two of the
same key apart. A relay that fits an original belongs to it; it never overrules it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.models import Programme
from tasks.ledger.ids import make_id
from tasks.ledger.names import name_key
from tasks.recognise.notice import Notice, Stage
from warehouse.records import Announcement

_FIRST = date.min
WITHOUT_COHORT = frozenset({Stage.RULES, Stage.REVOCATION, Stage.RENAMING, Stage.CORRECTION, Stage.REPEAL})
"""Stages whose key is never complete without a document number or date."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Where a notice belongs.

    ``existing`` is the announcement as believed so far, null for a new one. ``adopt``: this sighting is to be the
    announcement's text from now on (new, the original after a relay, or an edition); else it is one more sighting.
    """

    announcement_id: str
    relation: str
    existing: Announcement | None
    adopt: bool
    part_of: str | None = None


def pair(
    notice: Notice,
    candidates: Sequence[Announcement],
    *,
    programme: Programme,
    url: str,
    from_relay: bool,
) -> Pairing:
    """Find the announcement a notice is.

    Args:
        notice: What was recognised.
        candidates: Announcements held of the same programme and stage, and for a relay the originals that have such a
            list beside their first; others are passed over.
        programme: The notice's programme.
        url: Where this sighting stands: the same address again is an edition, not a copy.
        from_relay: Whether the source is a trade site (else another government's).
    """
    key = announcement_key(notice)
    official = not notice.relayed
    same = [a for a in candidates if _same_key(a, notice)]
    existing = _by_doc_number(notice, candidates) or (
        _official_match(notice, same, url) if official else _relay_match(same or _listing(notice, candidates))
    )
    part_of = whole_id(notice, programme) if notice.part_region else None
    relation = _relation(notice, existing, url, from_relay=from_relay)
    if existing is not None:
        return Pairing(
            existing.announcement_id, relation, existing, _overrules(notice, existing, url), part_of
        )
    taken = {a.announcement_id for a in same}
    announcement_id = key if key not in taken else make_id("a", key, _telling_apart(notice))
    return Pairing(announcement_id, relation, None, True, part_of)


def announcement_key(notice: Notice) -> str:
    """Return the id that a notice's key alone gives (semantics, 1)."""
    extra: tuple[object, ...] = (notice.part_region,)
    if notice.stage in WITHOUT_COHORT:
        extra = (*extra, _telling_apart(notice))
    elif notice.stage is Stage.RECOMMENDATION:
        extra = (*extra, notice.issuer)
    return make_id("a", notice.level, notice.region, notice.programme_id, notice.stage, notice.cohort, *extra)


def whole_id(notice: Notice, programme: Programme) -> str:
    """Return the id of the whole that a part belongs to, also when the whole was never seen (semantics, 5)."""
    level, region = programme.level, programme.region
    return make_id("a", level, region, notice.programme_id, notice.stage, notice.cohort, None)


def _telling_apart(notice: Notice) -> str:
    """Return what tells a notice from others of its key: its number, else its date, else its title."""
    day = _day(notice)
    return notice.doc_number or (day.isoformat() if day else name_key(notice.title))


def _day(said: Notice | Announcement) -> date | None:
    """Return the day a document bears: its signature's, else its publication's."""
    return said.signed_on or said.published_on


def _same_key(announcement: Announcement, notice: Notice) -> bool:
    """Say whether two agree in issuer's level and region, stage, cohort and part (who recommends, too: 1)."""
    return (
        announcement.level == notice.level
        and announcement.region == notice.region
        and announcement.programme_id == notice.programme_id
        and announcement.stage == notice.stage
        and announcement.cohort == notice.cohort
        and announcement.part_region == notice.part_region
        and (notice.stage is not Stage.RECOMMENDATION or announcement.issuer == notice.issuer)
    )


def _by_doc_number(notice: Notice, candidates: Sequence[Announcement]) -> Announcement | None:
    """Return the announcement of the same programme, stage, part and document number."""
    if notice.doc_number is None:
        return None
    return next(
        (
            a
            for a in candidates
            if a.doc_number == notice.doc_number
            and a.stage == notice.stage
            and a.part_region == notice.part_region
        ),
        None,
    )


def _official_match(notice: Notice, same: Sequence[Announcement], url: str) -> Announcement | None:
    """Return the announcement of the same key that nothing on the official page contradicts."""
    return next((a for a in same if not _contradicts(notice, a, url)), None)


def _listing(notice: Notice, candidates: Sequence[Announcement]) -> list[Announcement]:
    """Return the originals of the same issuer that are known to have the relayed list beside their first (1)."""
    return [
        a
        for a in candidates
        if a.stage != notice.stage and (a.level, a.region) == (notice.level, notice.region)
    ]


def _relay_match(same: Sequence[Announcement]) -> Announcement | None:
    """Return the announcement of the same key, the original before a provisional one, the latest first."""
    ordered = sorted(
        same, key=lambda a: (a.origin != "official", -(a.published_on or a.signed_on or _FIRST).toordinal())
    )
    return ordered[0] if ordered else None


def _contradicts(notice: Notice, announcement: Announcement, url: str) -> bool:
    """Say whether an official page is another notice of the same key: another number, else another date."""
    if announcement.origin != "official":
        return False
    if notice.doc_number and announcement.doc_number:
        return notice.doc_number != announcement.doc_number
    if notice.stage in WITHOUT_COHORT and (notice.doc_number or announcement.doc_number):
        return True
    if notice.stage in WITHOUT_COHORT and announcement.url != url:
        return _day(notice) != _day(announcement)
    window = (announcement.window_from, announcement.window_to)
    said = notice.window or (None, None)
    if any(a is not None and b is not None and a != b for a, b in zip(said, window, strict=True)):
        return True
    return (
        notice.signed_on is not None
        and announcement.signed_on is not None
        and notice.signed_on != announcement.signed_on
    )


def _relation(notice: Notice, existing: Announcement | None, url: str, *, from_relay: bool) -> str:
    """Return the word of the view ``sightings`` for this sighting."""
    if notice.relayed:
        return "relay" if from_relay else "copy"
    if notice.part_region:
        return "part"
    elsewhere = existing is not None and existing.origin == "official" and existing.url != url
    return "copy" if elsewhere else "original"


def _overrules(notice: Notice, existing: Announcement, url: str) -> bool:
    """Say whether a sighting replaces the text believed so far: original over relay, edition over edition."""
    if existing.origin != "official" and not notice.relayed:
        return True
    if existing.origin == "official" and notice.relayed:
        return False
    return existing.url == url or (existing.state == "held" and notice.rows_read > existing.rows_read)
