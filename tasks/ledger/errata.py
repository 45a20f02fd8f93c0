"""Corrections: a notice that mends rows of an earlier one (semantics 8 and 12). Pure.

The mended row is what the list meant from the beginning, so all that follows is followed with the right subject; what
was told under the wrong name stays told, and the correction is told once as ``corrected``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tasks.ledger.book import Book, Entry, Erratum, Mended, Statement
from tasks.recognise.notice import Stage

_MENDABLE = (Stage.DESIGNATION, Stage.REVIEW, Stage.PROPOSAL, Stage.REVIEW_PROPOSAL, Stage.RECOMMENDATION)
"""Where an added row belongs if an announcement has several lists: first to what gives titles."""


def corrected(book: Book) -> tuple[Statement, ...]:
    """Return the statements of a book with every correction entered; the same ones where there is none."""
    statements = list(book.statements)
    for erratum in sorted(book.errata, key=lambda e: (e.announcement_id, e.wrong_key or "", e.after)):
        for number in _meant(erratum, statements):
            statements[number] = _enter(erratum, statements[number])
    return tuple(statements)


def _meant(erratum: Erratum, statements: list[Statement]) -> Iterable[int]:
    """Return which statements an erratum mends: those with the wrong name, for an added row the first that gives."""
    named = [n for n, s in enumerate(statements) if s.announcement_id in erratum.corrected]
    if erratum.wrong_key is not None:
        return [n for n in named if any(e.key == erratum.wrong_key for e in statements[n].entries)]
    listing = [
        n for n in named if statements[n].operation in _MENDABLE and not _lists(erratum, statements[n])
    ]
    return sorted(listing, key=lambda n: _MENDABLE.index(statements[n].operation))[:1]


def _lists(erratum: Erratum, statement: Statement) -> bool:
    """Say whether a statement has the row already that an erratum adds."""
    return any(entry.subject_id == erratum.entry.subject_id for entry in statement.entries)


def _enter(erratum: Erratum, statement: Statement) -> Statement:
    """Return a statement with one erratum entered."""
    mended = Mended(erratum.announcement_id, erratum.effective_on, erratum.before, erratum.after)
    if erratum.wrong_key is None:
        return replace(statement, entries=(*statement.entries, replace(erratum.entry, mended=mended)))
    entries = (
        _mend(entry, erratum, mended) if entry.key == erratum.wrong_key else entry
        for entry in statement.entries
    )
    return replace(statement, entries=tuple(entries))


def _mend(entry: Entry, erratum: Erratum, mended: Mended) -> Entry:
    """Return one entry as it should have stood; what the correction does not print stays as it was."""
    right = erratum.entry
    return replace(
        entry,
        subject_id=right.subject_id,
        key=right.key,
        region=right.region or entry.region,
        category=right.category or entry.category,
        product=right.product or entry.product,
        mended=replace(mended, printed=entry.subject_id),
    )
