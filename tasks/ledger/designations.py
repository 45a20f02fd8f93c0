"""Who is given a title, and again after its loss (semantics 5, 17, 18 and 24)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tasks.ledger.book import Statement
from tasks.ledger.course import HOLDING, Event, Holding
from tasks.ledger.standing import Standing
from tasks.ledger.terms import DAY, granted


def designate(standing: Standing, statement: Statement, given_whole: set[str]) -> None:
    """Give everybody on a list the title.

    Args:
        standing: Where everybody stands.
        statement: The list; the union of parts gives nothing that its parts did not, and a relay nothing that an official
            page gives.
        given_whole: The titles that the issuer's whole list gave so far. The first such list settles what a part or
            a relay said before; a further list of the cohort moves no title that is held.
    """
    if statement.united:
        return
    term = granted(statement.validity, standing.programme, statement.effective_on)
    told_with_a_day = standing.given_on_a_day if statement.effective_on is None else frozenset()
    for entry, title in standing.titles.meant(statement):
        if title in told_with_a_day:
            continue
        before = standing.holdings.get(title)
        given = standing.begin(entry, title, "active", statement, term=term)
        again = before is not None and _is_over(before, statement.effective_on)
        held = before is not None and before.status == "active" and not again
        if (again and not _may_give_again(statement)) or (held and title in given_whole):
            continue
        if held and not statement.whole:
            continue
        if before is not None and again:
            _close(standing, before, statement)
        if statement.whole:
            given_whole.add(title)
        standing.holdings[title] = given
        if not held:
            day, source = statement.effective_on, statement.announcement_id
            occasion = statement.occasion if again else ""
            standing.list(Event("designated", given, source, day, occasion), entry)


def _is_over(before: Holding, day: date | None) -> bool:
    """Say whether a title given before was lost, or its term had run out, when a list was made."""
    if before.status in ("proposed", "dropped"):
        return False
    ran_out = before.valid_to is not None and day is not None and before.valid_to < day
    return before.status not in HOLDING or bool(before.ends_as) or ran_out


def _may_give_again(statement: Statement) -> bool:
    """Say whether a list can bring a lost title back: a part or a relay may be the old list, put up again."""
    return statement.effective_on is not None and statement.part_region is None and not statement.relayed


def _close(standing: Standing, before: Holding, statement: Statement) -> None:
    """Keep the first term of a title that is given again; only a term that is known is one."""
    day = statement.effective_on
    if day is None or before.valid_from is None or before.valid_from >= day:
        return
    status = before.ends_as or ("expired" if before.status == "active" else before.status)
    last_day = min(before.valid_to or day - DAY, day - DAY)
    standing.close_segment(replace(before, status=status), status, last_day, before.last)
