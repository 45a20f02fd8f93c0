"""Keep what sightings say otherwise than the announcement they belong to (view ``findings``).

It is worked out again from what every sighting said whenever the announcement or a sighting changes, so it does not
depend on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tasks.ledger.findings import Believed, Differs, differences
from tasks.ledger.ids import make_id
from tasks.ledger.said import Said, said_from_json, said_of
from warehouse.records import Announcement, Finding, ListRecord, Sighting
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class NamedRow:
    """One row of the query ``names_on_lists``."""

    announcement_id: str
    name: str
    operation: str
    cohort: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """An announcement with its lists and the names on them."""

    announcement: Announcement
    lists: tuple[ListRecord, ...]
    rows: tuple[NamedRow, ...]

    def seen_by(self, told: Said) -> Believed:
        """Return what is believed of the list that a sighting shows: its operation and cohort, else the first ones."""
        own, cohorts = said_of(self.announcement), {one.cohort for one in self.lists}
        shown = [one for one in self.lists if (one.operation, one.cohort) == (told.stage, told.cohort)]
        if not shown:
            first = self.lists[:1]
            shown = [
                one
                for one in self.lists
                if first and (one.operation, one.cohort) == (first[0].operation, first[0].cohort)
            ]
        kinds = {(one.operation, one.cohort) for one in shown}
        names = tuple(row.name for row in self.rows if (row.operation, row.cohort) in kinds)
        stated = [one.rows_stated for one in shown]
        whole = sum(n for n in stated if n is not None) if stated and None not in stated else None
        if told.cohort in cohorts:
            own = replace(own, cohort=told.cohort)
        return Believed(own, names, whole)


def load_held(store: Store, announcement_id: str) -> Held | None:
    """Return an announcement with its lists and names; null where there is none of the id."""
    about = {"ids": [announcement_id]}
    found = store.load(Announcement, "announcements_by_id", **about)
    if not found:
        return None
    lists = store.load(ListRecord, "lists_of", **about)
    return Held(found[0], tuple(lists), tuple(store.load(NamedRow, "names_on_lists", **about)))


def keep_findings(store: Store, announcement_id: str, *, at: datetime) -> None:
    """Write what the sightings of an announcement say otherwise as known now; what was found before keeps its instant.

    Nothing is found against an announcement that does not count. The caller holds the transaction.
    """
    held = load_held(store, announcement_id)
    if held is None:
        return
    before = {f.finding_id: f for f in store.load(Finding, "findings_of", announcement_id=announcement_id)}
    fresh = _found(held, store.load(Sighting, "sightings_of", ids=[announcement_id]), before, at)
    if fresh != before:
        store.execute("clear_findings", announcement_id=announcement_id)
        store.merge(fresh.values())


def _found(
    held: Held, sightings: Sequence[Sighting], before: dict[str, Finding], at: datetime
) -> dict[str, Finding]:
    """Return the findings by their ids."""
    found: dict[str, Finding] = {}
    if held.announcement.state != "accepted":
        return found
    for sighting in sightings:
        told = said_from_json(sighting.said)
        if told is None or sighting.url == held.announcement.url:
            continue
        for one in differences(told, held.seen_by(told)):
            finding = _finding(sighting, one, at)
            kept = before.get(finding.finding_id)
            found[finding.finding_id] = _finding(sighting, one, kept.found_at if kept else at)
    return found


def _finding(sighting: Sighting, one: Differs, found_at: datetime) -> Finding:
    """Return one difference as a row; of a name left out its id is made of the name believed."""
    told = one.said or f"without {one.believed}"
    return Finding(
        make_id("f", sighting.announcement_id, sighting.source_id, sighting.url, one.kind, told),
        sighting.announcement_id,
        sighting.source_id,
        sighting.url,
        one.kind,
        one.said,
        one.believed,
        sighting.capture_sha256,
        found_at,
    )
