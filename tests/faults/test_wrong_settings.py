"""What a person wrote wrongly: one message that says where and how to mend it, and the rest is still done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from demo.config import MAIL_VARIABLE
from tests.faults.conftest import Call
from tests.faults.playing import Stage, count

WRONG = {
    "a YAML that does not parse": ("title: [示例", "demo-zh.yaml:"),
    "an unknown key": ("title: 示例\nmatch: {}\ndelivr: []\n", "demo-zh.yaml:3"),
    "a value that is none of the allowed": (
        "title: 示例\nmatch: {}\ndeliver: [{to: 'json://127.0.0.1', language: fr}]\n",
        "demo-zh.yaml:3",
    ),
    "an address in the file that belongs in the environment": (
        "title: 示例\ndeliver: [{to: 'tgram://123456:abc/42'}]\n",
        "demo-zh.yaml:2",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_ends_in_one_message_with_file_and_line_and_nothing_done(
    stage: Stage, call: Call, what: str
) -> None:
    text, place = WRONG[what]
    places = stage.home("wrong")
    (places.config / "subscriptions" / "demo-zh.yaml").write_text(text, encoding="utf-8")
    ended = call(places, "poll", day=stage.past.days[0])
    assert ended.status == 2 and place in ended.err
    assert len([line for line in ended.err.splitlines() if line.startswith("mingdan: ")]) == 1
    assert "Traceback" not in ended.err and not ended.out
    assert not places.archive.exists() and not places.warehouse.exists()


def test_an_unknown_key_is_answered_with_the_one_that_was_meant(stage: Stage, call: Call) -> None:
    places = stage.home("meant")
    source = places.config / "sources" / "cn-miit-wjfb.yaml"
    source.write_text(source.read_text(encoding="utf-8") + "evry: 10m\n", encoding="utf-8")
    ended = call(places, "poll", day=stage.past.days[0])
    assert ended.status == 2
    assert "cn-miit-wjfb.yaml:" in ended.err and "evry" in ended.err and "every" in ended.err


def test_a_missing_variable_stops_one_channel_and_its_news_leaves_once_it_is_set(
    stage: Stage, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    places, (first, _, _, _, fifth) = stage.home("unset"), stage.past.days[:5]
    call(places, "poll", day=first)
    monkeypatch.delenv(MAIL_VARIABLE)
    ended = call(places, "poll", day=fifth)
    assert ended.status == 1
    [complaint] = [line for line in ended.err.splitlines() if MAIL_VARIABLE in line]
    assert "demo-en" in complaint
    sent = stage.hook.counts()
    assert sent and count(places, "select count(*) from alerts where state = 'failed'") > 0
    assert count(places, "select count(*) from announcements where state = 'accepted'") > 1
    monkeypatch.setenv(MAIL_VARIABLE, f"{stage.hook.url}/en")
    ended = call(places, "poll", now=fifth.at + timedelta(minutes=6))
    assert ended.status == 0, ended.err
    assert count(places, "select count(*) from alerts where state <> 'sent'") == 0
    assert len(stage.hook.counts()) > len(sent) and set(stage.hook.counts().values()) == {1}
