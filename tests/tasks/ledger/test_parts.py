"""Parts that provinces and cities publish, and when they are together the whole (semantics 5).

Dates, terms and who publishes what are real (facts collected for mingdan, 2026-11); who stands on a list is 示例, so the
numbers are small: the list of 2022 has 100 clusters, and 97 of them passed in 2025.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tasks.ledger.book import Entry, Statement
from tasks.ledger.course import Course
from tasks.ledger.follow import follow
from tasks.recognise.notice import Stage
from tests.tasks.ledger.courses import book, held, kinds, says
from tests.tasks.ledger.test_follow import FINAL, PASSED, PROPOSED

NEWS = Statement("报道", Stage.REVIEW, None, stated=1, occasion="报道", relayed=True)
"""A report of the review that only counts: 97 of 100 passed (2025-11-07)."""


def part(whole: Statement, region: str, *entries: Entry, day: str | None = None) -> Statement:
    """Return the share of a list that a region publishes."""
    on = date.fromisoformat(day) if day else whole.effective_on
    more = {"effective_on": on, "part_region": region, "entries": entries, "stated": len(entries)}
    return replace(whole, announcement_id=f"{region}份", whole=False, **more)  # type: ignore[arg-type]  # fields of Statement


def whole_of(course: Course, stage: Stage) -> list[tuple[int | None, int, bool]]:
    """Return what the nation's own row of the coverage of a stage says."""
    return [(k.stated, k.known, k.whole) for k in course.coverage if k.stage is stage and k.region is None]


JIANGSU = part(FINAL, "江苏省", Entry("示例甲", region="江苏省常熟市"))
SHANDONG = part(FINAL, "山东省", Entry("示例乙", region="山东省济南市"), day="2023-01-13")
COUNTED = Statement("2022通告", Stage.DESIGNATION, date(2023, 1, 11), stated=2, occasion="2022通告")
"""The notice of 2022, its attachment not to be read: it says how many, and no names."""


def test_parts_that_reach_the_stated_number_settle_like_the_whole_list():
    course = follow(book(PROPOSED, JIANGSU, SHANDONG, COUNTED), date(2023, 1, 14))
    assert [held(course, name)[0] for name in ("示例甲", "示例乙", "示例丙")] == [
        "active",
        "active",
        "dropped",
    ]
    assert whole_of(course, Stage.DESIGNATION) == [(2, 2, True)]
    (dropped,) = (e for e in course.events if e.kind == "dropped")
    assert (dropped.occasion, dropped.effective_on) == ("2022通告", date(2023, 1, 13))


def test_parts_that_do_not_reach_it_drop_nobody():
    for some in ((JIANGSU, COUNTED), (JIANGSU, SHANDONG), (JIANGSU, SHANDONG, replace(COUNTED, stated=3))):
        course = follow(book(PROPOSED, *some), date(2023, 1, 14))
        assert held(course, "示例丙")[0] == "proposed"
        assert not any(known.whole for known in course.coverage if known.stage is Stage.DESIGNATION)


def test_a_review_told_province_by_province_ends_nobody_until_it_is_complete():
    sichuan = part(PASSED, "四川省成都市", Entry("示例甲"))
    open_still = follow(book(FINAL, sichuan), date(2026, 1, 1))
    assert held(open_still, "示例乙")[0] == "expired" and "lapsed" not in kinds(open_still, "示例乙")
    complete = follow(book(FINAL, sichuan, NEWS), date(2026, 1, 1))
    assert held(complete, "示例甲") == ("active", "2023-01-01", "2028-12-31")
    assert held(complete, "示例乙") == ("lapsed", "2023-01-01", "2025-12-31")
    assert kinds(complete, "示例甲").count("renewed") == 1


def test_the_whole_list_that_comes_after_the_union_tells_nothing_again():
    sichuan = part(PASSED, "四川省成都市", Entry("示例甲"))
    before = follow(book(FINAL, sichuan, NEWS), date(2025, 11, 20))
    after = follow(book(FINAL, sichuan, NEWS, PASSED), date(2025, 11, 20))
    assert {(e.kind, e.holding.title_id, e.occasion) for e in after.events} == {
        (e.kind, e.holding.title_id, e.occasion) for e in before.events
    }


def test_two_numbers_that_differ_settle_nothing_and_the_issuers_own_goes_first():
    other = replace(NEWS, announcement_id="另一报道", stated=2)
    sichuan = part(PASSED, "四川省", Entry("示例甲"))
    assert "lapsed" not in kinds(follow(book(FINAL, sichuan, NEWS, other), date(2026, 1, 1)), "示例乙")
    own = Statement("2025复核", Stage.REVIEW, PASSED.effective_on, stated=1, occasion="2025复核")
    assert "lapsed" in kinds(follow(book(FINAL, sichuan, other, own), date(2026, 1, 1)), "示例乙")


