"""Who is put up, and who is dropped by the final list (semantics 5, 11, 15 and 16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tasks.ledger.book import Statement
from tasks.ledger.course import Detail, Event
from tasks.ledger.standing import Standing
from tasks.recognise.notice import Stage


def announce(standing: Standing, kind: str, statement: Statement, *, renewal: bool = False) -> None:
    """Tell of everybody on a list without touching a title: a recommendation, or a proposed renewal (11, 16)."""
    occasion = statement.occasion if renewal else ""
    also = statement.also if renewal else frozenset()
    detail: Detail = {"renewal": True} if renewal else {}
    for entry, title in standing.titles.meant(statement):
        holding = standing.begin(entry, title, kind, statement)
        day, source = statement.effective_on, statement.announcement_id
        standing.list(Event(kind, holding, source, day, occasion, detail, also), entry)


def propose(standing: Standing, statement: Statement) -> None:
    """Put everybody on a list up; nothing is decided yet."""
    for entry, title in standing.titles.meant(statement):
        standing.holdings.setdefault(title, standing.begin(entry, title, "proposed", statement))
    announce(standing, "proposed", statement)


def settle(standing: Standing) -> None:
    """Drop who was proposed and is not on the whole final list, list by list (semantics, 15).

    A list answers only what was proposed before it: who is put up later waits for a later list.
    """
    proposed: dict[str, date] = {}
    for statement in standing.statements:
        if statement.operation is Stage.PROPOSAL:
            day = statement.effective_on or date.min
            for _, title in standing.titles.meant(statement):
                proposed[title] = max(day, proposed.get(title, date.min))
    finals = [s for s in standing.statements if s.operation is Stage.DESIGNATION and s.whole]
    for final in sorted(finals, key=lambda s: (s.effective_on or date.max, s.announcement_id)):
        _drop_silent(standing, final, proposed)


def _drop_silent(standing: Standing, final: Statement, proposed: dict[str, date]) -> None:
    """Drop those that one final list leaves out, unless a name on it matches nobody or their outcome is put off."""
    day = final.effective_on or date.max
    waiting = {title for _, title in standing.titles.meant(replace(final, entries=final.put_off))}
    silent = [
        h
        for h in standing.holdings.values()
        if h.status == "proposed" and h.title_id not in waiting and proposed.get(h.title_id, date.min) <= day
    ]
    unmatched = [entry for entry, title in standing.titles.meant(final) if title not in proposed]
    reason = "names on the final list stand on no proposal that is known" if unmatched else ""
    if not silent or (reason and not standing.is_settled("dropped", final, silent, unmatched, reason=reason)):
        return
    for holding in silent:
        standing.holdings[holding.title_id] = replace(holding, status="dropped", last=final.announcement_id)
        verb: Detail = {"verb": final.verb} if final.verb else {}
        standing.tell("dropped", holding, final, final.effective_on, detail=verb)
