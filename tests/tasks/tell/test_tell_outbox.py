"""Claim, send, mark: with a real warehouse and real receivers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from config.errors import StoreError
from config.models import Deliver, Subscription
from config.regions import load_regions
from tasks.tell.channel import Secrets
from tasks.tell.match import owed, owed_notes
from tasks.tell.news import NoteKind
from tasks.tell.outbox import CLAIM_LASTS, Terms, deliver_due, retry_failed
from tasks.tell.owing import load_news, only_new
from tasks.tell.send import AppriseSender
from tests.tasks.tell.tell_samples import NOW, announcement, delivery, ledger_rows, note, subscription
from warehouse.records import Delivery


def put(open_store, *records):
    with open_store() as store:
        store.merge(records)


def stored(open_store):
    """All deliveries by id; read through the two queries of the outbox's own states."""
    with open_store() as store:
        rows = store.connection.execute(
            "select * exclude (note), note from ledger.delivery order by alert_id"
        )
        names = [column[0] for column in rows.description]
        return {row[0]: dict(zip(names, row, strict=True)) for row in rows.fetchall()}


def deliver(open_store, *subscriptions, now=NOW, sender=None, **terms):
    by_id = {item.id: item for item in subscriptions}
    return deliver_due(open_store, by_id, sender=sender or AppriseSender(1.0), now=now, terms=Terms(**terms))


def test_what_is_owed_is_sent_once_with_all_a_reader_needs(open_store, webhook):
    put(open_store, *ledger_rows(), delivery())
    report = deliver(open_store, subscription(webhook.url()))
    again = deliver(open_store, subscription(webhook.url()))
    assert (report.sent, report.waiting, again.sent) == (1, 0, 0)
    (body,) = webhook.bodies
    for text in (
        "北京市丰台区轨道交通智能控制产业集群",
        "工信部企业函〔2023〕283号",
        "工作表 1 的 B7 格",
        "miit.gov.cn",
    ):
        assert text in body["message"]


def test_a_sent_delivery_is_marked_with_its_instant_and_shown_channel(open_store, webhook):
    put(open_store, *ledger_rows(), delivery(channel="${HOOK}"))
    target = subscription("${HOOK}")
    deliver(open_store, target, secrets=Secrets({"HOOK": webhook.url("/geheim", auth="nutzer:p4ss@")}))
    row = stored(open_store)["n:1"]
    assert (row["state"], row["attempts"], row["sent_at"]) == ("sent", 1, NOW)
    assert row["claimed_at"] is None and row["channel"] == f"json://127.0.0.1:{webhook.port}"


def test_the_changes_of_one_message_leave_together(open_store, webhook):
    put(open_store, *ledger_rows(), delivery(1), delivery(2, message_id="m:1"))
    assert deliver(open_store, subscription(webhook.url())).sent == 1
    assert {row["state"] for row in stored(open_store).values()} == {"sent"}
    assert webhook.headers[0]["Idempotency-Key"] == "m:1"


def test_the_warehouse_is_closed_while_sending(open_store):
    """Another writer gets in while a slow channel is spoken to."""

    class Writer:
        def send(self, to, message):
            put(open_store, replace(announcement(), announcement_id="a:meanwhile"))

    put(open_store, *ledger_rows(), delivery())
    assert deliver(open_store, subscription(), sender=Writer()).sent == 1


def test_a_failure_waits_longer_each_time_and_is_given_up_in_the_end(open_store, webhook):
    webhook.answers = [500]
    put(open_store, *ledger_rows(), delivery())
    at, pauses, states = NOW, [], []
    for _ in range(4):
        deliver(open_store, subscription(webhook.url()), now=at, attempts=4)
        row = stored(open_store)["n:1"]
        states.append(row["state"])
        if row["next_attempt_at"]:
            pauses.append(row["next_attempt_at"] - at)
            assert deliver(open_store, subscription(webhook.url()), now=at + pauses[-1] / 2).sent == 0
            at = row["next_attempt_at"]
    assert states == ["failed", "failed", "failed", "given up"] and len(webhook.bodies) == 4
    assert pauses == sorted(set(pauses)) and "error=500" in row["last_error"]


def test_what_heals_is_sent_under_the_same_key(open_store, webhook):
    webhook.answers = [503, 200]
    put(open_store, *ledger_rows(), delivery())
    assert deliver(open_store, subscription(webhook.url())).failed == 1
    assert deliver(open_store, subscription(webhook.url()), now=NOW + timedelta(hours=1)).sent == 1
    assert [head["Idempotency-Key"] for head in webhook.headers] == ["m:1", "m:1"]
    assert stored(open_store)["n:1"]["last_error"] is None


