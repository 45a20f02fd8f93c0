"""What relays say otherwise. The conflicts are real ones (facts collected for mingdan, 2026-11), names are 示例."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tasks.ledger.findings import Believed, Differs, differences
from tasks.ledger.said import Said, said_in
from tests.tasks.ledger.test_pairing import NOTICE

ORIGINAL = said_in(NOTICE)
RELAY = replace(ORIGINAL, relayed=True, doc_number=None, published_on=None)
NAMES = tuple(f"江苏省常熟市示例{mark}产业集群" for mark in "甲乙丙丁")


def told(said: Said, *names: str, stated: int | None = None) -> list[Differs]:
    return differences(said, Believed(ORIGINAL, names, stated))


def test_a_relay_that_says_the_same_differs_in_nothing():
    assert told(replace(RELAY, names=NAMES, rows_stated=4), *NAMES, stated=4) == []


def test_what_one_side_does_not_tell_is_no_difference():
    assert told(RELAY, *NAMES, stated=4) == []


def test_another_count_is_found():
    """Of Henan's nine clusters of 2024 two copies of one article say nine and seven, with the same names."""
    assert told(replace(RELAY, rows_stated=7), stated=9) == [Differs("rows_stated", "7", "9")]


def test_another_deadline_is_found():
    """A county's site lost characters of Hunan's call for the sixth batch: 10-26, where others have 10-28."""
    call = replace(ORIGINAL, stage="call", deadline=date(2025, 10, 28))
    found = differences(replace(call, deadline=date(2025, 10, 26), relayed=True), Believed(call, (), None))
    assert found == [Differs("deadline", "2025-10-26", "2025-10-28")]


def test_another_window_is_found_where_both_tell_both_days():
    held = replace(ORIGINAL, window_from=date(2022, 12, 29), window_to=date(2023, 1, 5))
    other = replace(held, window_to=date(2023, 1, 6))
    (found,) = differences(other, Believed(held, (), None))
    assert found == Differs("window", "2022-12-29 to 2023-01-06", "2022-12-29 to 2023-01-05")
    assert differences(replace(other, window_from=None), Believed(held, (), None)) == []


def test_a_lost_character_stands_beside_the_name_it_stands_for():
    """As 郑州嘉晨电器有公司 was printed: the character 限 is lost."""
    garbled = NAMES[0].replace("示例", "示")
    assert told(replace(RELAY, names=(garbled, *NAMES[1:])), *NAMES) == [Differs("name", garbled, NAMES[0])]


def test_a_name_too_many_and_one_left_out_are_two_findings():
    strange = "示例装备股份有限公司"
    found = told(replace(RELAY, names=(strange, *NAMES[1:])), *NAMES)
    assert found == [Differs("name", strange, ""), Differs("name", "", NAMES[0])]


def test_an_excerpt_leaves_nobody_out():
    assert told(replace(RELAY, names=NAMES[:1]), *NAMES) == []


@pytest.mark.parametrize(("mention", "strange"), [("常熟示例甲", False), ("示例戊", True)])
def test_a_short_press_name_is_found_only_where_it_stands_for_nobody(mention, strange):
    """News names 南康现代家具 for a full 江西省赣州市南康区现代家具产业集群."""
    assert bool(told(replace(RELAY, mentions=(mention,)), *NAMES)) is strange
