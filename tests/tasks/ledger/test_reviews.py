"""Reviews: one or several, early, late, in pieces, of cohorts known in full or in part (semantics 12 to 20).

Notices, dates and numbers are real (facts collected for mingdan, 2026-11); who stands on a list is 示例.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.ledger.book import Anew, Entry, Statement
from tasks.ledger.follow import follow
from tasks.recognise.notice import Stage, Validity
from tests.tasks.ledger.courses import CHAMPIONS, book, entries, held, kinds, says
from tests.tasks.ledger.test_follow import FINAL, FIRST_BATCH, PASSED, PROPOSED, REVIEW_2019

REVIEW_2022 = says("2022年复核", Stage.REVIEW, "2022-12-26", "示例甲")
"""The first batch's second review: the notice of the seventh batch (news of 2022-12-26)."""


def test_the_second_review_of_a_batch_works_like_the_first():
    """第一批, reviewed in 2019 and 2022: who passes twice holds the title without a gap, each renewal told once."""
    passed = replace(REVIEW_2019, entries=entries("示例甲", "示例乙"))
    course = follow(book(FIRST_BATCH, passed, REVIEW_2022, programme=CHAMPIONS), date(2022, 12, 27))
    assert held(course, "示例甲") == ("active", "2017-01-17", "2025-11-12")
    assert held(course, "示例乙") == ("lapsed", "2017-01-17", "2022-11-12")
    assert kinds(course, "示例甲") == ["designated", "renewed", "renewed"]
    assert {e.occasion for e in course.events if e.kind == "renewed"} == {"〔2019〕354号", "2022年复核"}


def test_a_pass_list_spread_over_two_notices_is_one_review():
    """Neither notice alone is the whole result; together they are, and who is on one is not silent in the other."""
    both = replace(
        FINAL,
        entries=(Entry("示例甲", "示范企业"), Entry("示例乙", "单项冠军产品"), Entry("示例丙", "示范企业")),
    )
    one = replace(PASSED, entries=(Entry("示例甲", "示范企业"),))
    other = replace(PASSED, announcement_id="附件二", occasion="附件二", effective_on=date(2025, 11, 20))
    other = replace(other, entries=(Entry("示例乙", "单项冠军产品"),))
    alone = follow(book(both, one, programme=CHAMPIONS), date(2025, 11, 30))
    assert [q.reason for q in alone.questions] == ["the review has no list of 单项冠军产品"]
    course = follow(book(both, one, other, programme=CHAMPIONS), date(2026, 1, 1))
    assert [held(course, name)[0] for name in ("示例甲", "示例乙", "示例丙")] == [
        "active",
        "active",
        "lapsed",
    ]
    assert not course.questions and kinds(course, "示例甲").count("renewed") == 1


def test_who_stands_on_two_lists_of_a_review_is_renewed_once():
    again = replace(PASSED, announcement_id="补充", occasion="补充", effective_on=date(2025, 12, 1))
    course = follow(book(FINAL, PASSED, again), date(2025, 12, 2))
    (renewed,) = (e for e in course.events if e.kind == "renewed")
    assert (renewed.occasion, renewed.also) == ("2025复核", {"补充"})
    assert held(course, "示例甲") == ("active", "2023-01-01", "2028-12-31")


def test_one_notice_reviews_each_older_batch_in_its_own_book():
    """348 pass in 山东's notice of 2025-12-13: of the sixth batch and the third; each is held against its own."""
    sixth = says("第六批", Stage.DESIGNATION, "2022-12-30", "示例甲", "示例乙")
    third = says("第三批", Stage.DESIGNATION, "2019-12-30", "示例丙", "示例丁")
    of_sixth = says("第九批通知", Stage.REVIEW, "2025-12-13", "示例甲")
    before = says("2022年复核", Stage.REVIEW, "2022-12-01", "示例丙", "示例丁")
    of_third = says("第九批通知", Stage.REVIEW, "2025-12-13", "示例丙", "示例丁")
    course = follow(book(sixth, of_sixth, programme=CHAMPIONS), date(2026, 1, 1))
    assert [held(course, name)[0] for name in ("示例甲", "示例乙")] == ["active", "lapsed"]
    course = follow(book(third, before, of_third, programme=CHAMPIONS), date(2026, 1, 1))
    assert [held(course, name)[0] for name in ("示例丙", "示例丁")] == ["active", "active"]


