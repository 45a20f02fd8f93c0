"""The lines of the fetch log: what was asked, what was seen, how a poll ended, up to when the ledger was brought.

The log is append-only and, with the bodies it names, the only input of the ledger besides configuration and
decisions. Times are aware; hashes are SHA-256 in lower-case hex. A line's place in the log is its sequence:
what has the same time is ordered by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class FetchOutcome(StrEnum):
    """How one request ended (view ``fetches``)."""

    NEW = "new"
    SAME = "same"
    NOT_MODIFIED = "not modified"
    BLOCKED = "blocked"
    ERROR = "error"


class SourceState(StrEnum):
    """How a source fares (semantics, 28)."""

    OK = "ok"
    SILENT = "silent"
    BLOCKED = "blocked"
    CHANGED = "changed"
    FAILING = "failing"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request and how it ended; ``seconds`` is wall time, ``bytes`` the size after content decoding.

    ``access`` names the rungs of its source's ladder it was made with, in their order, empty for a plain one.
    """

    fetch_id: str
    source_id: str
    url: str
    started_at: datetime
    seconds: float
    status: int | None
    outcome: FetchOutcome
    sha256: str | None
    bytes: int
    error: str | None
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    access: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment of a captured page: its printed name, its address, its body (null where it failed).

    ``picture`` tells an image of the page's own body, which may be the list or mere decoration; a line of the log from
    before pictures were kept has no such word.
    """

    name: str
    url: str
    sha256: str | None
    content_type: str = ""
    error: str | None = None
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    """An entry of a source seen whole: its page and all attachments are in the archive.

    ``page_sha256`` is null only for an attachment imported alone. ``imported`` marks what a person put in by hand
    (it is history, never news: semantics, 23). ``doc_number``, ``title`` and ``dated`` are what the list page, or
    the person, said of it; ``listed_as`` is the list's time in ISO 8601, as precise as it was printed
    (``2026-03-05T10:20``, ``2026-03-05``, ``2026-03``, ``2026``, empty), in China's zone. ``reappeared`` marks what
    a poll met that is no news all the same: known articles under new addresses, pages that stood behind the first one
    before the source was watched; ``again`` an entry that was captured before. ``seq`` is the line's place in the log; a
    capture not yet logged has -1.
    """

    capture_id: str
    source_id: str
    url: str
    title: str
    dated: date | None
    doc_number: str
    captured_at: datetime
    page_sha256: str | None
    page_content_type: str
    attachments: tuple[Attachment, ...]
    imported: bool = False
    listed_as: str = ""
    reappeared: bool = False
    again: bool = False
    seq: int = -1


@dataclass(frozen=True, slots=True)
class Poll:
    """How one poll of one source ended.

    ``complete``: every entry of the list was captured or already held; after a source's first complete poll, what it
    brings is news (semantics, 23). ``reason`` is for a person: what is wrong and since when it may be mended.
    Of the ``entries``, ``with_date`` bore a date, ``fresh`` were on no list of this source before; ``pages`` list pages were
    read, and ``swept`` tells the weekly sweep. A line of the log from before these were counted has zeros.
    """

    source_id: str
    polled_at: datetime
    state: SourceState
    complete: bool
    entries: int
    new: int
    seconds: float
    reason: str = ""
    newest: date | None = None
    with_date: int = 0
    fresh: int = 0
    pages: int = 0
    swept: bool = False
    seq: int = -1


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A captured page was found to be gone from its site, or, where ``back``, to stand there again.

    It ends nothing (semantics, 27): it is said of the place where the page was seen.
    """

    source_id: str
    url: str
    noticed_at: datetime
    back: bool = False
    seq: int = -1


@dataclass(frozen=True, slots=True)
class Ingest:
    """The ledger was brought up to an instant: what a clock gave is read from here by every later replay.

    Days up to ``ingested_at`` have passed and decisions made by then count, before whatever stands behind this line.
    """

    ingested_at: datetime
    seq: int = -1


@dataclass(frozen=True, slots=True)
class Restated:
    """A restatement was applied: from here on some changes are marked as found later in what was known before.

    ``sha256`` is the body with their ids, a JSON list of ``changes`` texts; ``told``: readers were to hear of them.
    """

    restated_at: datetime
    sha256: str
    changes: int
    told: bool
    seq: int = -1
