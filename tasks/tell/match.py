"""Who is told what: subscriptions times news gives the deliveries owed. Pure.

Ids are made from what identifies a delivery (subscription, target, change), so the same change is never owed twice to
the same target. History owes nothing (semantics, 23).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from config.models import Deliver, Subscription
from config.regions import RegionTable
from config.secrets import redact
from tasks.ledger.ids import make_id
from tasks.ledger.names import name_key
from tasks.tell.ill import TOGETHER
from tasks.tell.news import ChangeNews, Note, NoteKind, note_to_json
from warehouse.records import Delivery

_NATION = "全国"
_KIND_OF_STAGE = {
    "rules": "rules", "call": "call", "review-call": "call", "recommendation": "recommended",
    "proposal": "proposed", "review-proposal": "proposed", "designation": "designated", "review": "renewed",
    "revocation": "revoked", "renaming": "renamed", "correction": "corrected", "repeal": "repeal",
}  # fmt: skip


def owed(
    news: Sequence[ChangeNews], subscriptions: Iterable[Subscription], *, regions: RegionTable, now: datetime
) -> list[Delivery]:
    """Return one waiting delivery per change and target that asked for it.

    The changes that one announcement brings to one target leave as one message (``message_id``). Backfill owes
    nothing. Which of these are owed already is for ``outbox.only_new`` to say. Empty when nobody asked for any of it.

    Args:
        news: What happened, each change once.
        subscriptions: Those that ask for operations only are passed over.
        regions: Reads a subscription's regions in any usual form.
        now: When the deliveries become owed; aware.
    """
    fresh = [item for item in news if not item.backfill]
    deliveries: list[Delivery] = []
    for subscription in subscriptions:
        if not subscription.match.operations:
            wanted = [item for item in fresh if wants(subscription, item, regions=regions)]
            for number, deliver in enumerate(subscription.deliver):
                blank = _blank(subscription, number, deliver, now)
                deliveries.extend(_of_changes(blank, wanted, deliver.to))
    return deliveries


def owed_notes(
    notes: Sequence[Note], subscriptions: Iterable[Subscription], *, regions: RegionTable, now: datetime
) -> list[Delivery]:
    """Return one waiting delivery per note and target that asked for it; each leaves as a message of its own.

    Only the sources of one run leave as one message (``message_id``) from ``TOGETHER`` on: what takes a network down is told
    once.

    Operators' notes go to subscriptions with ``operations: true``, an announcement only relayed to the readers whose
    filters it meets (filters on subjects it cannot meet: it names nobody). Empty when nobody asked.

    Args:
        notes: What is no change.
        subscriptions: All of them.
        regions: Reads a subscription's regions in any usual form.
        now: When the deliveries become owed; aware.
    """
    deliveries: list[Delivery] = []
    for subscription in subscriptions:
        wanted = [note for note in notes if _wants_note(subscription, note, regions)]
        for number, deliver in enumerate(subscription.deliver) if wanted else ():
            blank = _blank(subscription, number, deliver, now)
            shared = _shared_message(blank, wanted, deliver.to)
            deliveries += [_of_note(blank, note, deliver.to, shared=shared) for note in wanted]
    return deliveries


def owed_to(
    target: tuple[str, int], note: Note, subscriptions: Iterable[Subscription], *, now: datetime
) -> list[Delivery]:
    """Return a note's delivery to one target that was told otherwise before; empty where it is configured no longer.

    Args:
        target: Subscription and the number of its target, as deliveries name them.
        note: What is to be told.
        subscriptions: All of them.
        now: When it becomes owed; aware.
    """
    return [
        _of_note(_blank(subscription, number, deliver, now), note, deliver.to)
        for subscription in subscriptions
        for number, deliver in enumerate(subscription.deliver)
        if (subscription.id, number) == target
    ]


def wants(subscription: Subscription, item: ChangeNews, *, regions: RegionTable) -> bool:
    """Tell whether a subscription asked for a change; an empty list in a filter means all.

    A name counts in any form the subject ever had; a keyword is sought in names, product and the notice's title.
    """
    match = subscription.match
    named = tuple(name for name in (item.name, *item.other_names, item.said.former) if name)
    texts = (*named, item.product or "", item.announcement_title)
    return (
        (not match.programmes or item.programme_id in match.programmes)
        and (not match.kinds or item.kind in match.kinds)
        and (not match.regions or any(_in_region(item, text, regions) for text in match.regions))
        and (not match.subjects or _is_subject(item, named, match.subjects))
        and (not match.keywords or _has_keyword(texts, match.keywords))
    )


def _wants_note(subscription: Subscription, note: Note, regions: RegionTable) -> bool:
    """Tell whether a subscription asked for a note."""
    if note.kind is not NoteKind.RELAYED:
        return subscription.match.operations
    if subscription.match.operations:
        return False
    as_change = ChangeNews(
        note.note_id,
        _KIND_OF_STAGE.get(note.stage, ""),  # a stage not recognised meets no filter on kinds
        note.programme_id,
        note.programme_title,
        note.at,
        area=note.area,
        announcement_title=note.title,
    )
    return wants(subscription, as_change, regions=regions)


def _in_region(item: ChangeNews, text: str, regions: RegionTable) -> bool:
    """Tell whether a change concerns a region: its subject lies there, or a notice for all reaches it.

    Full names start with the region above them. What names no subject concerns all within the area it speaks for and
    all that lies above; a subject without a known region is where its province's or city's announcement speaks for.
    """
    found = regions.named(text)
    wanted = found.name if found else text.strip()
    if wanted == _NATION:
        return True
    if item.subject_id is None:
        return item.area == _NATION or item.area.startswith(wanted) or wanted.startswith(item.area)
    return (item.region or item.area).startswith(wanted)


def _is_subject(item: ChangeNews, named: Sequence[str], wanted: Sequence[str]) -> bool:
    """Tell whether the change is about one of the subjects asked for, by id or by any name."""
    keys = {name_key(name) for name in named}
    return item.subject_id in wanted or any(name_key(text) in keys for text in wanted)


def _has_keyword(texts: Sequence[str], keywords: Sequence[str]) -> bool:
    """Tell whether any keyword stands in any text, width and case levelled; a blank keyword stands nowhere."""
    within = [name_key(text) for text in texts]
    return any(key in text for key in map(name_key, keywords) if key for text in within)


def _of_changes(blank: Delivery, news: Sequence[ChangeNews], to: str) -> Iterator[Delivery]:
    """Yield a target's deliveries, those of one announcement under one message id.

    The message id is made from the changes it tells, so that what the same announcement brings later (an edition, held
    endings settled) is another message and no receiver takes it for a repeat. Terms that ran out are told apart from
    what their announcement once said.
    """
    messages: dict[tuple[str, bool], list[ChangeNews]] = {}
    for item in news:
        about = item.announcement_id or f"{item.programme_id} {item.cohort} {item.effective_on}"
        messages.setdefault((about, item.kind == "expired"), []).append(item)
    target = (blank.subscription_id, blank.deliver_no, to)
    for items in messages.values():
        message_id = make_id("m", *target, *sorted(item.change_id for item in items))
        for item in items:
            alert_id = make_id("n", *target, item.change_id)
            yield replace(blank, alert_id=alert_id, message_id=message_id, change_id=item.change_id)


def _shared_message(blank: Delivery, notes: Sequence[Note], to: str) -> str:
    """Return the id of the one message that tells a target of all sources among notes; empty where they are few."""
    ids = sorted(note.note_id for note in notes if note.kind is NoteKind.SOURCE)
    if len(ids) < TOGETHER:
        return ""
    return make_id("m", blank.subscription_id, blank.deliver_no, to, *ids)


def _of_note(blank: Delivery, note: Note, to: str, *, shared: str = "") -> Delivery:
    """Return the delivery of a note to a target; its ids are made from target and note, or a source's message is shared."""
    made_of = (blank.subscription_id, blank.deliver_no, to, note.note_id)
    message_id = shared if shared and note.kind is NoteKind.SOURCE else make_id("m", *made_of)
    return replace(blank, alert_id=make_id("n", *made_of), message_id=message_id, note=note_to_json(note))


def _blank(subscription: Subscription, number: int, deliver: Deliver, now: datetime) -> Delivery:
    """Return a waiting delivery to a target that still lacks what it tells and its ids."""
    return Delivery(
        alert_id="",
        message_id="",
        subscription_id=subscription.id,
        deliver_no=number,
        channel=redact(deliver.to),
        change_id=None,
        deadline_id=None,
        note=None,
        state="waiting",
        attempts=0,
        last_error=None,
        created_at=now,
        claimed_at=None,
        next_attempt_at=None,
        sent_at=None,
    )
