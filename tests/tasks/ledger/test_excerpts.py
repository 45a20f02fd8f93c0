"""A list of the starting set shows some of those it states, and gives way to whoever shows more. Rows are 示例."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.models import ExpectRows
from config.starting_set import ADDRESS
from tasks.ledger.gate import reconcile
from tasks.ledger.pairing import Where, pair
from tasks.recognise.notice import Notice, Roster, RosterRow, Stage
from tests.tasks.ledger.courses import CLUSTERS
from tests.tasks.ledger.test_pairing import MINISTRY, NOTICE, RELAY, TRADE, held


def listing(notice: Notice, rows: int, **more: object) -> Notice:
    made = tuple(
        RosterRow(no, f"示例{no}", f"示例{no}", f"table 1 row {no}", "0" * 64) for no in range(1, rows + 1)
    )
    roster = Roster(1, "", Stage.DESIGNATION, notice.cohort, None, made, stated=100)
    return replace(notice, rosters=(roster,), **more)  # type: ignore[arg-type]  # a test names fields of Notice


EXCERPT = listing(RELAY, 30, excerpt=True)


def adopted(notice: Notice, url: str, over: Notice, at: str) -> bool:
    existing = held(over, at, rows_read=over.rows_read)
    return pair(notice, [existing], programme=CLUSTERS, where=Where(url, from_relay=True)).adopt


@pytest.mark.parametrize(("rows", "accepted"), [(30, True), (100, True), (101, False)])
def test_an_excerpt_may_show_fewer_than_are_stated_and_never_more(rows: int, accepted: bool) -> None:
    usual = CLUSTERS.model_copy(update={"expect": ExpectRows(rows=(80, 120))})
    verdict = reconcile(listing(RELAY, rows, excerpt=True), usual)
    assert verdict.accepted is accepted, verdict.reason


def test_any_other_relay_with_as_few_rows_still_waits() -> None:
    assert not reconcile(listing(RELAY, 30), CLUSTERS).accepted


def test_an_excerpt_gives_way_to_the_original_and_never_takes_its_place() -> None:
    assert adopted(listing(NOTICE, 100), MINISTRY, EXCERPT, f"{ADDRESS}x.csv")
    assert not adopted(EXCERPT, f"{ADDRESS}x.csv", listing(NOTICE, 100), MINISTRY)


def test_of_two_relays_the_excerpt_gives_way_to_more_rows_whichever_came_first() -> None:
    fuller = listing(RELAY, 100)
    assert adopted(fuller, TRADE, EXCERPT, f"{ADDRESS}x.csv")
    assert not adopted(EXCERPT, f"{ADDRESS}x.csv", fuller, TRADE)


def test_news_that_lists_nobody_gives_way_to_an_excerpt_whichever_came_first() -> None:
    assert adopted(EXCERPT, f"{ADDRESS}x.csv", RELAY, TRADE)
    assert not adopted(RELAY, TRADE, EXCERPT, f"{ADDRESS}x.csv")


def test_rows_of_another_programme_in_the_notice_do_not_count_as_the_programmes_own() -> None:
    usual = CLUSTERS.model_copy(update={"expect": ExpectRows(rows=(20, 40))})
    mine = listing(NOTICE, 30).rosters[0]
    mine = replace(mine, stated=30)
    other = replace(mine, list_no=2, programme_id="shili")
    assert reconcile(replace(NOTICE, rosters=(mine, other)), usual).accepted
