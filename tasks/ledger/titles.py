"""Which title an entry of a list means: one a subject, programme and cohort, several only where one list says so (24).

Where a list names a subject more than once, its titles are told apart by their place in the cohort, never by the
wording of a product, which is self-reported and written anew at each review. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from tasks.ledger.book import Entry, Statement
from tasks.ledger.ids import make_id
from tasks.ledger.names import name_key
from tasks.recognise.notice import Stage

MOST_PLACES = 40
"""No list names one subject more often; what asks for a place (``place_of``) stops there."""

_GIVING = (Stage.DESIGNATION, Stage.PROPOSAL, Stage.REVIEW, Stage.REVIEW_PROPOSAL, Stage.RECOMMENDATION)
"""Whose word counts first for which titles there are: what gave them, then what only spoke of them."""


def title_id(
    subject_id: str, programme_id: str, cohort: str, *, place: int = 1, until: date | None = None
) -> str:
    """Return the id of a title, or of a part of its valid time that is over.

    Args:
        subject_id: Who holds it.
        programme_id: The programme.
        cohort: As written in the ledger (semantics, 26).
        place: From 1: which of the subject's titles in this cohort.
        until: The last day of a part of its time that a retitling or a new designation closed; null for the title itself.
    """
    which = "" if place == 1 else str(place)
    closed = () if until is None else (until.isoformat(),)
    return make_id("t", subject_id, programme_id, cohort, which, *closed)


def place_of(found: str, subject_id: str, programme_id: str, cohort: str, *, until: date | None) -> int:
    """Return the place of the title that bears an id, negative for a closed part of its time; 0 if there is none.

    Args:
        found: The id.
        subject_id: Its subject, as the id was made with.
        programme_id: Its programme.
        cohort: Its cohort.
        until: The last day of the row's term.
    """
    for place in range(1, MOST_PLACES + 1):
        if found == title_id(subject_id, programme_id, cohort, place=place):
            return place
        if until and found == title_id(subject_id, programme_id, cohort, place=place, until=until):
            return -place
    return 0


@dataclass(slots=True)
class _Slot:
    """One title of a subject in the cohort: the categories and the products it was ever listed with."""

    categories: set[str] = field(default_factory=set)
    products: set[str] = field(default_factory=set)

    def learn(self, entry: Entry) -> None:
        """Keep how an entry speaks of the title."""
        self.categories.update([entry.category] if entry.category else [])
        self.products.update([name_key(entry.product)] if entry.product else [])


class Titles:
    """The titles of a cohort, and which of them each entry of each statement means."""

    def __init__(self, programme_id: str, cohort: str, statements: Iterable[Statement]) -> None:
        self.programme_id = programme_id
        self.cohort = cohort
        self._slots: dict[str, list[_Slot]] = {}
        self._ids: dict[tuple[str, int], str] = {}
        listing = [s for s in statements if s.operation in _GIVING]
        several = {subject for s in listing for subject in _listed_twice(s)}
        for statement in sorted(listing, key=_word) if several else ():
            self._learn(statement, several)

    def id_of(self, subject_id: str, place: int = 1) -> str:
        """Return the id of one of a subject's titles."""
        known = self._ids.get((subject_id, place))
        if known is None:
            known = title_id(subject_id, self.programme_id, self.cohort, place=place)
            self._ids[subject_id, place] = known
        return known

    def all_of(self, subject_id: str) -> list[str]:
        """Return the ids of all titles that a subject is known to have in the cohort; at least the first."""
        return [self.id_of(subject_id, place) for place in self._places(subject_id)]

    def meant(self, statement: Statement) -> Iterator[tuple[Entry, str]]:
        """Yield every entry with the title it means.

        An enterprise named without a product on a list that shows none means each of its titles.
        """
        slots = self._slots
        yield from ((e, self.id_of(e.subject_id)) for e in statement.entries if e.subject_id not in slots)
        several = _by_subject(e for e in statement.entries if e.subject_id in slots) if slots else {}
        bare = bool(several) and _is_bare(statement)
        for subject_id, listed in several.items():
            if bare and len(listed) == 1:
                yield from ((listed[0], title) for title in self.all_of(subject_id))
            else:
                for entry, place in zip(listed, self._match(subject_id, listed), strict=True):
                    yield entry, self.id_of(subject_id, place)

    def doubtful(self, statement: Statement) -> set[str]:
        """Return the subjects of which a statement names some titles, and not surely which (semantics, 24)."""
        unsure: set[str] = set()
        if not self._slots or _is_bare(statement):
            return unsure
        for subject_id, listed in _by_subject(statement.entries).items():
            slots = self._slots.get(subject_id, ())
            if len(listed) < len(slots):
                sure = _sure(listed, slots)
                unsure.update([subject_id] if len(sure) < len(listed) and len(slots) - len(sure) > 1 else [])
        return unsure

    def _places(self, subject_id: str) -> range:
        """Return the places of a subject's titles."""
        return range(1, max(1, len(self._slots.get(subject_id, ()))) + 1)

    def _learn(self, statement: Statement, several: set[str]) -> None:
        """Let a statement add the titles that it lists beyond those known, and what it calls them."""
        entries = (e for e in (*statement.entries, *statement.put_off) if e.subject_id in several)
        for subject_id, listed in _by_subject(entries).items():
            slots = self._slots.setdefault(subject_id, [])
            slots.extend(_Slot() for _ in range(len(listed) - len(slots)))
            surely = range(len(listed)) if len(listed) == len(slots) else _sure(listed, slots)
            for number, place in enumerate(self._match(subject_id, listed)):
                if number in surely:
                    slots[place - 1].learn(listed[number])

    def _match(self, subject_id: str, listed: list[Entry]) -> list[int]:
        """Return the place each of one subject's entries means: by what is sure, then in order of what is left."""
        slots = self._slots[subject_id]
        found = _sure(listed, slots)
        left = iter([n for n in range(len(listed) + len(slots)) if n not in found.values()])
        return [(found[n] if n in found else next(left)) + 1 for n in range(len(listed))]


