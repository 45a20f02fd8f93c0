"""What a person's word does: it counts from its own instant, ends nobody by accident, and stops nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.pages import NO_PROGRAMME, final, proposal, review
from tests.tasks.ingest.test_ingest import DECIDED_ON, PROPOSED_ON, both_days, told, watch

REVIEWED_ON = datetime(2025, 11, 7, 2, 0, tzinfo=UTC)
VIEWS = ("designation_history", "changes", "reviews", "coverage", "announcements", "list_rows", "sightings")


def hold_a_list(desk: Desk) -> None:
    """Let the ministry post a list of two that says three."""
    desk.now = DECIDED_ON
    desk.page("shili-miit", final("甲", "乙", stated=3))
    desk.poll("shili-miit", new=1)
    desk.ingest()


def ask_about_endings(desk: Desk) -> None:
    """Play the review of 2025 with a name that nobody of 2022 bears."""
    both_days(desk)
    desk.now = REVIEWED_ON
    desk.page("shili-miit", review("甲", "己"))
    desk.poll("shili-miit", new=1)
    desk.ingest()


def assert_rebuilt_alike(desk: Desk) -> None:
    before = {view: sorted(map(str, desk.ask(view))) for view in VIEWS}
    desk.rebuild()
    assert before == {view: sorted(map(str, desk.ask(view))) for view in VIEWS}


def test_a_list_accepted_short_gives_titles_and_ends_nobody(desk: Desk):
    watch(desk)
    desk.now = PROPOSED_ON
    desk.page("shili-miit", proposal("甲", "乙", "丙"))
    desk.ingest()
    hold_a_list(desk)
    desk.later(days=1)
    desk.answer()
    desk.ingest()
    kinds = [kind for kind, _ in told(desk)]
    assert kinds.count("designated") == 2 and "dropped" not in kinds
    assert {r["whole"] for r in desk.ask("coverage") if r["stage"] == "designation"} == {False}


def test_a_list_of_the_first_sight_stays_history_when_a_person_accepts_it(desk: Desk):
    hold_a_list(desk)
    desk.later(days=1)
    desk.answer()
    desk.ingest()
    assert len(desk.ask("changes")) == 2 and not desk.ask("alerts")


def test_a_decision_dated_by_its_day_is_never_recorded_before_its_question(desk: Desk):
    ask_about_endings(desk)
    desk.now += timedelta(hours=3)
    desk.answer(on=datetime(2025, 11, 6, 16, 0, tzinfo=UTC))
    desk.ingest()
    assert [kind for kind, _ in told(desk)].count("lapsed") == 1
    seen = {row["announcement_id"]: row["first_seen_at"] for row in desk.ask("announcements")}
    assert all(row["recorded_at"] >= seen[row["announcement_id"]] for row in desk.ask("changes"))
    closed = [row for row in desk.ask("designation_history") if row["recorded_to"] is not None]
    assert all(row["recorded_from"] <= row["recorded_to"] for row in closed)


def test_a_settled_question_is_settled_at_the_same_instant_in_a_ledger_built_anew(desk: Desk):
    ask_about_endings(desk)
    desk.later(days=10)
    desk.answer()
    desk.ingest()
    desk.now = datetime(2026, 2, 1, tzinfo=UTC)
    desk.page("shili-miit", NO_PROGRAMME)
    desk.ingest()
    assert_rebuilt_alike(desk)


def test_an_accepted_list_counts_before_the_edition_that_came_after_it(desk: Desk):
    watch(desk)
    hold_a_list(desk)
    desk.later(days=1)
    desk.answer()
    desk.ingest()
    desk.later(days=5)
    desk.page("shili-miit", final("甲", "乙", "丙"), url="https://shili-miit.example/1.html")
    desk.ingest()
    assert_rebuilt_alike(desk)


def test_an_expiry_that_a_backdated_decision_brings_is_told(desk: Desk):
    watch(desk)
    desk.now = datetime(2025, 12, 30, tzinfo=UTC)
    late = (
        final("甲", "乙", stated=3)
        .replace("2023-01-11", "2025-12-29")
        .replace("2023年1月10日", "2025年12月29日")
    )
    desk.page("shili-miit", late)
    desk.ingest()
    desk.now = datetime(2026, 1, 20, tzinfo=UTC)
    desk.poll("shili-miit")
    desk.ingest()
    desk.answer(on=datetime(2026, 1, 5, tzinfo=UTC))
    desk.ingest()
    expired = {row["change_id"] for row in desk.ask("changes") if row["kind"] == "expired"}
    assert expired and expired <= {row["change_id"] for row in desk.ask("alerts")}


@pytest.mark.parametrize("list_no", ["7", "二"])
def test_mended_rows_that_do_not_fit_are_named_and_stop_nothing_else(desk: Desk, list_no: str):
    watch(desk)
    hold_a_list(desk)
    desk.answer(rows=({"list_no": list_no, "name": "示例"},))
    desk.later(days=1)
    desk.page("shili-miit", NO_PROGRAMME)
    report = desk.ingest()
    assert report.outcomes == {"unconcerned": 1} and "decision" in report.damaged[0]
    assert desk.ask("reviews")[0]["decided_at"] is None


def test_a_decision_about_a_programme_configured_no_longer_stops_nothing(desk: Desk):
    ask_about_endings(desk)
    desk.answer()
    others = {k: p for k, p in desk.configuration.programmes.items() if k != "cn-sme-cluster"}
    desk.configuration = desk.configuration.model_copy(update={"programmes": others})
    desk.ingest()
    assert "lapsed" not in [kind for kind, _ in told(desk)]
