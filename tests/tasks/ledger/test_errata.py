"""Corrections: a notice that mends rows of an earlier list (semantics 8 and 12). Who stands on a list is 示例."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tasks.ledger.book import Book, Entry, Erratum, Statement
from tasks.ledger.compare import Occasion, compare
from tasks.ledger.course import Course
from tasks.ledger.follow import follow
from tasks.recognise.notice import Stage
from tests.tasks.ledger.courses import CLUSTERS, book, held, kinds, says
from tests.tasks.ledger.test_follow import FINAL, PASSED

PRINTED = replace(FINAL, entries=(Entry("示例甲", key="示例甲"), Entry("示例误", key="示例误")))
WRONG_NAME = Erratum(
    "更正",
    date(2023, 1, 20),
    frozenset({"2022通告"}),
    Entry("示例乙", key="示例乙"),
    "示例乙",
    "示例误",
    "示例误",
)
LEFT_OUT = Erratum(
    "更正", date(2023, 1, 20), frozenset({"2022通告"}), Entry("示例丙", key="示例丙"), "示例丙"
)


def mended(*statements: Statement, errata: tuple[Erratum, ...] = (WRONG_NAME,)) -> Book:
    return replace(book(*statements), errata=errata)


def corrections(course: Course) -> list[tuple[str, dict[str, object], str]]:
    """Return whom corrections were told of, with both names and the occasion."""
    return [(e.holding.subject_id, e.detail, e.occasion) for e in course.events if e.kind == "corrected"]


def test_the_right_subject_holds_the_title_from_the_beginning():
    course = follow(mended(PRINTED), date(2023, 1, 21))
    assert held(course, "示例乙") == ("active", "2023-01-01", "2025-12-31")
    assert {h.subject_id for h in course.holdings.values()} == {"示例甲", "示例乙"}


def test_it_is_told_once_as_corrected_with_both_names_and_never_as_a_win_or_a_loss():
    course = follow(mended(PRINTED), date(2023, 1, 21))
    assert corrections(course) == [("示例乙", {"before": "示例误", "after": "示例乙"}, "更正")]
    assert kinds(course, "示例乙") == ["corrected"]
    assert kinds(course, "示例误") == ["designated"]


def test_a_row_that_was_missing_is_added_and_told_as_corrected():
    course = follow(mended(PRINTED, errata=(LEFT_OUT,)), date(2023, 1, 21))
    assert held(course, "示例丙")[0] == "active" and kinds(course, "示例丙") == ["corrected"]
    assert corrections(course) == [("示例丙", {"before": None, "after": "示例丙"}, "更正")]


def test_who_was_put_up_under_the_wrong_name_is_not_dropped_and_holds_no_drop_of_others():
    proposed = says("2022公示", Stage.PROPOSAL, "2022-12-29", "示例甲", "示例误", "示例丁")
    course = follow(mended(proposed, PRINTED), date(2023, 1, 21))
    assert not course.questions and held(course, "示例丁")[0] == "dropped"
    assert {h.subject_id for h in course.holdings.values()} == {"示例甲", "示例乙", "示例丁"}
    assert "dropped" not in kinds(course, "示例误")


def test_where_both_names_were_put_up_the_wrong_one_is_somebody_and_is_dropped():
    proposed = says("2022公示", Stage.PROPOSAL, "2022-12-29", "示例甲", "示例误", "示例乙")
    course = follow(mended(proposed, PRINTED), date(2023, 1, 21))
    assert held(course, "示例误")[0] == "dropped" and held(course, "示例乙")[0] == "active"


def test_a_review_is_held_against_the_right_name():
    passed = replace(PASSED, entries=(Entry("示例乙", key="示例乙"),))
    course = follow(mended(PRINTED, passed), date(2026, 1, 1))
    assert held(course, "示例乙")[0] == "active" and held(course, "示例甲")[0] == "lapsed"
    assert not course.questions


def test_a_correction_of_another_announcement_or_of_a_name_that_stands_nowhere_changes_nothing():
    other = replace(WRONG_NAME, corrected=frozenset({"2023通告"}))
    strange = replace(WRONG_NAME, wrong_key="示例别")
    plain = follow(book(PRINTED), date(2023, 1, 21))
    assert follow(mended(PRINTED, errata=(other, strange)), date(2023, 1, 21)) == plain


def test_the_belief_before_is_closed_and_kept_and_nobody_hears_of_a_struck_row():
    at = datetime(2023, 1, 11, 2, tzinfo=UTC)
    first = compare([], follow(book(PRINTED), at.date()), told=set(), occasion=_occasion(at))
    told = {change.change_id for change in first.changes}
    later = datetime(2023, 1, 20, 2, tzinfo=UTC)
    second = compare(
        first.titles, follow(mended(PRINTED), later.date()), told=told, occasion=_occasion(later)
    )
    assert [(c.kind, c.subject_id) for c in second.changes] == [("corrected", "示例乙")]
    assert {(t.subject_id, t.recorded_from, t.recorded_to) for t in second.titles} == {
        ("示例误", at, later),
        ("示例乙", later, None),
    }


def test_the_correction_known_before_the_list_ends_in_the_same_changes():
    """Semantics 22: with both known, the list's own word and the correction are told, in whatever order they came."""
    at = datetime(2023, 1, 20, 2, tzinfo=UTC)
    early = compare([], follow(book(PRINTED), at.date()), told=set(), occasion=_occasion(at)).changes
    told = {change.change_id for change in early}
    then = compare([], follow(mended(PRINTED), at.date()), told=told, occasion=_occasion(at)).changes
    at_once = compare([], follow(mended(PRINTED), at.date()), told=set(), occasion=_occasion(at)).changes
    assert {c.change_id for c in (*early, *then)} == {c.change_id for c in at_once}


def test_an_added_row_goes_to_the_list_that_gives_titles():
    review = Statement("2022通告", Stage.REVIEW, FINAL.effective_on, PASSED.entries, occasion="2022通告")
    course = follow(mended(PRINTED, review, errata=(LEFT_OUT,)), date(2023, 1, 21))
    assert held(course, "示例丙") == ("active", "2023-01-01", "2025-12-31")


def _occasion(at: datetime) -> Occasion:
    return Occasion(CLUSTERS.id, "2022年度", at, frozenset(), news_days=90)
