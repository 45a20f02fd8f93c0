"""Give rows their subjects from all that is known of their names, and move what new facts change (semantics, 1 and 22)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from config.models import Configuration
from config.regions import Region, RegionTable
from tasks.ingest.move_subjects import Cohort, Stand, move_subjects
from tasks.ledger.identity import Meaning, Word, identify
from tasks.ledger.likeness import akin
from tasks.ledger.namesakes import Place, Seen
from tasks.ledger.persons_words import words_of
from tasks.ledger.whereabouts import Whereabouts
from tasks.recognise.notice import Stage
from warehouse.records import Announcement, ListRecord, ListRow, Subject, SubjectName
from warehouse.store import Store

Named = Subject | SubjectName
_RANKS = ("nation", "province", "city", "county")


@dataclass(frozen=True, slots=True)
class Counted:
    """One row of the query ``identity_rows``: a row that counts, with what its list and announcement say."""

    announcement_id: str
    list_no: int
    row_no: int
    name: str
    former_name: str | None
    name_key: str
    former_key: str | None
    region: str | None
    province: str | None
    code: str | None
    subject_id: str | None
    programme_id: str
    cohort: str | None
    operation: str
    origin: str
    effective_on: date | None
    within: str
    first_seen_at: datetime

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return self.announcement_id, self.list_no, self.row_no

    @property
    def given_up(self) -> str | None:
        """The key of the name that the row says was given up; only an official list renames, a correction's never does."""
        renames = self.origin == "official" and self.operation != Stage.CORRECTION
        return self.former_key if renames and self.former_key != self.name_key else None


@dataclass(frozen=True, slots=True)
class Held:
    """One row of the query ``identity_rows_of``: a row as it counted so far."""

    list_no: int
    name_key: str
    former_key: str | None
    code: str | None
    subject_id: str
    programme_id: str
    cohort: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """All rows about some names of one kind, and what they mean."""

    kind: str
    rows: dict[Place, Counted]
    meaning: Meaning
    where: Whereabouts

    def subject_of(self, row: Counted) -> str:
        """Return the subject of a row."""
        return self.meaning.subjects[row.place]

    def records(self, wanted: Collection[str]) -> list[Named]:
        """Return some subjects with all their names as they are known now."""
        told: dict[str, list[Counted]] = {}
        for row in self.rows.values():
            if self.subject_of(row) in wanted:
                told.setdefault(self.subject_of(row), []).append(row)
        return [
            record for subject_id in sorted(told) for record in self._records(subject_id, told[subject_id])
        ]

    def _records(self, subject_id: str, rows: Sequence[Counted]) -> Iterable[Named]:
        """Yield one subject and its names: in the print of the latest official list that has them."""
        prints: dict[str, tuple[bool, date, str]] = {}
        for row in rows:
            for name, key in ((row.name, row.name_key), (row.former_name, row.given_up)):
                if name is not None and key is not None and key in self.meaning.names[subject_id]:
                    said = (row.origin == "official", row.effective_on or date.min, name)
                    prints[key] = max(said, prints.get(key, said))
        region = self._region(rows)
        called = prints.get(self.meaning.called[subject_id]) or max(prints.values())
        first_seen_at = min(row.first_seen_at for row in rows)
        yield Subject(
            subject_id,
            self.kind,
            called[2],
            region.name if region is not None else None,
            region.code if region is not None else None,
            first_seen_at,
        )
        yield from (SubjectName(subject_id, name, key) for key, (_, _, name) in sorted(prints.items()))

    def _region(self, rows: Sequence[Counted]) -> Region | None:
        """Return the most precise region that any row tells; of two as precise, the latest list's."""
        found = [
            (_RANKS.index(region.level), row.effective_on or date.min, region.code, region)
            for row in rows
            if (region := self.where.region(row.region, row.name, row.within)) is not None
        ]
        return max(found, key=lambda one: one[:3])[3] if found else None


@dataclass(frozen=True, slots=True)
class Made:
    """What an announcement brought of one kind: subjects of whom nothing was held before, names, codes in use before."""

    subject_ids: frozenset[str]
    name_keys: frozenset[str]
    known_codes: frozenset[str]


