"""Take one capture into the ledger: recognise, pair, gate, and adopt it or keep it as one more sighting."""

from __future__ import annotations

from dataclasses import replace

from config.models import Decision, Source
from tasks.archive.records import Capture
from tasks.ingest.absorb import settle_place
from tasks.ingest.adopt import Circumstances, Intake, adopt
from tasks.ingest.announce import Taken, sighting_of
from tasks.ingest.candidates import load_candidates, settle_sightings, told_by_relays
from tasks.ingest.correcting import standing_on
from tasks.ingest.findings import keep_findings
from tasks.ingest.freshness import is_news
from tasks.ingest.holding import close_holds, hold_of, hold_page
from tasks.ingest.move_announcements import move_announcements
from tasks.ingest.noting import held_note
from tasks.ingest.owing import owe
from tasks.ingest.reading import Reading
from tasks.ingest.recognising import recognise_capture
from tasks.ingest.settle_rows import mend
from tasks.ingest.told_wrong import correct_rumours, rumours_of
from tasks.ingest.wanting import note_wanting
from tasks.ledger.doubts import doubts_about
from tasks.ledger.gate import BEARS_ROWS, Unread, Verdict, reconcile
from tasks.ledger.pairing import OFFICIAL, Pairing, Where, pair
from tasks.ledger.said import said_in
from tasks.recognise.notice import Notice, Problem, Unconcerned, Unsettled
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
            case Unconcerned(spam=Unsettled() as spam):
                record = _take_page(intake, capture, spam, source, circumstances)
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
    taken = _taken(intake, capture, recognised, unread, circumstances)
    if not taken.pairing.adopt or (taken.state == "held" and _would_displace(taken.pairing)):
        return _keep_sighting(intake, taken, circumstances)
    store, at, existing = intake.store, circumstances.at, taken.pairing.existing
    absorbed = told_by_relays(store, taken)
    relay = (
        taken.pairing.as_sighting().existing if existing is not None and existing.origin != OFFICIAL else None
    )
    rumours = rumours_of(
        store, [*absorbed, *([relay] if relay is not None and not taken.notice.relayed else [])]
    )
    now_id = taken.pairing.announcement_id
    moves = {**taken.pairing.moves, **{a.announcement_id: now_id for a in absorbed}}
    move_announcements(store, moves, at=at, why="more is known of its key")
    store.merge([sighting_of(taken)])
    adopt(intake, taken, circumstances)
    settle_sightings(store, intake.configuration, taken, at=at)
    correct_rumours(intake, rumours, now_id, at=at)
    return taken_record(capture, now_id, taken.state)


def _taken(
    intake: Intake,
    capture: Capture,
    recognised: Notice,
    unread: tuple[Unread, ...],
    circumstances: Circumstances,
) -> Taken:
    """Pair a notice and hold it against what it states and what is known beside it."""
    store, configuration = intake.store, intake.configuration
    decision, programme = circumstances.decision, configuration.programmes[recognised.programme_id]
    notice = mend(recognised, decision)
    candidates = load_candidates(store, said_in(notice), capture.url, listing=notice.relayed)
    from_relay = configuration.sources[capture.source_id].level == "relay"
    where = Where(capture.url, from_relay, capture.dated or notice.published_on)
    pairing = pair(notice, candidates.announcements, programme=programme, where=where, named=candidates.named)
    doubts = (*_clash(notice, pairing), *doubts_about(notice, standing_on(store, notice)))
    verdict = reconcile(notice, programme, unread=unread, doubts=doubts)
    days, seen_before = configuration.settings.news_within_days, circumstances.seen_before
    news = is_news(capture, notice, seen_before=seen_before, within_days=days)
    return Taken(capture, notice, pairing, verdict, _state(verdict, decision), news)


def _keep_sighting(intake: Intake, taken: Taken, circumstances: Circumstances) -> CaptureRecord:
    """Keep a notice as one more sighting; of an edition that is held while rows are in force, ask too (semantics, 8)."""
    edition = taken.pairing.adopt and not taken.pairing.elsewhere
    taken = replace(taken, pairing=taken.pairing.as_sighting())
    announcement_id = taken.pairing.announcement_id
    intake.store.merge([sighting_of(taken)])
    keep_findings(intake.store, announcement_id, at=circumstances.at)
    if not edition:
        return taken_record(taken.capture, announcement_id, "sighting")
    close_holds(intake.store, taken, circumstances.decision, at=circumstances.at)
    _ask(intake, hold_of(taken, at=circumstances.at), taken.notice.title, circumstances)
    return taken_record(taken.capture, announcement_id, "held edition")


def _would_displace(pairing: Pairing) -> bool:
    """Say whether a held text would put one out of force that counts: rows of an edition, or another official page."""
    return pairing.elsewhere or _has_rows_in_force(pairing.existing)


def _clash(notice: Notice, pairing: Pairing) -> tuple[Problem, ...]:
    """Return the doubt that another original bears the notice's document number: one of the two was misread."""
    if pairing.clash is None or notice.stage not in BEARS_ROWS:
        return ()
    text = f"its document number {notice.doc_number} is also that of 《{pairing.clash.title}》"
    return (Problem("number", text),)


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
