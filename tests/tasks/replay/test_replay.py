"""Live and built anew are the same ledger to the last row; what differs is told, and can take its place."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.errors import InUse, StoreError
from config.models import Decision
from tasks.archive.records import Ingest, Restated
from tasks.replay.keep import keep
from tasks.replay.restatement import Restatement
from tasks.replay.told import as_markdown, in_words
from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.pages import final, proposal, review
from tests.tasks.ingest.test_decisions import ask_about_endings, hold_a_list
from tests.tasks.ingest.test_ingest import DECIDED_ON, both_days, watch
from tests.tasks.replay.conftest import Replays
from warehouse.lock import hold_lock


def live_long(desk: Desk) -> None:
    """Proposal, designation, expiry, late review, an edition, and a day on which nothing happens."""
    watch(desk)
    both_days(desk)
    desk.now = datetime(2026, 2, 1, tzinfo=UTC)
    desk.ingest()
    desk.page("shili-miit", review("甲", "乙"), dated=None)
    desk.ingest()
    desk.later(days=3)
    desk.page("shili-miit", final("甲", "乙", "丙"), url="https://shili-miit.example/2.html")
    desk.ingest()
    desk.later(days=30)
    desk.ingest()


def undo_the_decision(desk: Desk) -> None:
    """Accept a list that is short, let time pass, then take the word back."""
    watch(desk)
    hold_a_list(desk)
    desk.later(days=1)
    desk.answer()
    desk.ingest()
    desk.later(days=1)
    desk.ingest()
    desk.decide()


def test_a_long_past_built_anew_is_equal_to_the_last_row(desk: Desk, again: Replays) -> None:
    live_long(desk)
    found = again()
    assert found.equal, found.as_json()
    assert found.rows_equal > 40 and found.captures == 4 and not found.announcements
    assert "equal to the last row" in in_words(found)[0]


def test_read_ahead_by_other_processes_it_is_the_same(desk: Desk, again: Replays) -> None:
    live_long(desk)
    assert (found := again(processes=2, reread=True)).equal, found.as_json()


def test_decisions_in_between_count_where_they_counted(desk: Desk, again: Replays) -> None:
    ask_about_endings(desk)
    desk.later(days=2)
    desk.answer()
    desk.ingest()
    desk.later(days=9)
    desk.page("shili-sd", final("甲", "乙", "丙"))
    desk.ingest()
    assert (found := again()).equal, found.as_json()


def test_what_was_logged_late_is_known_when_the_ledger_came_to_it(desk: Desk, again: Replays) -> None:
    """A page of an earlier clock, in the log behind a run that had come further: the log's own order decides."""
    hold_a_list(desk)
    desk.later(days=5)
    desk.answer()
    desk.ingest()
    desk.later(days=-3)
    desk.page("shili-miit", proposal("甲", "乙", "丙"))
    desk.later(days=4)
    desk.ingest()
    assert (found := again()).equal, found.as_json()


def test_a_decision_taken_back_is_a_restatement_and_changes_nothing_by_itself(
    desk: Desk, again: Replays
) -> None:
    undo_the_decision(desk)
    before = desk.ask("changes")
    found = again()
    assert not found.equal and not found.applied and desk.ask("changes") == before
    [one] = found.announcements
    assert one.title.startswith("工业和信息化部关于公布2022年度") and one.changes == {"removed": 2}
    assert one.designations == {"removed": 2} and {row.name for row in one.first} == {
        "江苏省常熟市示例甲产业集群", "江苏省常熟市示例乙产业集群",
    }  # fmt: skip
    assert not (desk.folder / "replay" / "building").exists()


def test_a_restatement_is_told_within_eighty_columns_and_kept_as_files(desk: Desk, again: Replays) -> None:
    undo_the_decision(desk)
    house, found = again.house(), again()
    path = keep(house.places, found)
    assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["equal"] is False
    text = path.read_text(encoding="utf-8")
    assert "2 removed" in text and "- 江苏省常熟市示例甲产业集群 designated" in text
    assert any("nothing was changed" in line for line in in_words(found))


def test_an_applied_restatement_is_the_ledger_and_a_later_replay_is_equal(desk: Desk, again: Replays) -> None:
    undo_the_decision(desk)
    assert again(apply=True).applied
    assert not desk.ask("changes") and [r["decided_at"] for r in desk.ask("reviews")] == [None]
    desk.ingest()
    assert again().equal
    desk.later(days=2)
    desk.page("shili-miit", final("甲", "乙"), url="https://shili-miit.example/1.html")
    desk.ingest()
    assert (found := again()).equal, found.as_json()


