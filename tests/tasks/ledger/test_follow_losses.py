"""Losses that must not be read from the papers: each of these courses once ended, moved or doubled a title wrongly.

Dates and terms are real where they name a list (facts collected for mingdan, 2026-11); who stands on it is 示例.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tasks.ledger.book import Entry
from tasks.ledger.follow import follow
from tasks.recognise.notice import Stage
from tests.tasks.ledger.courses import CHAMPIONS, book, entries, held, kinds, says
from tests.tasks.ledger.test_follow import FINAL, PASSED, PROPOSED

RELAYED = replace(
    PASSED, announcement_id="转载", occasion="转载", effective_on=None, whole=False, relayed=True
)


def test_a_revocation_older_than_the_title_takes_nothing():
    """A revocation names no cohort: it reached a title of another year that the enterprise has lost since."""
    old = says("旧撤销", Stage.REVOCATION, "2021-05-10", "示例乙", verb="撤销")
    course = follow(book(FINAL, old), date(2023, 6, 1))
    assert held(course, "示例乙") == ("active", "2023-01-01", "2025-12-31")


def test_who_is_proposed_after_the_final_list_is_not_dropped_by_it():
    second = says("第二次公示", Stage.PROPOSAL, "2023-06-01", "示例丁")
    course = follow(book(PROPOSED, FINAL, second), date(2023, 6, 2))
    assert held(course, "示例丁")[0] == "proposed"
    assert held(course, "示例丙")[0] == "dropped"


def test_who_was_only_proposed_is_nobody_of_the_cohort_for_a_review():
    stranger = replace(PASSED, entries=entries("示例甲", "示例丙"))
    course = follow(book(PROPOSED, FINAL, stranger), date(2025, 11, 7))
    assert not [event for event in course.events if event.kind == "lapsed"]
    assert course.questions[0].unmatched == ("示例丙",)
    assert held(course, "示例丙")[:2] == ("active", "2025-11-07")


def test_one_notice_ends_a_title_once():
    """By name ``revoked``, and then not silent any more (semantics, 13 and 14)."""
    failed = says("2025复核", Stage.REVOCATION, "2025-11-07", "示例乙", verb="未通过复核")
    course = follow(book(FINAL, PASSED, failed), date(2025, 11, 8))
    assert kinds(course, "示例乙") == ["designated", "revoked"]


def test_a_revocation_by_name_takes_every_title_of_an_enterprise_with_two_products():
    twice = replace(FINAL, entries=(Entry("示例甲", None, "磨具"), Entry("示例甲", None, "胶带")))
    revoked = says("撤销", Stage.REVOCATION, "2024-05-10", "示例甲", verb="撤销")
    course = follow(book(twice, revoked), date(2024, 5, 10))
    assert {holding.status for holding in course.holdings.values()} == {"revoked"}


def test_a_relay_of_a_review_extends_nothing_twice():
    course = follow(book(FINAL, PASSED, RELAYED), date(2025, 11, 8))
    assert held(course, "示例甲") == ("active", "2023-01-01", "2028-12-31")
    assert kinds(course, "示例甲").count("renewed") == 1


def test_a_relay_of_a_review_brings_back_nobody_who_lost_the_title():
    revoked = says("撤销", Stage.REVOCATION, "2025-12-10", "示例甲", verb="撤销")
    course = follow(book(FINAL, revoked, RELAYED), date(2025, 12, 11))
    assert held(course, "示例甲")[0] == "revoked"


def test_a_part_of_a_second_review_belongs_to_that_and_not_to_the_first():
    """The key of a whole is the same at each review; taken for the first, a part set the term three years back."""
    second = replace(PASSED, announcement_id="2028复核", occasion="2028复核", effective_on=date(2028, 11, 1))
    part = replace(second, announcement_id="四川份", occasion="2025复核", whole=False, part_region="四川省")
    part = replace(part, effective_on=date(2028, 11, 5))
    with_whole = follow(book(FINAL, PASSED, second, part), date(2028, 12, 2))
    assert held(with_whole, "示例甲") == ("active", "2023-01-01", "2031-12-31")
    assert kinds(with_whole, "示例甲").count("renewed") == 2
    assert len({event.occasion for event in with_whole.events if event.kind == "renewed"}) == 2
    alone = follow(book(FINAL, PASSED, part), date(2028, 12, 2))
    assert held(alone, "示例甲") == ("active", "2023-01-01", "2031-12-31")


def test_a_second_list_of_the_cohort_does_not_move_the_first_titles():
    again = replace(FINAL, announcement_id="第二份", occasion="第二份", effective_on=date(2023, 6, 1))
    again = replace(again, validity=None, entries=entries("示例甲", "示例己"))
    course = follow(book(FINAL, again), date(2023, 6, 2))
    assert held(course, "示例甲") == ("active", "2023-01-01", "2025-12-31")
    assert held(course, "示例己") == ("active", "2023-06-01", "2026-05-31")


def test_a_category_of_which_the_review_has_no_list_is_asked_about():
    both = replace(FINAL, entries=(Entry("示例甲", "示范企业"), Entry("示例乙", "单项冠军产品")))
    passed = replace(PASSED, entries=(Entry("示例甲", "示范企业"),))
    course = follow(book(both, passed, programme=CHAMPIONS), date(2025, 11, 8))
    assert not [event for event in course.events if event.kind == "lapsed"]
    assert [question.reason for question in course.questions] == ["the review has no list of 单项冠军产品"]


def test_a_name_that_only_a_part_has_is_settled_by_the_whole_list():
    """Printed otherwise by the province, it would stand beside the real title, and be lost at the next review."""
    part = replace(FINAL, announcement_id="山东份", occasion="2022通告", whole=False, part_region="山东省")
    part = replace(part, entries=entries("示例甲集团"), effective_on=date(2023, 1, 20))
    alone = follow(book(PROPOSED, part), date(2023, 1, 21))
    assert held(alone, "示例甲集团")[0] == "active"
    course = follow(book(PROPOSED, FINAL, part), date(2023, 1, 21))
    assert {h.subject_id for h in course.holdings.values()} == {"示例甲", "示例乙", "示例丙"}


def test_a_part_that_comes_after_the_whole_review_renews_nobody_the_whole_left_out():
    part = replace(PASSED, announcement_id="四川份", whole=False, part_region="四川省", occasion="2025复核")
    part = replace(part, entries=entries("示例乙"), effective_on=date(2025, 11, 20))
    course = follow(book(FINAL, PASSED, part), date(2026, 1, 1))
    assert held(course, "示例乙")[0] == "lapsed"
