"""The rows about what is watched: programmes as configured, sources as they fare, requests as they were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ProgrammeRecord:
    """One kind of title as configured at the last run (view ``programmes``)."""

    programme_id: str
    title: str
    english: str
    level: str
    region: str
    renewal: str
    subject: str


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """How a source fares (view ``sources``); ``failures`` counts polls since it was last well.

    ``history`` is JSON: what its last polls showed, from which its health is judged (``tasks/health``). It has been ill
    in one way or another since ``ill_since``; ``told_at`` is when the operators heard of it, null once they heard that it
    is back. ``usual_entries`` are those of a page, ``rhythm_days`` and ``patience_days`` working days.
    """

    source_id: str
    title: str
    level: str
    region: str
    state: str | None
    reason: str | None
    state_since: datetime | None
    failures: int
    first_complete_at: datetime | None
    last_attempt_at: datetime | None
    last_ok_at: datetime | None
    last_new_at: datetime | None
    newest_on: date | None
    entries_seen: int
    kind: str = ""
    url: str = ""
    region_code: str | None = None
    confidence: str | None = None
    history: str = "{}"
    ill_since: datetime | None = None
    told_at: datetime | None = None
    usual_entries: int | None = None
    rhythm_days: int | None = None
    patience_days: int | None = None
    needs_person: bool = False


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One request ever made (view ``fetches``); ``access`` names the rungs it was made with, empty for a plain one."""

    fetch_id: str
    source_id: str
    url: str
    started_at: datetime
    seconds: float
    status: int | None
    outcome: str
    capture_sha256: str | None
    bytes: int
    error: str | None
    access: str = ""
