"""What recognition makes of an announcement: the notice, its lists and their rows, still without identity.

Words are the field's own (product.md); stages and operations are those of semantics 4 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """What an announcement does (semantics, 6)."""

    RULES = "rules"
    CALL = "call"
    RECOMMENDATION = "recommendation"
    PROPOSAL = "proposal"
    DESIGNATION = "designation"
    REVIEW_CALL = "review-call"
    REVIEW_PROPOSAL = "review-proposal"
    REVIEW = "review"
    REVOCATION = "revocation"
    RENAMING = "renaming"
    RETITLING = "retitling"
    CORRECTION = "correction"
    REPEAL = "repeal"


class Level(StrEnum):
    """Whose title it is; it follows from the issuer, never from title words (semantics, 3)."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Validity:
    """A term as stated: whole years, or first and last day (inclusive); ``extends`` for 延长三年."""

    years: int | None = None
    first: date | None = None
    last: date | None = None
    extends: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """A yearly duty: what is due, and the day as ``MM-DD``."""

    what: str
    due: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a list cannot be trusted as read.

    ``locator`` points at the place where it shows, ``also`` at the further places of which the same is said.
    """

    kind: str
    text: str
    locator: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row of a list. ``name`` is what the row means, ``name_printed`` what stood there (semantics, 10).

    ``read_by`` says how its document was read ("spreadsheet", "OCR"), as ``Document.read_by``. ``doubt`` says in words what
    speaks against the row as read; empty where nothing does. ``code`` is a unified social credit code whose check sign agrees.
    ``from_category`` is where a retitled row was before, as printed. On a correction's list ``former_name`` is the wrong name
    and ``name`` the right one. ``put_off`` is the word by which the row's outcome waits (整改, 暂缓; semantics, 15).
    """

    row_no: int
    name: str
    name_printed: str
    locator: str
    sha256: str
    former_name: str | None = None
    region: str | None = None
    product: str | None = None
    category: str | None = None
    read_by: str = ""
    doubt: str = ""
    code: str | None = None
    from_category: str | None = None
    put_off: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """One list of a notice: one operation on one cohort of one programme (semantics, 4).

    ``stated`` is the number of rows the notice states for this list; ``numbered`` tells that its rows carry unbroken
    numbers; ``ends_others`` that the notice says all not listed end, in the printed words ``verb``, from ``others_end_on`` where it says so. ``programme_id`` is
    set where a list is another programme's than the notice's (one row proposed by a province and recommended to the
    nation at once); empty means the notice's own. ``from_programme_id`` is where a list of retitled rows takes titles from
    another programme's.
    """

    list_no: int
    title: str
    operation: Stage
    cohort: str | None
    category: str | None
    rows: tuple[RosterRow, ...]
    stated: int | None = None
    numbered: bool = False
    ends_others: bool = False
    others_end_on: date | None = None
    verb: str = ""
    validity: Validity | None = None
    problems: tuple[Problem, ...] = ()
    programme_id: str = ""
    from_programme_id: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One announcement as its documents tell it.

    ``relayed``: the page is not the issuer's own. ``repeals`` are normal-form document numbers that it abolishes.
    ``mentions`` are names of a news text that shows a few "等": evidence, not rows (semantics, 11).
    ``part_region`` is the full name of a province or city whose share of a wider list this is, else null.
    ``set_aside`` are tables that are no list of subjects, each with the rule that says so. ``corrects`` is what a correction
    corrects: a document number in normal form, else a title; empty for any other notice. ``excerpt`` tells that the rows are
    meant to be some of those stated (a list of the starting set).
    """

    title: str
    programme_id: str
    level: Level
    region: str
    stage: Stage
    cohort: str | None
    issuer: str
    doc_number: str | None = None
    signed_on: date | None = None
    published_on: date | None = None
    window: tuple[date | None, date | None] | None = None
    deadline: date | None = None
    stated: int | None = None
    validity: Validity | None = None
    duties: tuple[Duty, ...] = ()
    repeals: tuple[str, ...] = ()
    rosters: tuple[Roster, ...] = ()
    mentions: tuple[str, ...] = ()
    part_region: str | None = None
    relayed: bool = False
    problems: tuple[Problem, ...] = field(default=())
    set_aside: tuple[Problem, ...] = ()
    corrects: str = ""
    excerpt: bool = False

    @property
    def leading_rosters(self) -> tuple[Roster, ...]:
        """The lists of the notice's first operation and cohort: the announcement's own columns are theirs (4)."""
        first = self.rosters[0] if self.rosters else None
        return tuple(
            roster
            for roster in self.rosters
            if first is not None and (roster.operation, roster.cohort) == (first.operation, first.cohort)
        )

    @property
    def rows_read(self) -> int:
        """How many rows the leading lists have."""
        return sum(len(roster.rows) for roster in self.leading_rosters)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A page that speaks of a programme but cannot be placed (no issuer, no stage): held for a person (semantics, 3)."""

    title: str
    programme_id: str
    problem: Problem
    published_on: date | None = None
    issuer: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unconcerned:
    """A page that makes no announcement, and why (semantics, 2): one line for the log.

    ``spam`` is what a page says that was recognised and set aside as a spam copy; null for any other.
    """

    reason: str
    spam: Unsettled | None = None