def _word(statement: Statement) -> tuple[int, bool, date, str]:
    """Sort statements by whose word tells the titles apart."""
    day = statement.effective_on or date.max
    return _GIVING.index(statement.operation), not statement.whole, day, statement.announcement_id


def _listed_twice(statement: Statement) -> set[str]:
    """Return the subjects that a statement names more than once."""
    counts = Counter(entry.subject_id for entry in (*statement.entries, *statement.put_off))
    return (
        {subject for subject, count in counts.items() if count > 1} if len(counts) < counts.total() else set()
    )


def _is_bare(statement: Statement) -> bool:
    """Say whether a list tells the titles of one subject apart by nothing."""
    return not any(entry.product or entry.category for entry in statement.entries)


def _by_subject(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return the entries of each subject, in the order of the list."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.subject_id, []).append(entry)
    return found


def _sure(listed: list[Entry], slots: Iterable[_Slot]) -> dict[int, int]:
    """Return which entry surely means which title, by index: the same product, or alone in its category."""
    found: dict[int, int] = {}
    known = list(slots)
    for same in (_same_product_and_category, _same_product, _same_category):
        for number, entry in enumerate(listed):
            free = [n for n in range(len(known)) if n not in found.values() and same(entry, known[n])]
            rivals = [
                n for n, other in enumerate(listed) if n not in found and other.category == entry.category
            ]
            alone = same is not _same_category or (len(free) == 1 and len(rivals) == 1)
            if number not in found and free and alone:
                found[number] = free[0]
    if len(known) == len(listed) == len(found) + 1:
        (last,) = set(range(len(listed))) - found.keys()
        (free_one,) = set(range(len(known))) - set(found.values())
        found[last] = free_one
    return found


def _same_product_and_category(entry: Entry, slot: _Slot) -> bool:
    return _same_product(entry, slot) and entry.category in slot.categories


def _same_product(entry: Entry, slot: _Slot) -> bool:
    return bool(entry.product) and name_key(entry.product or "") in slot.products


def _same_category(entry: Entry, slot: _Slot) -> bool:
    return entry.category is not None and entry.category in slot.categories
