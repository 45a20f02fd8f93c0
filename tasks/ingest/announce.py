"""From a notice to the rows that keep it: the announcement, its lists, their rows. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from tasks.archive.records import Capture
from tasks.ledger.gate import BEARS_ROWS, Verdict, stated_for
from tasks.ledger.names import name_key
from tasks.ledger.pairing import Pairing
from tasks.ledger.said import said_in, said_to_json, stated_in
from tasks.recognise.notice import Notice, Roster, Validity
from warehouse.records import Announcement, ListRecord, ListRow, Sighting

_NOTHING_MISSING = frozenset({"expectation", "duplicate", "cohort"})
"""Problems of a list that do not speak of rows that were never read."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One capture as it is taken in: what was recognised of it, where it belongs and whether it counts."""

    capture: Capture
    notice: Notice
    pairing: Pairing
    verdict: Verdict
    state: str
    news: bool


def announcement_of(taken: Taken) -> Announcement:
    """Return the announcement as the taken sighting tells it, with what was known before kept where it must be.

    Dates of what only a relay reports stay null until an official page gives them (semantics, 18); what an edition does
    not say any more of number and days stays as the one before gave it.
    """
    notice, capture, before = taken.notice, taken.capture, taken.pairing.existing
    window = notice.window or (None, None)
    earlier = before if before is not None and (before.origin == "official" or notice.relayed) else None
    signed = _told(notice, notice.signed_on) or (earlier.signed_on if earlier else None)
    published = _told(notice, notice.published_on) or (earlier.published_on if earlier else None)
    return Announcement(
        announcement_id=taken.pairing.announcement_id,
        title=notice.title,
        doc_number=notice.doc_number or (earlier.doc_number if earlier else None),
        issuer=notice.issuer,
        level=notice.level,
        region=notice.region,
        programme_id=notice.programme_id,
        stage=notice.stage,
        cohort=notice.cohort,
        signed_on=signed,
        published_on=published,
        effective_on=signed or published,
        window_from=window[0],
        window_to=window[1],
        deadline=notice.deadline,
        url=capture.url,
        origin="relay" if notice.relayed else "official",
        part_of=taken.pairing.part_of,
        part_region=notice.part_region,
        rows_stated=stated_in(notice),
        rows_read=notice.rows_read,
        state=taken.state,
        held_because=taken.verdict.reason if taken.state == "held" else None,
        repealed_by=before.repealed_by if before else None,
        repeals=notice.repeals,
        duties=json.dumps([{"what": d.what, "due": d.due} for d in notice.duties], ensure_ascii=False),
        mentions=notice.mentions,
        backfill=(before.backfill if before else True) and not taken.news,
        capture_sha256=hashes_of(capture),
        first_seen_at=min(before.first_seen_at, capture.captured_at) if before else capture.captured_at,
        corrects=notice.corrects or None,
    )


def lists_of(taken: Taken) -> list[ListRecord]:
    """Return one row per list; a held announcement's lists are all held (semantics, 8)."""
    notice = taken.notice
    whole = not notice.relayed and not notice.part_region and taken.state == "accepted"
    return [
        ListRecord(
            announcement_id=taken.pairing.announcement_id,
            list_no=roster.list_no,
            title=roster.title,
            programme_id=roster.programme_id or notice.programme_id,
            operation=roster.operation,
            cohort=roster.cohort,
            category=roster.category,
            rows_stated=stated_for(roster, notice),
            rows_read=len(roster.rows),
            state=taken.state,
            whole=whole and roster.operation in BEARS_ROWS and _is_whole(roster, taken),
            ends_others=roster.ends_others,
            others_end_on=roster.others_end_on,
            from_programme_id=roster.from_programme_id,
            verb=roster.verb,
            validity_years=validity.years,
            validity_first=validity.first,
            validity_last=validity.last,
        )
        for roster in _rosters(notice)
        for validity in (roster.validity or notice.validity or Validity(),)
    ]


def _is_whole(roster: Roster, taken: Taken) -> bool:
    """Say whether nothing of a list is missing, also where a person let it count as it was read (semantics, 15).

    An accepted list that lacks rows gives titles; its silence ends none.
    """
    stated = stated_for(roster, taken.notice)
    if stated is not None:
        return 0 < stated <= len(roster.rows)
    return bool(roster.rows) and all(p.kind in _NOTHING_MISSING for p in taken.verdict.problems)


def rows_of(taken: Taken) -> list[ListRow]:
    """Return one row per row of every list with what it is identified by; its subject and province are still null."""
    names = {a.sha256: a.name for a in taken.capture.attachments if a.sha256 is not None}
    return [
        ListRow(
            announcement_id=taken.pairing.announcement_id,
            list_no=roster.list_no,
            row_no=place,
            name=row.name,
            name_printed=row.name_printed,
            former_name=row.former_name,
            region=row.region,
            product=row.product,
            category=row.category or roster.category,
            subject_id=None,
            capture_sha256=row.sha256,
            locator=row.locator,
            document=names.get(row.sha256, ""),
            read_by=row.read_by,
            name_key=name_key(row.name),
            former_key=name_key(row.former_name) if row.former_name else None,
            code=row.code,
            from_category=row.from_category,
            put_off=row.put_off,
        )
        for roster in taken.notice.rosters
        for place, row in enumerate(roster.rows, start=1)
    ]


def sighting_of(taken: Taken) -> Sighting:
    """Return where and how the announcement was seen this time; a relay's date is its own, never the announcement's."""
    capture = taken.capture
    return Sighting(
        announcement_id=taken.pairing.announcement_id,
        source_id=capture.source_id,
        relation=taken.pairing.relation,
        title=taken.notice.title or capture.title,
        url=capture.url,
        published_on=capture.dated or taken.notice.published_on,
        seen_at=capture.captured_at,
        capture_sha256=capture.page_sha256 or hashes_of(capture)[0],
        said=said_to_json(said_in(taken.notice)),
        listed_as=capture.listed_as,
    )


def hashes_of(capture: Capture) -> tuple[str, ...]:
    """Return the hashes of everything a capture holds: what a decision about it rests on."""
    hashes = [capture.page_sha256, *(attachment.sha256 for attachment in capture.attachments)]
    return tuple(sha256 for sha256 in hashes if sha256 is not None)


def _told(notice: Notice, day: date | None) -> date | None:
    """Return a day as the ledger may use it: a relay's word gives none."""
    return None if notice.relayed else day


def _rosters(notice: Notice) -> tuple[Roster, ...]:
    """Return the lists of a notice; one that shows none still has its own operation as a list without rows."""
    if notice.rosters:
        return notice.rosters
    return (Roster(1, notice.title, notice.stage, notice.cohort, None, (), stated=notice.stated),)
