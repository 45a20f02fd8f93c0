"""Fetch the book of a cohort from the warehouse: every accepted statement about it, wherever it was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from config.models import Programme
from tasks.ledger.book import Book, Entry, Statement
from tasks.recognise.notice import Stage, Validity
from warehouse.records import Announcement
from warehouse.store import Store

FOLLOWED = frozenset(
    {
        Stage.RECOMMENDATION,
        Stage.PROPOSAL,
        Stage.DESIGNATION,
        Stage.REVIEW_PROPOSAL,
        Stage.REVIEW,
        Stage.REVOCATION,
    }
)
"""Operations that say something about titles; a call or rules say nothing yet."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the query ``book_statements``."""

    announcement_id: str
    part_of: str | None
    part_region: str | None
    origin: str
    effective_on: date | None
    doc_number: str | None
    repeals: tuple[str, ...]
    list_no: int
    operation: str
    rows_stated: int | None
    whole: bool
    others_end_on: date | None
    verb: str
    validity_years: int | None
    validity_first: date | None
    validity_last: date | None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One row of the query ``book_entries``."""

    announcement_id: str
    list_no: int
    subject_id: str
    category: str | None
    product: str | None


@dataclass(frozen=True, slots=True)
class RevocationRow:
    """One row of the query ``book_revocations``."""

    announcement_id: str
    effective_on: date | None
    list_no: int
    verb: str
    subject_id: str


def fetch_book(store: Store, programme: Programme, cohort: str, *, settled: Mapping[str, bool]) -> Book:
    """Return the book of one cohort; without any accepted list about it the book is empty.

    Args:
        store: The warehouse.
        programme: The cohort's programme.
        cohort: As written in the ledger (semantics, 26).
        settled: What persons decided about questions of endings, by the question's id.
    """
    about = {"programme_id": programme.id, "cohort": cohort}
    lists = store.load(ListRow, "book_statements", **about)
    entries: dict[tuple[str, int], list[Entry]] = {}
    for row in store.load(EntryRow, "book_entries", **about):
        entry = Entry(row.subject_id, row.category, row.product)
        entries.setdefault((row.announcement_id, row.list_no), []).append(entry)
    numbered = _numbered(store, {number for row in lists for number in row.repeals})
    statements = _united(lists, entries, numbered)
    listed = {entry.subject_id for statement in statements for entry in statement.entries}
    statements += _revocations(store, programme.id, listed)
    statements += _repeals(store, lists)
    return Book(programme, cohort, tuple(statements), dict(settled))


def _united(
    lists: list[ListRow],
    entries: Mapping[tuple[str, int], list[Entry]],
    numbered: Mapping[str, frozenset[str]],
) -> list[Statement]:
    """Unite the lists of one announcement and operation into one statement."""
    groups: dict[tuple[str, Stage], list[ListRow]] = {}
    for row in lists:
        operation = Stage(row.operation)
        provisional_loss = operation is Stage.REVOCATION and row.origin != "official"
        if operation in FOLLOWED and not provisional_loss:
            groups.setdefault((row.announcement_id, operation), []).append(row)
    statements = []
    for (announcement_id, operation), rows in groups.items():
        first = rows[0]
        stated = [row.rows_stated for row in rows]
        relayed = first.origin != "official"
        validity = Validity(first.validity_years, first.validity_first, first.validity_last)
        statements.append(
            Statement(
                announcement_id,
                operation,
                None if relayed else first.effective_on,
                tuple(e for row in rows for e in entries.get((announcement_id, row.list_no), ())),
                stated=sum(n for n in stated if n is not None) if None not in stated else None,
                whole=all(row.whole for row in rows),
                occasion=first.part_of or announcement_id,
                part_region=first.part_region,
                relayed=relayed,
                validity=Validity(years=first.validity_years) if relayed else validity,
                repealed=_repealed(first, numbered),
                others_end_on=next((row.others_end_on for row in rows if row.others_end_on), None),
                verb=next((row.verb for row in rows if row.verb), ""),
            )
        )
    return statements


def _repealed(said: ListRow, numbered: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the announcements that a notice abolishes; on a relay's word alone, none (semantics, 18)."""
    numbers = said.repeals if said.origin == "official" else ()
    return frozenset().union(*(numbered.get(number, frozenset()) for number in numbers))


def _revocations(store: Store, programme_id: str, listed: set[str]) -> list[Statement]:
    """Return the revocations that name no cohort, as far as they name subjects of this one."""
    found: dict[tuple[str, date | None, str], list[Entry]] = {}
    for row in store.load(RevocationRow, "book_revocations", programme_id=programme_id):
        if row.subject_id in listed:
            key = (row.announcement_id, row.effective_on, row.verb)
            found.setdefault(key, []).append(Entry(row.subject_id))
    return [
        Statement(source, Stage.REVOCATION, day, tuple(entries), occasion=source, verb=verb)
        for (source, day, verb), entries in found.items()
    ]


def _repeals(store: Store, lists: list[ListRow]) -> list[Statement]:
    """Return the repeals that abolish a list of this cohort in a notice that does not review it (semantics, 20)."""
    giving: dict[str, set[str]] = {}
    for row in lists:
        if row.doc_number:
            giving.setdefault(row.doc_number, set()).add(row.announcement_id)
    if not giving:
        return []
    reviewing = {row.announcement_id for row in lists if Stage(row.operation) is Stage.REVIEW}
    return [
        Statement(
            repealing.announcement_id,
            Stage.REPEAL,
            repealing.effective_on,
            occasion=repealing.announcement_id,
            repealed=frozenset().union(*(giving.get(number, set()) for number in repealing.repeals)),
            verb="废止",
        )
        for repealing in store.load(Announcement, "announcements_repealing", numbers=sorted(giving))
        if repealing.announcement_id not in reviewing
    ]


def _numbered(store: Store, numbers: set[str]) -> dict[str, frozenset[str]]:
    """Return the announcements that bear each of some document numbers."""
    if not numbers:
        return {}
    found: dict[str, set[str]] = {}
    for announcement in store.load(Announcement, "announcements_numbered", numbers=sorted(numbers)):
        if announcement.doc_number is not None:
            found.setdefault(announcement.doc_number, set()).add(announcement.announcement_id)
    return {number: frozenset(ids) for number, ids in found.items()}
