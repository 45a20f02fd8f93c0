"""The announcements that a notice may be, loaded by key, number and address; and sightings put where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from config.models import Configuration
from tasks.ingest.announce import Taken
from tasks.ingest.findings import NamedRow, keep_findings
from tasks.ledger.family import WITHOUT_COHORT
from tasks.ledger.names import name_key
from tasks.ledger.pairing import OFFICIAL, Where, absorbs, belongs_to
from tasks.ledger.said import Said, said_from_json, said_in
from tasks.recognise.notice import Notice
from warehouse.records import Announcement, Sighting
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Candidates:
    """Announcements a notice may be, and of stages without a cohort the names on their lists."""

    announcements: tuple[Announcement, ...]
    named: dict[str, frozenset[str]]


def load_candidates(store: Store, said: Said, url: str, *, listing: bool) -> Candidates:
    """Return what a sighting may belong to; how much is held beside it costs next to nothing.

    Args:
        store: The writer.
        said: What the sighting says.
        url: Where it stands.
        listing: Whether originals that have such a list beside their first count too, as for a relay.
    """
    about = {"programme_id": said.programme_id, "stage": said.stage, "cohort": said.cohort}
    more = {
        "doc_number": said.doc_number,
        "url": url,
        "level": said.level,
        "region": said.region,
        "part_region": said.part_region,
    }
    found = store.load(Announcement, "announcements_of_stage", **about, **more)
    if listing and said.cohort is not None and said.part_region is None:
        found += store.load(Announcement, "announcements_listing", **about)
    named = names_of(store, found) if said.stage in WITHOUT_COHORT else {}
    return Candidates(tuple(found), named)


def names_of(store: Store, announcements: Sequence[Announcement]) -> dict[str, frozenset[str]]:
    """Return by announcement the normal forms of the names on its lists."""
    ids = [announcement.announcement_id for announcement in announcements]
    found: dict[str, set[str]] = {}
    for row in store.load(NamedRow, "names_on_lists", ids=ids) if ids else ():
        found.setdefault(row.announcement_id, set()).add(name_key(row.name))
    return {announcement_id: frozenset(names) for announcement_id, names in found.items()}


def told_by_relays(store: Store, taken: Taken) -> list[Announcement]:
    """Return what relays alone told of some list of an official notice that counts: it is absorbed (semantics, 1)."""
    notice, own = taken.notice, taken.pairing.as_sighting().announcement_id
    if notice.relayed or notice.part_region or taken.state != "accepted":
        return []
    lists = {(roster.operation, roster.cohort) for roster in notice.rosters}
    relays = store.load(
        Announcement,
        "announcements_provisional",
        level=notice.level,
        region=notice.region,
        programmes=sorted({notice.programme_id, *(r.programme_id for r in notice.rosters if r.programme_id)}),
        stages=sorted({str(operation) for operation, _ in lists}),
    )
    relays = [a for a in relays if a.announcement_id != own]
    named = names_of(store, [a for a in relays if a.stage in WITHOUT_COHORT])
    return [a for a in relays if (a.stage, a.cohort) in lists and _is_told(a, notice, named)]


def settle_sightings(store: Store, configuration: Configuration, taken: Taken, *, at: datetime) -> None:
    """Put every sighting that is no announcement's text where it belongs, now that an official page has spoken.

    Where two originals of one key are known, a relay belongs to the one it bears the number of, else to the latest that
    was out when it was posted, whatever came first to us (semantics, 22).
    """
    said, url, own = said_in(taken.notice), taken.capture.url, taken.pairing.announcement_id
    if not said.relayed:
        store.execute("relate_sightings", announcement_id=own, url=url)
    candidates = load_candidates(store, said, url, listing=True)
    originals = [a for a in candidates.announcements if a.origin == OFFICIAL]
    touched = {own}
    if len(originals) > 1 and not said.relayed:
        touched |= _move_astray(store, configuration, originals, candidates.named)
    for announcement_id in sorted(touched):
        keep_findings(store, announcement_id, at=at)


def _move_astray(
    store: Store,
    configuration: Configuration,
    originals: Sequence[Announcement],
    named: dict[str, frozenset[str]],
) -> set[str]:
    """Move the sightings of several originals that belong to another one of them, and return whose changed."""
    touched: set[str] = set()
    texts = {(a.announcement_id, a.url) for a in originals}
    seen = store.load(Sighting, "sightings_of", ids=[a.announcement_id for a in originals])
    for sighting in seen:
        told = said_from_json(sighting.said)
        if told is None or (sighting.announcement_id, sighting.url) in texts:
            continue
        source = configuration.sources.get(sighting.source_id)
        where = Where(sighting.url, source is not None and source.level == "relay", sighting.published_on)
        right = belongs_to(told, originals, where=where, named=named)
        if right is not None and right.announcement_id != sighting.announcement_id:
            _move(store, sighting, right.announcement_id)
            touched |= {sighting.announcement_id, right.announcement_id}
    return touched


def _move(store: Store, sighting: Sighting, announcement_id: str) -> None:
    """Move one sighting to the announcement it belongs to."""
    store.execute(
        "move_sighting",
        announcement_id=sighting.announcement_id,
        source_id=sighting.source_id,
        url=sighting.url,
        now_id=announcement_id,
    )


def _is_told(relay: Announcement, notice: Notice, named: dict[str, frozenset[str]]) -> bool:
    """Say whether a relay of a list without a cohort tells of this notice; of one with a cohort the key says it."""
    if relay.stage not in WITHOUT_COHORT:
        return True
    return absorbs(said_in(notice), relay, named=named.get(relay.announcement_id, frozenset()))
