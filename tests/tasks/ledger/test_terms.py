"""Terms as lists state them and as reviews extend them; wordings and days from facts collected for mingdan, 2026-11."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.ledger.terms import Term, add_years, granted, renewed_until
from tasks.recognise.notice import Validity
from tests.tasks.ledger.courses import CLUSTERS

FOREVER = CLUSTERS.model_copy(update={"renewal": "none"})


@pytest.mark.parametrize(
    ("validity", "effective", "term"),
    [
        (
            Validity(first=date(2023, 1, 1), last=date(2025, 12, 31)),
            date(2023, 1, 11),
            (date(2023, 1, 1), date(2025, 12, 31)),
        ),
        (
            Validity(first=date(2023, 7, 1), last=date(2026, 6, 30)),
            date(2023, 7, 5),
            (date(2023, 7, 1), date(2026, 6, 30)),
        ),
        (  # 2023年8月至2025年8月: whole months
            Validity(first=date(2023, 8, 1), last=date(2025, 8, 31)),
            date(2023, 8, 9),
            (date(2023, 8, 1), date(2025, 8, 31)),
        ),
        (  # 陕西, 2024年至2027年: four calendar years, though the rule says three
            Validity(first=date(2024, 1, 1), last=date(2027, 12, 31)),
            date(2024, 12, 2),
            (date(2024, 1, 1), date(2027, 12, 31)),
        ),
        (  # 2023年7月10日至2026年7月9日: exact days
            Validity(first=date(2023, 7, 10), last=date(2026, 7, 9)),
            date(2023, 7, 20),
            (date(2023, 7, 10), date(2026, 7, 9)),
        ),
        (
            Validity(first=date(2026, 1, 1), years=3),
            date(2025, 11, 7),
            (date(2026, 1, 1), date(2028, 12, 31)),
        ),
        (Validity(years=3), date(2024, 9, 19), (date(2024, 9, 19), date(2027, 9, 18))),
        (Validity(years=2), date(2023, 8, 1), (date(2023, 8, 1), date(2025, 7, 31))),
        (None, date(2017, 1, 17), (date(2017, 1, 17), date(2020, 1, 16))),
        (None, None, (None, None)),
    ],
)
def test_a_designation_gives_the_stated_term_else_the_programmes(validity, effective, term):
    assert granted(validity, CLUSTERS, effective) == Term(*term)


def test_a_programme_without_end_gives_an_open_term():
    assert granted(None, FOREVER, date(2020, 3, 4)) == Term(date(2020, 3, 4), None)


@pytest.mark.parametrize(
    ("held_until", "effective", "repealed", "until"),
    [
        (date(2025, 12, 31), date(2025, 11, 7), False, date(2028, 12, 31)),
        (date(2025, 12, 31), date(2026, 3, 1), False, date(2028, 12, 31)),
        (date(2020, 1, 16), date(2019, 11, 13), True, date(2022, 11, 12)),
        (None, date(2025, 11, 7), False, date(2028, 11, 6)),
    ],
)
def test_a_review_extends_from_the_old_end_or_from_the_repealing_notice(
    held_until, effective, repealed, until
):
    extended = renewed_until(
        Validity(years=3, extends=True),
        CLUSTERS,
        held_until=held_until,
        effective_on=effective,
        repealed=repealed,
    )
    assert extended == until


def test_a_stated_last_day_wins_over_every_rule():
    stated = Validity(last=date(2029, 6, 30))
    assert renewed_until(
        stated, CLUSTERS, held_until=date(2025, 12, 31), effective_on=None, repealed=True
    ) == date(2029, 6, 30)


def test_years_from_a_stated_day_run_from_that_day():
    """As 自2026年7月1日起有效期三年 would, later than the old end: valid time has no gap all the same (semantics, 19)."""
    stated = Validity(first=date(2026, 7, 1), years=3)
    until = renewed_until(
        stated, CLUSTERS, held_until=date(2025, 12, 31), effective_on=date(2026, 6, 1), repealed=False
    )
    assert until == date(2029, 6, 30)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 9), st.dates(date(2000, 1, 1)))
def test_a_renewal_never_shortens_a_term_but_by_its_own_word(held_until: date, years: int, effective: date):
    """Without stated days a review that repeals nothing adds its years to the old end, however late it comes."""
    until = renewed_until(
        Validity(years=years), CLUSTERS, held_until=held_until, effective_on=effective, repealed=False
    )
    assert until == add_years(held_until, years) > held_until


def test_a_leap_day_has_its_anniversary_on_the_28th():
    assert add_years(date(2024, 2, 29), 3) == date(2027, 2, 28)
