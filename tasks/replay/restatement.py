"""What a ledger built anew says otherwise than the live one, by announcement: a value, and its JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Final

from warehouse.beside import Beside, TableDifference

SHOWN: Final = 3
"""So many changes or designations of an announcement and kind of difference are told with both sides; all are counted."""


@dataclass(frozen=True, slots=True)
class Differing:
    """One change or designation that differs; ``before`` and ``after`` hold what differs, empty where there is no such side.

    ``what`` is ``added``, ``removed`` or ``altered``; ``kind`` the kind of change, or the status of a designation.
    """

    about: str
    what: str
    kind: str
    name: str
    before: dict[str, object]
    after: dict[str, object]


@dataclass(slots=True)
class Restating:
    """What differs of one announcement; the one of empty id stands for what no announcement says.

    ``changes`` and ``designations`` count by kind of difference, ``rows`` the differing rows of its other tables; ``told_of``
    counts, by kind of difference, the changes that readers were told.
    """

    announcement_id: str
    title: str = ""
    doc_number: str | None = None
    url: str = ""
    changes: dict[str, int] = field(default_factory=dict)
    designations: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    told_of: dict[str, int] = field(default_factory=dict)
    first: list[Differing] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Restatement:
    """How a ledger built anew compares; without any ``announcements`` and differing rows it is equal to the last row.

    ``compared_at`` is the run's instant, ``until`` the place in the log up to which both ledgers were compared, null where
    there was none to compare with. ``applied``: it is the live ledger now; ``kept`` is where one that could not be opened
    went. ``new`` is how many changes the live ledger did not have. ``complaints`` name what could not be read or decided.
    """

    compared_at: datetime
    until: int | None
    captures: int
    tables: tuple[TableDifference, ...] = ()
    announcements: tuple[Restating, ...] = ()
    new: int = 0
    applied: bool = False
    told: bool = False
    kept: str = ""
    complaints: tuple[str, ...] = ()
    unconfigured: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether both ledgers have the same rows."""
        return not any(table.differing for table in self.tables)

    @property
    def rows_equal(self) -> int:
        """How many rows are alike."""
        return sum(table.equal for table in self.tables)

    @property
    def rows_differing(self) -> int:
        """How many rows differ."""
        return sum(table.differing for table in self.tables)

    def as_json(self) -> str:
        """Return it as one JSON object."""
        said = {**asdict(self), "compared_at": self.compared_at.isoformat(), "equal": self.equal}
        return json.dumps(said, ensure_ascii=False, indent=1)


def restating(both: Beside) -> tuple[Restating, ...]:
    """Return what differs by announcement, those with the most differing changes first; empty where nothing does."""
    found: dict[str, Restating] = {}
    for about, name in (("change", "changes"), ("designation", "designations")):
        for row in both.rows(name, shown=SHOWN):
            one = _of(found, str(row["announcement_id"]))
            counted = one.changes if about == "change" else one.designations
            counted[str(row["what"])] = int(str(row["rows_differing"]))
            one.first.append(_differing(about, row))
            if about == "change":
                one.told_of[str(row["what"])] = int(str(row["rows_told"]))
    for announcement_id, table, count in both.by_announcement():
        _of(found, announcement_id).rows[table] = count
    for row in both.rows("named", ids=sorted(found)):
        one = found[str(row["announcement_id"])]
        one.title, one.url = str(row["title"]), str(row["url"])
        one.doc_number = None if row["doc_number"] is None else str(row["doc_number"])
    return tuple(sorted(found.values(), key=_weight))


def _of(found: dict[str, Restating], announcement_id: str) -> Restating:
    return found.setdefault(announcement_id, Restating(announcement_id))


def _weight(one: Restating) -> tuple[int, str]:
    return -1000 * sum(one.changes.values()) - sum(one.designations.values()), one.announcement_id


def _differing(about: str, row: dict[str, object]) -> Differing:
    """Return a row of a comparison with only what differs on its two sides."""
    before, after = (json.loads(str(row[side])) if row[side] else {} for side in ("before", "after"))
    if before and after:
        names = [name for name in after if before.get(name) != after[name]]
        before, after = ({name: side[name] for name in names} for side in (before, after))
    return Differing(about, str(row["what"]), str(row["kind"]), str(row["name"]), before, after)
