"""Ids of announcements of one key: a function of what the documents say, whatever came first (semantics, 1 and 22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tasks.ledger.family import Member, ids_of, key_id
from tasks.ledger.said import Said, said_from_json, said_in, said_of, said_to_json
from tests.tasks.ledger.test_pairing import NOTICE, held

SAID = said_in(NOTICE)
TOLD = st.builds(
    lambda number, day, relayed: replace(SAID, doc_number=number, published_on=day, relayed=relayed),
    st.sampled_from(
        [None, "工信部企业函〔2023〕283号", "工信部企业函〔2023〕300号", "工信部企业函〔2023〕17号"]
    ),
    st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2023, 12, 31))),
    st.just(False),
)


def members(told: list[Said]) -> list[Member]:
    return [Member(one, f"https://示例.example/{number}.html") for number, one in enumerate(told)]


@given(st.lists(TOLD, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_changes_an_id(told: list[Said], dice):
    family = members(told)
    shuffled = dice.sample(family, len(family))
    assert dict(zip(family, ids_of(family), strict=True)) == dict(
        zip(shuffled, ids_of(shuffled), strict=True)
    )


@given(st.lists(TOLD, min_size=1, max_size=5))
def test_no_two_of_one_key_share_an_id_and_one_bears_the_keys_own(told: list[Said]):
    ids = ids_of(members(told))
    assert len(set(ids)) == len(ids) and key_id(SAID) in ids


def test_the_first_by_its_own_day_bears_the_keys_id():
    early, late = replace(SAID, published_on=date(2023, 9, 1)), SAID
    ids = ids_of(members([late, early]))
    assert ids[1] == key_id(SAID) != ids[0]


@given(TOLD)
def test_what_a_sighting_says_survives_being_kept(said: Said):
    assert said_from_json(said_to_json(said)) == said


def test_what_an_earlier_version_kept_of_a_sighting_says_nothing():
    assert said_from_json("{}") is None


def test_an_announcement_says_what_its_notice_said_but_the_names():
    assert said_of(held(NOTICE)).key == SAID.key
