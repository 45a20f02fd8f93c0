"""Which announcement a notice is: a new one, an edition, a copy, a part or a relay of one (semantics, 1, 5 and 7).

An announcement's key is issuer's level and region, programme, stage and cohort; doc numbers and dates tell two of the
same key apart. A relay that fits an original belongs to it; it never overrules it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from config.models import Programme
from config.starting_set import ADDRESS
from tasks.ledger.family import WITHOUT_COHORT, Member, ids_of
from tasks.ledger.ids import make_id
from tasks.ledger.names import name_key
from tasks.ledger.said import Said, said_in, said_of
from tasks.recognise.notice import Notice
from warehouse.records import Announcement

OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Where:
    """Where a sighting stands: the same address again is an edition, not a copy.

    ``from_relay``: on a trade site, else on a government's. ``posted`` is the day the site gives it.
    """

    url: str
    from_relay: bool = False
    posted: date | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Where a notice belongs.

    ``existing`` is the announcement as believed so far, null for a new one. ``adopt``: this sighting is to be the
    announcement's text from now on (new, the original after a relay, or an edition); else it is one more sighting.
    ``elsewhere``: its text stands at another address, so that this one counts only if nothing is wrong with it.
    ``moves`` are announcements whose id becomes another one (semantics, 22). ``clash`` is another notice that bears the
    same document number: one of the two is misread.
    """

    announcement_id: str
    relation: str
    existing: Announcement | None
    adopt: bool
    part_of: str | None = None
    elsewhere: bool = False
    moves: Mapping[str, str] = field(default_factory=dict)
    clash: Announcement | None = None

    def as_sighting(self) -> Pairing:
        """Return where the notice belongs if it changes nothing: one more sighting of what is believed so far."""
        former = next(
            (old for old, new in self.moves.items() if new == self.announcement_id), self.announcement_id
        )
        existing = replace(self.existing, announcement_id=former) if self.existing is not None else None
        return replace(self, announcement_id=former, existing=existing, adopt=False, moves={}, clash=None)


def pair(
    notice: Notice,
    candidates: Sequence[Announcement],
    *,
    programme: Programme,
    where: Where,
    named: Mapping[str, frozenset[str]] | None = None,
) -> Pairing:
    """Find the announcement a notice is.

    Args:
        notice: What was recognised.
        candidates: Announcements held of the same programme and stage, and for a relay the originals that have such a
            list beside their first; others are passed over.
        programme: The notice's programme.
        where: Where this sighting stands.
        named: By announcement the normal forms of the names on its lists; asked for stages without a cohort only.
    """
    said, among = said_in(notice), _Among(candidates, where, named or {})
    existing = among.official(said) if not said.relayed else among.relayed(said)
    part_of = whole_id(notice, programme) if notice.part_region else None
    relation = _relation(said, existing, where)
    if existing is not None and not _overrules(notice, existing, where.url):
        return Pairing(existing.announcement_id, relation, existing, False, part_of)
    ids = _ids(said, existing, among)
    now, former = ids.pop(""), existing.announcement_id if existing is not None else ""
    moves = {old: new for old, new in {**ids, former: now}.items() if old and old != new}
    return Pairing(
        now,
        relation,
        replace(existing, announcement_id=now) if existing is not None else None,
        True,
        part_of,
        existing is not None and existing.origin == OFFICIAL and existing.url != where.url,
        moves,
        among.clashing(said, existing),
    )


def belongs_to(
    said: Said, candidates: Sequence[Announcement], *, where: Where, named: Mapping[str, frozenset[str]]
) -> Announcement | None:
    """Return the original that a sighting belongs to which is no announcement's text; null where none fits.

    Args:
        said: What the sighting says.
        candidates: Originals of its key, of its number, or with such a list beside their first.
        where: Where it stands.
        named: As for ``pair``.
    """
    among = _Among([a for a in candidates if a.origin == OFFICIAL], where, named)
    return among.relayed(said) if said.relayed else among.official(said)


def whole_id(notice: Notice, programme: Programme) -> str:
    """Return the id of the whole that a part belongs to, also when the whole was never seen (semantics, 5)."""
    level, region = programme.level, programme.region
    return make_id("a", level, region, notice.programme_id, notice.stage, notice.cohort, None)


def absorbs(original: Said, relay: Announcement, *, named: frozenset[str]) -> bool:
    """Say whether a relay without a cohort tells of this original: of its number, its subjects or its title.

    Args:
        original: What the official page says.
        relay: An announcement that only relays tell of so far.
        named: The normal forms of the names that the relay lists.
    """
    if relay.doc_number and original.doc_number:
        return relay.doc_number == original.doc_number
    theirs = named | frozenset(map(name_key, relay.mentions))
    return _same_subjects(theirs, original.named) or (
        not (theirs and original.named) and _same_title(relay.title, original.title)
    )