@dataclass(slots=True)
class Identifier:
    """What identification needs: the writer, what is configured, the region table, and the instant of knowledge.

    ``touched`` are the cohorts in which somebody moved, ``made`` by kind what was never seen before.
    """

    store: Store
    configuration: Configuration
    regions: RegionTable
    at: datetime
    touched: set[Cohort] = field(default_factory=set)
    made: dict[str, Made] = field(default_factory=dict)

    def take(
        self, announcement: Announcement, lists: Sequence[ListRecord], rows: Sequence[ListRow]
    ) -> list[ListRow]:
        """Write an announcement's lists and rows, each with its subject, and move what they change.

        Rows of an announcement that does not count have no subject; those that counted before are facts no more.
        """
        before = self.store.load(Held, "identity_rows_of", announcement_id=announcement.announcement_id)
        counted = _counted(announcement, lists, rows) if announcement.state == "accepted" else []
        self.store.execute("clear_lists", announcement_id=announcement.announcement_id)
        self.store.execute("clear_list_rows", announcement_id=announcement.announcement_id)
        found: dict[Place, str] = {}
        where = Whereabouts(self.regions)
        for kind, programmes in self._kinds().items():
            own = [row for row in counted if row.programme_id in programmes]
            held = [row for row in before if row.programme_id in programmes]
            keys = {k for row in own for k in (row.name_key, row.former_key) if k}
            keys |= {k for row in held for k in (row.name_key, row.former_key) if k}
            if not keys:
                continue
            codes = {row.code for row in own if row.code} | {row.code for row in held if row.code}
            known = self._known(kind, programmes, keys, codes, own=own, where=where)
            stayed = self._write(known, own, _struck(announcement.announcement_id, held, own, known))
            self.made[kind] = _made(known, own, {row.name_key for row in held}, stayed)
            found.update({row.place: known.subject_of(row) for row in own})
        written = [
            replace(
                row,
                subject_id=found.get((row.announcement_id, row.list_no, row.row_no)),
                province=where.province(
                    row.region, announcement.part_region or announcement.region or "", row.code
                ),
            )
            for row in rows
        ]
        self.store.append([*lists, *written])  # what was there is cleared
        return written

    def look_again(self, kind: str, keys: Collection[str]) -> None:
        """Work out anew whom some names of a kind mean, after facts or decisions about them changed."""
        programmes = self._kinds().get(kind)
        if programmes and keys:
            where = Whereabouts(self.regions)
            self._write(self._known(kind, programmes, set(keys), set(), own=(), where=where), (), ())

    def _kinds(self) -> dict[str, list[str]]:
        """Return the programmes of each kind of subject."""
        found: dict[str, list[str]] = {}
        for programme in sorted(self.configuration.programmes.values(), key=lambda p: p.id):
            found.setdefault(programme.subject, []).append(programme.id)
        return found

    def _known(
        self,
        kind: str,
        programmes: Sequence[str],
        keys: set[str],
        codes: set[str],
        *,
        own: Sequence[Counted],
        where: Whereabouts,
    ) -> Known:
        """Load all rows that share a name, a former name, a code or a person's word with some names, and read them."""
        words = words_of(self.configuration.decisions, kind, self.at)
        rows = {row.place: row for row in own}
        asked: tuple[set[str], set[str]] = (set(), set())
        keys = keys | _beside(keys, words)
        while keys - asked[0] or codes - asked[1]:
            fresh = {"keys": sorted(keys - asked[0]), "codes": sorted(codes - asked[1])}
            asked = (set(keys), set(codes))
            for row in self.store.load(Counted, "identity_rows", programmes=programmes, **fresh):
                rows[row.place] = row
                keys |= {key for key in (row.name_key, row.given_up) if key}
                codes |= {row.code} if row.code else set()
            keys |= _beside(keys, words)
        about = [word for word in words if word.one.key in keys]
        seen = [_seen(row, where) for row in rows.values()]
        meaning = identify(kind, seen, words=about, province_in=where.province_in, akin=akin)
        return Known(kind, rows, meaning, where)

    def _write(self, known: Known, own: Sequence[Counted], struck: Sequence[Stand]) -> set[str]:
        """Move the subjects whose rows mean others now, write all that have new rows or names, and return whom others mean."""
        mine = {row.place for row in own}
        stands = [
            Stand(
                row.place,
                row.announcement_id,
                row.programme_id,
                row.cohort,
                row.subject_id,
                known.subject_of(row),
            )
            for row in known.rows.values()
            if row.subject_id is not None and row.place not in mine
        ]
        stands += struck
        self.touched |= move_subjects(self.store, stands, at=self.at)
        held = {s.before for s in stands} | {s.now for s in stands}
        moved = {one for s in stands if s.before != s.now for one in (s.before, s.now)}
        self.store.merge(known.records(moved | {known.subject_of(row) for row in own}))
        return held


