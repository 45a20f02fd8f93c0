"""The book of one cohort: every accepted statement about it, as the ledger reads them.

One row of thought: a *statement* is what one announcement says about one cohort in one operation; the *book* is all
statements about a programme's cohort; its *course* (``course.py``) is what follows from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from config.models import Programme
from tasks.recognise.notice import Stage, Validity


@dataclass(frozen=True, slots=True)
class Entry:
    """One subject on a list, with the category and product printed beside it."""

    subject_id: str
    category: str | None = None
    product: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one announcement says about one cohort in one operation; its lists of that kind are united.

    ``whole``: a list of the programme's own level that reached its stated number (never a part, never a relay's).
    ``effective_on`` is null where only a relay tells it so far: it gives no dates and ends nothing (semantics, 18).
    ``occasion`` is the whole announcement's id, for the whole and for each of its parts.
    ``relayed``: no official page has said it yet. ``others_end_on`` is the day from which those not listed end, where the notice says one. ``repealed`` are the announcements that the notice abolishes;
    ``verb`` is the printed word of an ending.
    """

    announcement_id: str
    operation: Stage
    effective_on: date | None
    entries: tuple[Entry, ...] = ()
    stated: int | None = None
    whole: bool = False
    occasion: str = ""
    part_region: str | None = None
    relayed: bool = False
    validity: Validity | None = None
    repealed: frozenset[str] = frozenset()
    others_end_on: date | None = None
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """All statements about one cohort of a programme, and what a person settled about its endings.

    ``settled`` maps a question's id to the decision: true, the silent ones end; false, they keep their title.
    """

    programme: Programme
    cohort: str
    statements: tuple[Statement, ...]
    settled: dict[str, bool] = field(default_factory=dict)
