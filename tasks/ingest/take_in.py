"""Take one capture into the ledger: recognise, pair, gate, and adopt it or keep it as one more sighting."""

from __future__ import annotations

from config.models import Decision, Source
from tasks.archive.records import Capture
from tasks.ingest.absorb import settle_place
from tasks.ingest.adopt import Circumstances, Intake, adopt
from tasks.ingest.announce import Taken, sighting_of
from tasks.ingest.freshness import is_news
from tasks.ingest.holding import hold_of, hold_page
from tasks.ingest.noting import held_note
from tasks.ingest.owing import owe
from tasks.ingest.reading import Reading
from tasks.ingest.recognising import recognise_capture
from tasks.ingest.settle_rows import mend
from tasks.ingest.wanting import note_wanting
from tasks.ledger.gate import Unread, Verdict, reconcile
from tasks.ledger.pairing import pair
from tasks.recognise.notice import Notice, Unconcerned, Unsettled
from warehouse.records import Announcement, CaptureRecord, Review


def take_in(
    intake: Intake,
    capture: Capture,
    reading: Reading,
    *,
    circumstances: Circumstances,
) -> CaptureRecord:
    """Take one capture in, in one transaction, and say what became of it.

    Args:
        intake: Writer, configuration, regions.
        capture: What was captured.
        reading: What was read of it.
        circumstances: When and after what it is taken in.

    Raises:
        StoreError: the warehouse cannot be written; nothing of the capture was.
    """
    source = intake.configuration.sources[capture.source_id]
    recognised = recognise_capture(
        capture, reading, source=source, programmes=intake.configuration.programmes, regions=intake.regions
    )
    with intake.store.transaction():
        match recognised:
            case Unconcerned():
                record = taken_record(capture, None, "unconcerned")
            case Unsettled():
                record = _take_page(intake, capture, recognised, source, circumstances)
            case Notice():
                record = _take_notice(intake, capture, recognised, reading.unread, circumstances)
        intake.store.merge([record])
        note_wanting(intake.store, capture, () if circumstances.decision else reading.unread)
        settle_place(intake.store, capture, record.announcement_id, at=circumstances.at)
        intake.store.execute("ledger_changed")
    return record


def _take_notice(
    intake: Intake,
    capture: Capture,
    recognised: Notice,
    unread: tuple[Unread, ...],
    circumstances: Circumstances,
) -> CaptureRecord:
    """Pair a notice, and take it as the announcement's text or as one more sighting."""
    store, configuration = intake.store, intake.configuration
    decision, programme = circumstances.decision, configuration.programmes[recognised.programme_id]
    notice = mend(recognised, decision)
    about = {"programme_id": notice.programme_id, "stage": notice.stage}
    candidates = store.load(Announcement, "announcements_of_stage", **about)
    if notice.relayed and notice.cohort is not None:
        candidates += store.load(Announcement, "announcements_listing", cohort=notice.cohort, **about)
    from_relay = configuration.sources[capture.source_id].level == "relay"
    pairing = pair(notice, candidates, programme=programme, url=capture.url, from_relay=from_relay)
    verdict = reconcile(notice, programme, unread=unread)
    days, seen_before = configuration.settings.news_within_days, circumstances.seen_before
    news = is_news(capture, notice, seen_before=seen_before, within_days=days)
    taken = Taken(capture, notice, pairing, verdict, _state(verdict, decision), news)
    store.merge([sighting_of(taken)])
    if not pairing.adopt:
        return taken_record(capture, pairing.announcement_id, "sighting")
    if taken.state == "held" and _has_rows_in_force(pairing.existing):
        _ask(intake, hold_of(taken, at=circumstances.at), notice.title, circumstances)
        return taken_record(capture, pairing.announcement_id, "held edition")
    adopt(intake, taken, circumstances)
    return taken_record(capture, pairing.announcement_id, taken.state)


def _take_page(
    intake: Intake, capture: Capture, page: Unsettled, source: Source, circumstances: Circumstances
) -> CaptureRecord:
    """Hold a page that cannot be placed, unless one original lists all it names (semantics, 1 and 3)."""
    held = hold_page(intake.store, capture, page, source, circumstances.decision)
    if held.review is not None and held.review.decided_at is None:
        _ask(intake, held.review, page.title, circumstances)
    elif held.review is not None:
        intake.store.merge([held.review])
    return taken_record(capture, held.announcement_id, held.outcome)


def _ask(intake: Intake, review: Review, title: str, circumstances: Circumstances) -> None:
    """Open a question and tell the operator of it."""
    intake.store.merge([review])
    note = held_note(review, title, at=circumstances.at)
    owe(intake.store, intake.configuration, intake.regions, notes=[note], at=circumstances.at)


def _has_rows_in_force(existing: Announcement | None) -> bool:
    """Say whether rows of an accepted edition would be lost to a held one (semantics, 8)."""
    return existing is not None and existing.state == "accepted" and existing.rows_read > 0


def _state(verdict: Verdict, decision: Decision | None) -> str:
    """Return whether a notice counts: the gate's word, or the person's over it."""
    if decision is not None:
        return "accepted" if decision.decided == "accept" else "ignored"
    return "accepted" if verdict.accepted else "held"


def taken_record(capture: Capture, announcement_id: str | None, outcome: str) -> CaptureRecord:
    """Return the mark that a capture was taken in."""
    return CaptureRecord(
        capture.capture_id,
        capture.seq,
        capture.source_id,
        capture.url,
        announcement_id,
        outcome,
        capture.captured_at,
    )
