"""Fetch the book of a cohort from the warehouse: every accepted statement about it, wherever it was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from config.models import Programme
from tasks.ingest.elsewhere import (
    Titled,
    errata_of,
    fetch_elsewhere,
    others_statements,
    successors,
    with_anew,
)
from tasks.ledger.authority import may_abolish
from tasks.ledger.book import Book, Entry, Statement
from tasks.recognise.notice import Stage, Validity
from warehouse.records import Announcement
from warehouse.store import Store

FOLLOWED = frozenset(
    {
        Stage.RECOMMENDATION,
        Stage.PROPOSAL,
        Stage.DESIGNATION,
        Stage.REVIEW_CALL,
        Stage.REVIEW_PROPOSAL,
        Stage.REVIEW,
        Stage.RETITLING,
        Stage.REVOCATION,
    }
)
"""Operations that say something about titles; a call or rules say nothing yet."""

_BY_NAME = frozenset({Stage.REVOCATION, Stage.RETITLING})
"""What takes or moves titles by name counts on the issuer's own whole word only (semantics, 5 and 18)."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the query ``book_statements``."""

    announcement_id: str
    title: str
    part_of: str | None
    part_region: str | None
    origin: str
    level: str | None
    region: str | None
    effective_on: date | None
    doc_number: str | None
    repeals: tuple[str, ...]
    list_no: int
    operation: str
    from_programme_id: str
    state: str
    rows_stated: int | None
    whole: bool
    ends_others: bool
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
    region: str | None
    name_key: str
    from_category: str | None
    put_off: str


_Listed = Mapping[tuple[str, int], list[EntryRow]]
"""The rows of each list, by announcement and number."""


def fetch_book(
    store: Store,
    programme: Programme,
    cohort: str,
    *,
    settled: Mapping[str, bool],
    only: Sequence[str] | None = None,
) -> Book:
    """Return the book of one cohort; without any accepted list about it the book is empty.

    Args:
        store: The warehouse.
        programme: The cohort's programme.
        cohort: As written in the ledger (semantics, 26).
        settled: What persons decided about questions of endings, by the question's id.
        only: The subjects whose rows are fetched; null for all (``unmoved.py``).
    """
    about = {"programme_id": programme.id, "cohort": cohort}
    lists = store.load(ListRow, "book_statements", **about)
    listed: dict[tuple[str, int], list[EntryRow]] = {}
    for row in _entries(store, about, only):
        listed.setdefault((row.announcement_id, row.list_no), []).append(row)
    numbered = _numbered(store, {number for row in lists for number in row.repeals})
    statements = with_anew(store, programme, cohort, _united(lists, listed, numbered, level=programme.level))
    elsewhere = fetch_elsewhere(store, programme)
    errata = errata_of(elsewhere, cohort, _titled(lists))
    named = {entry.subject_id for statement in statements for entry in statement.entries}
    named |= {erratum.entry.subject_id for erratum in errata}
    statements += others_statements(elsewhere, programme, named)
    statements += [*_repeals(store, lists), *successors(store, programme, cohort)]
    candidates: frozenset[str] = frozenset()
    if any(statement.part_region for statement in statements):
        candidates = frozenset(str(row["name_key"]) for row in store.rows("book_candidates"))
    return Book(programme, cohort, tuple(statements), dict(settled), errata, candidates)


def _entries(store: Store, about: Mapping[str, str], only: Sequence[str] | None) -> list[EntryRow]:
    """Return the rows of the lists about a cohort, of some subjects or of all."""
    if only is None:
        return store.load(EntryRow, "book_entries", **about)
    return store.load(EntryRow, "unmoved_entries", ids=only, **about) if only else []


def _united(
    lists: list[ListRow], listed: _Listed, numbered: Mapping[str, frozenset[str]], *, level: str
) -> list[Statement]:
    """Unite the lists of one announcement and operation into one statement; ``level`` is whose titles they are."""
    groups: dict[tuple[str, Stage, str], list[ListRow]] = {}
    for row in lists:
        operation = Stage(row.operation)
        if operation in FOLLOWED and (operation not in _BY_NAME or _is_own_word(row, level)):
            groups.setdefault((row.announcement_id, operation, row.from_programme_id), []).append(row)
    return [
        _statement(
            operation, rows, listed, numbered if rows[0].level == level else {}, taken_over=bool(taken_from)
        )
        for (_, operation, taken_from), rows in groups.items()
    ]


