"""One message, one target, over a real connection."""

from __future__ import annotations

import logging
import threading
import time

import pytest

from config.errors import DeliveryError
from tasks.tell.letter import Message
from tasks.tell.send import AppriseSender

MESSAGE = Message(
    "m:1",
    "【名单变动】新认定 1 个",
    "✚ 新认定 1 个：示例产业集群 <b>&\n官方原文 https://www.miit.gov.cn/a?b=1&c=2",
)


def failure(to: str, seconds: float = 2.0) -> str:
    with pytest.raises(DeliveryError) as caught:
        AppriseSender(seconds).send(to, MESSAGE)
    return str(caught.value)


def test_a_webhook_gets_title_text_and_idempotency_key(webhook):
    AppriseSender().send(webhook.url(), MESSAGE)
    (body,) = webhook.bodies
    assert (body["title"], body["message"]) == (MESSAGE.title, MESSAGE.body)
    assert webhook.headers[0]["Idempotency-Key"] == "m:1"


def test_headers_that_the_target_asks_for_are_kept(webhook):
    AppriseSender().send(webhook.url("/hook?+X-Team=ga"), MESSAGE)
    assert webhook.headers[0]["X-Team"] == "ga" and webhook.headers[0]["Idempotency-Key"] == "m:1"


@pytest.mark.parametrize("asked", ["", "?redirect=yes"])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_never_followed_even_if_the_target_asks_for_it(webhook, status, asked):
    webhook.answers = [status]
    assert str(status) in failure(webhook.url(f"/hook{asked}"))
    assert webhook.paths == ["/hook"]


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_an_answer_that_is_no_success_is_a_failure_that_says_which(webhook, status):
    webhook.answers = [status]
    assert f"error={status}" in failure(webhook.url())


def test_no_listener_is_a_failure_that_may_heal():
    text = failure("json://127.0.0.1:1/geheim")
    assert "Connection refused" in text and DeliveryError.retry


def test_a_receiver_that_never_answers_does_not_hold_the_run(webhook):
    webhook.hang = threading.Event()
    began = time.monotonic()
    failure(webhook.url(), seconds=0.3)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "to", ["nosuch://example.org/token-geheim", "no address token-geheim", "", "mailto://"]
)
def test_what_is_no_apprise_url_says_so_and_shows_no_secret(to):
    text = failure(to)
    assert "no Apprise URL" in text and "geheim" not in text


def test_no_error_and_no_log_shows_a_piece_of_the_target(webhook, caplog):
    caplog.set_level(logging.DEBUG)
    webhook.answers = [500]
    texts = [failure(webhook.url("/token-geheim?+X-Auth=zz9plural", auth="nutzer7:p4sswort@"))]
    texts.append(failure("json://nutzer7:p4sswort@127.0.0.1:1/token-geheim?+X-Auth=zz9plural"))
    for secret in ("nutzer7", "p4sswort", "token-geheim", "zz9plural"):
        assert all(secret not in text for text in [*texts, caplog.text])
    assert all(text.startswith("json://127.0.0.1:") for text in texts)


def test_the_token_of_a_chat_is_not_taken_for_a_host():
    text = failure("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#nonexistent", seconds=0.2)
    assert "T1JJ3T3L2" not in text and "TIiajk" not in text


def test_sending_leaves_the_logging_of_others_as_it_was(webhook):
    logger = logging.getLogger("apprise")
    before = (logger.propagate, logger.level, list(logger.handlers))
    AppriseSender().send(webhook.url(), MESSAGE)
    assert (logger.propagate, logger.level, list(logger.handlers)) == before


def test_a_mail_carries_subject_text_and_key(mailbox):
    AppriseSender().send(mailbox.url("&format=text"), MESSAGE)
    (mail,) = mailbox.mails
    assert mail["Subject"] == MESSAGE.title and mail["Idempotency-Key"] == "m:1"
    assert mail.get_body().get_content().splitlines() == MESSAGE.body.splitlines()


def test_a_mail_in_html_shows_mark_up_as_text(mailbox):
    AppriseSender().send(mailbox.url(), MESSAGE)
    page = mailbox.mails[0].get_body(("html",)).get_content()
    assert "&lt;b&gt;" in page and "<b>" not in page


def test_a_mail_server_that_is_away_is_a_failure_without_the_password():
    text = failure("mailto://nutzer7:p4sswort@127.0.0.1:1?from=a@example.org&to=b@example.org", seconds=0.5)
    assert "Connection refused" in text
    assert "p4sswort" not in text and "nutzer7" not in text


def test_a_target_may_hold_several_addresses(webhook, mailbox):
    AppriseSender().send(f"{webhook.url()}, {mailbox.url()}", MESSAGE)
    assert len(webhook.bodies) == len(mailbox.mails) == 1
