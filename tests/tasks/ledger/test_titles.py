"""Which title an entry means, when one cohort lists a subject more than once (semantics 24). Products are real.

山东豪迈机械 holds 硫化轮胎用囊式磨具 (第一批); that it holds a second product's title too is made up for the test.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tasks.ledger.book import Entry
from tasks.ledger.follow import follow
from tasks.ledger.titles import place_of, title_id
from tasks.recognise.notice import Stage
from tests.tasks.ledger.courses import CHAMPIONS, book, kinds, says

HIMILE = "山东豪迈机械科技股份有限公司"
MOULDS, BELTS = Entry(HIMILE, None, "硫化轮胎用囊式磨具"), Entry(HIMILE, None, "示例胶带")
TWO = replace(
    says("第一批", Stage.DESIGNATION, "2017-01-17", "示例乙"),
    entries=(MOULDS, BELTS, Entry("示例乙", None, "炭黑")),
)
DAY = date(2019, 12, 1)


def passed(*entries: Entry, day: str = "2019-11-13"):
    """Return a review of the batch that passes some entries and 示例乙."""
    return replace(says("复核", Stage.REVIEW, day), entries=(*entries, Entry("示例乙", None, "炭黑")))


def status_of(course) -> dict[str | None, str]:
    """Return the status of the enterprise's titles by the product they were given for."""
    return {h.product: h.status for h in course.holdings.values() if h.subject_id == HIMILE}


def follows(*statements, today: date = DAY):
    return follow(book(*statements, programme=CHAMPIONS), today)


def test_two_products_of_one_list_are_two_titles_with_ids_that_no_wording_enters():
    reworded = replace(TWO, entries=(replace(MOULDS, product="囊式磨具"), BELTS, TWO.entries[2]))
    assert follows(TWO).holdings.keys() == follows(reworded).holdings.keys()
    assert len(follows(TWO).holdings) == 3


def test_a_reworded_product_is_the_one_that_is_left():
    course = follows(TWO, passed(replace(BELTS, product="胶带及示例配件"), MOULDS))
    assert not course.questions and kinds(course, HIMILE).count("renewed") == 2
    assert {str(h.valid_to) for h in course.holdings.values() if h.subject_id == HIMILE} == {"2023-01-16"}


def test_the_product_that_the_review_does_not_name_lapses():
    course = follows(TWO, passed(BELTS), today=date(2020, 2, 1))
    assert status_of(course) == {"示例胶带": "active", "硫化轮胎用囊式磨具": "lapsed"}


def test_a_reworded_product_of_two_that_might_be_meant_is_asked_about():
    course = follows(TWO, passed(Entry(HIMILE, None, "轮胎装备")))
    assert [q.reason for q in course.questions] == [
        "the pass list does not say which of its holder's titles passed"
    ]
    assert "lapsed" not in kinds(course, HIMILE)


def test_an_enterprise_named_without_any_product_passes_with_all_its_titles():
    bare = replace(passed(), entries=(Entry(HIMILE), Entry("示例乙")))
    assert set(status_of(follows(TWO, bare)).values()) == {"active"}
    assert kinds(follows(TWO, bare), HIMILE).count("renewed") == 2


def test_a_revocation_of_a_product_takes_that_title_and_of_an_unknown_one_none_unasked():
    taken = says("撤销", Stage.REVOCATION, "2018-05-10", verb="撤销")
    course = follows(TWO, replace(taken, entries=(BELTS,)), today=date(2018, 6, 1))
    assert status_of(course) == {"示例胶带": "revoked", "硫化轮胎用囊式磨具": "active"}
    course = follows(TWO, replace(taken, entries=(Entry(HIMILE, None, "轮胎装备"),)), today=date(2018, 6, 1))
    assert set(status_of(course).values()) == {"active"} and [q.kind for q in course.questions] == ["revoked"]


def test_one_product_on_a_proposal_and_two_on_the_list_leave_the_first_title_its_id():
    """The proposal is told under the id that the list confirms, whichever of the two comes to us first."""
    proposed = replace(says("公示", Stage.PROPOSAL, "2016-12-01"), entries=(MOULDS,))
    (before,) = follows(proposed, today=date(2016, 12, 2)).holdings
    assert before in follows(proposed, TWO).holdings
    assert kinds(follows(proposed, TWO), HIMILE) == ["designated", "designated", "proposed"]


def test_an_id_tells_its_place_and_whether_its_time_is_over():
    about, day = (HIMILE, CHAMPIONS.id, "第一批"), date(2019, 11, 12)
    assert [place_of(title_id(*about, place=n), *about, until=None) for n in (1, 2, 3)] == [1, 2, 3]
    assert place_of(title_id(*about, place=2, until=day), *about, until=day) == -2
    assert place_of("t:示例", *about, until=day) == 0


@given(st.permutations([MOULDS, BELTS, Entry(HIMILE, "单项冠军产品", "示例机床")]), st.data())
def test_any_part_of_the_products_that_passes_is_the_part_that_is_renewed(order, data):
    """In whatever order lists print them: the named pass, the others lapse, no question is asked."""
    listed = replace(TWO, entries=(*order, TWO.entries[2]))
    some = data.draw(st.lists(st.sampled_from(order), min_size=1, unique=True))
    course = follows(listed, passed(*some), today=date(2020, 2, 1))
    assert {p for p, status in status_of(course).items() if status == "active"} == {e.product for e in some}
    assert not course.questions
