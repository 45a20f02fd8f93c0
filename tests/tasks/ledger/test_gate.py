"""The gate holds what does not reconcile and says what does not fit. Lists are 示例, their layouts are real."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.models import ExpectRows
from tasks.ledger.causes import how_to_mend
from tasks.ledger.gate import Unread, is_mention, reconcile, stated_for
from tasks.recognise.notice import Level, Notice, Problem, Roster, RosterRow, Stage
from tests.tasks.ledger.courses import CLUSTERS


def row(number: int, name: str, product: str | None = None) -> RosterRow:
    return RosterRow(number, name, name, f"table 1 row {number + 1}", "0" * 64, product=product)


def roster(*names: str, stated: int | None = None, numbered: bool = True, **more: object) -> Roster:
    rows = tuple(row(number, name) for number, name in enumerate(names, start=1))
    given = {"operation": Stage.DESIGNATION, "cohort": "2022年度", "category": None, **more}
    return Roster(1, "", rows=rows, stated=stated, numbered=numbered, **given)  # type: ignore[arg-type]  # a test names fields of Roster


def notice(*rosters: Roster, stated: int | None = None, **more: object) -> Notice:
    return Notice(
        "示例通告", CLUSTERS.id, Level.NATIONAL, "全国", Stage.DESIGNATION, "2022年度", "工业和信息化部",
        rosters=rosters, stated=stated, **more,  # type: ignore[arg-type]  # a test names fields of Notice
    )  # fmt: skip


def kinds(some: Notice, *unread: Unread, programme=CLUSTERS) -> list[str]:
    return [problem.kind for problem in reconcile(some, programme, unread=unread).problems]


def test_a_list_that_reaches_its_stated_number_counts():
    assert reconcile(notice(roster("示例甲", "示例乙", stated=2)), CLUSTERS).accepted


@pytest.mark.parametrize("stated", [1, 3])
def test_too_few_rows_and_too_many_both_wait(stated):
    verdict = reconcile(notice(roster("示例甲", "示例乙", stated=stated)), CLUSTERS)
    assert not verdict.accepted and f"{stated} stated, 2 rows read" in verdict.reason


def test_without_a_stated_number_unbroken_numbering_suffices():
    assert kinds(notice(roster("示例甲"))) == []
    assert kinds(notice(roster("示例甲", numbered=False))) == ["uncounted"]


def test_the_notices_number_counts_for_its_only_list():
    assert stated_for(roster("示例甲"), notice(roster("示例甲"), stated=36)) == 36
    assert kinds(notice(roster("示例甲"), stated=36)) == ["count"]


def test_several_lists_are_held_against_the_number_for_all():
    two = (roster("示例甲"), replace(roster("示例乙"), list_no=2))
    assert kinds(notice(*two, stated=2)) == []
    assert kinds(notice(*two, stated=3)) == ["count"]


def test_what_recognition_found_wrong_holds_the_announcement():
    broken = replace(
        roster("示例甲", stated=1), problems=(Problem("column", "unknown column 备注二", "table 1 row 1"),)
    )
    verdict = reconcile(notice(broken), CLUSTERS)
    assert [p.kind for p in verdict.by_list[1]] == ["column"]


def test_a_name_twice_is_a_duplicate_unless_its_products_differ():
    assert kinds(notice(roster("示例甲", "示例 甲", stated=2))) == ["duplicate"]
    products = replace(roster(stated=2), rows=(row(1, "示例甲", "磨具"), row(2, "示例甲", "胶带")))
    assert kinds(notice(products)) == []


def test_a_whole_list_far_from_the_programmes_size_waits_and_a_part_does_not():
    expecting = CLUSTERS.model_copy(update={"expect": ExpectRows(rows=(80, 120))})
    small = roster("示例甲", stated=1)
    assert kinds(notice(small), programme=expecting) == ["expectation"]
    assert kinds(notice(small, part_region="山东省"), programme=expecting) == []


def test_an_attachment_that_was_not_read_may_hold_rows():
    assert kinds(notice(roster("示例甲", stated=1)), Unread("附件2.pdf: cannot be read")) == ["unread"]


def test_a_picture_in_the_body_holds_only_a_list_that_is_not_settled_without_it():
    picture = Unread("seal.png: cannot be read", picture=True)
    assert kinds(notice(roster("示例甲", stated=1)), picture) == []
    assert kinds(notice(roster("示例甲")), picture) == ["unread"]
    assert kinds(notice(), picture) == ["unread"]


def test_a_notice_whose_list_was_never_seen_is_held_and_a_call_is_not():
    assert kinds(notice()) == ["no rows"]
    call = replace(notice(), stage=Stage.CALL)
    assert reconcile(call, CLUSTERS, unread=(Unread("申报书.doc: cannot be read"),)).accepted


def test_news_that_shows_three_names_of_a_hundred_is_evidence_not_a_short_list():
    """As relays told of 工信部企业函〔2023〕283号: three names, then 等100个 (semantics, 11)."""
    news = notice(roster(stated=100), stated=100, relayed=True, mentions=("示例甲", "示例乙", "示例丙"))
    assert is_mention(news) and reconcile(news, CLUSTERS).accepted


def test_a_relay_whose_attached_list_was_not_read_is_no_mere_news():
    relay, lost = notice(roster(stated=5), relayed=True), Unread("名单.pdf: 404")
    assert kinds(relay, lost) == ["unread"]
    assert kinds(relay, replace(lost, picture=True)) == []
    assert kinds(replace(relay, mentions=("示例甲",)), lost) == []


def test_rows_of_no_known_cohort_wait_for_a_person_instead_of_changing_nothing():
    assert kinds(notice(roster("示例甲", stated=1, operation=Stage.REVIEW, cohort=None))) == ["cohort"]
    assert kinds(notice(roster("示例甲", stated=1, operation=Stage.REVOCATION, cohort=None))) == []


def test_titles_taken_over_from_another_programme_need_the_cohort_they_go_into():
    """Without it the old title would close and no new one be given."""
    moved = roster("示例甲", stated=1, operation=Stage.RETITLING, cohort=None)
    assert "cohort" not in kinds(notice(moved))
    assert "cohort" in kinds(notice(replace(moved, from_programme_id="hub-hidden-champion")))


def test_a_list_the_notice_speaks_of_and_of_which_no_row_was_read_holds_the_others():
    """Its silence would end a whole category: two pass lists, one of them in a file that no rule understood."""
    empty = replace(roster(operation=Stage.REVIEW), list_no=2)
    assert kinds(notice(roster("示例甲", operation=Stage.REVIEW), empty)) == ["no rows"]


def test_a_list_that_recognition_missed_already_is_not_missed_twice():
    missed = roster(stated=2, problems=(Problem("no rows", "示例"),))
    verdict = reconcile(notice(missed), CLUSTERS)
    assert [(p.kind, p.text) for p in verdict.problems] == [("no rows", "示例 (2 stated, 0 rows read)")]


def test_a_list_in_an_attachment_that_was_not_read_is_told_once():
    missed = notice(roster(stated=2, problems=(Problem("no rows", "示例"),)))
    verdict = reconcile(missed, CLUSTERS, unread=(Unread("附件.pdf: 404"),))
    assert [p.kind for p in verdict.problems] == ["unread"]
    assert verdict.reason.endswith("and none was read elsewhere of 2 stated")


@pytest.mark.parametrize(
    ("names", "stated", "found", "told"),
    [
        ("甲乙", 3, Problem("numbering", "number 3 follows 1"), "number 3 follows 1 (3 stated, 2 rows read)"),
        ("甲乙", 3, Problem("row cut", "row 3: no whole name stands there"), "row 3: no whole name stands there (3 stated, 2 rows read)"),
        ("甲乙", 9, Problem("list cut", "以下略"), "以下略 (9 stated, 2 rows read)"),
        ("甲甲", 1, Problem("duplicate", "row 2 is row 1 again: 甲"), "row 2 is row 1 again: 甲 (1 stated, 2 rows read)"),
    ],
)  # fmt: skip
def test_one_fault_is_told_once_with_the_number_it_explains(names, stated, found, told):
    verdict = reconcile(notice(roster(*names, stated=stated, numbered=False, problems=(found,))), CLUSTERS)
    assert [p.text for p in verdict.problems] == [told]


def test_a_fault_that_does_not_explain_the_number_leaves_both_told():
    hole = Problem("numbering", "number 3 follows 1")
    assert kinds(notice(roster("甲", "乙", stated=7, problems=(hole,)))) == ["numbering", "count"]


def test_many_breaks_of_the_numbering_are_one_line():
    breaks = tuple(Problem("numbering", f"number 1 follows {at}") for at in range(1, 9))
    verdict = reconcile(notice(roster("甲", "乙", numbered=False, problems=breaks)), CLUSTERS)
    assert len(verdict.problems) == 1 and "in 8 places" in verdict.reason


def test_two_lists_with_the_same_problem_are_told_once():
    both = roster("甲", problems=(Problem("count", "3 stated for 2 lists together, 2 read"),))
    assert kinds(notice(both, replace(both, list_no=2))) == ["count"]


def test_every_kind_of_problem_says_how_to_mend_it():
    assert all(
        how_to_mend(kind)
        for kind in ("numbering", "count", "row cut", "doubtful", "unknown column", "subtotal")
    )
    assert how_to_mend("something else") == ""
