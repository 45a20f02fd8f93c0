"""A test message to a subscription's targets, past the outbox: nothing of it is kept."""

from __future__ import annotations

from datetime import datetime

from config.errors import DeliveryError
from config.models import Subscription
from config.secrets import redact
from tasks.ledger.ids import make_id
from tasks.tell.channel import Secrets
from tasks.tell.letter import Message
from tasks.tell.render import render_test
from tasks.tell.send import Sender


def test_message(subscription: Subscription, number: int, *, now: datetime) -> Message:
    """Return the test message for one target of a subscription, numbered from 0."""
    deliver = subscription.deliver[number]
    key = make_id("m", "test", subscription.id, number, now.isoformat())
    return render_test(subscription.title, redact(deliver.to), key=key, language=deliver.language)


def send_tests(
    subscription: Subscription, *, sender: Sender, now: datetime, secrets: Secrets | None = None
) -> list[str]:
    """Send a test to every target of a subscription; return what went wrong, a line each, empty if nothing did."""
    wrong: list[str] = []
    for number, deliver in enumerate(subscription.deliver):
        try:
            sender.send(
                (secrets or Secrets()).put_into(deliver.to), test_message(subscription, number, now=now)
            )
        except DeliveryError as error:
            wrong.append(f"{subscription.id}: {error}")
    return wrong
