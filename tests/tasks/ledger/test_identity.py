"""Who a row means, as a function of facts in any order. Names look invented; the rules are semantics 1, 9, 12 and 22."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.ledger.identity import Meaning, Side, Word, identify
from tasks.ledger.ids import make_id
from tasks.ledger.likeness import akin
from tasks.ledger.namesakes import Seen

A, B, C, D = "示例甲有限公司", "示例乙有限公司", "示例丙有限公司", "示例丁有限公司"
SHANDONG, JIANGSU = "山东省", "江苏省"
CODE, OTHER = "91370000000000001A", "91320000000000002B"


def seen(
    year: int,
    key: str,
    *,
    row: int = 1,
    former: str | None = None,
    in_: str | None = None,
    code: str | None = None,
) -> Seen:
    """Return a row on the one list of a year."""
    return Seen((f"a:{year}", 1, row), key, former, in_, code, date(year, 1, 1))


def meant(*rows: Seen, words: tuple[Word, ...] = ()) -> list[str]:
    """Return the subjects of rows, in their order."""
    return [meaning(*rows, words=words).subjects[row.place] for row in rows]


def meaning(*rows: Seen, words: tuple[Word, ...] = ()) -> Meaning:
    return identify("enterprise", rows, words=words, province_in=lambda _: None, akin=akin)


def own(key: str, *apart: str | None) -> str:
    return make_id("s", "enterprise", key, *apart)


def test_one_name_is_one_subject_however_often_it_is_listed():
    assert meant(seen(2020, A), seen(2021, A, in_=SHANDONG)) == [own(A), own(A)]


def test_two_provinces_with_one_name_stay_two_and_a_row_without_a_place_is_laid_to_neither():
    """Laid to one of them, the other would seem silent in a review, and would lose its title."""
    rows = seen(2020, A, in_=SHANDONG), seen(2021, A, in_=JIANGSU), seen(2022, A)
    assert meant(*rows) == [own(A, SHANDONG), own(A, JIANGSU), own(A, None)]


def test_a_name_that_begins_with_its_province_needs_no_column():
    rows = seen(2020, A, in_=SHANDONG), seen(2021, A, in_=JIANGSU), seen(2022, A)
    found = identify("enterprise", rows, province_in=lambda _: JIANGSU, akin=akin)
    assert found.subjects[rows[2].place] == own(A, JIANGSU)


def test_a_renamed_subject_is_one_under_both_names_also_before_its_notice():
    rows = seen(2020, A), seen(2021, B), seen(2022, B, former=A), seen(2023, B), seen(2023, A, row=2)
    assert set(meant(*rows)) == {own(A)}
    assert meaning(*rows).called == {own(A): B}


def test_a_chain_of_names_is_one_subject():
    rows = seen(2020, A), seen(2021, B, former=A), seen(2022, C, former=B), seen(2023, C)
    assert set(meant(*rows)) == {own(A)} and meaning(*rows).called == {own(A): C}


def test_a_subject_renamed_and_back_is_one_and_has_its_old_name():
    rows = seen(2020, A), seen(2021, B, former=A), seen(2022, A, former=B), seen(2023, A)
    assert set(meant(*rows)) == {own(A)} and meaning(*rows).called == {own(A): A}


def test_two_that_swap_their_names_on_one_day_do_just_that():
    before = seen(2020, A), seen(2020, B, row=2)
    swap = seen(2021, B, former=A), seen(2021, A, row=2, former=B)
    after = seen(2022, A), seen(2022, B, row=2)
    assert meant(*before, *swap, *after) == [own(A), own(B), own(A), own(B), own(B), own(A)]
    assert meaning(*before, *swap, *after).called == {own(A): B, own(B): A}


def test_a_swap_told_again_beside_a_later_list_is_no_second_swap():
    swap = seen(2021, B, former=A), seen(2021, A, row=2, former=B)
    again = seen(2022, B, former=A), seen(2022, A, row=2, former=B)
    assert meant(*swap, *again) == [own(A), own(B)] * 2


def test_a_name_given_up_and_taken_by_another_later_means_the_other_from_then_on():
    rows = seen(2020, A), seen(2021, B, former=A), seen(2022, C), seen(2023, A, former=C), seen(2024, A)
    assert meant(*rows) == [own(A), own(A), own(C), own(C), own(C)]


def test_a_name_that_stood_beside_the_one_given_up_for_it_was_another_until_then():
    """Read as an early use of the new name, two titles of one cohort would become one."""
    rows = seen(2020, A), seen(2020, B, row=2), seen(2022, B, former=A)
    assert meant(*rows) == [own(A), own(B), own(A)]


def test_a_row_of_names_in_one_notice_is_one_subject_that_went_through_them():
    chain = seen(2021, B, former=A), seen(2021, C, row=2, former=B)
    rows = seen(2020, A), *chain, seen(2022, C), seen(2022, B, row=2)
    assert set(meant(*rows)) == {own(A)} and meaning(*rows).called == {own(A): C}


def test_a_row_of_names_of_two_that_stood_side_by_side_before_is_two_subjects():
    chain = seen(2021, B, former=A), seen(2021, C, row=2, former=B)
    rows = seen(2020, A), seen(2020, B, row=2), *chain
    assert meant(*rows) == [own(A), own(B), own(A), own(B)]


def test_names_that_go_round_in_a_circle_end_somewhere():
    rows = [seen(2021, B, former=A), seen(2021, C, row=2, former=B), seen(2021, A, row=3, former=C)]
    assert meant(*rows) == [own(A), own(B), own(C)]


def test_one_credit_code_joins_two_names_and_the_older_gives_the_id():
    rows = seen(2020, B, code=CODE), seen(2022, A, code=CODE)
    assert set(meant(*rows)) == {own(B)} and meaning(*rows).called == {own(B): A}


def test_two_credit_codes_part_one_name():
    rows = seen(2020, A, code=CODE), seen(2022, A, code=OTHER), seen(2021, A), seen(2023, A)
    first, second = own(A, None, CODE), own(A, None, OTHER)
    assert meant(*rows) == [first, second, first, second]


def test_a_code_that_slipped_from_the_row_beside_merges_nobody_and_parts_nobody():
    rows = seen(2020, A, code=CODE), seen(2020, B, row=2, code=OTHER), seen(2022, A, code=OTHER)
    assert meant(*rows) == [own(A), own(B), own(A)]


def test_two_rows_of_one_list_with_one_code_stay_two():
    assert meant(seen(2020, A, code=CODE), seen(2020, B, row=2, code=CODE)) == [own(A), own(B)]


def test_one_code_under_names_that_share_nothing_is_for_a_person():
    assert len(set(meant(seen(2020, "虚构高分子股份公司", code=CODE), seen(2022, A, code=CODE)))) == 2


def test_a_person_joins_two_names_and_the_older_by_document_gives_the_id():
    joined = Word(Side(A), Side(B), same=True)
    assert meant(seen(2022, A), seen(2020, B), words=(joined,)) == [own(B), own(B)]


def test_a_person_parts_what_a_notice_of_renaming_joined():
    parted = Word(Side(A), Side(B), same=False)
    assert meant(seen(2020, A), seen(2022, B, former=A), words=(parted,)) == [own(A), own(B)]


def test_a_word_about_a_name_in_a_province_where_it_is_not_known_is_void():
    joined = Word(Side(A, JIANGSU), Side(B), same=True)
    rows = seen(2020, A, in_=SHANDONG), seen(2021, B)
    assert meant(*rows, words=(joined,)) == [own(A), own(B)]


def test_two_that_a_person_parted_are_not_joined_through_a_third():
    words = (
        Word(Side(A), Side(B), same=False),
        Word(Side(A), Side(C), same=True),
        Word(Side(B), Side(C), same=True),
    )
    found = meant(seen(2020, A), seen(2020, B, row=2), seen(2020, C, row=3), words=words)
    assert found[0] != found[1] and found[2] in found[:2]


KEYS = st.sampled_from([A, B, C, D])
ROWS = st.builds(
    lambda year, key, former, province, code: (year, key, former, province, code),
    st.integers(2020, 2023),
    KEYS,
    st.none() | KEYS,
    st.sampled_from([None, SHANDONG, JIANGSU]),
    st.sampled_from([None, None, CODE, OTHER]),
)


@given(st.lists(ROWS, max_size=12), st.randoms(use_true_random=False))
def test_any_order_of_facts_gives_the_same_ids(told: list[tuple], dice: random.Random):
    rows = [
        seen(year, key, row=number, former=former if former != key else None, in_=province, code=code)
        for number, (year, key, former, province, code) in enumerate(told)
    ]
    assert meaning(*rows) == meaning(*dice.sample(rows, len(rows)))


@pytest.mark.parametrize("names", [(A, B, C, D)])
def test_renamings_on_many_days_never_loop(names: tuple[str, ...]):
    rows = [seen(2000 + n, names[(n + 1) % 4], former=names[n % 4], row=n) for n in range(24)]
    assert set(meant(*rows)) == {own(A)}
