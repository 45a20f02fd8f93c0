"""Terms as lists state them and as reviews extend them; wordings and days from facts collected for mingdan, 2026-11."""

from __future__ import annotations

from datetime import date

import pytest

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


def test_a_leap_day_has_its_anniversary_on_the_28th():
    assert add_years(date(2024, 2, 29), 3) == date(2027, 2, 28)
