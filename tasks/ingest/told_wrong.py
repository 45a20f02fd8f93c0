"""Tell those who were told the wrong thing: what a relay said, what is true, on whose word. One message each.

A relay's news is told as not confirmed, with the promise that one hears again only if the official list differs; this is
where that promise is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tasks.ingest.adopt import Intake
from tasks.ingest.findings import Held, load_held
from tasks.ledger.findings import differences
from tasks.ledger.said import Said, said_of
from tasks.tell.match import owed_to
from tasks.tell.news import Differing, Note, NoteKind
from tasks.tell.owing import only_new
from warehouse.records import Announcement, Sighting
from warehouse.store import Store

Target = tuple[str, int]
_TOLD = ("rows_stated", "deadline", "window", "doc_number", "cohort")
"""Facts of an announcement that news tells; a name is told only to those who asked for it."""


@dataclass(frozen=True, slots=True)
class Rumour:
    """What a relay said of an announcement, and who was told: by target (subscription and number) the names it heard."""

    said: Said
    announcement_id: str
    source_id: str
    url: str
    heard: dict[Target, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Heard:
    """One row of the query ``told_on_a_relays_word``."""

    subscription_id: str
    deliver_no: int
    name: str | None


def rumours_of(store: Store, relays: Sequence[Announcement]) -> list[Rumour]:
    """Return what was told on the word of relays alone; empty where nobody was told anything.

    Args:
        store: The writer, before the relays' rows are taken out.
        relays: Announcements that only relays told of, which an original is about to absorb.
    """
    found = []
    for relay in relays:
        heard: dict[Target, set[str]] = {}
        for row in store.load(_Heard, "told_on_a_relays_word", announcement_id=relay.announcement_id):
            names = heard.setdefault((row.subscription_id, row.deliver_no), set())
            names |= {row.name} if row.name is not None else set()
        if heard:
            found.append(_rumour(store, relay, {to: frozenset(names) for to, names in heard.items()}))
    return found


def correct_rumours(intake: Intake, rumours: Sequence[Rumour], announcement_id: str, *, at: datetime) -> None:
    """Owe one message to everybody who was told otherwise than the original says; none where it says the same.

    The caller holds the transaction.
    """
    held = load_held(intake.store, announcement_id) if rumours else None
    if held is None or held.announcement.state != "accepted":
        return
    deliveries = []
    for rumour in rumours:
        wrong = [one for one in differences(rumour.said, held.seen_by(rumour.said)) if one.said]
        for target, names in rumour.heard.items():
            told = tuple(
                Differing(one.kind, one.said, one.believed)
                for one in wrong
                if one.kind in _TOLD or (one.kind == "name" and one.said in names)
            )
            if told:
                note = replace(_note(intake, rumour, held, at), differs=told)
                deliveries += owed_to(target, note, list(intake.configuration.subscriptions.values()), now=at)
    intake.store.merge(only_new(intake.store, deliveries))


def _rumour(store: Store, relay: Announcement, heard: dict[Target, frozenset[str]]) -> Rumour:
    """Return a relay's news as it was told, with the names of its own list."""
    own = load_held(store, relay.announcement_id)
    names = tuple(row.name for row in own.rows) if own is not None else ()
    seen = store.load(Sighting, "sightings_of", ids=[relay.announcement_id])
    source_id = next((one.source_id for one in seen if one.url == relay.url), "")
    said = replace(said_of(relay), names=names, mentions=())
    return Rumour(said, relay.announcement_id, source_id, relay.url, heard)


def _note(intake: Intake, rumour: Rumour, held: Held, at: datetime) -> Note:
    """Return the note that lacks only what differs."""
    announcement = held.announcement
    programme = intake.configuration.programmes[announcement.programme_id or ""]
    source = intake.configuration.sources.get(rumour.source_id)
    return Note(
        note_id=f"{rumour.announcement_id} {rumour.url} told wrong",
        kind=NoteKind.CORRECTED,
        about=announcement.announcement_id,
        title=announcement.title,
        at=at,
        programme_id=programme.id,
        programme_title=programme.title,
        programme_english=programme.english,
        cohort=announcement.cohort,
        stage=announcement.stage or "",
        area=announcement.region or "全国",
        source_title=source.title if source is not None else rumour.source_id,
        url=announcement.url,
    )
