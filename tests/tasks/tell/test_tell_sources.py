"""What an operator is told of sources: one outage is one message, and what it says can be read, done and copied."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from config.models import Deliver
from config.regions import load_regions
from tasks.tell.causes import cause, quote_cause
from tasks.tell.clean import clean
from tasks.tell.ill import TOGETHER
from tasks.tell.match import owed_notes
from tasks.tell.news import Note, NoteKind
from tasks.tell.outbox import CLAIM_LASTS, deliver_due
from tasks.tell.render import render_note, render_sources
from tasks.tell.send import AppriseSender
from tests.tasks.tell.tell_samples import NOW, note, subscription

HOUR = timedelta(hours=1)
LIST = "https://gxt.example.cn/tzgg/index_2.html?a=1"
LATIN_WORDS = re.compile(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")


def ill(number: int, state: str = "failing", **fields: object) -> Note:
    """A note on one of many sources."""
    found = note(NoteKind.SOURCE, note_id=f"k:{number}", about=f"shili-{number:02}", title=f"示例厅{number}")
    said = {"state": state, "reason": f"{LIST}: HTTP 502: the server is at fault", "since": NOW - HOUR}
    return replace(found, url=LIST, **{**said, **fields})


def owed(notes, *subscriptions):
    return owed_notes(notes, subscriptions, regions=load_regions(), now=NOW)


def tell(open_store, target, *, now=NOW, sender=None):
    return deliver_due(open_store, {target.id: target}, sender=sender or AppriseSender(1.0), now=now)


def ops(to: str = "json://127.0.0.1:9/hook"):
    return subscription(to, id="ops", operations=True)


def test_the_sources_of_one_run_share_a_message_from_three_on():
    few, many = owed([ill(1), ill(2)], ops()), owed([ill(n) for n in range(36)], ops())
    assert len({d.message_id for d in few}) == 2 == TOGETHER - 1
    assert len({d.message_id for d in many}) == 1 and len({d.alert_id for d in many}) == 36


def test_the_shared_message_has_one_id_whatever_the_order_and_another_for_each_target_and_set():
    notes = [ill(n) for n in range(4)]
    both = ops().model_copy(update={"deliver": (Deliver(to="json://a"), Deliver(to="json://b"))})
    ids = [{d.message_id for d in owed(some, both)} for some in (notes, notes[::-1], notes[:3])]
    assert ids[0] == ids[1] and len(ids[0]) == 2 and not ids[0] & ids[2]


def test_other_notes_of_the_run_leave_by_themselves():
    found = owed([*(ill(n) for n in range(3)), note(note_id="k:held")], ops())
    assert len({d.message_id for d in found[:3]}) == 1 and found[3].message_id != found[0].message_id


def test_an_outage_is_one_message_that_names_every_source(open_store, webhook):
    with open_store() as store:
        store.merge(owed([ill(n, asked=36, hosts=35) for n in range(36)], ops(webhook.url())))
    report, again = tell(open_store, ops(webhook.url())), tell(open_store, ops(webhook.url()))
    assert (report.sent, report.waiting, again.sent) == (1, 0, 0)
    (body,) = webhook.bodies
    assert body["title"] == "【来源异常】36 个来源：无法访问 36 个"
    assert all(f"示例厅{n}（shili-{n:02}）" in body["message"] for n in range(36))
    assert (
        body["message"].startswith("全部 36 个来源（35 台主机）都无法访问")
        and "本机的网络" in body["message"]
    )


def test_an_outage_s_message_that_fails_is_tried_again_as_one(open_store, webhook):
    webhook.answers = [500, 200]
    with open_store() as store:
        store.merge(owed([ill(n) for n in range(5)], ops(webhook.url())))
    first, second = (tell(open_store, ops(webhook.url()), now=NOW + n * HOUR) for n in (0, 1))
    assert (first.failed, second.sent, second.waiting) == (1, 1, 0)
    assert len({head["Idempotency-Key"] for head in webhook.headers}) == 1


def test_a_death_while_an_outage_is_told_repeats_that_one_message_and_loses_no_source(open_store, webhook):
    class Dies(AppriseSender):
        def send(self, to, message):
            super().send(to, message)
            raise KeyboardInterrupt

    with open_store() as store:
        store.merge(owed([ill(n) for n in range(5)], ops(webhook.url())))
    with pytest.raises(KeyboardInterrupt):
        tell(open_store, ops(webhook.url()), sender=Dies(1.0))
    assert tell(open_store, ops(webhook.url()), now=NOW + CLAIM_LASTS * 2).sent == 1
    assert webhook.bodies[0]["message"] == webhook.bodies[1]["message"]
    assert len({head["Idempotency-Key"] for head in webhook.headers}) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_many_are_told_by_state_the_worst_first_with_what_to_do_once_for_each(language):
    mixed = [
        ill(1, "ok", reason=""),
        ill(2, "silent"),
        ill(3),
        ill(4),
        ill(5, "blocked", reason="Retry-After"),
    ]
    lines = render_sources(mixed, key="k", language=language).body.splitlines()
    heads = [line for line in lines if line.startswith("── ")]
    assert len(heads) == 4 and sum(line.startswith("· ") for line in lines) == 5
    assert [("2" in heads[0]), "maintenance" in heads[0], "delay" in heads[1]] == [True, True, True]
    assert ("恢复正常" in heads[3]) or ("well again" in heads[3])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_thousand_sources_are_one_message_that_can_be_sent(language):
    message = render_sources([ill(n) for n in range(1000)], key="k", language=language)
    assert len(message.body) < 8000 and "960" in message.body


def test_many_that_are_back_are_told_as_back():
    back = [ill(n, "ok", reason="") for n in range(36)]
    assert render_sources(back, key="k", language="zh").title == "【来源恢复】36 个来源：恢复正常 36 个"


@pytest.mark.parametrize("state", ["failing", "blocked", "changed", "silent"])
def test_a_chinese_note_is_chinese_but_for_the_quoted_words_of_the_program(state):
    *lines, quoted = render_note(ill(1, state), key="k", language="zh").body.splitlines()
    assert quoted == "详情（程序原话）“HTTP 502: the server is at fault”"
    assert "异常始于 2023-10-19 09:12" in lines[0] and lines[1].startswith("处理 ")
    assert not any(LATIN_WORDS.search(line) for line in lines[:2])
    assert f"列表 {LIST}" in lines


def test_an_address_of_the_source_s_own_host_can_be_copied_and_no_other_becomes_a_link():
    reason = "https://gxt.example.cn/robots.txt: moved to http://evil.example/x, see evil.example"
    assert quote_cause(reason, LIST, 400) == (
        "https://gxt.example.cn/robots.txt: moved to http：//evil．example/x, see evil．example"
    )
    assert quote_cause(reason, "", 400) == clean(reason, 400)


def test_an_address_that_was_cut_short_is_no_link():
    assert quote_cause(f"moved to {LIST}", LIST, 36) == "moved to https：//gxt．example．cn/tzg…"


@pytest.mark.parametrize(
    ("reason", "url", "left"),
    [(f"{LIST}: HTTP 502", LIST, "HTTP 502"), ("HTTP 502", LIST, "HTTP 502"), (f"{LIST}: x", "", f"{LIST}: x"),
     (f"{LIST}: ", LIST, f"{LIST}: "), ("", LIST, "")],
)  # fmt: skip
def test_the_cause_comes_first(reason, url, left):
    assert cause(reason, url) == left
