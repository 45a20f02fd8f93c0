"""The gate holds what does not reconcile and says what does not fit. Lists are 示例, their layouts are real."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.models import ExpectRows
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
    assert kinds(notice(), picture) == ["unread", "no rows"]


def test_a_notice_whose_list_was_never_seen_is_held_and_a_call_is_not():
    assert kinds(notice()) == ["no rows"]
    call = replace(notice(), stage=Stage.CALL)
    assert reconcile(call, CLUSTERS, unread=(Unread("申报书.doc: cannot be read"),)).accepted


def test_news_that_shows_three_names_of_a_hundred_is_evidence_not_a_short_list():
    """As relays told of 工信部企业函〔2023〕283号: three names, then 等100个 (semantics, 11)."""
    news = notice(roster(stated=100), stated=100, relayed=True, mentions=("示例甲", "示例乙", "示例丙"))
    assert is_mention(news) and reconcile(news, CLUSTERS).accepted


def test_rows_of_no_known_cohort_wait_for_a_person_instead_of_changing_nothing():
    assert kinds(notice(roster("示例甲", stated=1, operation=Stage.REVIEW, cohort=None))) == ["cohort"]
    assert kinds(notice(roster("示例甲", stated=1, operation=Stage.REVOCATION, cohort=None))) == []


def test_a_list_the_notice_speaks_of_and_of_which_no_row_was_read_holds_the_others():
    """Its silence would end a whole category: two pass lists, one of them in a file that no rule understood."""
    empty = replace(roster(operation=Stage.REVIEW), list_no=2)
    assert kinds(notice(roster("示例甲", operation=Stage.REVIEW), empty)) == ["no rows"]


def test_a_list_that_recognition_missed_already_is_not_missed_twice():
    told = replace(notice(roster(stated=2)), problems=(Problem("no rows", "示例"),))
    assert kinds(told) == ["no rows", "count"]