class _Among:
    """The announcements a sighting may be one of."""

    def __init__(
        self, candidates: Sequence[Announcement], where: Where, named: Mapping[str, frozenset[str]]
    ) -> None:
        self.all, self.where, self.names = candidates, where, named

    def official(self, said: Said) -> Announcement | None:
        """Return what an official page is: what stands at its address, of its number, or of its key uncontradicted."""
        at_address = [a for a in self.all if self._is_edition(a, said)]
        fitting = [
            a for a in self.same(said) if a.origin == OFFICIAL and not _contradicts(said, a, self.where.url)
        ]
        originals = at_address or self._of_number(said) or sorted(fitting, key=lambda a: _apart(a, said))
        return next(iter((*originals, *self._provisional(said))), None)

    def relayed(self, said: Said) -> Announcement | None:
        """Return what a relay tells of: of its number, of its key, known to list it, else what it told itself."""
        numbered = [a for a in self.all if _bears_number(a, said)]
        same = [a for a in self.same(said) if said.stage not in WITHOUT_COHORT or self._tells_of(a, said)]
        own = [
            a for a in self.all if a.url == self.where.url and a.stage == said.stage and a.origin != OFFICIAL
        ]
        originals = self._last_before([a for a in same if a.origin == OFFICIAL], said)
        listing = [
            a for a in self.all if a.stage != said.stage and (a.level, a.region) == (said.level, said.region)
        ]
        rest = [a for a in same if a.origin != OFFICIAL]
        return next(iter((*numbered, *originals, *listing, *own, *rest)), None)

    def same(self, said: Said) -> list[Announcement]:
        """Return those of the same key (who recommends, too: 1)."""
        return [a for a in self.all if said_of(a).key == said.key]

    def clashing(self, said: Said, existing: Announcement | None) -> Announcement | None:
        """Return another official notice that bears this one's document number: one of them is misread."""
        if said.relayed:
            return None
        others = (a for a in self.all if _bears_number(a, said) and a.origin == OFFICIAL)
        return next(
            (a for a in others if existing is None or a.announcement_id != existing.announcement_id), None
        )

    def _is_edition(self, announcement: Announcement, said: Said) -> bool:
        """Say whether an official page was changed in place: one address, and not another notice put there."""
        if announcement.url != self.where.url or announcement.stage != said.stage:
            return False
        if announcement.origin != OFFICIAL or announcement.part_region != said.part_region:
            return False
        if said.stage in WITHOUT_COHORT:
            return said_of(announcement).key == said.key and not _contradicts(
                said, announcement, self.where.url
            )
        if _same_title(announcement.title, said.title):
            return True
        other = (
            bool(said.doc_number and announcement.doc_number) and said.doc_number != announcement.doc_number
        )
        return said_of(announcement).key == said.key and not other

    def _of_number(self, said: Said) -> list[Announcement]:
        """Return originals of the notice's number: of its key, or of its title where the key was read otherwise."""
        return [
            a
            for a in self.all
            if _bears_number(a, said)
            and a.origin == OFFICIAL
            and (said_of(a).key == said.key or _same_title(a.title, said.title))
        ]

    def _provisional(self, said: Said) -> list[Announcement]:
        """Return what relays told of this original before it came."""
        relays = [a for a in self.all if a.origin != OFFICIAL]
        same = [a for a in self.same(said) if a in relays]
        if said.stage in WITHOUT_COHORT:
            same = [a for a in same if absorbs(said, a, named=self.names.get(a.announcement_id, frozenset()))]
        return [*(a for a in relays if _bears_number(a, said)), *same]

    def _tells_of(self, announcement: Announcement, said: Said) -> bool:
        """Say whether a relay of a notice without cohort tells of this one: by its subjects, else its title or day."""
        theirs = self.names.get(announcement.announcement_id, frozenset())
        theirs |= frozenset(map(name_key, announcement.mentions))
        if said.named and theirs:
            return _same_subjects(said.named, theirs)
        of_day = said.day is not None and said.day == said_of(announcement).day
        return of_day or _same_title(said.title, announcement.title)

    def _last_before(self, originals: list[Announcement], said: Said) -> list[Announcement]:
        """Order originals for a relay: the latest that was out when it was posted, else the first of all."""
        posted = self.where.posted or said.day or date.max
        ordered = sorted(originals, key=lambda a: (said_of(a).day or date.min, a.announcement_id))
        out = [a for a in ordered if (said_of(a).day or date.min) <= posted]
        return out[-1:] or ordered[:1]