def renamed_rows(
    announcement: Announcement, lists: Sequence[ListRecord], rows: Sequence[ListRow]
) -> list[ListRow]:
    """Return the rows that tell a new name of a subject: on any official list but a correction's (semantics, 12)."""
    places = {row.place for row in _counted(announcement, lists, rows) if row.given_up is not None}
    return [
        row for row in rows if row.subject_id and (row.announcement_id, row.list_no, row.row_no) in places
    ]


def _made(known: Known, own: Sequence[Counted], before: Collection[str], held: Collection[str]) -> Made:
    """Return what an announcement's own rows bring: beside its earlier edition's names, and the subjects held."""
    mine = {row.place for row in own}
    others = [row for place, row in known.rows.items() if place not in mine]
    return Made(
        frozenset({known.subject_of(row) for row in own} - set(held)),
        frozenset(_names(own) - _names(others) - set(before)),
        frozenset({row.code for row in own if row.code} & {row.code for row in others if row.code}),
    )


def _names(rows: Iterable[Counted]) -> set[str]:
    """Return the names that some rows bear or give up."""
    return {key for row in rows for key in (row.name_key, row.given_up) if key}


def _counted(
    announcement: Announcement, lists: Sequence[ListRecord], rows: Sequence[ListRow]
) -> list[Counted]:
    """Return an announcement's own rows as facts, before they are written."""
    by_no = {record.list_no: record for record in lists}
    return [
        Counted(
            row.announcement_id,
            row.list_no,
            row.row_no,
            row.name,
            row.former_name,
            row.name_key,
            row.former_key,
            row.region,
            row.province,
            row.code,
            row.subject_id,
            by_no[row.list_no].programme_id,
            by_no[row.list_no].cohort,
            by_no[row.list_no].operation,
            announcement.origin,
            announcement.effective_on,
            announcement.part_region or announcement.region or "",
            announcement.first_seen_at,
        )
        for row in rows
    ]


def _seen(row: Counted, where: Whereabouts) -> Seen:
    """Return a row as the pure core reads it."""
    province = row.province or where.province(row.region, row.within, row.code)
    given_up = row.given_up if _is_its_own(row, where) else None
    return Seen(row.place, row.name_key, given_up, province, row.code, row.effective_on or date.max)


def _is_its_own(row: Counted, where: Whereabouts) -> bool:
    """Say whether an issuer may rename whom a row names: a province speaks of its own region alone."""
    own = where.province("", row.within, None)
    told = {where.province_in(name) for name in (row.name, row.former_name) if name}
    return own is None or told <= {None, own}


def _struck(announcement_id: str, held: Iterable[Held], own: Iterable[Counted], known: Known) -> list[Stand]:
    """Return where rows of an earlier edition stood, as far as the new one has the same name on the same list."""
    now: dict[tuple[int, str], set[str]] = {}
    for row in own:
        now.setdefault((row.list_no, row.name_key), set()).add(known.subject_of(row))
    stands = []
    for before in held:
        bearers = now.get((before.list_no, before.name_key), set())
        if before.subject_id not in bearers and len(bearers) > 1:
            continue  # namesakes on one list: the name alone does not say which of them the row was
        for subject_id in bearers & {before.subject_id} or bearers:
            stand = (announcement_id, before.programme_id, before.cohort, before.subject_id, subject_id)
            stands.append(Stand(None, *stand))
    return stands


def _beside(keys: Collection[str], words: Iterable[Word]) -> set[str]:
    """Return the other side's names of every decision about some names, over as many decisions as it takes."""
    found = set(keys)
    pairs = [{word.one.key, word.other.key} for word in words]
    while more := [pair for pair in pairs if pair & found and not pair <= found]:
        found.update(*more)
    return found