def test_an_open_candidate_among_the_parts_keeps_the_union_open():
    """示例甲 of Jiangsu may be another name of 示例乙 of Shandong: then the two are one, and one row is missing."""
    jiangsu = replace(JIANGSU, entries=(Entry("示例甲", region="江苏省", key="示例甲"),))
    some = book(PROPOSED, jiangsu, SHANDONG, COUNTED)
    course = follow(replace(some, candidates=frozenset({"示例甲"})), date(2023, 1, 14))
    assert held(course, "示例丙")[0] == "proposed"


def test_what_only_a_relay_tells_of_a_region_completes_nothing():
    relayed = replace(SHANDONG, relayed=True, effective_on=None)
    assert (
        held(follow(book(PROPOSED, JIANGSU, relayed, COUNTED), date(2023, 1, 14)), "示例丙")[0] == "proposed"
    )


QINGDAO = part(FINAL, "山东省青岛市", Entry("示例丙", region="山东省青岛市"))


def test_a_plan_single_city_counts_once_wherever_it_stands():
    """青岛 publishes apart from 山东; where the province's list has the row too, it is one (facts: 宁波, 深圳, 青岛)."""
    apart = follow(book(PROPOSED, JIANGSU, SHANDONG, QINGDAO, replace(COUNTED, stated=3)), date(2023, 1, 14))
    both = replace(SHANDONG, entries=(*SHANDONG.entries, *QINGDAO.entries))
    within = follow(book(PROPOSED, JIANGSU, both, QINGDAO, replace(COUNTED, stated=3)), date(2023, 1, 14))
    assert whole_of(apart, Stage.DESIGNATION) == whole_of(within, Stage.DESIGNATION) == [(3, 3, True)]


def test_a_province_and_its_city_that_name_the_same_rows_differently_are_no_union():
    named = replace(SHANDONG, entries=(*SHANDONG.entries, Entry("示例丙集群", region="山东省青岛市")))
    course = follow(book(PROPOSED, named, QINGDAO, replace(COUNTED, stated=3)), date(2023, 1, 14))
    assert not any(known.whole for known in course.coverage if known.stage is Stage.DESIGNATION)
    jinan = part(FINAL, "山东省济南市", Entry("示例丁", region="山东省济南市"))
    course = follow(book(PROPOSED, SHANDONG, jinan, COUNTED), date(2023, 1, 14))
    assert not any(known.whole for known in course.coverage if known.stage is Stage.DESIGNATION)


def test_parts_of_two_reviews_unite_apart():
    early, late = (
        part(PASSED, "四川省", Entry("示例甲")),
        part(PASSED, "四川省", Entry("示例甲"), day="2028-11-05"),
    )
    late = replace(late, announcement_id="四川份二")
    counted = [
        Statement("2025复核", Stage.REVIEW, date(2025, 11, 7), stated=2, occasion="2025复核"),
        Statement("2028复核", Stage.REVIEW, date(2028, 11, 7), stated=1, occasion="2028复核"),
    ]
    both = part(PASSED, "山东省", Entry("示例乙"))
    course = follow(book(FINAL, early, both, late, *counted), date(2029, 1, 1))
    assert held(course, "示例甲") == ("active", "2023-01-01", "2031-12-31")
    assert held(course, "示例乙") == ("lapsed", "2023-01-01", "2028-12-31")


@given(st.lists(st.sampled_from("甲乙丙丁戊"), min_size=1, unique=True), st.data())
def test_the_union_of_parts_ends_whom_the_whole_list_would_end(names: list[str], data: st.DataObject):
    """However a list is cut into parts, complete they say what the whole list says of every title."""
    regions = {name: data.draw(st.sampled_from(["江苏省", "山东省", "四川省"])) for name in names}
    proposed = says("公示", Stage.PROPOSAL, "2022-12-29", *"甲乙丙丁戊")
    entries = tuple(Entry(name, region=regions[name]) for name in names)
    whole = replace(FINAL, entries=entries, stated=len(names))
    parts = [
        part(whole, region, *(e for e in entries if e.region == region))
        for region in sorted(set(regions.values()))
    ]
    number = replace(COUNTED, stated=len(names))
    united = follow(book(proposed, *parts, number), date(2023, 2, 1))
    straight = follow(book(proposed, whole), date(2023, 2, 1))
    assert {h.subject_id: h.status for h in united.holdings.values()} == {
        h.subject_id: h.status for h in straight.holdings.values()
    }
