"""Titles taken by name or with the list that gave them, and what the days do by themselves (semantics 13, 20, 21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tasks.ledger.book import Statement
from tasks.ledger.course import HOLDING, Detail, Event, Holding
from tasks.ledger.retitling import leave
from tasks.ledger.standing import Standing
from tasks.ledger.terms import DAY
from tasks.recognise.notice import Stage

_OPEN = frozenset({Stage.REVIEW_CALL, Stage.REVIEW_PROPOSAL})


def revoke(standing: Standing, statement: Statement) -> None:
    """Take the titles that a notice takes away by name."""
    _revoke(standing, statement, standing.taken_by(statement))


def repeal(standing: Standing, statement: Statement) -> None:
    """Take the titles whose list a notice abolishes without a review: those that rest on it alone (semantics, 20)."""
    reached = {h.title_id for h in standing.holdings.values() if standing.is_repealed(h, statement)}
    _revoke(standing, statement, reached)


def replace_all(standing: Standing, statement: Statement) -> None:
    """End the titles that a later list of a roster replaces: who is on it again holds the later one.

    Source: the programme's own rule (``renewal: roster``): each list names all who hold the title, the others lapse.
    """
    again = {anew.subject_id: anew.where for anew in statement.anew}
    for holding in standing.held():
        if standing.given_after(holding, statement):
            continue
        if holding.subject_id in again:
            leave(standing, holding, statement, where=again[holding.subject_id])
        else:
            standing.end("lapsed", holding, statement, statement.effective_on)


def reach(standing: Standing, today: date) -> None:
    """Let the day do its part: endings whose day has come, and terms that ran out (semantics, 20 and 21)."""
    for holding in list(standing.holdings.values()):
        if holding.ends_on is not None and holding.ends_as is not None and holding.ends_on <= today:
            ended = replace(holding, status=holding.ends_as, ends_on=None, ends_as=None)
            standing.holdings[holding.title_id] = ended
        elif holding.status == "active" and holding.valid_to is not None and holding.valid_to < today:
            standing.holdings[holding.title_id] = replace(holding, status="expired")
            _expire(standing, holding, holding.valid_to)


def _revoke(standing: Standing, statement: Statement, title_ids: set[str]) -> None:
    """Take some titles; never one given later than the notice, nor one that is lost already."""
    for title in sorted(title_ids):
        holding = standing.holdings.get(title)
        if holding is None or holding.status not in HOLDING or standing.given_after(holding, statement):
            continue
        day = statement.effective_on
        if holding.ends_on is None or day is None or day < holding.ends_on:
            standing.end("revoked", holding, statement, day)


def _expire(standing: Standing, holding: Holding, valid_to: date) -> None:
    """Record that a term ended and no result is known, with the review still open, if any (semantics, 21)."""
    day = valid_to + DAY
    detail: Detail = {"valid_to": valid_to.isoformat()}
    open_review = _open_review(standing, holding, day)
    if open_review:
        detail["open_review"] = open_review
    standing.events.append(Event("expired", holding, holding.last, day, day.isoformat(), detail))


def _open_review(standing: Standing, holding: Holding, day: date) -> str:
    """Return the title of the latest review call or proposal that nothing has answered for a title; empty if none."""
    answered = max(
        (
            s.effective_on
            for s in standing.statements
            if s.operation is Stage.REVIEW and s.announcement_id == holding.last and s.effective_on
        ),
        default=date.min,
    )
    asking = [
        (s.effective_on, s.announcement_id, s.title)
        for s in standing.statements
        if s.operation in _OPEN and s.effective_on is not None and answered < s.effective_on < day
    ]
    return max(asking)[2] if asking else ""
