"""The rows of the warehouse as values: one frozen class a table, fields named as the columns.

Nothing here opens a database; the pure core builds these and ``warehouse/store.py`` writes them. ``TABLES`` gives
each class its table and the columns that identify a row (what a MERGE matches on; a test checks they are unique).
Fields typed ``str`` that hold JSON say so in their name's comment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from warehouse.source_records import FetchRecord, ProgrammeRecord, SourceRecord


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement as believed now (view ``announcements``); ``duties`` is JSON: a list of {what, due}."""

    announcement_id: str
    title: str
    doc_number: str | None
    issuer: str | None
    level: str | None
    region: str | None
    programme_id: str | None
    stage: str | None
    cohort: str | None
    signed_on: date | None
    published_on: date | None
    effective_on: date | None
    window_from: date | None
    window_to: date | None
    deadline: date | None
    url: str
    origin: str
    part_of: str | None
    part_region: str | None
    rows_stated: int | None
    rows_read: int
    state: str
    held_because: str | None
    repealed_by: str | None
    repeals: tuple[str, ...]
    duties: str
    mentions: tuple[str, ...]
    backfill: bool
    capture_sha256: tuple[str, ...]
    first_seen_at: datetime
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class ListRecord:
    """One list of an announcement (view ``lists``); ``whole``: nothing of it is missing and it is no part.

    ``from_programme_id`` is the programme that a list of retitled rows takes titles from; empty for the list's own.
    """

    announcement_id: str
    list_no: int
    title: str
    programme_id: str
    operation: str
    cohort: str | None
    category: str | None
    rows_stated: int | None
    rows_read: int
    state: str
    whole: bool
    ends_others: bool
    verb: str
    validity_years: int | None
    validity_first: date | None
    validity_last: date | None
    others_end_on: date | None = None
    from_programme_id: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list (view ``list_rows``); ``subject_id`` is null while its list is held.

    ``document`` is the printed name of the attachment it stood in, empty for the page itself or where a ledger of an
    earlier version did not keep it; ``read_by`` says how it was read. ``name_key``, ``former_key``, ``province`` (full name)
    and ``code`` (unified social credit code) are what it is identified by; ``from_category`` is where a retitled row was,
    ``put_off`` the word by which its outcome waits (整改, 暂缓; semantics, 15).
    """

    announcement_id: str
    list_no: int
    row_no: int
    name: str
    name_printed: str
    former_name: str | None
    region: str | None
    product: str | None
    category: str | None
    subject_id: str | None
    capture_sha256: str
    locator: str
    document: str = ""
    read_by: str = ""
    name_key: str = ""
    former_key: str | None = None
    province: str | None = None
    code: str | None = None
    from_category: str | None = None
    put_off: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where an announcement was seen (view ``sightings``); ``said`` is JSON: what it says of itself.

    ``listed_as`` is the time that the list printed, ISO 8601 as precise as it was (2026-03-05T10:20, 2026-03, empty).
    """

    announcement_id: str
    source_id: str
    relation: str
    title: str
    url: str
    published_on: date | None
    seen_at: datetime
    capture_sha256: str
    said: str = "{}"
    listed_as: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A page that its site withdrew, and when that was first seen (``gone_at`` of the view ``sightings``)."""

    source_id: str
    url: str
    gone_at: datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what holds titles (view ``subjects``)."""

    subject_id: str
    kind: str
    name: str
    region: str | None
    region_code: str | None
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class SubjectName:
    """One name of a subject; ``name_key`` is the normal form it is found by."""

    subject_id: str
    name: str
    name_key: str


