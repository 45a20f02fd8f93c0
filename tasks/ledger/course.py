"""What follows from a book: who holds which title when, every event on the way, and what must stay open.

Pure: the same statements, in whatever order they came to us, give the same course (semantics, 22).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tasks.recognise.notice import Stage

Detail = dict[str, object]

HOLDING = frozenset({"active", "expired"})
"""The states against which a silence counts (semantics, 15)."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One title as the statements leave it; ``ends_on`` and ``ends_as`` hold an ending whose day has not come."""

    title_id: str
    subject_id: str
    status: str
    since: str
    last: str
    category: str | None = None
    product: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    ends_on: date | None = None
    ends_as: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one title; ``announcement_id`` is on whose word (an expiry has the word that gave the term).

    ``occasion`` tells two changes of one kind apart (two reviews, two expiries) and is the same however often and
    wherever the same occasion is told: a part of a review list and the whole are one (semantics, 12). ``also`` are
    further occasions under which the same change may have been told before.
    """

    kind: str
    holding: Holding
    announcement_id: str
    effective_on: date | None
    occasion: str = ""
    detail: Detail = field(default_factory=dict)
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """Endings that silence alone must not decide (semantics, 15): who is silent, and which names match nobody.

    ``kind`` is the ending in question, ``silent`` and ``unmatched`` are subject ids, ``reason`` is for a person.
    """

    question_id: str
    announcement_id: str
    kind: str
    reason: str
    silent: tuple[str, ...]
    unmatched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """How much of a cohort one stage tells; ``region`` is null for the programme's own whole."""

    stage: Stage
    region: str | None
    stated: int | None
    known: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The outcome of a book on a day: titles by their id, and what happened and is open on the way.

    ``mended`` are titles that a correction shows to have been another subject's: told so, they are not told as struck.
    ``answered`` are the questions that a person has answered by their own id.
    """

    holdings: dict[str, Holding]
    events: tuple[Event, ...]
    questions: tuple[Question, ...]
    coverage: tuple[Known, ...]
    mended: frozenset[str] = frozenset()
    answered: tuple[Question, ...] = ()
