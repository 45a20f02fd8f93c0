"""The artifact of a run: what was new, what is held, which source is ill since when; nothing outside breaks its table."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from flows.report import MOST_HELD, poll_report
from flows.seen import Held, Seen
from tasks.archive.records import Poll, SourceState
from tasks.ingest.ingest import IngestReport
from tasks.pipeline import RunResult
from tasks.tell.outbox import DeliveryReport

AT = datetime(2024, 9, 20, 2, 0, tzinfo=UTC)
HEADING = "poll/ministry 2024-09-20 10:00"
HELD = Held("r:81", "示例省2025年度名单", "35 stated, 34 rows read")


def polled(source_id: str, state: SourceState = SourceState.OK, reason: str = "") -> Poll:
    return Poll(source_id, AT, state, state is SourceState.OK, 10, 1, 0.52, reason)


def report(*polls: Poll, before: Seen | None = None, after: Seen | None = None, **told: Any) -> str:
    result = RunResult(polls, IngestReport(), DeliveryReport(**told), None)
    return poll_report(result, before or Seen(), after or Seen(), heading=HEADING)


def test_an_ill_source_is_named_with_its_reason_and_when_it_was_last_well() -> None:
    ill = polled("cn-miit-wjfb", SourceState.BLOCKED, "521: a challenge page")
    after = Seen(well={"cn-miit-wjfb": datetime(2024, 9, 19, 11, 30, tzinfo=UTC)})
    text = report(polled("sd-gxt-gg"), ill, after=after)
    assert "2 sources, 1 ok, 1 blocked (cn-miit-wjfb last ok 2024-09-19 19:30)" in text.splitlines()[0]
    assert "cn-miit-wjfb is blocked: 521: a challenge page" in text


def test_only_what_came_with_the_run_is_new() -> None:
    before = Seen(Counter(announcement=3, designated=100))
    after = Seen(Counter(announcement=4, designated=200, dropped=1))
    text = report(polled("a"), before=before, after=after, sent=4, failed=1)
    assert "new: 1 announcement, 100 designated, 1 dropped; held: 0; told: 4 messages, 1 failed" in text


def test_nothing_new_is_said_so() -> None:
    same = Seen(Counter(announcement=3))
    assert "new: nothing; held: 0; told: 0 messages" in report(polled("a"), before=same, after=same)


def test_what_is_held_has_its_id_and_reason_and_the_fresh_is_marked() -> None:
    old = Held("r:80", "示例旧名单", "two lists of one name")
    text = report(before=Seen(held=(old,)), after=Seen(held=(HELD, old)))
    assert "- **new** `r:81` 示例省2025年度名单: 35 stated, 34 rows read" in text
    assert "- `r:80` 示例旧名单: two lists of one name" in text


def test_many_held_lists_are_counted_instead_of_listed() -> None:
    held = tuple(Held(f"r:{number}", "示例", "示例") for number in range(MOST_HELD + 5))
    assert "- and 5 more" in report(after=Seen(held=held))


def test_a_message_that_failed_is_told_without_markup() -> None:
    assert r"not told: \<b\>示例\</b\>" in report(lines=("<b>示例</b>",))


def test_a_reason_from_outside_stays_in_its_line() -> None:
    text = report(polled("a|b", SourceState.FAILING, "示例 | [x](http://示例)\n| forged | row |"))
    assert len([line for line in text.splitlines() if line.startswith("|")]) == 3
    assert r"\[x\](http://示例) \| forged" in text