@dataclass(frozen=True, slots=True)
class Title:
    """One belief about a title (view ``designation_history``).

    ``valid_to`` is the last day, inclusive. ``ends_on`` and ``ends_as`` hold an ending already known whose day has not
    come (semantics, 20). ``recorded_to`` is null while it is still believed.
    """

    title_id: str
    subject_id: str
    programme_id: str
    cohort: str
    category: str | None
    product: str | None
    status: str
    valid_from: date | None
    valid_to: date | None
    since_announcement_id: str
    last_announcement_id: str
    ends_on: date | None
    ends_as: str | None
    recorded_from: datetime
    recorded_to: datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change ever recorded (view ``changes``); ``detail`` is JSON.

    ``title_id`` and ``occasion`` are what its id is made of besides ``kind``; empty where an earlier version wrote it.
    ``restated``: found later in what was known before, by a better reader, rule or decision.
    """

    change_id: str
    recorded_at: datetime
    effective_on: date | None
    kind: str
    subject_id: str | None
    programme_id: str
    cohort: str | None
    category: str | None
    product: str | None
    announcement_id: str | None
    backfill: bool
    detail: str
    title_id: str = ""
    occasion: str = ""
    restated: bool = False


@dataclass(frozen=True, slots=True)
class FormerId:
    """One id that moved: what it was called, and what it is called now; ``why`` is in words."""

    former_id: str
    now_id: str
    moved_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a sighting says otherwise than the announcement it belongs to (view ``findings``).

    ``kind`` is what differs (``rows_stated, deadline, name, ...``); ``said`` and ``believed`` are both sides as text.
    """

    finding_id: str
    announcement_id: str
    source_id: str
    url: str
    kind: str
    said: str
    believed: str
    capture_sha256: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Bigram:
    """Two neighbouring characters of a name or title, and the id of the subject or announcement it stands in."""

    bigram: str
    about_id: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a cohort is known (view ``coverage``); ``region`` is 全国 or the part's region."""

    programme_id: str
    cohort: str
    stage: str
    region: str
    stated: int | None
    known: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day that somebody must keep (view ``deadlines``); ``subjects`` counts whom it concerns."""

    deadline_id: str
    programme_id: str
    region: str
    kind: str
    due_on: date
    what: str
    announcement_id: str | None
    subjects: int
    cohort: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery owed (view ``alerts``).

    ``message_id`` groups the deliveries that leave as one message and is its idempotency key. ``note`` is JSON for what
    is neither change nor deadline (a held list, a source's state, an announcement known only from a relay). ``state`` is
    'waiting', 'sent', 'failed' or 'given up'; ``claimed_at`` is set between claim and outcome.
    """

    alert_id: str
    message_id: str
    subscription_id: str
    deliver_no: int
    channel: str
    change_id: str | None
    deadline_id: str | None
    note: str | None
    state: str
    attempts: int
    last_error: str | None
    created_at: datetime
    claimed_at: datetime | None
    next_attempt_at: datetime | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Review:
    """One question for a person (view ``reviews``); ``evidence`` is JSON, ``about`` what a decision rests on."""

    review_id: str
    kind: str
    announcement_id: str | None
    reason: str
    evidence: str
    about: tuple[str, ...]
    opened_at: datetime
    decided_at: datetime | None
    decision: str | None
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """One capture of the log that the ledger has taken in, and what became of it."""

    capture_id: str
    seq: int
    source_id: str
    url: str
    announcement_id: str | None
    outcome: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Wanting:
    """A capture that was not read in full because a system program is not installed; it is read again when it is."""

    capture_id: str
    program: str
    seq: int


Record = (
    Announcement | ListRecord | ListRow | Sighting | Withdrawal | Subject | SubjectName | Title | Change | Coverage
    | Deadline | Delivery | Review | ProgrammeRecord | SourceRecord | FetchRecord | CaptureRecord
    | Wanting | FormerId | Finding | Bigram
)  # fmt: skip

TABLES: dict[type[Record], tuple[str, tuple[str, ...]]] = {
    Announcement: ("ledger.announcement", ("announcement_id",)),
    ListRecord: ("ledger.list", ("announcement_id", "list_no")),
    ListRow: ("ledger.list_row", ("announcement_id", "list_no", "row_no")),
    Sighting: ("ledger.sighting", ("announcement_id", "source_id", "url")),
    Withdrawal: ("ledger.withdrawal", ("source_id", "url")),
    Subject: ("ledger.subject", ("subject_id",)),
    SubjectName: ("ledger.subject_name", ("subject_id", "name_key")),
    Title: ("ledger.title", ("title_id", "recorded_from")),
    Change: ("ledger.change", ("change_id",)),
    Coverage: ("ledger.coverage", ("programme_id", "cohort", "stage", "region")),
    Deadline: ("ledger.deadline", ("deadline_id",)),
    Delivery: ("ledger.delivery", ("alert_id",)),
    Review: ("ledger.review", ("review_id",)),
    ProgrammeRecord: ("ledger.programme", ("programme_id",)),
    SourceRecord: ("ledger.source", ("source_id",)),
    FetchRecord: ("ledger.request", ("fetch_id",)),
    CaptureRecord: ("ledger.capture", ("capture_id",)),
    Wanting: ("ledger.wanting", ("capture_id", "program")),
    FormerId: ("ledger.former_id", ("former_id", "now_id")),
    Finding: ("ledger.finding", ("finding_id",)),
    Bigram: ("ledger.bigram", ("bigram", "about_id")),
}