def _is_own_word(row: ListRow, level: str) -> bool:
    """Say whether a list stands in the whole word of the level that gives the titles."""
    return row.origin == "official" and row.part_of is None and row.level == level


def _statement(
    operation: Stage,
    rows: list[ListRow],
    listed: _Listed,
    numbered: Mapping[str, frozenset[str]],
    *,
    taken_over: bool,
) -> Statement:
    """Return what the lists of one announcement and operation say; titles taken over from a programme are given here.

    A held list says how many rows there are, and no more.
    """
    first, relayed = rows[0], rows[0].origin != "official"
    found = [row for one in rows for row in listed.get((one.announcement_id, one.list_no), ())]
    stated = [row.rows_stated for row in rows]
    validity = Validity(first.validity_years, first.validity_first, first.validity_last)
    held = any(row.state != "accepted" for row in rows)
    return Statement(
        first.announcement_id,
        Stage.DESIGNATION if taken_over else operation,
        None if relayed else first.effective_on,
        tuple(_entry(row) for row in found if not row.put_off),
        stated=sum(n for n in stated if n is not None) if None not in stated else None,
        whole=all(row.whole for row in rows) and not taken_over and not held,
        occasion=first.part_of or first.announcement_id,
        part_region=first.part_region,
        relayed=relayed,
        validity=Validity(years=first.validity_years) if relayed else validity,
        repealed=frozenset() if held else _repealed(first, numbered),
        others_end_on=next((row.others_end_on for row in rows if row.others_end_on), None),
        verb=next((row.verb for row in rows if row.verb), ""),
        title=first.title,
        put_off=tuple(_entry(row) for row in found if row.put_off),
        others_end=any(row.ends_others for row in rows),
    )


def _entry(row: EntryRow) -> Entry:
    """Return a row as the ledger reads it."""
    return Entry(row.subject_id, row.category, row.product, row.region, row.name_key, row.from_category)


def _titled(lists: list[ListRow]) -> Titled:
    """Return number, title and whole of each announcement with an accepted list of the cohort."""
    return {
        row.announcement_id: (row.doc_number, row.title, row.part_of)
        for row in lists
        if row.state == "accepted"
    }


def _repealed(said: ListRow, numbered: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the announcements that a notice abolishes; on a relay's word alone, none (semantics, 18)."""
    numbers = said.repeals if said.origin == "official" else ()
    return frozenset().union(*(numbered.get(number, frozenset()) for number in numbers))


def _repeals(store: Store, lists: list[ListRow]) -> list[Statement]:
    """Return the repeals that abolish a list of this cohort in a notice that does not review it (semantics, 20).

    A part that quotes the sentence ends nothing (semantics, 5), nor does another issuer's word.
    """
    giving: dict[str, list[ListRow]] = {}
    for row in lists:
        if row.doc_number:
            giving.setdefault(row.doc_number, []).append(row)
    if not giving:
        return []
    reviewing = {row.announcement_id for row in lists if Stage(row.operation) is Stage.REVIEW}
    return [
        Statement(
            repealing.announcement_id,
            Stage.REPEAL,
            repealing.effective_on,
            occasion=repealing.announcement_id,
            repealed=repealed,
            verb="废止",
        )
        for repealing in store.load(Announcement, "announcements_repealing", numbers=sorted(giving))
        if repealing.announcement_id not in reviewing
        for repealed in (_abolished(repealing, giving),)
        if repealed
    ]


def _abolished(repealing: Announcement, giving: Mapping[str, list[ListRow]]) -> frozenset[str]:
    """Return the announcements, of some by their numbers, that a notice abolishes and may abolish."""
    named = (row for number in repealing.repeals for row in giving.get(number, ()))
    return frozenset(row.announcement_id for row in named if may_abolish(repealing, row))


def _numbered(store: Store, numbers: set[str]) -> dict[str, frozenset[str]]:
    """Return the announcements that bear each of some document numbers."""
    if not numbers:
        return {}
    found: dict[str, set[str]] = {}
    for announcement in store.load(Announcement, "announcements_numbered", numbers=sorted(numbers)):
        if announcement.doc_number is not None:
            found.setdefault(announcement.doc_number, set()).add(announcement.announcement_id)
    return {number: frozenset(ids) for number, ids in found.items()}
