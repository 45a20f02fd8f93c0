"""What ``mingdan import --starting-set`` does: the shipped lists into the archive, and from there through the pipeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from commands.call import QUERIES
from commands.running import RunReport, bring_up, report_of
from config.clock import Clock
from config.places import Places
from config.starting_set import STARTING_SET, StartingList, starting_lists
from tasks.archive.records import Attachment, Capture
from tasks.house import House, open_house
from tasks.ledger.ids import make_id
from tasks.pipeline import chosen_sources
from warehouse.published import Published

UNKNOWN = (
    "What this is not: no cohort is whole, so no silence means anything and nobody loses a title by it.",
    "It rests on relays: titles have no days until an official page gives them (poll, or import a page you saved).",
    "It is history: nobody was told, and what comes from now on is news.",
)


def import_starting_set(places: Places, clock: Clock) -> RunReport:
    """Put in the shipped lists of the programmes that are watched here; a list that is there already changes nothing.

    Raises:
        ConfigurationError: the configuration is wrong, or has no source of this name.
        StoreError: the archive or the warehouse cannot be written.
    """
    house = open_house(places, clock)
    chosen_sources(house, [STARTING_SET])
    lists = starting_lists()
    watched = [one for one in lists if one.programme_id in house.configuration.programmes]
    there = {c.capture_id for c in house.archive.log.captures() if c.source_id == STARTING_SET}
    captures = [_archived(house, one, house.clock()) for one in watched]
    fresh = [capture for capture in captures if capture.capture_id not in there]
    if fresh:
        house.archive.log.append(*fresh)
    report = report_of(house, bring_up(house))
    lines = (
        f"starting set: {len(fresh)} lists put in, {len(captures) - len(fresh)} were there",
        *_known(house),
    )
    return replace(
        report, lines=(*lines, *UNKNOWN, *report.lines), complaints=_complaints(report, lists, watched)
    )


def _archived(house: House, one: StartingList, at: datetime) -> Capture:
    """Put the bytes of a list into the archive, and return its capture: the same one for the same bytes."""
    sha256 = house.archive.bodies.put(one.body)
    return Capture(
        capture_id=make_id("i", STARTING_SET, one.url, sha256),
        source_id=STARTING_SET,
        url=one.url,
        title="",
        dated=None,
        doc_number="",
        captured_at=at,
        page_sha256=None,
        page_content_type="",
        attachments=(Attachment(one.name, one.url, sha256, "text/csv"),),
        imported=True,
    )


def _known(house: House) -> list[str]:
    """Return one line for each cohort that the set tells of: how many are known of how many there are."""
    if not house.places.snapshot.is_file():
        return []
    with Published(house.places.snapshot) as published:
        answer = published.rows((QUERIES / "starting_set.sql").read_text(encoding="utf-8"))
    return [_line(dict(zip(answer.columns, row, strict=True))) for row in answer.rows]


def _line(row: Mapping[str, object]) -> str:
    """Say what is known of one list: 2024年度 designation: 36 of 100."""
    if not row["known"]:
        return f"  {row['programme_id']} {row['cohort']} {row['operation']}: short names only, no titles"
    stated = f"of {row['stated']}" if row["stated"] is not None else "of a number that is not known"
    return f"  {row['programme_id']} {row['cohort']} {row['operation']}: {row['known']} {stated}"


def _complaints(
    report: RunReport, lists: Sequence[StartingList], watched: Sequence[StartingList]
) -> tuple[str, ...]:
    """Name the lists that were left out, for their programme is not watched here."""
    missing = Counter(one.programme_id for one in lists) - Counter(one.programme_id for one in watched)
    if not missing:
        return report.complaints
    left = f"{missing.total()} lists left out, for their programme has no file here: {', '.join(sorted(missing))}"
    return (*report.complaints, f"{left}\n  mingdan doctor --write-config adds the shipped ones")