def test_a_result_a_year_late_renews_without_a_gap_and_lapses_from_the_day_after_the_term():
    late = replace(PASSED, effective_on=date(2026, 12, 1))
    before = follow(book(FINAL), date(2026, 6, 1))
    assert held(before, "示例甲")[0] == "expired"
    course = follow(book(FINAL, late), date(2026, 12, 1))
    assert held(course, "示例甲") == ("active", "2023-01-01", "2028-12-31")
    (lapse,) = (e for e in course.events if e.kind == "lapsed")
    assert (lapse.holding.subject_id, lapse.effective_on) == ("示例乙", date(2026, 1, 1))


def test_of_a_cohort_known_in_part_the_listed_are_renewed_and_the_old_list_settles_the_rest():
    """Semantics 15 and 17: the names are known from the review on; when the old list arrives, the endings follow."""
    known = replace(FINAL, whole=False, part_region="江苏省", entries=entries("示例乙"), stated=1)
    early = follow(book(known, PASSED), date(2026, 2, 1))
    assert held(early, "示例甲") == ("active", "2025-11-07", "2028-11-06")
    assert held(early, "示例乙")[0] == "expired"
    assert [q.kind for q in early.questions] == ["lapsed"]
    settled = follow(book(known, FINAL, PASSED), date(2026, 2, 1))
    assert held(settled, "示例甲") == ("active", "2023-01-01", "2028-12-31")
    assert held(settled, "示例乙")[0] == "lapsed" and not settled.questions


def test_whose_outcome_is_put_off_is_neither_renewed_nor_silent():
    """整改 and 暂缓 hold that row only (semantics, 15); a later notice settles it, either way."""
    three = replace(FINAL, entries=entries("示例甲", "示例乙", "示例丙"))
    waiting = replace(PASSED, put_off=entries("示例丙"))
    course = follow(book(three, waiting), date(2026, 1, 1))
    assert [held(course, n)[0] for n in ("示例甲", "示例乙", "示例丙")] == ["active", "lapsed", "expired"]
    passed = says("整改通过", Stage.REVIEW, "2026-06-01", "示例丙", validity=Validity(years=3))
    course = follow(book(three, waiting, passed), date(2026, 6, 1))
    assert held(course, "示例丙") == ("active", "2023-01-01", "2028-12-31")
    assert held(course, "示例甲") == ("active", "2023-01-01", "2028-12-31")
    taken = says("整改未通过", Stage.REVOCATION, "2026-06-01", "示例丙", verb="撤销")
    course = follow(book(three, waiting, taken), date(2026, 6, 1))
    assert held(course, "示例丙")[0] == "revoked" and held(course, "示例甲")[0] == "active"


def test_a_later_list_that_does_not_name_whom_the_first_put_off_is_asked_about():
    three = replace(FINAL, entries=entries("示例甲", "示例丙", "示例丁"))
    waiting = replace(PASSED, put_off=entries("示例丙", "示例丁"))
    later = says("整改通过", Stage.REVIEW, "2026-03-01", "示例丁", validity=Validity(years=3))
    course = follow(book(three, waiting, later), date(2026, 3, 1))
    assert [held(course, n)[0] for n in ("示例甲", "示例丙", "示例丁")] == ["active", "expired", "active"]
    assert [q.silent for q in course.questions] == [("示例丙",)]


def test_whom_an_earlier_review_passed_is_not_the_matter_of_a_notice_soon_after():
    """A second notice two years on names one title: the others were passed until 2028 and are not silent in it."""
    soon = says("补充复核", Stage.REVIEW, "2027-01-10", "示例乙")
    both = replace(PASSED, entries=entries("示例甲", "示例丙"))
    three = replace(FINAL, entries=entries("示例甲", "示例乙", "示例丙"))
    course = follow(book(three, both, soon), date(2027, 2, 1))
    assert held(course, "示例甲") == ("active", "2023-01-01", "2028-12-31")
    assert not course.questions


def test_a_review_long_before_the_terms_end_is_asked_about():
    early = replace(PASSED, effective_on=date(2023, 10, 1))
    course = follow(book(FINAL, early), date(2023, 10, 2))
    assert held(course, "示例乙")[0] == "active"
    assert [q.reason for q in course.questions] == ["their terms run on for more than a year"]


