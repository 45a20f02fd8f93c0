"""Titles that move into another category or another programme (semantics 11, 14 and 24)."""

from __future__ import annotations

from dataclasses import replace

from config.models import Programme
from tasks.ledger.book import Statement
from tasks.ledger.course import HOLDING, Detail, Holding
from tasks.ledger.names import name_key
from tasks.ledger.standing import Standing
from tasks.ledger.terms import DAY


def retitle(standing: Standing, statement: Statement) -> None:
    """Move the titles that a list of retitled rows names; whom it does not find it leaves alone.

    The printed category says which title of a subject is meant; a last day that is stated is that of the moved title.
    """
    until = statement.validity.last if statement.validity is not None else None
    by_old = tuple(replace(e, category=e.from_category or e.category) for e in statement.entries)
    new = {(e.subject_id, e.from_category or e.category): e.category for e in statement.entries}
    for entry, title in standing.titles.meant(replace(statement, entries=by_old)):
        holding = standing.holdings.get(title)
        if holding is None or holding.status not in HOLDING or holding.ends_as:
            continue
        if standing.given_after(holding, statement) or not _comes_from(
            holding, entry.from_category, standing
        ):
            continue
        if statement.to_programme:
            leave(standing, holding, statement, where=statement.to_programme)
        elif is_moved(holding.category, new[entry.subject_id, entry.category], standing.programme):
            category = new[entry.subject_id, entry.category]
            moved = move(standing, holding, category, statement)
            moved = replace(moved, valid_to=until or moved.valid_to)
            standing.holdings[moved.title_id] = moved
            tell_moved(standing, holding, moved, statement)


def leave(standing: Standing, holding: Holding, statement: Statement, *, where: str) -> None:
    """Close a title that goes on elsewhere, from the notice's day: in another programme or cohort, in words."""
    here = " ".join(filter(None, (standing.programme.title, standing.book.cohort, holding.category)))
    both: Detail = {"before": here, "after": where}
    standing.end("retitled", holding, replace(statement, verb=""), statement.effective_on, detail=both)


def is_moved(before: str | None, after: str | None, programme: Programme) -> bool:
    """Say whether two printed categories are two categories: of the programme's own, where it names any.

    Another wording of one category moves nobody.
    """
    if not before or not after or name_key(before) == name_key(after):
        return False
    own = {category.name for category in programme.categories}
    return not own or (before in own and after in own)


def move(standing: Standing, holding: Holding, category: str | None, statement: Statement) -> Holding:
    """Put a title into another category from the notice's day, and return it: its valid time is split there (24).

    Without a day, or one before the title began, there is nothing to split.
    """
    source, day = statement.announcement_id, statement.effective_on
    standing.rest(holding, statement)
    moved = replace(holding, category=category, last=source)
    if day is not None and holding.valid_from is not None and day > holding.valid_from:
        standing.close_segment(holding, "retitled", day - DAY, source)
        moved = replace(moved, valid_from=day, since=source)
    standing.holdings[holding.title_id] = moved
    return moved


def tell_moved(
    standing: Standing,
    before: Holding,
    after: Holding,
    statement: Statement,
    *,
    renewal: Detail | None = None,
) -> None:
    """Tell that a title moved inside its programme; with a renewal the two are told as one (semantics, 14)."""
    both: Detail = {"before": before.category, "after": after.category, **(renewal or {})}
    standing.tell("retitled", after, statement, statement.effective_on, detail=both)


def _comes_from(holding: Holding, from_category: str | None, standing: Standing) -> bool:
    """Say whether a title is the one that a row says is moved."""
    if not from_category or not holding.category:
        return True
    return not is_moved(holding.category, from_category, standing.programme)
