"""What is to be told, as values: a change with all a reader needs to hear of it, and a note to the operator.

A change's news carries the announcement it rests on, so that a message needs no second question to the warehouse.
Nothing here decides who is told (``match.py``) or in which words (``render.py``).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from config.errors import LedgerError


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a row stood: its attachment's printed name (empty: the page), the place in it, how it was read.

    ``earlier`` is the title of the notice it stood in, where that is an earlier one than the news is about.
    """

    document: str
    locator: str
    read_by: str = ""
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class ChangeDetail:
    """What a change says beyond its columns (the keys of ``changes.detail`` that a message tells).

    ``verb`` is the printed word of an ending (semantics, 13); ``former`` the old name of a renamed subject; ``before``
    and ``after`` what a retitling or a correction moved, ``what`` which thing of an announcement a correction changed; ``renewal`` marks a proposed renewal; ``valid_to`` the new or
    past end of the term; ``open_review`` the title of a review call or proposal still open at an expiry; ``repealed`` the
    document number of the announcement that was abolished.
    """

    verb: str = ""
    former: str = ""
    before: str = ""
    after: str = ""
    renewal: bool = False
    valid_to: str = ""
    open_review: str = ""
    repealed: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class ChangeNews:
    """One change, ready to be matched and told.

    ``name`` is empty for what concerns no single subject (``call``, ``rules``, ``repeal``). ``region`` is the subject's
    full region name, ``area`` the region the announcement or programme speaks for (全国, 山东省). ``origin`` is
    ``official`` or ``relay``; ``source_title`` names who carried it first. ``listed`` is the size of the whole list.
    ``document``, ``locator`` and ``read_by`` say where its row stood and how it was read; ``listed_in`` is the title of
    the notice that row is from, where it is an earlier one.
    """

    change_id: str
    kind: str
    programme_id: str
    programme_title: str
    first_seen_at: datetime
    subject_id: str | None = None
    subject_kind: str = ""
    name: str = ""
    other_names: tuple[str, ...] = ()
    region: str | None = None
    area: str = "全国"
    programme_english: str = ""
    level: str = "national"
    cohort: str | None = None
    category: str | None = None
    product: str | None = None
    announcement_id: str | None = None
    announcement_title: str = ""
    doc_number: str | None = None
    issuer: str = ""
    stage: str = ""
    url: str = ""
    effective_on: date | None = None
    published_on: date | None = None
    window_to: date | None = None
    deadline: date | None = None
    origin: str = "official"
    source_title: str = ""
    locator: str = ""
    document: str = ""
    read_by: str = ""
    listed_in: str = ""
    listed: int | None = None
    backfill: bool = False
    restated: bool = False
    detail: str = "{}"

    @property
    def stood(self) -> Stood:
        """Where its row stood; without a locator where it has none."""
        return Stood(self.document, self.locator, self.read_by, self.listed_in)

    @property
    def said(self) -> ChangeDetail:
        """What ``detail`` (JSON, as in ``changes``) says that a message tells.

        Raises:
            LedgerError: It is no JSON object.
        """
        return parse_detail(self.detail)


class NoteKind(StrEnum):
    """What a note is about; ``RELAYED`` and ``CORRECTED`` are for readers, the others are for the operator."""

    HELD = "held"
    SOURCE = "source"
    DELIVERY = "delivery"
    RELAYED = "relayed"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that was told on a relay's word and is otherwise: rows_stated, deadline, window, doc_number, cohort, name.

    ``true`` is empty for a name that stands on no list.
    """

    kind: str
    said: str
    true: str


@dataclass(frozen=True, slots=True)
class Note:
    """News that is no change: a held list, a source's state, a delivery given up, an announcement only relayed.

    ``note_id`` identifies the occurrence: the same note is never owed twice to one target, so a source that falls ill
    again needs a new one. ``about`` is the id to look at (review, source, subscription, announcement); ``title`` its
    name; ``reason`` what is wrong, as the step that noticed it said so. The rest is filled where it applies: ``state``
    is a source's, ``since`` when it fell ill; else the channel of a delivery, or what kind of question is held; programme to ``url`` for what was relayed
    without rows, ``url`` for what is held too; ``places`` are where the problems of a held list show; ``differs`` is what a
    relay, ``source_title``, said otherwise than the original. A source's ``url`` is its list's; ``asked`` and ``hosts`` say how
    many there are where all of them fail, and are 0 otherwise.
    """

    note_id: str
    kind: NoteKind
    about: str
    title: str
    at: datetime
    reason: str = ""
    state: str = ""
    programme_id: str = ""
    programme_title: str = ""
    programme_english: str = ""
    cohort: str | None = None
    stage: str = ""
    area: str = "全国"
    listed: int | None = None
    source_title: str = ""
    url: str = ""
    places: tuple[Stood, ...] = ()
    differs: tuple[Differing, ...] = ()
    since: datetime | None = None
    asked: int = 0
    hosts: int = 0


def parse_detail(text: str) -> ChangeDetail:
    """Return what a message tells of a change's detail.

    Args:
        text: The JSON object of ``changes.detail``; keys that no message tells are left aside.

    Raises:
        LedgerError: The text is no JSON object, so it was not written by the ledger.
    """
    try:
        said = json.loads(text)
    except ValueError as error:
        raise LedgerError(f"a change's detail is not JSON: {error}") from error
    if not isinstance(said, dict):
        raise LedgerError("a change's detail is JSON but no object")
    known = {item.name for item in fields(ChangeDetail)} - {"renewal"}
    words = {key: _in_words(value) for key, value in said.items() if key in known}
    return ChangeDetail(**words, renewal=said.get("renewal") is True)


def _in_words(value: object) -> str:
    """Return a detail's value as one line; what a correction holds may be a list or an object."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def note_to_json(note: Note) -> str:
    """Return the note as the JSON that ``delivery.note`` keeps; ``note_from_json`` gives the same note back."""
    said = {item.name: getattr(note, item.name) for item in fields(note)}
    places = [asdict(place) for place in note.places]
    plain = {
        **said,
        "at": note.at.isoformat(),
        "places": places,
        "differs": [asdict(one) for one in note.differs],
        "since": note.since.isoformat() if note.since is not None else None,
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def note_from_json(text: str) -> Note:
    """Return the note that ``note_to_json`` wrote.

    Raises:
        LedgerError: The text is not such a note.
    """
    try:
        said = json.loads(text)
        said["at"] = datetime.fromisoformat(said["at"])
        said["since"] = datetime.fromisoformat(said["since"]) if said.get("since") else None
        said["kind"] = NoteKind(said["kind"])
        said["places"] = tuple(Stood(**place) for place in said.get("places", ()))
        said["differs"] = tuple(Differing(**one) for one in said.get("differs", ()))
        return Note(**said)
    except (ValueError, TypeError, KeyError) as error:
        raise LedgerError(f"an outbox note cannot be read: {error}") from error