def test_who_was_proposed_for_renewal_and_not_passed_lapses_and_is_never_dropped():
    proposed = says("拟通过", Stage.REVIEW_PROPOSAL, "2025-10-01", "示例甲", "示例乙")
    course = follow(book(PROPOSED, FINAL, proposed, PASSED), date(2026, 1, 1))
    assert kinds(course, "示例乙") == ["designated", "lapsed", "proposed", "proposed"]
    assert held(course, "示例乙")[0] == "lapsed"


@pytest.mark.parametrize("renewal", ["review", "term", "none"])
def test_a_notice_that_says_all_not_listed_end_ends_them_whatever_the_programme(renewal: str):
    """As 未列入名单的自动失效: the word is kept, the cohort need not be known in full, a stranger still holds it."""
    programme = CHAMPIONS.model_copy(update={"renewal": renewal})
    part = replace(FINAL, whole=False, part_region="山东省")
    says_so = replace(PASSED, others_end=True, others_end_on=date(2025, 12, 1), verb="自动失效")
    course = follow(book(part, says_so, programme=programme), date(2025, 12, 1))
    assert held(course, "示例乙") == ("lapsed", "2023-01-01", "2025-11-30")
    assert [e.detail for e in course.events if e.kind == "lapsed"] == [{"verb": "自动失效"}]
    stranger = replace(says_so, entries=entries("示例甲", "示例戊"))
    course = follow(book(part, stranger, programme=programme), date(2025, 12, 1))
    assert "lapsed" not in kinds(course, "示例乙")


def test_whom_the_notice_designates_anew_is_not_silent_and_holds_the_new_title_instead():
    """Semantics 14: silent in the review of the first batch, on the fourth batch's list of the same notice."""
    anew = replace(REVIEW_2019, anew=(Anew("示例乙", "制造业单项冠军 第四批 示范企业"),))
    course = follow(book(FIRST_BATCH, anew, programme=CHAMPIONS), date(2019, 11, 27))
    assert held(course, "示例乙") == ("retitled", "2017-01-17", "2019-11-12")
    (moved,) = (e for e in course.events if e.kind == "retitled")
    assert moved.detail["after"] == "制造业单项冠军 第四批 示范企业"
    assert "第四批" not in str(moved.detail["before"])


def test_a_repeal_in_a_review_reaches_titles_that_a_part_of_the_repealed_list_gave():
    part = replace(FIRST_BATCH, announcement_id="山东份", whole=False, part_region="山东省", stated=2)
    number = Statement(
        "〔2017〕28号", Stage.DESIGNATION, date(2017, 1, 17), stated=2, occasion="〔2017〕28号"
    )
    course = follow(book(part, number, REVIEW_2019, programme=CHAMPIONS), date(2019, 11, 27))
    assert held(course, "示例甲") == ("active", "2017-01-17", "2022-11-12")
    assert held(course, "示例乙") == ("lapsed", "2017-01-17", "2019-11-12")


def test_an_expiry_names_the_review_that_is_still_open():
    call = Statement("〔2025〕77号", Stage.REVIEW_CALL, date(2025, 3, 4), title="2022年度集群复核工作的通知")
    course = follow(book(FINAL, call), date(2026, 1, 1))
    assert {e.detail.get("open_review") for e in course.events if e.kind == "expired"} == {
        "2022年度集群复核工作的通知"
    }
    answered = follow(book(FINAL, call, PASSED), date(2029, 1, 1))
    assert [e.detail for e in answered.events if e.kind == "expired"] == [{"valid_to": "2028-12-31"}]


NAMES = tuple("甲乙丙丁戊")


@given(st.sets(st.sampled_from(NAMES), min_size=1), st.sets(st.sampled_from(NAMES)), st.booleans())
def test_passed_and_silent_make_the_cohort(passed: set[str], put_off: set[str], whole: bool):
    """Everybody of a cohort known in full passes, lapses, or waits; of one known in part nobody lapses unasked."""
    final = replace(FINAL, entries=entries(*NAMES), whole=whole, part_region=None if whole else "山东省")
    waiting = put_off - passed
    review = replace(PASSED, entries=entries(*sorted(passed)), put_off=entries(*sorted(waiting)))
    course = follow(book(final, review), date(2026, 1, 1))
    stands = {name: held(course, name)[0] for name in NAMES}
    assert {n for n, status in stands.items() if status == "active"} == passed
    lapsed = {n for n, status in stands.items() if status == "lapsed"}
    assert lapsed == (set(NAMES) - passed - waiting if whole else set())
    assert bool(course.questions) is (not whole and passed | waiting != set(NAMES))
