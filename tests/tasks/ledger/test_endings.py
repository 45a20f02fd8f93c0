"""Titles lost by name or with their list, given again, or never decided (semantics 13, 15, 18, 20 and 27).

Dates, terms and numbers are real where a notice is named (facts collected for mingdan, 2026-11); who stands there is 示例.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tasks.ledger.book import Entry
from tasks.ledger.course import Course
from tasks.ledger.follow import follow
from tasks.recognise.notice import Stage, Validity
from tests.tasks.ledger.courses import CHAMPIONS, book, entries, held, kinds, says, told
from tests.tasks.ledger.test_follow import FINAL, FIRST_BATCH, PASSED, PROPOSED

REVOKED = says("撤销", Stage.REVOCATION, "2024-05-10", "示例乙", verb="撤销")
AGAIN = says("再次公布", Stage.DESIGNATION, "2024-12-20", "示例乙", validity=Validity(years=3))


def parts(course: Course, name: str) -> list[tuple[str, str, str]]:
    """Return status and term of every part of a subject's time, in order."""
    found = (h for h in course.holdings.values() if h.subject_id == name)
    return sorted(((h.status, str(h.valid_from), str(h.valid_to)) for h in found), key=lambda part: part[1])


def test_who_was_revoked_and_is_designated_again_holds_the_title_twice_with_a_gap():
    course = follow(book(FINAL, REVOKED, AGAIN), date(2024, 12, 21))
    assert parts(course, "示例乙") == [
        ("revoked", "2023-01-01", "2024-05-09"),
        ("active", "2024-12-20", "2027-12-19"),
    ]
    assert kinds(course, "示例乙") == ["designated", "designated", "revoked"]
    assert {e.occasion for e in course.events if e.kind == "designated"} == {"", "再次公布"}
    assert held(course, "示例甲") == ("active", "2023-01-01", "2025-12-31")


def test_the_old_list_put_up_again_by_a_province_or_a_relay_brings_nobody_back():
    for old in (
        replace(
            FINAL,
            announcement_id="份",
            whole=False,
            part_region="山东省",
            effective_on=date(2024, 8, 1),
            occasion="另一",
        ),
        replace(FINAL, announcement_id="转载", whole=False, relayed=True, effective_on=None),
    ):
        course = follow(book(FINAL, REVOKED, old), date(2024, 9, 1))
        assert held(course, "示例乙")[0] == "revoked"


def test_a_revocation_reaches_no_title_of_a_later_cohort():
    """By name alone, it is held against every cohort; a title given later than it is another matter (semantics, 20)."""
    later = says("2024通告", Stage.DESIGNATION, "2024-09-19", "示例乙", validity=Validity(years=3))
    course = follow(book(later, REVOKED), date(2024, 10, 1))
    assert held(course, "示例乙") == ("active", "2024-09-19", "2027-09-18")


def test_a_repeal_alone_revokes_what_rests_on_the_repealed_list_and_nothing_else():
    """工信部联产业函〔2017〕28号: whom a review passed before rests on the review's word (semantics, 20)."""
    passed = says("复核", Stage.REVIEW, "2019-06-01", "示例甲")
    repeal = says("废止", Stage.REPEAL, "2019-11-13", repealed=frozenset({"〔2017〕28号"}), verb="废止")
    put_off = replace(passed, put_off=entries("示例乙"))
    course = follow(book(FIRST_BATCH, put_off, repeal, programme=CHAMPIONS), date(2019, 11, 13))
    assert held(course, "示例甲")[0] == "active"
    assert held(course, "示例乙") == ("revoked", "2017-01-17", "2019-11-12")


def test_a_proposal_that_is_never_decided_stays_a_proposal():
    course = follow(book(PROPOSED), date(2040, 1, 1))
    assert {h.status for h in course.holdings.values()} == {"proposed"}
    assert {kind for kind, _ in told(course)} == {"proposed"}