def _ids(said: Said, existing: Announcement | None, among: _Among) -> dict[str, str]:
    """Return by their present ids what everybody of the notice's key is to be called; the notice's own under ''."""
    own = existing.announcement_id if existing is not None else ""
    told = _with_what_was_known(said, existing)
    others = [a for a in among.same(said) if a.origin == OFFICIAL and a.announcement_id != own]
    if said.relayed:
        if existing is not None and said_of(existing).key == said.key:
            return {"": own}
        others = []
    members = [Member(told, among.where.url), *(Member(said_of(a), a.url, a.announcement_id) for a in others)]
    moving = {own, *(member.announcement_id for member in members)}
    kept = frozenset(a.announcement_id for a in among.all) - moving
    return dict(zip((m.announcement_id for m in members), ids_of(members, taken=kept), strict=True))


def _with_what_was_known(said: Said, existing: Announcement | None) -> Said:
    """Return what a page says with the number and days that an earlier edition had and this one lacks."""
    if existing is None or (existing.origin != OFFICIAL and not said.relayed):
        return said
    return replace(
        said,
        doc_number=said.doc_number or existing.doc_number,
        signed_on=said.signed_on or existing.signed_on,
        published_on=said.published_on or existing.published_on,
    )


def _bears_number(announcement: Announcement, said: Said) -> bool:
    """Say whether an announcement of the same issuer, stage and part bears the document number."""
    return (
        said.doc_number is not None
        and announcement.doc_number == said.doc_number
        and announcement.stage == said.stage
        and announcement.part_region == said.part_region
        and (announcement.level, announcement.region) == (said.level, said.region)
    )


def _same_subjects(told: frozenset[str], held: frozenset[str]) -> bool:
    """Say whether a relay names the subjects of a list: at least half of its names stand there, for it may garble some."""
    return bool(told) and 2 * len(told & held) >= len(told)


def _same_title(one: str, other: str) -> bool:
    """Say whether one title is the other, or the other with a catchword before or a site's name behind it."""
    short, long = sorted((name_key(one), name_key(other)), key=len)
    return bool(short) and short in long


def _apart(announcement: Announcement, said: Said) -> tuple[int, str]:
    """Sort by how many days lie between two documents; one without a day comes last."""
    day, other = said.day, said_of(announcement).day
    days = abs((day - other).days) if day and other else date.max.toordinal()
    return days, announcement.announcement_id


def _contradicts(said: Said, announcement: Announcement, url: str) -> bool:
    """Say whether an official page is another notice of the same key: another number, else another date."""
    if said.doc_number and announcement.doc_number:
        return said.doc_number != announcement.doc_number
    if said.stage in WITHOUT_COHORT and (said.doc_number or announcement.doc_number):
        return True
    if said.stage in WITHOUT_COHORT and announcement.url != url:
        return said.day != said_of(announcement).day
    pairs = (
        (said.window_from, announcement.window_from),
        (said.window_to, announcement.window_to),
        (said.signed_on, announcement.signed_on),
    )
    return any(one is not None and other is not None and one != other for one, other in pairs)


def _relation(said: Said, existing: Announcement | None, where: Where) -> str:
    """Return the word of the view ``sightings`` for this sighting."""
    if said.relayed:
        return "relay" if where.from_relay else "copy"
    if said.part_region:
        return "part"
    elsewhere = existing is not None and existing.origin == OFFICIAL and existing.url != where.url
    return "copy" if elsewhere else "original"


def _overrules(notice: Notice, existing: Announcement, url: str) -> bool:
    """Say whether a sighting replaces the text believed so far: original over relay, edition over edition.

    Of two official pages the one with a number counts, then the one published first, whichever came first to us.
    """
    if existing.origin != OFFICIAL and not notice.relayed:
        return True
    if existing.origin == OFFICIAL and notice.relayed:
        return False
    if existing.url == url or (existing.state == "held" and notice.rows_read > existing.rows_read):
        return True
    if notice.relayed and existing.state != "held":
        return _tells_more(notice, existing)
    if existing.state == "held":
        return False
    own = (notice.doc_number is None, notice.published_on or date.max, url)
    held = (existing.doc_number is None, existing.published_on or date.max, existing.url)
    return own < held


def _tells_more(notice: Notice, existing: Announcement) -> bool:
    """Say whether one relay replaces another: an excerpt gives way to more rows, and fills what shows none.

    Source: semantics 22; else it would depend on which came first whether a cohort is known at all.
    """
    if notice.excerpt:
        return existing.rows_read == 0 < notice.rows_read
    return existing.url.startswith(ADDRESS) and notice.rows_read > existing.rows_read
