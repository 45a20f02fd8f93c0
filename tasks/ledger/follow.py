"""Follow a book from its first statement to a day, rule by rule.

Statements are taken in the order of the cohort's own life, so the order in which they came to us does not matter
(semantics, 22). What each of them does stands in a module of its own:

- ``errata.py``: what a correction mends in an earlier list (8, 12)
- ``parts.py``: which parts count, and when they are the whole (5)
- ``titles.py``: which title an entry means (24)
- ``proposals.py``: who is put up and who is dropped (11, 15, 16)
- ``designations.py``: who is given a title, or given it again (17, 18, 24)
- ``retitling.py``: titles that move into another category or programme (14, 24)
- ``rounds.py`` and ``reviews.py``: who passes a review, and whose silence ends a title (14 to 20)
- ``endings.py``: titles taken by name or with their list, and what the days do by themselves (13, 20, 21)
"""

from __future__ import annotations

from datetime import date

from tasks.ledger import endings, proposals
from tasks.ledger.book import Book, Statement
from tasks.ledger.course import Course
from tasks.ledger.cover import coverage_of
from tasks.ledger.designations import designate
from tasks.ledger.errata import corrected
from tasks.ledger.parts import counting
from tasks.ledger.retitling import retitle
from tasks.ledger.reviews import Reviews
from tasks.ledger.standing import Standing
from tasks.recognise.notice import Stage

_BEFORE = (Stage.RECOMMENDATION, Stage.PROPOSAL, Stage.DESIGNATION)
_ON_ONE_DAY = (
    *_BEFORE[:2],
    Stage.REVIEW_CALL,
    Stage.REVIEW_PROPOSAL,
    Stage.RETITLING,
    Stage.DESIGNATION,
    Stage.REVIEW,
    Stage.REVOCATION,
    Stage.REPEAL,
)
"""The order of one notice (semantics, 14); its silence is read with the last list of its review."""


def follow(book: Book, today: date) -> Course:
    """Return the course of a book as it stands on a day (China's calendar).

    An empty book has an empty course. Every event on the way is given; which of them is new is for ``compare.py`` to
    say.
    """
    mended = corrected(book)
    counted = sorted(counting(mended, book.candidates), key=_in_order)
    standing = Standing(book, counted)
    reviews, given_whole = Reviews(standing), set[str]()
    for statement in counted:
        match statement.operation:
            case Stage.RECOMMENDATION:
                proposals.announce(standing, "recommended", statement)
            case Stage.PROPOSAL if not statement.united:
                proposals.propose(standing, statement)
            case Stage.REVIEW_PROPOSAL if not statement.united:
                proposals.announce(standing, "proposed", statement, renewal=True)
            case Stage.RETITLING:
                retitle(standing, statement)
            case Stage.DESIGNATION:
                designate(standing, statement, given_whole)
            case Stage.REVIEW:
                reviews.take(statement)
            case Stage.REVOCATION:
                endings.revoke(standing, statement)
            case Stage.REPEAL if statement.replaces:
                endings.replace_all(standing, statement)
            case Stage.REPEAL:
                endings.repeal(standing, statement)
    proposals.settle(standing)
    endings.reach(standing, today)
    return Course(
        {**standing.holdings, **standing.closed},
        tuple(standing.events),
        tuple(standing.questions),
        coverage_of(mended, counted),
        frozenset(standing.printed - standing.holdings.keys()),
        tuple(standing.answered),
    )


def _in_order(statement: Statement) -> tuple[int, date, int, bool, str]:
    """Sort by day, then as semantics 14 orders one notice.

    What puts up or gives titles without a day, or as a part, comes before all that takes them: it may be told late.
    A relay's word on what came after is taken last, for it overrules nobody.
    """
    operation, day = statement.operation, statement.effective_on
    phase = 3 if day is not None else 4
    if operation in _BEFORE and (operation is not Stage.DESIGNATION or day is None or statement.part_region):
        phase = _BEFORE.index(operation)
    return phase, day or date.max, _ON_ONE_DAY.index(operation), statement.united, statement.announcement_id