def test_one_dead_channel_does_not_keep_the_others_from_their_news(open_store, webhook):
    put(open_store, *ledger_rows(), delivery(1, subscription_id="dead"), delivery(2))
    report = deliver(open_store, subscription("json://127.0.0.1:1/", id="dead"), subscription(webhook.url()))
    assert (report.sent, report.failed, report.waiting) == (1, 1, 1)
    assert report.lines[0].startswith("dead (failed): json://127.0.0.1:1: ")


def test_a_missing_environment_variable_is_a_failed_delivery_that_names_it(open_store, webhook):
    put(open_store, *ledger_rows(), delivery(1, subscription_id="unset"), delivery(2))
    report = deliver(
        open_store,
        subscription("${NOT_SET_HERE}", id="unset"),
        subscription(webhook.url()),
        secrets=Secrets({}),
    )
    assert (report.sent, report.failed) == (1, 1)
    assert "NOT_SET_HERE is not set" in report.lines[0]


def test_a_claim_left_by_a_crash_is_sent_again_under_the_same_key(open_store, webhook):
    """The process died between sending and marking: the one thing that can repeat."""
    put(open_store, *ledger_rows(), delivery(claimed_at=NOW))
    assert deliver(open_store, subscription(webhook.url()), now=NOW + CLAIM_LASTS / 2).waiting == 1
    assert webhook.bodies == []
    assert deliver(open_store, subscription(webhook.url()), now=NOW + CLAIM_LASTS * 2).sent == 1
    assert webhook.headers[0]["Idempotency-Key"] == "m:1"


def test_a_death_while_sending_loses_nothing_and_repeats_nothing_else(open_store, webhook):
    class Dies(AppriseSender):
        def send(self, to, message):
            super().send(to, message)
            if message.key == "m:2":
                raise KeyboardInterrupt

    put(open_store, *ledger_rows(), *(delivery(n, created_at=NOW + timedelta(seconds=n)) for n in (1, 2, 3)))
    with pytest.raises(KeyboardInterrupt):
        deliver(open_store, subscription(webhook.url()), sender=Dies(1.0))
    deliver(open_store, subscription(webhook.url()))
    deliver(open_store, subscription(webhook.url()), now=NOW + CLAIM_LASTS * 2)
    assert [head["Idempotency-Key"] for head in webhook.headers] == ["m:1", "m:2", "m:3", "m:2"]
    assert {row["state"] for row in stored(open_store).values()} == {"sent"}


@pytest.mark.parametrize("when", ["daily 09:00", "weekly mon 09:00"])
def test_what_waits_for_a_digest_is_left_waiting(open_store, webhook, when):
    put(open_store, *ledger_rows(), delivery())
    later = Subscription(id="team", title="t", deliver=(Deliver(to=webhook.url(), when=when),))
    report = deliver(open_store, later)
    assert (report.sent, report.waiting, webhook.bodies) == (0, 1, [])


def test_what_is_owed_to_a_subscription_that_is_gone_is_given_up_and_said(open_store):
    put(open_store, *ledger_rows(), delivery(1), delivery(2, deliver_no=7))
    report = deliver(open_store, subscription(id="other"))
    assert report.given_up == 2 and "no longer configured" in report.lines[0]


def test_a_message_whose_change_is_gone_fails_and_stops_nobody(open_store, webhook):
    early = delivery(1, change_id="c:gone", created_at=NOW - timedelta(hours=1))
    put(open_store, *ledger_rows(), early, delivery(2))
    report = deliver(open_store, subscription(webhook.url()))
    assert (report.sent, report.failed) == (1, 1)
    assert "no longer in the ledger" in report.lines[0]


@pytest.mark.parametrize("to", ["json://127.0.0.1:1/", None])
def test_what_became_of_an_alert_is_to_be_published(open_store, webhook, to):
    put(open_store, *ledger_rows(), delivery())
    with open_store() as store:
        assert store.rows("load_fact", name="unpublished") == []
    deliver(open_store, subscription(to or webhook.url()))
    with open_store() as store:
        assert store.rows("load_fact", name="unpublished") == [{"value": "yes"}]


def test_a_round_with_nothing_due_leaves_nothing_to_publish(open_store):
    put(open_store, *ledger_rows(), delivery(state="sent"))
    assert deliver(open_store, subscription()).lines == ()
    with open_store() as store:
        assert store.rows("load_fact", name="unpublished") == []


