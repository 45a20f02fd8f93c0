"""How long a title runs: the term a list gives, and the term a review extends it to (semantics, 18 and 19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from config.models import Programme
from tasks.recognise.notice import Validity

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """First and last day, both inclusive; null where it is not known or never ends."""

    first: date | None
    last: date | None


NO_TERM = Term(None, None)


def add_years(day: date, years: int) -> date:
    """Return the same day so many years later; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def granted(validity: Validity | None, programme: Programme, effective_on: date | None) -> Term:
    """Return the term that a designation gives.

    Stated days win; else stated years, else the programme's years, both from the stated first day or the effective one.
    A programme whose titles never end gives an open term.
    """
    first = (validity.first if validity is not None else None) or effective_on
    if validity is not None and validity.last:
        return Term(first, validity.last)
    years = _years(validity, programme)
    if first is None or years is None:
        return Term(first, None)
    return Term(first, add_years(first, years) - DAY)


def renewed_until(
    validity: Validity | None,
    programme: Programme,
    *,
    held_until: date | None,
    effective_on: date | None,
    repealed: bool,
) -> date | None:
    """Return the last day after a review passed a title.

    As stated, to a last day or for years from a first one; else, where the notice repeals the list that gave the title,
    the years from the notice's effective day; else the years from the day after the old last day, also when the result
    comes late (semantics, 19).
    """
    if validity is not None and validity.last:
        return validity.last
    years = _years(validity, programme)
    if years is None:
        return held_until
    if validity is not None and validity.first:
        return add_years(validity.first, years) - DAY
    if held_until is None or repealed:
        return add_years(effective_on, years) - DAY if effective_on else None
    return add_years(held_until, years)


def _years(validity: Validity | None, programme: Programme) -> int | None:
    """Return the whole years that apply: the stated ones, else the programme's."""
    if validity is not None and validity.years is not None:
        return validity.years
    if programme.validity is not None and programme.renewal != "none":
        return programme.validity.years
    return None
