"""The outbox: what is owed is claimed, sent and marked, one message at a time, the warehouse closed while sending.

What can repeat: a message that had left when the process died before it was marked. It is claimed again after
``CLAIM_LASTS`` and sent again under the same idempotency key. Nothing else repeats, and nothing owed is lost.

Only targets with ``when: immediate`` are served here; the rows of daily and weekly targets stay ``waiting`` for their
digest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from config.errors import DeliveryError, LedgerError
from config.models import Deliver, Subscription
from config.regions import load_regions
from config.secrets import redact
from config.whens import Rhythm, read_when
from tasks.ledger.ids import make_id
from tasks.tell.channel import Secrets
from tasks.tell.letter import Message
from tasks.tell.match import owed_notes
from tasks.tell.news import ChangeNews, Note, NoteKind, note_from_json
from tasks.tell.owing import load_news, only_new
from tasks.tell.render import render_changes, render_note, render_sources
from tasks.tell.send import Sender
from warehouse.records import Delivery
from warehouse.store import Store

CLAIM_LASTS: Final = timedelta(minutes=10)
"""After so long a claim without an outcome is a crash's."""
_FIRST_PAUSE: Final = timedelta(minutes=5)
_LONGEST_PAUSE: Final = timedelta(hours=24)
_GROWTH: Final = 6


@dataclass(frozen=True, slots=True)
class Terms:
    """How deliveries are tried: how often in all, and who knows the values behind ``${NAME}``."""

    attempts: int = 5
    secrets: Secrets = field(default_factory=Secrets)


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """How one round of deliveries ended, counted in messages.

    ``waiting`` are those still to be sent: digests, pauses after a failure, claims of a process that may have died.
    ``lines`` say what went wrong, each with its subscription and channel, without secrets.
    """

    sent: int = 0
    failed: int = 0
    given_up: int = 0
    waiting: int = 0
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Due:
    """One message that may be sent now."""

    message_id: str
    subscription_id: str
    deliver_no: int


@dataclass(frozen=True, slots=True)
class _Letter:
    """One claimed message: its deliveries, whom they go to, and what they tell."""

    deliveries: tuple[Delivery, ...]
    deliver: Deliver
    news: tuple[ChangeNews, ...]


def deliver_due(
    open_store: Callable[[], Store],
    subscriptions: Mapping[str, Subscription],
    *,
    sender: Sender,
    now: datetime,
    terms: Terms | None = None,
) -> DeliveryReport:
    """Send every message that is due to an ``immediate`` target, and say how it went.

    A failure is tried again after a growing pause (5 minutes, 30 minutes, 3 hours, then 18 and at most 24 hours), and
    given up after ``terms.attempts``; the others are sent all the same. What can repeat is said in the module's text.

    Args:
        open_store: Opens the warehouse; closed again before anything is sent.
        subscriptions: By id; a delivery whose subscription or target is gone is given up.
        sender: Brings a message to a target.
        now: What is due is due by this instant; aware.
        terms: How deliveries are tried.

    Raises:
        StoreError: The warehouse cannot be opened or written; what was sent by then is marked or repeats.
    """
    tell = _Round(subscriptions, sender, now, terms or Terms())
    done: tuple[Delivery, ...] = ()
    while True:
        with open_store() as store, store.transaction():
            tell.mark(store, done)
            letter = tell.claim(store)
            if letter is None:
                return tell.report(store)
        done = tell.send(letter)


def find_idle(store: Store, *, now: datetime) -> DeliveryReport | None:
    """Return what a round of deliveries would say that has nothing to look at; null where one must be made."""
    if store.rows("tell_due", now=now, stale=now - CLAIM_LASTS):
        return None
    return DeliveryReport(waiting=_count_waiting(store))


def retry_failed(store: Store, *, now: datetime, subscription_id: str | None = None) -> int:
    """Make what failed or was given up due again, with all its tries; return how many deliveries that are.

    Raises:
        StoreError: The warehouse cannot be written.
    """
    found = store.load(Delivery, "tell_unsent", subscription_id=subscription_id, stale=now - CLAIM_LASTS)
    fresh = [replace(d, state="waiting", attempts=0, claimed_at=None, next_attempt_at=None) for d in found]
    store.merge(fresh)
    return len(fresh)