def test_what_was_given_up_is_told_to_the_operator_once(open_store, webhook):
    operator = subscription(webhook.url(), id="ops", operations=True)
    put(open_store, *ledger_rows(), delivery())
    reader = subscription("json://127.0.0.1:1/geheim")
    assert deliver(open_store, reader, operator, attempts=1).given_up == 1
    deliver(open_store, reader, operator, attempts=1)
    (body,) = webhook.bodies
    assert body["title"].startswith("【投递失败】team → json://127.0.0.1:1")
    assert "geheim" not in body["message"] and "mingdan alerts retry" in body["message"]


def test_a_complaint_that_cannot_be_delivered_makes_no_further_complaint(open_store):
    operator = subscription("json://127.0.0.1:1/", id="ops", operations=True)
    (owed_one,) = owed_notes([note(NoteKind.DELIVERY)], [operator], regions=load_regions(), now=NOW)
    put(open_store, owed_one)
    assert deliver(open_store, operator, attempts=1).given_up == 1
    assert len(stored(open_store)) == 1


def test_retry_makes_the_failed_and_the_given_up_due_again(open_store, webhook):
    far = NOW + timedelta(days=1)
    put(open_store, *ledger_rows(), delivery(1, state="failed", attempts=3, next_attempt_at=far))
    put(open_store, delivery(2, state="given up", attempts=5), delivery(3, state="sent", attempts=1))
    with open_store() as store:
        assert retry_failed(store, now=NOW, subscription_id="nobody") == 0
        assert retry_failed(store, now=NOW) == 2
    assert deliver(open_store, subscription(webhook.url())).sent == 2


def test_what_is_being_sent_now_is_not_retried_beside_it(open_store):
    put(open_store, delivery(state="failed", claimed_at=NOW))
    with open_store() as store:
        assert retry_failed(store, now=NOW) == 0


def test_owing_again_does_not_wake_what_was_sent(open_store, webhook):
    reader = subscription(webhook.url())
    put(open_store, *ledger_rows())
    for expected in (1, 0):
        with open_store() as store:
            news = load_news(store, ["c:1", "c:unknown"])
            fresh = only_new(store, owed(news, [reader], regions=load_regions(), now=NOW))
            store.merge(fresh)
        assert deliver(open_store, reader).sent == expected
    assert len(webhook.bodies) == 1


def test_one_subscription_reaches_each_reader_in_their_language(open_store, webhook, mailbox):
    targets = (Deliver(to=webhook.url()), Deliver(to=mailbox.url("&format=text"), language="en"))
    both = Subscription(id="team", title="示例订阅", deliver=targets)
    put(open_store, *ledger_rows())
    with open_store() as store:
        store.merge(owed(load_news(store, ["c:1"]), [both], regions=load_regions(), now=NOW))
    assert deliver(open_store, both).sent == 2
    assert "新认定 1 个" in webhook.bodies[0]["message"]
    assert "1 newly designated" in mailbox.mails[0].get_body().get_content()


def test_news_is_loaded_with_names_locator_and_programme(open_store):
    put(open_store, *ledger_rows())
    with open_store() as store:
        (item,) = load_news(store, ["c:1"])
        assert only_new(store, []) == [] and load_news(store, []) == []
    assert item.other_names == ("北京市丰台区轨道交通智能控制产业集群", "示例旧名产业集群")
    assert (item.locator, item.region, item.listed) == ("sheet 1!B7", "北京市丰台区", 100)
    assert (item.programme_english, item.subject_kind) == ("SME characteristic industry clusters", "cluster")
    assert item.first_seen_at == NOW


def test_a_change_without_an_announcement_is_still_told(open_store, webhook):
    change = next(row for row in ledger_rows() if getattr(row, "change_id", None) == "c:1")
    others = [row for row in ledger_rows() if row is not change]
    put(open_store, *others, replace(change, announcement_id=None, kind="expired"), delivery())
    assert deliver(open_store, subscription(webhook.url())).sent == 1
    assert "有效期届满 1 个" in webhook.bodies[0]["title"]


def test_a_warehouse_that_cannot_be_opened_is_an_error_and_sends_nothing(open_store, tmp_path):
    (tmp_path / "warehouse.duckdb").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError):
        deliver(open_store, subscription())


def test_a_delivery_keeps_all_its_columns_through_the_outbox(open_store):
    put(open_store, delivery(note='{"a": 1}', change_id=None))
    with open_store() as store:
        assert store.load(Delivery, "tell_message", message_id="m:1") == [
            delivery(note='{"a": 1}', change_id=None)
        ]
