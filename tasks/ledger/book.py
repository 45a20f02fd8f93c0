"""The book of one cohort: every accepted statement about it, as the ledger reads them.

One row of thought: a *statement* is what one announcement says about one cohort in one operation; the *book* is all
statements about a programme's cohort; its *course* (``course.py``) is what follows from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from config.models import Programme
from tasks.ledger.answers import Answer
from tasks.recognise.notice import Stage, Validity


@dataclass(frozen=True, slots=True)
class Mended:
    """How a correction mended an entry: on whose word, from which name to which (semantics, 8).

    ``printed`` is the subject that the wrong name was taken for; empty where the correction adds a row.
    """

    announcement_id: str
    effective_on: date | None
    before: str | None
    after: str
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One subject on a list, with the category and product printed beside it.

    ``region`` is the full name of where the row lies; ``key`` the normal form of the name the row was identified by;
    ``from_category`` where a retitled row was before. ``mended`` says how a correction changed it.
    """

    subject_id: str
    category: str | None = None
    product: str | None = None
    region: str | None = None
    key: str = ""
    from_category: str | None = None
    mended: Mended | None = None


@dataclass(frozen=True, slots=True)
class Anew:
    """A subject that the same notice puts on another cohort's or programme's list (semantics, 14); ``where`` in words."""

    subject_id: str
    where: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What one announcement says about one cohort in one operation; its lists of that kind are united.

    ``whole``: a list of the programme's own level that reached its stated number (never a part, never a relay's).
    ``effective_on`` is null where only a relay tells it so far: it gives no dates and ends nothing (semantics, 18).
    ``occasion`` is the whole announcement's id, for the whole and for each of its parts; ``also`` are further ids under
    which the same occasion may have been told. ``relayed``: no official page has said it yet.
    ``put_off`` are entries whose outcome waits (整改, 暂缓; semantics, 15). ``others_end``: the notice says that all not
    listed end, from ``others_end_on`` where it says a day. ``repealed`` are the announcements that the notice abolishes;
    ``verb`` is the printed word of an ending. ``anew`` are the subjects that the same notice lists elsewhere, and
    ``to_programme`` the programme that retitled entries go to, in words; empty where they stay. ``replaces``: by the
    programme's rule the list replaces all before it. ``united``: it is no announcement, but all parts of one together.
    """

    announcement_id: str
    operation: Stage
    effective_on: date | None
    entries: tuple[Entry, ...] = ()
    stated: int | None = None
    whole: bool = False
    occasion: str = ""
    part_region: str | None = None
    relayed: bool = False
    validity: Validity | None = None
    repealed: frozenset[str] = frozenset()
    others_end_on: date | None = None
    verb: str = ""
    title: str = ""
    put_off: tuple[Entry, ...] = ()
    others_end: bool = False
    anew: tuple[Anew, ...] = ()
    to_programme: str = ""
    replaces: bool = False
    united: bool = False
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Erratum:
    """One row of a correction: the right entry, and the name it replaces in some announcements of the cohort.

    ``corrected`` are the announcements it means. ``wrong_key`` is the normal form of the wrong name; null: the row was
    missing and is added.
    """

    announcement_id: str
    effective_on: date | None
    corrected: frozenset[str]
    entry: Entry
    after: str
    before: str | None = None
    wrong_key: str | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """All statements about one cohort of a programme, and what a person settled about its endings.

    ``settled`` maps a question's id to the decision: true, the silent ones end; false, they keep their title.
    ``answers`` are the same decisions with whom they were about, the latest first: they cover less, too.
    ``candidates`` are normal forms of names of which it is open whether they mean the same as another (semantics, 9).
    """

    programme: Programme
    cohort: str
    statements: tuple[Statement, ...]
    settled: dict[str, bool] = field(default_factory=dict)
    errata: tuple[Erratum, ...] = ()
    candidates: frozenset[str] = frozenset()
    answers: tuple[Answer, ...] = ()
