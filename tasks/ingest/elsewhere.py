"""What is said of a cohort in lists that do not stand under it: losses and moves by name alone, corrections, lists anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from config.models import Programme
from tasks.ledger.book import Anew, Entry, Erratum, Statement
from tasks.ledger.names import name_key
from tasks.recognise.notice import Stage
from warehouse.store import Store

Titled = Mapping[str, tuple[str | None, str, str | None]]
"""Document number, title and whole of each announcement, by its id."""


@dataclass(frozen=True, slots=True)
class OtherList:
    """One row of the query ``book_elsewhere``."""

    announcement_id: str
    effective_on: date | None
    corrects: str | None
    list_no: int
    operation: str
    verb: str
    programme_id: str
    programme_title: str
    cohort: str | None
    category: str | None
    from_programme_id: str


@dataclass(frozen=True, slots=True)
class OtherRow:
    """One row of the query ``book_elsewhere_rows``."""

    announcement_id: str
    list_no: int
    subject_id: str
    name: str
    former_name: str | None
    name_key: str
    former_key: str | None
    category: str | None
    product: str | None
    region: str | None
    from_category: str | None


@dataclass(frozen=True, slots=True)
class AnewRow:
    """One row of the query ``book_anew``."""

    announcement_id: str
    subject_id: str
    programme_title: str
    cohort: str
    category: str | None


@dataclass(frozen=True, slots=True)
class Successor:
    """One row of the query ``book_successors``."""

    announcement_id: str
    effective_on: date
    cohort: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The lists that may speak of a programme's cohorts from elsewhere, and their rows by announcement and number."""

    lists: tuple[OtherList, ...]
    rows: Mapping[tuple[str, int], list[OtherRow]]

    def of(self, *operations: Stage) -> list[tuple[OtherList, list[OtherRow]]]:
        """Return the lists of some operations with their rows; a designation is one that takes titles over."""
        found = (one for one in self.lists if Stage(one.operation) in operations)
        return [(one, self.rows.get((one.announcement_id, one.list_no), [])) for one in found]


def fetch_elsewhere(store: Store, programme: Programme) -> Elsewhere:
    """Return what may be said of a programme's cohorts in lists that stand under none of them."""
    lists = store.load(OtherList, "book_elsewhere", programme_id=programme.id, level=programme.level)
    rows: dict[tuple[str, int], list[OtherRow]] = {}
    ids = sorted({one.announcement_id for one in lists})
    for row in store.load(OtherRow, "book_elsewhere_rows", announcements=ids) if ids else ():
        rows.setdefault((row.announcement_id, row.list_no), []).append(row)
    return Elsewhere(tuple(lists), rows)


def with_anew(
    store: Store, programme: Programme, cohort: str, statements: list[Statement]
) -> list[Statement]:
    """Return the statements with what the notices of reviews designate elsewhere (semantics, 14)."""
    reviewing = sorted({s.announcement_id for s in statements if s.operation is Stage.REVIEW})
    if not reviewing:
        return statements
    anew = _anew(store, programme, cohort, reviewing)
    return [
        replace(s, anew=tuple(anew.get(s.announcement_id, ()))) if s.operation is Stage.REVIEW else s
        for s in statements
    ]


def others_statements(elsewhere: Elsewhere, programme: Programme, listed: Collection[str]) -> list[Statement]:
    """Return what lists that stand under no cohort, or another programme, do to the titles of a cohort.

    Args:
        elsewhere: Those lists.
        programme: The cohort's programme.
        listed: The subjects that the cohort's own lists name: only they are meant.
    """
    found = []
    for one, rows in elsewhere.of(Stage.REVOCATION, Stage.RETITLING, Stage.DESIGNATION):
        leaves = one.programme_id != programme.id
        where = (one.programme_title, one.cohort, one.category) if leaves else ()
        meant = tuple(_entry(row) for row in rows if row.subject_id in listed)
        statement = Statement(
            one.announcement_id,
            Stage.RETITLING if leaves else Stage(one.operation),
            one.effective_on,
            meant,
            occasion=one.announcement_id,
            verb=one.verb,
            to_programme=" ".join(filter(None, where)),
        )
        found += [statement] if meant else []
    return found


def errata_of(elsewhere: Elsewhere, cohort: str, titled: Titled) -> tuple[Erratum, ...]:
    """Return the rows of corrections that mean announcements of a cohort (semantics, 8).

    Args:
        elsewhere: The lists that may hold them.
        cohort: The cohort.
        titled: Document number, title and whole of each announcement of the cohort, by its id.
    """
    return tuple(
        Erratum(
            one.announcement_id,
            one.effective_on,
            meant,
            replace(_entry(row), from_category=None),
            after=row.name,
            before=row.former_name,
            wrong_key=row.former_key,
        )
        for one, rows in elsewhere.of(Stage.CORRECTION)
        for meant in (_meant(one, cohort, titled),)
        for row in (rows if meant else ())
    )


def _meant(one: OtherList, cohort: str, titled: Titled) -> frozenset[str]:
    """Return the announcements of a cohort that a correction means, by number, by title, else by the cohort alone."""
    if not one.corrects:
        return frozenset(titled) if one.cohort == cohort else frozenset()
    key = name_key(one.corrects)
    named = {
        i for i, (number, title, _) in titled.items() if one.corrects == number or key in name_key(title)
    }
    return frozenset(named | {i for i, (_, _, whole) in titled.items() if whole in named})


def successors(store: Store, programme: Programme, cohort: str) -> list[Statement]:
    """Return the lists of a roster's other cohorts, each of which replaces all before it; of no other programme any."""
    if programme.renewal != "roster":
        return []
    later = store.load(Successor, "book_successors", programme_id=programme.id, cohort=cohort)
    anew = _anew(store, programme, cohort, sorted({one.announcement_id for one in later}))
    return [
        Statement(
            one.announcement_id,
            Stage.REPEAL,
            one.effective_on,
            occasion=one.announcement_id,
            anew=tuple(anew.get(one.announcement_id, ())),
            replaces=True,
        )
        for one in later
    ]


def _anew(
    store: Store, programme: Programme, cohort: str, announcement_ids: list[str]
) -> dict[str, list[Anew]]:
    """Return whom some announcements designate in another cohort or programme, and where, in words."""
    if not announcement_ids:
        return {}
    about = {"programme_id": programme.id, "cohort": cohort, "announcements": announcement_ids}
    found: dict[str, list[Anew]] = {}
    for row in store.load(AnewRow, "book_anew", **about):
        where = " ".join(filter(None, (row.programme_title, row.cohort, row.category)))
        found.setdefault(row.announcement_id, []).append(Anew(row.subject_id, where))
    return found


def _entry(row: OtherRow) -> Entry:
    """Return a row as the ledger reads it."""
    return Entry(row.subject_id, row.category, row.product, row.region, row.name_key, row.from_category)