def restate_with_news(desk: Desk, again: Replays, *, tell: bool) -> Restatement:
    """A list held as too short is, by today's decisions, accepted since long."""
    watch(desk)
    desk.poll("shili-miit")
    desk.ingest()
    hold_a_list(desk)
    [asked] = desk.ask("reviews")
    desk.later(days=9)
    desk.ingest()
    about = {"id": asked["review_id"], "kind": asked["kind"], "about": asked["about"]}
    desk.decide(Decision(decided="accept", by="示例", on=DECIDED_ON + timedelta(days=2), **about))  # type: ignore[arg-type]  # a row
    found = again(apply=True, tell=tell)
    desk.ingest()
    return found


def test_what_is_new_by_a_restatement_is_marked_and_alerts_nobody(desk: Desk, again: Replays) -> None:
    owed_before = len(desk.ask("alerts"))
    found = restate_with_news(desk, again, tell=False)
    assert found.new == 2 and {(r["restated"], r["backfill"]) for r in rows(desk)} == {(True, True)}
    assert {r["recorded_at"] for r in rows(desk)} == {DECIDED_ON + timedelta(days=2)}
    assert len([r for r in desk.ask("alerts") if r["change_id"]]) == owed_before == 0
    assert any(isinstance(r, Restated) for r in desk.archive.log.read())
    assert (later := again()).equal, later.as_json()


def test_asked_to_tell_it_owes_what_is_new_once_and_says_that_it_is_restated(
    desk: Desk, again: Replays
) -> None:
    restate_with_news(desk, again, tell=True)
    owed = {r["change_id"] for r in desk.ask("alerts") if r["change_id"]}
    assert owed == {r["change_id"] for r in rows(desk)} and {r["restated"] for r in rows(desk)} == {True}
    desk.ingest()
    assert len([r for r in desk.ask("alerts") if r["change_id"]]) == 2
    assert again().equal


def rows(desk: Desk) -> list[dict[str, object]]:
    with desk.store() as store:
        return [
            dict(zip(("change_id", "recorded_at", "restated", "backfill"), row, strict=True))
            for row in store.connection.execute(
                "select change_id, recorded_at, restated, backfill from ledger.change"
            ).fetchall()
        ]


def test_what_was_told_is_carried_and_what_waits_for_a_change_that_is_gone_is_given_up(
    desk: Desk, again: Replays
) -> None:
    desk.poll("shili-miit")
    desk.later(days=1)
    undo_the_decision(desk)
    before = {r["alert_id"]: r["state"] for r in desk.ask("alerts")}
    assert "waiting" in before.values()
    again(apply=True)
    after = {r["alert_id"]: (r["state"], r["last_error"]) for r in desk.ask("alerts")}
    assert after.keys() == before.keys()
    assert {state for state, _ in after.values()} == {"given up"}
    assert all("took back" in str(why) for _, why in after.values())


def test_reading_anew_leaves_the_shelf_alone_unless_it_is_applied(desk: Desk, again: Replays) -> None:
    both_days(desk)
    shelf = sorted((desk.folder / "shelf").rglob("*.gz"))
    stamps = [path.stat().st_ino for path in shelf]
    assert shelf and again(reread=True).equal
    assert [path.stat().st_ino for path in shelf] == stamps


def test_a_second_replay_at_once_is_refused(desk: Desk, again: Replays) -> None:
    both_days(desk)
    with (
        hold_lock(desk.folder / "locks" / "replay.lock", wait=0),
        pytest.raises(InUse, match="a replay is under way"),
    ):
        again()


def test_a_ledger_that_cannot_be_opened_is_replaced_only_when_asked_and_kept(
    desk: Desk, again: Replays
) -> None:
    both_days(desk)
    before = desk.ask("designations")
    (desk.folder / "warehouse.duckdb").write_bytes(b"\0" * 20_000)
    with pytest.raises(StoreError, match="replay --apply"):
        again()
    found = again(apply=True)
    assert found.applied and Path(found.kept).read_bytes() == b"\0" * 20_000
    assert desk.ask("designations") == before and not desk.ask("alerts")


def test_every_run_writes_its_instant_into_the_log(desk: Desk) -> None:
    both_days(desk)
    told = [r.ingested_at for r in desk.archive.log.read() if isinstance(r, Ingest)]
    assert told == sorted(told) and told[-1] == desk.now


def test_a_page_of_markdown_escapes_what_a_title_says(desk: Desk, again: Replays) -> None:
    undo_the_decision(desk)
    found = again()
    found.announcements[0].title = "[点](javascript:x) <b>"
    assert "\\[点\\](javascript:x) \\<b\\>" in as_markdown(found)