def test_a_cohort_announced_twice_is_told_once_and_its_second_list_takes_nothing():
    """A second whole list of the cohort: who is only on the first keeps the title, who is only on the second gets it."""
    second = says("第二份", Stage.DESIGNATION, "2023-03-01", "示例甲", "示例丁")
    course = follow(book(FINAL, second), date(2023, 3, 2))
    assert [held(course, n)[0] for n in ("示例甲", "示例乙", "示例丁")] == ["active"] * 3
    assert [kind for kind, name in told(course) if name == "示例甲"] == ["designated"]


def test_a_final_list_answers_for_its_own_categories_and_the_next_list_for_its_own():
    """Two notices of one cohort, a category each: the first is no word on the other."""
    proposed = replace(
        PROPOSED,
        entries=(
            Entry("示例甲", "示范企业"),
            Entry("示例乙", "示范企业"),
            Entry("示例丙", "单项冠军产品"),
            Entry("示例丁", "单项冠军产品"),
        ),
    )
    first = replace(FINAL, entries=(Entry("示例甲", "示范企业"),))
    alone = follow(book(proposed, first), date(2023, 1, 12))
    assert [held(alone, n)[0] for n in ("示例乙", "示例丙")] == ["dropped", "proposed"]
    assert [q.reason for q in alone.questions] == ["the final list has no list of 单项冠军产品"]
    second = replace(
        FINAL, announcement_id="另一份", occasion="另一份", entries=(Entry("示例丙", "单项冠军产品"),)
    )
    both = follow(book(proposed, first, second), date(2023, 1, 12))
    assert [held(both, n)[0] for n in ("示例丙", "示例丁")] == ["active", "dropped"] and not both.questions


def test_a_list_that_lacks_rows_gives_a_lost_title_back_all_the_same():
    short = replace(AGAIN, whole=False)
    course = follow(book(FINAL, REVOKED, short), date(2024, 12, 21))
    assert parts(course, "示例乙")[-1] == ("active", "2024-12-20", "2027-12-19")


def test_who_is_put_off_by_the_final_list_is_neither_designated_nor_dropped():
    course = follow(book(PROPOSED, replace(FINAL, put_off=entries("示例丙"))), date(2023, 1, 12))
    assert held(course, "示例丙")[0] == "proposed" and kinds(course, "示例丙") == ["proposed"]


def test_a_term_that_runs_out_before_an_ending_announced_for_later_is_expired_until_then():
    ahead = replace(REVOKED, effective_on=date(2026, 3, 1))
    between = follow(book(FINAL, ahead), date(2026, 2, 1))
    assert held(between, "示例乙") == ("expired", "2023-01-01", "2025-12-31")
    assert held(follow(book(FINAL, ahead), date(2026, 3, 1)), "示例乙")[0] == "revoked"


def test_who_has_lapsed_is_not_revoked_afterwards():
    course = follow(book(FINAL, PASSED, replace(REVOKED, effective_on=date(2026, 5, 10))), date(2026, 5, 10))
    assert "revoked" not in kinds(course, "示例甲")
    assert held(course, "示例乙") == ("lapsed", "2023-01-01", "2025-12-31")


@given(
    st.dates(date(2023, 1, 12), date(2025, 10, 1)),
    st.dates(date(2023, 1, 12), date(2025, 10, 1)),
    st.permutations(range(3)),
)
def test_the_last_document_on_a_title_decides(taken: date, given_on: date, order: list[int]):
    """Revoked, then given again: held. Given again, then revoked: lost; in whatever order the three reach us."""
    revoked = replace(REVOKED, effective_on=taken)
    again = replace(AGAIN, effective_on=given_on)
    some = [FINAL, revoked, again]
    course = follow(book(*(some[n] for n in order)), date(2025, 11, 1))
    last = parts(course, "示例乙")[-1][0]
    assert last == ("active" if given_on > taken else "revoked")
