"""What waits for a person: held lists and pages that cannot be placed, as reviews with their evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from config.models import Decision, Source
from tasks.archive.records import Capture
from tasks.ingest.announce import Taken, hashes_of
from tasks.ledger.causes import how_to_mend
from tasks.ledger.gate import stated_for
from tasks.ledger.ids import make_id
from tasks.ledger.names import name_key
from tasks.recognise.notice import Unsettled
from tasks.tell.news import Stood
from warehouse.records import Announcement, Review, Sighting
from warehouse.store import Store

LIST = "list"
PAGE = "page"
SPAM = "spam"
"""The problem of a page that a rule sets aside."""


def hold_of(taken: Taken, *, at: datetime) -> Review:
    """Return the review of a held list: what does not fit, list by list, and where it shows.

    Its id and ``about`` rest on the captured bytes: another edition is another question.
    """
    hashes = hashes_of(taken.capture)
    stood = _stood(taken)
    evidence = {
        "problems": [
            {
                "kind": p.kind,
                "text": p.text,
                "locator": p.locator,
                "also": p.also,
                "mend": how_to_mend(p.kind),
                "document": stood[p.locator].document if p.locator in stood else "",
                "read_by": stood[p.locator].read_by if p.locator in stood else "",
            }
            for p in taken.verdict.problems
        ],
        "set_aside": [p.text for p in taken.notice.set_aside],
        "lists": [
            {
                "list_no": roster.list_no,
                "title": roster.title,
                "operation": roster.operation,
                "cohort": roster.cohort,
                "rows_stated": stated_for(roster, taken.notice),
                "rows_read": len(roster.rows),
            }
            for roster in taken.notice.rosters
        ],
        "url": taken.capture.url,
        "title": taken.notice.title,
    }
    return Review(
        make_id("r", LIST, taken.pairing.announcement_id, *hashes),
        LIST,
        taken.pairing.announcement_id,
        taken.verdict.reason,
        json.dumps(evidence, ensure_ascii=False),
        hashes,
        at,
        None,
        None,
        None,
    )


def _stood(taken: Taken) -> dict[str, Stood]:
    """Return by its locator where each row stood, where one document alone has a row there."""
    names = {a.sha256: a.name for a in taken.capture.attachments if a.sha256 is not None}
    found: dict[str, set[Stood]] = {}
    for roster in taken.notice.rosters:
        for row in roster.rows:
            stood = Stood(names.get(row.sha256, ""), row.locator, row.read_by)
            found.setdefault(row.locator, set()).add(stood)
    return {locator: places.pop() for locator, places in found.items() if len(places) == 1}


def places_in(review: Review) -> tuple[Stood, ...]:
    """Return where the problems of a review show; empty where its evidence names no place."""
    problems = json.loads(review.evidence).get("problems", ())
    places = (
        Stood(p.get("document", ""), p["locator"], p.get("read_by", "")) for p in problems if p["locator"]
    )
    return tuple(dict.fromkeys(places))


def close_holds(store: Store, taken: Taken, decision: Decision | None, *, at: datetime) -> None:
    """Close the open questions about an announcement's lists that a person, a better or a newer edition settled.

    A question about an earlier edition is ``superseded`` as soon as a newer one is held or counts.
    """
    open_reviews = store.load(
        Review, "reviews_open", review_kind=LIST, announcement_id=taken.pairing.announcement_id
    )
    own = hashes_of(taken.capture)
    closed = []
    for review in open_reviews:
        word, by = (decision.decided, decision.by) if decision else ("settled", "mingdan")
        if review.about != own and (decision is not None or taken.state == "held"):
            word, by = "superseded", "mingdan"
        if review.about != own or taken.state != "held":
            closed.append(replace(review, decided_at=at, decision=word, decided_by=by))
    store.merge(closed)


@dataclass(frozen=True, slots=True)
class HeldPage:
    """What became of a page that cannot be placed: its announcement, the outcome, and the question if there is one."""

    announcement_id: str
    outcome: str
    review: Review | None


def hold_page(
    store: Store, capture: Capture, page: Unsettled, source: Source, decision: Decision | None
) -> HeldPage:
    """Write a page that cannot be placed: a sighting of the one original it names the rows of, else a held one.

    A spam copy is set aside and asks nobody. The review is returned and not yet written.
    """
    original = original_naming(store, page.mentions, page.programme_id)
    if original is not None and decision is None:
        store.merge([_sighting_of_page(original, capture, page, source)])
        return HeldPage(original, "sighting", None)
    if page.problem.kind == SPAM:
        aside = _unplaced(unplaced_id(capture), capture, page, source, "ignored")
        store.merge([aside, _sighting_of_page(aside.announcement_id, capture, page, source)])
        return HeldPage(aside.announcement_id, aside.state, None)
    announcement, review = _held_page(capture, page, source, decision)
    store.merge([announcement, _sighting_of_page(announcement.announcement_id, capture, page, source)])
    return HeldPage(announcement.announcement_id, announcement.state, review)


def unplaced_id(capture: Capture) -> str:
    """Return the id under which a page waits that cannot be placed: it is made from where it stands."""
    return make_id("a", "unsettled", capture.source_id, capture.url)


def original_naming(store: Store, mentions: Sequence[str], programme_id: str) -> str | None:
    """Return the only official announcement whose lists hold every name a page mentions; null where none or several."""
    keys = sorted({name_key(name) for name in mentions})
    if not keys:
        return None
    rows = store.rows("originals_naming", keys=keys, programme_id=programme_id)
    full = [str(row["announcement_id"]) for row in rows if row["names"] == len(keys)]
    return full[0] if len(full) == 1 else None


def _held_page(
    capture: Capture, page: Unsettled, source: Source, decision: Decision | None
) -> tuple[Announcement, Review]:
    """Return a page that speaks of a programme but cannot be placed, as a held announcement and its review."""
    announcement_id = unplaced_id(capture)
    hashes = hashes_of(capture)
    evidence = {"problem": page.problem.kind, "mentions": list(page.mentions), "url": capture.url}
    review = Review(
        make_id("r", PAGE, announcement_id, *hashes),
        PAGE,
        announcement_id,
        page.problem.text,
        json.dumps(evidence, ensure_ascii=False),
        hashes,
        capture.captured_at,
        decision.on if decision else None,
        decision.decided if decision else None,
        decision.by if decision else None,
    )
    state = "ignored" if decision else "held"
    return _unplaced(announcement_id, capture, page, source, state), review


def _sighting_of_page(announcement_id: str, capture: Capture, page: Unsettled, source: Source) -> Sighting:
    """Return a page that says too little by itself as one more sighting of the original it names the rows of."""
    return Sighting(
        announcement_id=announcement_id,
        source_id=capture.source_id,
        relation="relay" if source.level == "relay" else "copy",
        title=page.title or capture.title,
        url=capture.url,
        published_on=capture.dated or page.published_on,
        seen_at=capture.captured_at,
        capture_sha256=hashes_of(capture)[0],
    )


def _unplaced(
    announcement_id: str, capture: Capture, page: Unsettled, source: Source, state: str
) -> Announcement:
    """Return the announcement row of a page whose issuer or stage is not known."""
    return Announcement(
        announcement_id=announcement_id,
        title=page.title or capture.title,
        doc_number=None,
        issuer=page.issuer or None,
        level=None,
        region=None,
        programme_id=page.programme_id or None,
        stage=None,
        cohort=None,
        signed_on=None,
        published_on=None,
        effective_on=None,
        window_from=None,
        window_to=None,
        deadline=None,
        url=capture.url,
        origin="relay" if source.level == "relay" else "official",
        part_of=None,
        part_region=None,
        rows_stated=None,
        rows_read=0,
        state=state,
        held_because=page.problem.text if state == "held" else None,
        repealed_by=None,
        repeals=(),
        duties="[]",
        mentions=page.mentions,
        backfill=True,
        capture_sha256=hashes_of(capture),
        first_seen_at=capture.captured_at,
    )
