"""Who a row means: one subject by the normal form of its name; two that share a name in two provinces stay two.

Nothing similar is merged here: a name that is not the same makes a new subject (semantics, 9).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from config.regions import Region, RegionTable
from tasks.ledger.ids import make_id
from tasks.ledger.names import name_key
from tasks.recognise.notice import RosterRow
from warehouse.records import Subject, SubjectName


@dataclass(slots=True)
class Register:
    """The subjects that a set of names can mean: those held, and those made on the way.

    ``by_key`` has subject ids by name key; ``made`` and ``named`` are what is new and has to be written.
    """

    kind: str
    regions: RegionTable
    seen_at: datetime
    by_key: dict[str, list[str]]
    subjects: dict[str, Subject]
    made: dict[str, Subject] = field(default_factory=dict)
    named: dict[tuple[str, str], SubjectName] = field(default_factory=dict)

    def identify(self, row: RosterRow, *, within: str) -> str:
        """Return the subject a row means, making it where it was never seen.

        Args:
            row: The row; a printed former name finds the subject too.
            within: Full name of the region the list itself speaks for; it places rows that say nothing themselves.
        """
        region = self._region(row, within)
        subject = self._find(row.name, region)
        if subject is None and row.former_name:
            subject = self._find(row.former_name, region)
        if subject is None:
            subject = self._make(row.name, region)
        elif subject.region is None and region is not None:
            subject = self._place(subject, region)
        self._name(subject, row.name)
        if row.former_name:
            self._name(subject, row.former_name)
        return subject.subject_id

    def _find(self, name: str, region: Region | None) -> Subject | None:
        """Return the subject of that name whose province does not contradict; null where two could be meant.

        A row that says no place is never laid to one of two namesakes: the other would seem to be silent.
        """
        held = [self.subjects[subject_id] for subject_id in self.by_key.get(name_key(name), ())]
        places = {subject.subject_id: self._province(subject) for subject in held}
        province = region.province if region is not None else None
        here = [subject for subject in held if places[subject.subject_id] == province]
        if here:
            return here[0]
        if province is None:
            return held[0] if len(set(places.values())) == 1 else None
        return held[0] if len(held) == 1 and places[held[0].subject_id] is None else None

    def _province(self, subject: Subject) -> str | None:
        """Return the province a subject is known to lie in."""
        known = self.regions.named(subject.region) if subject.region else None
        return known.province if known is not None else None

    def _make(self, name: str, region: Region | None) -> Subject:
        """Make a subject; its id holds the province only where the name alone means another already."""
        key = name_key(name)
        rivals = self.by_key.get(key)
        apart = (region.province if region is not None else None,) if rivals else ()
        subject = Subject(
            make_id("s", self.kind, key, *apart),
            self.kind,
            name,
            region.name if region is not None else None,
            region.code if region is not None else None,
            self.seen_at,
        )
        self.subjects[subject.subject_id] = self.made[subject.subject_id] = subject
        return subject

    def _place(self, subject: Subject, region: Region) -> Subject:
        """Fill in the region of a subject of which none was known."""
        placed = replace(subject, region=region.name, region_code=region.code)
        self.subjects[placed.subject_id] = self.made[placed.subject_id] = placed
        return placed

    def call(self, subject_id: str, name: str) -> None:
        """Give a subject the name that a notice of renaming says it has now; the earlier ones stay findable."""
        renamed = replace(self.subjects[subject_id], name=name)
        self.subjects[subject_id] = self.made[subject_id] = renamed

    def _name(self, subject: Subject, name: str) -> None:
        """Keep a name that the subject is found by."""
        key = name_key(name)
        self.named.setdefault((subject.subject_id, key), SubjectName(subject.subject_id, name, key))
        held = self.by_key.setdefault(key, [])
        if subject.subject_id not in held:
            held.append(subject.subject_id)

    def _region(self, row: RosterRow, within: str) -> Region | None:
        """Return the most precise region that the row's column, its name, or its list tells."""
        named = self.regions.named(row.region) if row.region else None
        leading = self.regions.leading(row.name)
        inside = leading[0] if leading else None
        if named is not None and inside is not None and inside.province == named.province:
            return max(named, inside, key=lambda region: len(region.name))
        found = named or inside
        if found is None and within and within != "全国":
            return self.regions.named(within)
        return found


def open_register(
    kind: str,
    held: Sequence[tuple[str, Subject]],
    *,
    regions: RegionTable,
    seen_at: datetime,
) -> Register:
    """Open a register on the subjects that the warehouse holds for some name keys.

    Args:
        kind: The programme's kind of subject.
        held: Pairs of name key and subject; a subject stands once for each of its names.
        regions: The region table.
        seen_at: When these rows were seen: a new subject's first day.
    """
    by_key: dict[str, list[str]] = {}
    subjects: dict[str, Subject] = {}
    for key, subject in sorted(held, key=lambda pair: (pair[0], pair[1].subject_id)):
        if subject.kind == kind:
            subjects[subject.subject_id] = subject
            by_key.setdefault(key, []).append(subject.subject_id)
    return Register(kind, regions, seen_at, by_key, subjects)


def keys_of(rows: Iterable[RosterRow]) -> list[str]:
    """Return every name key that the rows can be found by, sorted."""
    names = {name for row in rows for name in (row.name, row.former_name) if name}
    return sorted({name_key(name) for name in names})
