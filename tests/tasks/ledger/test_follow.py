"""Courses of events: what the statements about one cohort make of its titles.

Dates, document numbers and terms are real (facts collected for mingdan, 2026-11); who stands on a list is 示例.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tasks.ledger.book import Entry
from tasks.ledger.course import Course
from tasks.ledger.follow import follow
from tasks.recognise.notice import Stage, Validity
from tests.tasks.ledger.courses import CHAMPIONS, THREE_CALENDAR_YEARS, book, entries, held, says, told

PROPOSED = says("2022公示", Stage.PROPOSAL, "2022-12-29", "示例甲", "示例乙", "示例丙")
FINAL = says("2022通告", Stage.DESIGNATION, "2023-01-11", "示例甲", "示例乙", validity=THREE_CALENDAR_YEARS)
PASSED = says("2025复核", Stage.REVIEW, "2025-11-07", "示例甲", validity=Validity(years=3, extends=True))


def test_a_proposal_decides_nothing():
    course = follow(book(PROPOSED), date(2023, 1, 5))
    assert held(course, "示例甲") == ("proposed", None, None)
    assert told(course) == [("proposed", "示例丙"), ("proposed", "示例乙"), ("proposed", "示例甲")]


def test_who_was_proposed_and_is_not_on_the_whole_final_list_is_dropped():
    course = follow(book(PROPOSED, FINAL), date(2023, 1, 11))
    assert held(course, "示例甲") == ("active", "2023-01-01", "2025-12-31")
    assert held(course, "示例丙") == ("dropped", None, None)
    assert ("dropped", "示例丙") in told(course) and not course.questions


def test_a_name_on_the_final_list_that_nobody_proposed_holds_the_drops():
    """It may be one of the silent under a new name (semantics, 15)."""
    renamed = replace(FINAL, entries=entries("示例甲", "示例丁"))
    course = follow(book(PROPOSED, renamed), date(2023, 1, 11))
    assert held(course, "示例乙") == ("proposed", None, None)
    assert held(course, "示例丁")[0] == "active"
    (question,) = course.questions
    assert (question.kind, question.silent, question.unmatched) == (
        "dropped",
        ("示例丙", "示例乙"),
        ("示例丁",),
    )


def test_a_part_designates_its_own_and_drops_nobody():
    part = replace(
        FINAL, announcement_id="山东份", whole=False, part_region="山东省", entries=entries("示例甲")
    )
    course = follow(book(PROPOSED, part), date(2023, 1, 11))
    assert held(course, "示例甲")[0] == "active"
    assert held(course, "示例丙") == ("proposed", None, None)


def test_the_silent_of_a_review_lapse_on_the_day_after_their_term_and_are_told_at_once():
    course = follow(book(FINAL, PASSED), date(2025, 11, 7))
    assert held(course, "示例甲") == ("active", "2023-01-01", "2028-12-31")
    assert held(course, "示例乙") == ("active", "2023-01-01", "2025-12-31")
    (lapse,) = (e for e in course.events if e.kind == "lapsed")
    assert (lapse.holding.subject_id, lapse.effective_on) == ("示例乙", date(2026, 1, 1))
    later = follow(book(FINAL, PASSED), date(2026, 1, 1))
    assert held(later, "示例乙") == ("lapsed", "2023-01-01", "2025-12-31")


def test_a_notice_that_says_an_earlier_day_ends_the_silent_then():
    """As 未列入名单的，自2025年12月1日起不再保留称号 would; a day after the term changes nothing (semantics, 20)."""
    early = follow(book(FINAL, replace(PASSED, others_end_on=date(2025, 12, 1))), date(2025, 12, 1))
    assert held(early, "示例乙") == ("lapsed", "2023-01-01", "2025-11-30")
    late = follow(book(FINAL, replace(PASSED, others_end_on=date(2026, 6, 1))), date(2026, 6, 1))
    assert held(late, "示例乙") == ("lapsed", "2023-01-01", "2025-12-31")


def test_silence_ends_nothing_while_the_cohort_is_known_only_in_part():
    known_in_part = replace(FINAL, whole=False, part_region="山东省")
    course = follow(book(known_in_part, PASSED), date(2025, 11, 7))
    assert not [e for e in course.events if e.kind == "lapsed"]
    assert [q.reason for q in course.questions] == ["the cohort is not known in full"]


def test_a_name_that_passed_and_matches_nobody_counts_and_holds_the_endings():
    stranger = replace(PASSED, entries=entries("示例甲", "示例戊"))
    course = follow(book(FINAL, stranger), date(2025, 11, 7))
    assert held(course, "示例戊")[0] == "active"
    assert [(q.silent, q.unmatched) for q in course.questions] == [(("示例乙",), ("示例戊",))]
    settled = follow(
        replace(book(FINAL, stranger), settled={course.questions[0].question_id: True}), date(2026, 1, 1)
    )
    assert held(settled, "示例乙")[0] == "lapsed" and not settled.questions


def test_a_decision_against_the_endings_keeps_the_silent():
    stranger = replace(PASSED, entries=entries("示例甲", "示例戊"))
    (question,) = follow(book(FINAL, stranger), date(2025, 11, 7)).questions
    spared = follow(replace(book(FINAL, stranger), settled={question.question_id: False}), date(2025, 11, 8))
    assert held(spared, "示例乙")[0] == "active" and not spared.questions


FIRST_BATCH = says("〔2017〕28号", Stage.DESIGNATION, "2017-01-17", "示例甲", "示例乙")
REVIEW_2019 = says(
    "〔2019〕354号", Stage.REVIEW, "2019-11-13", "示例甲", repealed=frozenset({"〔2017〕28号"})
)


def test_a_review_that_repeals_the_list_renews_without_a_gap_and_ends_the_silent_at_once():
    """工信部联产业函〔2019〕354号 repeals 〔2017〕28号: one ending a title, and it is ``lapsed`` (semantics, 13)."""
    course = follow(book(FIRST_BATCH, REVIEW_2019, programme=CHAMPIONS), date(2019, 11, 27))
    assert held(course, "示例甲") == ("active", "2017-01-17", "2022-11-12")
    assert held(course, "示例乙") == ("lapsed", "2017-01-17", "2019-11-12")
    assert [k for k, _ in told(course)] == ["designated", "designated", "lapsed", "renewed"]


def test_a_repeal_without_a_review_revokes_only_whom_nobody_renewed():
    repeal = says("废止", Stage.REPEAL, "2020-05-01", repealed=frozenset({"〔2017〕28号"}))
    course = follow(book(FIRST_BATCH, repeal, programme=CHAMPIONS), date(2020, 5, 1))
    assert held(course, "示例乙") == ("revoked", "2017-01-17", "2020-01-16")
    early = replace(repeal, effective_on=date(2018, 5, 1))
    course = follow(book(FIRST_BATCH, early, programme=CHAMPIONS), date(2018, 5, 1))
    assert held(course, "示例乙") == ("revoked", "2017-01-17", "2018-04-30")


def test_a_term_that_ran_out_is_expired_from_the_day_after():
    assert held(follow(book(FINAL), date(2025, 12, 31)), "示例甲")[0] == "active"
    course = follow(book(FINAL), date(2026, 1, 1))
    assert held(course, "示例甲") == ("expired", "2023-01-01", "2025-12-31")
    assert {e.effective_on for e in course.events if e.kind == "expired"} == {date(2026, 1, 1)}


def test_a_result_that_comes_late_leaves_no_gap_in_valid_time():
    late = replace(PASSED, effective_on=date(2026, 3, 1))
    course = follow(book(FINAL, late), date(2026, 3, 1))
    assert held(course, "示例甲") == ("active", "2023-01-01", "2028-12-31")
    assert held(course, "示例乙") == ("lapsed", "2023-01-01", "2025-12-31")


def test_a_part_of_a_review_and_its_whole_extend_once():
    part = replace(
        PASSED, announcement_id="成都份", whole=False, part_region="四川省成都市", occasion="2025复核"
    )
    course = follow(book(FINAL, part, PASSED), date(2025, 11, 8))
    assert held(course, "示例甲") == ("active", "2023-01-01", "2028-12-31")
    assert {e.occasion for e in course.events if e.kind == "renewed"} == {"2025复核"}


def test_a_second_review_three_years_later_extends_again():
    second = replace(PASSED, announcement_id="2028复核", occasion="2028复核", effective_on=date(2028, 11, 1))
    course = follow(book(FINAL, PASSED, second), date(2028, 11, 2))
    assert held(course, "示例甲") == ("active", "2023-01-01", "2031-12-31")


def test_a_relay_gives_titles_without_dates_and_ends_nobody():
    relayed = replace(FINAL, effective_on=None, whole=False, validity=None)
    course = follow(book(PROPOSED, relayed), date(2023, 1, 12))
    assert held(course, "示例甲") == ("active", None, None)
    assert held(course, "示例丙")[0] == "proposed"


def test_one_enterprise_with_two_products_in_one_list_holds_two_titles():
    twice = replace(FINAL, entries=(Entry("示例甲", None, "磨具"), Entry("示例甲", None, "胶带")))
    course = follow(book(twice), date(2023, 1, 11))
    assert sorted(h.product for h in course.holdings.values() if h.product) == ["磨具", "胶带"]


def test_a_proposed_renewal_changes_no_title():
    proposed = says("拟通过", Stage.REVIEW_PROPOSAL, "2025-10-01", "示例甲")
    course = follow(book(FINAL, proposed), date(2025, 10, 2))
    assert held(course, "示例甲") == ("active", "2023-01-01", "2025-12-31")
    assert [e.detail for e in course.events if e.kind == "proposed"] == [{"renewal": True}]


def test_a_recommendation_is_told_and_never_followed_by_a_drop():
    recommended = says("豫推荐", Stage.RECOMMENDATION, "2022-07-19", "示例丁", whole=False)
    course = follow(book(recommended, PROPOSED, FINAL), date(2023, 1, 11))
    assert [k for k, name in told(course) if name == "示例丁"] == ["recommended"]


def test_a_revocation_by_name_keeps_the_printed_word():
    revoked = says("撤销", Stage.REVOCATION, "2024-05-10", "示例乙", verb="撤销")
    course = follow(book(FINAL, revoked), date(2024, 5, 10))
    assert held(course, "示例乙") == ("revoked", "2023-01-01", "2024-05-09")
    assert [e.detail for e in course.events if e.kind == "revoked"] == [{"verb": "撤销"}]


@pytest.mark.parametrize(
    "statements", [(PROPOSED, FINAL, PASSED), (PASSED, FINAL, PROPOSED), (FINAL, PASSED, PROPOSED)]
)
def test_the_order_in_which_statements_came_to_us_does_not_matter(statements):
    assert follow(book(*statements), date(2026, 2, 1)) == follow(
        book(PROPOSED, FINAL, PASSED), date(2026, 2, 1)
    )


def test_coverage_says_what_each_stage_knows():
    coverage = {known.stage: known for known in follow(book(PROPOSED, FINAL), date(2023, 1, 11)).coverage}
    assert (coverage[Stage.DESIGNATION].known, coverage[Stage.DESIGNATION].whole) == (2, True)
    assert (coverage[Stage.PROPOSAL].stated, coverage[Stage.PROPOSAL].known) == (3, 3)


def test_an_empty_book_has_an_empty_course():
    assert follow(book(), date(2026, 1, 1)) == Course({}, (), (), ())
