"""What a person answered about endings holds on while later knowledge moves ids or settles some of whom it was about.

Titles and forms are the ministry's; names are made up (示例).
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from config.models import Decision
from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.test_decisions import assert_rebuilt_alike
from tests.tasks.ingest.test_identities import JIANGSU, SHANDONG, A, B, C, D, given, passed, renamed

REVIEWED_ON = datetime(2025, 11, 7, 2, 0, tzinfo=UTC)
NEW_B, STRANGER = "示例乙新材料产业集群", "示例己产业集群"


def ask_about_two(desk: Desk) -> None:
    """Play a review that passes one of three, a stranger, and a new name of the second."""
    desk.now = REVIEWED_ON
    desk.page("shili-miit", given(2022, (A, SHANDONG), (B, SHANDONG), (C, SHANDONG), published="2023-01-11"))
    names = [(one, "", SHANDONG) for one in (A, STRANGER, NEW_B)]
    desk.page("shili-miit", passed(2022, "2025-11-07", *names))
    desk.ingest()
    desk.later(days=1)


def bring(desk: Desk, html: str) -> None:
    desk.page("shili-miit", html)
    desk.ingest()
    desk.later(days=1)


def lost(desk: Desk) -> set[object]:
    """Return who is believed to lose the title (the term is up in January 2026: till then the day waits)."""
    with desk.store() as store:
        rows = store.connection.execute(
            "select s.name from ledger.title t join ledger.subject s using (subject_id)"
            " where t.recorded_to is null and (t.status = 'lapsed' or t.ends_as = 'lapsed')"
        ).fetchall()
    return {name for (name,) in rows}


def still_asked(desk: Desk) -> list[object]:
    return [r["review_id"] for r in desk.ask("reviews") if r["kind"] == "endings" and r["decided_at"] is None]


NAMESAKES = given(2023, (C, JIANGSU), (D, SHANDONG))
LATE_NAME = renamed("2025-10-01", (B, NEW_B))


@pytest.mark.parametrize("late", [NAMESAKES, LATE_NAME], ids=["a-namesake", "a-new-name"])
def test_an_answer_holds_when_later_knowledge_moves_or_settles_whom_it_was_about(desk: Desk, late: str):
    ask_about_two(desk)
    desk.answer()
    desk.ingest()
    assert lost(desk) == {B, C}
    bring(desk, late)
    assert lost(desk) == ({B, C} if late == NAMESAKES else {C}) and not still_asked(desk)
    assert_rebuilt_alike(desk)


@pytest.mark.parametrize("late", [NAMESAKES, LATE_NAME], ids=["a-namesake", "a-new-name"])
def test_an_answer_against_the_endings_holds_as_well(desk: Desk, late: str):
    ask_about_two(desk)
    (asked,) = desk.ask("reviews")
    about = {"id": asked["review_id"], "kind": "endings", "about": asked["about"]}
    desk.decide(Decision(decided="reject", by="示例", on=desk.now, **about))
    desk.ingest()
    bring(desk, late)
    assert not lost(desk) and not still_asked(desk)


def test_an_answer_under_the_id_its_writer_saw_counts_after_the_id_moved(desk: Desk):
    ask_about_two(desk)
    desk.answer()
    answers = desk.configuration.decisions
    desk.decide()
    bring(desk, NAMESAKES)
    assert len(still_asked(desk)) == 1 and still_asked(desk) != [answers[0].id]
    desk.decide(*(answer.model_copy(update={"on": desk.now}) for answer in answers))
    desk.ingest()
    assert lost(desk) == {B, C} and not still_asked(desk)
    assert_rebuilt_alike(desk)


def test_nobody_is_told_again_of_an_ending_whose_question_moved(desk: Desk):
    ask_about_two(desk)
    desk.answer()
    desk.ingest()
    bring(desk, NAMESAKES)
    told = [row["subject_id"] for row in desk.ask("changes") if row["kind"] == "lapsed"]
    assert len(told) == len(set(told)) == 2


def test_one_more_name_that_matches_nobody_is_a_new_question(desk: Desk):
    ask_about_two(desk)
    desk.answer()
    desk.ingest()
    names = [(one, "", SHANDONG) for one in (A, STRANGER, NEW_B, "示例庚产业集群")]
    desk.page("shili-miit", passed(2022, "2025-11-07", *names), url="https://shili-miit.example/2.html")
    desk.ingest()
    assert not lost(desk) and len(still_asked(desk)) == 1