class _Round:
    """One round of deliveries: what it counts, and the steps on one message."""

    def __init__(
        self, subscriptions: Mapping[str, Subscription], sender: Sender, now: datetime, terms: Terms
    ) -> None:
        self._subscriptions, self._sender, self._now, self._terms = subscriptions, sender, now, terms
        self._began = time.monotonic()
        self._counts = {"sent": 0, "failed": 0, "given up": 0}
        self._lines: list[str] = []

    def claim(self, store: Store) -> _Letter | None:
        """Claim the oldest due message of an immediate target; null when none is left."""
        for due in store.load(_Due, "tell_due", now=self._now, stale=self._now - CLAIM_LASTS):
            deliver = self._target(due)
            if deliver is None:
                self._orphaned(store, store.load(Delivery, "tell_message", message_id=due.message_id))
            elif read_when(deliver.when).rhythm is Rhythm.IMMEDIATE:
                return self._claimed(store, due, deliver)
        return None

    def send(self, letter: _Letter) -> tuple[Delivery, ...]:
        """Send one message and return its deliveries as they stand after it."""
        shown = letter.deliveries[0].channel
        try:
            to = self._terms.secrets.put_into(letter.deliver.to)
            shown = redact(to)
            self._sender.send(to, _words(letter))
        except (DeliveryError, LedgerError) as error:
            return tuple(self._failed(delivery, shown, str(error)) for delivery in letter.deliveries)
        return tuple(
            replace(d, state="sent", channel=shown, attempts=d.attempts + 1, claimed_at=None, sent_at=self._now,
                    last_error=None, next_attempt_at=None)
            for d in letter.deliveries
        )  # fmt: skip

    def mark(self, store: Store, done: tuple[Delivery, ...]) -> None:
        """Write down how a message fared; a message given up is told to the operator."""
        if not done:
            return
        first = done[0]
        self._counts[first.state] += 1
        if first.state != "sent":
            self._lines.append(f"{first.subscription_id} ({first.state}): {first.last_error}")
        store.merge(done)
        # What became of an alert is in the published views, so there is something to publish now.
        store.execute("keep_fact", name="unpublished", value="yes")
        if first.state == "given up" and not _is_complaint(first):
            store.merge(self._complaint(store, first))

    def report(self, store: Store) -> DeliveryReport:
        """Return what this round did and what is left."""
        counts, left = self._counts, _count_waiting(store)
        return DeliveryReport(counts["sent"], counts["failed"], counts["given up"], left, tuple(self._lines))

    def _target(self, due: _Due) -> Deliver | None:
        """Return the target as configured now, or null where it is gone."""
        subscription = self._subscriptions.get(due.subscription_id)
        if subscription is None or due.deliver_no >= len(subscription.deliver):
            return None
        return subscription.deliver[due.deliver_no]

    def _claimed(self, store: Store, due: _Due, deliver: Deliver) -> _Letter:
        """Write the claim down and load what the message tells.

        A claim is stamped by the run's instant plus the time since it began, so that a long run's last claims are not
        taken for a crash's.
        """
        at = self._now + timedelta(seconds=time.monotonic() - self._began)
        deliveries = store.load(Delivery, "tell_message", message_id=due.message_id)
        claimed = tuple(replace(delivery, claimed_at=at) for delivery in deliveries)
        store.merge(claimed)
        changes = [delivery.change_id for delivery in claimed if delivery.change_id]
        return _Letter(claimed, deliver, tuple(load_news(store, changes)) if changes else ())

    def _orphaned(self, store: Store, deliveries: Sequence[Delivery]) -> None:
        """Give up what is owed to nobody any more."""
        reason = "the subscription or this target of it is no longer configured"
        self.mark(
            store,
            tuple(replace(d, state="given up", last_error=reason, claimed_at=None) for d in deliveries),
        )

    def _failed(self, delivery: Delivery, shown: str, reason: str) -> Delivery:
        """Return a delivery after one more failed try."""
        attempts = delivery.attempts + 1
        over = attempts >= self._terms.attempts
        pause = min(_FIRST_PAUSE * _GROWTH ** min(attempts - 1, 9), _LONGEST_PAUSE)
        return replace(
            delivery,
            state="given up" if over else "failed",
            channel=shown,
            attempts=attempts,
            last_error=reason,
            claimed_at=None,
            next_attempt_at=None if over else self._now + pause,
        )

    def _complaint(self, store: Store, first: Delivery) -> list[Delivery]:
        """Return what is owed to operators about a message given up."""
        note = Note(
            note_id=make_id("k", "delivery", first.message_id, self._now.isoformat()),
            kind=NoteKind.DELIVERY,
            about=first.subscription_id,
            title=first.subscription_id,
            state=first.channel,
            at=self._now,
            reason=first.last_error or "",
        )
        owed = owed_notes([note], self._subscriptions.values(), regions=load_regions(), now=self._now)
        return only_new(store, owed)


def _count_waiting(store: Store) -> int:
    """Return how many messages are still to be sent, now or later."""
    return int(str(store.rows("tell_waiting")[0]["messages"]))


def _words(letter: _Letter) -> Message:
    """Return the message that a claimed letter is."""
    first, language = letter.deliveries[0], letter.deliver.language
    notes = [note_from_json(delivery.note) for delivery in letter.deliveries if delivery.note is not None]
    if len(notes) > 1:  # only sources share a message
        return render_sources(notes, key=first.message_id, language=language)
    if notes:
        return render_note(notes[0], key=first.message_id, language=language)
    if not letter.news:
        raise DeliveryError(
            "what this message tells is no longer in the ledger (replayed since): nothing to send"
        )
    return render_changes(letter.news, key=first.message_id, language=language)


def _is_complaint(delivery: Delivery) -> bool:
    """Tell whether a delivery is itself about a failed delivery: a complaint about a complaint would never end."""
    try:
        return delivery.note is not None and note_from_json(delivery.note).kind is NoteKind.DELIVERY
    except LedgerError:
        return True
