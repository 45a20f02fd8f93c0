"""Set aside, in DuckDB, the titles of a large cohort that its book cannot move; the rules look at the rest.

A title cannot move where the book is one whole designation list and nothing else, the subject stands on it once, and the
belief is just what that list gives: the title's own id, category, product, term and word, still running, no ending to
come. Nothing of the rules is told a second time here: what differs in anything at all is left to them. A book with more
statements is followed whole, for there silence and names that match nobody are judged over the cohort as one
(semantics, 15).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from config.models import Programme
from tasks.ingest.books import fetch_book
from tasks.ingest.elsewhere import fetch_elsewhere
from tasks.ledger.book import Book, Statement
from tasks.ledger.course import Known
from tasks.ledger.terms import granted
from tasks.recognise.notice import Stage
from warehouse.store import Store

FEW: Final = 2_000
"""A cohort with fewer rows is followed whole: that costs no more than asking who can be set aside."""

_OPEN_END: Final = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Left:
    """The subjects of a cohort that the rules must look at; all others of its ``listed`` rows hold what they held."""

    subject_ids: tuple[str, ...]
    listed: int

    def counted(self, known: Known, book: Book) -> Known:
        """Return what is known of the one list with those set aside, each of whom stands on it in one row.

        Args:
            known: What the rules counted of the rows they saw.
            book: The book that they saw.
        """
        seen = sum(len(said.entries) + len(said.put_off) for said in book.statements)
        return replace(known, known=known.known + self.listed - seen)


def find_left(store: Store, programme: Programme, cohort: str, *, today: date, few: int = FEW) -> Left | None:
    """Return who of a cohort must be looked at; null where that is everybody.

    Args:
        store: The warehouse, inside the caller's transaction.
        programme: The cohort's programme.
        cohort: As written in the ledger (semantics, 26).
        today: China's day; no title is set aside whose term ends before it.
        few: A cohort with fewer rows is looked at whole.
    """
    about = {"programme_id": programme.id, "cohort": cohort}
    sizes = [int(str(row["listed"])) for row in store.rows("unmoved_size", **about)]
    if len(sizes) != 1 or sizes[0] < few:
        return None
    said = _one_list(fetch_book(store, programme, cohort, settled={}, only=()))
    if said is None:
        return None
    term = granted(said.validity, programme, said.effective_on)
    if term.last is not None and term.last < today:
        return None
    days = {"valid_from": term.first or _OPEN_END, "valid_to": term.last or _OPEN_END}
    rows = store.rows("unmoved_left", source=said.announcement_id, **about, **days)
    left = {str(row["subject_id"]) for row in rows}
    others = fetch_elsewhere(store, programme)
    left |= {row.subject_id for rows_there in others.rows.values() for row in rows_there}
    return Left(tuple(sorted(left)), sizes[0])


def _one_list(bare: Book) -> Statement | None:
    """Return the one whole designation list that a book without its rows is, or null where it is anything else."""
    if len(bare.statements) != 1 or bare.errata:
        return None
    (said,) = bare.statements
    plain = said.operation is Stage.DESIGNATION and said.whole and said.effective_on is not None
    return said if plain and not (said.relayed or said.part_region or said.united or said.replaces) else None
