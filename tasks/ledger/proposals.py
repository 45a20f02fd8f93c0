"""Who is put up, and who is dropped by the final list (semantics 5, 11, 15 and 16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tasks.ledger.book import Entry, Statement
from tasks.ledger.course import Detail, Event, Holding
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
    listed = {entry.category for final in finals for entry in final.entries}
    for final in sorted(finals, key=lambda s: (s.effective_on or date.max, s.announcement_id)):
        _drop_silent(standing, final, proposed, listed=listed)


def _drop_silent(
    standing: Standing, final: Statement, proposed: dict[str, date], *, listed: set[str | None]
) -> None:
    """Drop those that one final list leaves out, unless a name on it matches nobody or their outcome is put off.

    It answers for its own categories: one of which no list has come is asked about, for that list may still come.
    """
    day = final.effective_on or date.max
    waiting = {title for _, title in standing.titles.meant(replace(final, entries=final.put_off))}
    own = {entry.category for entry in final.entries}
    known = proposed.keys() | _put_up_misprinted(standing, final, proposed)
    silent: dict[bool, list[Holding]] = {True: [], False: []}
    for holding in standing.holdings.values():
        put_up = holding.status == "proposed" and proposed.get(holding.title_id, date.min) <= day
        answered = None in own or holding.category is None or holding.category in own
        if put_up and holding.title_id not in waiting and (answered or holding.category not in listed):
            silent[answered].append(holding)
    unmatched = [entry for entry, title in standing.titles.meant(final) if title not in known]
    strange = "names on the final list stand on no proposal that is known" if unmatched else ""
    missing = sorted({holding.category or "" for holding in silent[False]})
    _drop(standing, final, silent[True], unmatched, reason=strange)
    _drop(
        standing,
        final,
        silent[False],
        unmatched,
        reason=f"the final list has no list of {'、'.join(missing)}",
    )


def _put_up_misprinted(standing: Standing, final: Statement, proposed: dict[str, date]) -> set[str]:
    """Return the titles of a final list that were put up under the wrong name which a correction mended on it.

    Who was put up so is nobody: its proposal is no longer believed, and it is never dropped. Where the right one was
    put up too, the names were two from the beginning, and silence on the wrong one is as any other.
    """
    known: set[str] = set()
    for entry, title in standing.titles.meant(final):
        printed = standing.titles.id_of(entry.mended.printed) if entry.mended and entry.mended.printed else ""
        if title not in proposed and printed in proposed:
            known.add(title)
            wrong = standing.holdings.get(printed)
            if wrong is not None and wrong.status == "proposed":
                del standing.holdings[printed]
    return known


def _drop(
    standing: Standing, final: Statement, silent: list[Holding], unmatched: list[Entry], *, reason: str
) -> None:
    """Drop some of those proposed, or ask where there is a reason."""
    if not silent or (reason and not standing.is_settled("dropped", final, silent, unmatched, reason=reason)):
        return
    for holding in silent:
        standing.holdings[holding.title_id] = replace(holding, status="dropped", last=final.announcement_id)
        verb: Detail = {"verb": final.verb} if final.verb else {}
        standing.tell("dropped", holding, final, final.effective_on, detail=verb)
