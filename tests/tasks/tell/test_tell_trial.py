"""Test messages, and where the values behind a target's names come from."""

from __future__ import annotations

import pytest

from config.errors import DeliveryError
from config.models import Deliver, Subscription
from tasks.tell.channel import Secrets
from tasks.tell.send import AppriseSender
from tasks.tell.trial import send_tests
from tests.tasks.tell.tell_samples import NOW


def test_a_test_reaches_every_target_and_says_what_failed(webhook, mailbox):
    targets = (
        Deliver(to="${HOOK}"),
        Deliver(to=mailbox.url(), language="en"),
        Deliver(to="json://127.0.0.1:1/"),
    )
    asked = Subscription(id="team", title="示例订阅", deliver=targets)
    secrets = Secrets({"HOOK": webhook.url("/geheim")})
    wrong = send_tests(asked, sender=AppriseSender(1.0), now=NOW, secrets=secrets)
    assert len(wrong) == 1 and wrong[0].startswith("team: json://127.0.0.1:1")
    assert "测试" in webhook.bodies[0]["title"] and mailbox.mails[0]["Subject"].startswith("[mingdan, test]")


def test_a_secret_block_is_asked_where_the_environment_has_nothing(webhook):
    secrets = Secrets({}, {"TEAM": webhook.url()}.get)
    assert secrets.put_into("${TEAM}") == webhook.url()
    with pytest.raises(DeliveryError, match="OTHER"):
        secrets.put_into("${OTHER}")
