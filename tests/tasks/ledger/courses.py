"""Builders for courses of events: short words for statements, so that a test reads as the story it tells."""

from __future__ import annotations

from datetime import date

from config.models import Programme
from tasks.ledger.book import Book, Entry, Statement
from tasks.ledger.course import Course
from tasks.recognise.notice import Stage, Validity

CLUSTERS = Programme(
    id="cn-sme-cluster",
    title="中小企业特色产业集群",
    level="national",
    issuer=("工业和信息化部",),
    subject="cluster",
    names=("中小企业特色产业集群",),
    validity={"years": 3},
    renewal="review",
)
CHAMPIONS = CLUSTERS.model_copy(
    update={"id": "cn-single-champion", "title": "制造业单项冠军", "subject": "enterprise", "cohort": "batch"}
)


def entries(*names: str, category: str | None = None) -> tuple[Entry, ...]:
    """Return entries whose subject ids are the names themselves."""
    return tuple(Entry(name, category) for name in names)


def says(
    source: str, operation: Stage, day: str | None, *names: str, whole: bool = True, **more: object
) -> Statement:
    """Return a statement of an announcement about some subjects on a day."""
    on = date.fromisoformat(day) if day else None
    more.setdefault("occasion", source)
    return Statement(source, operation, on, entries(*names), whole=whole, stated=len(names), **more)  # type: ignore[arg-type]  # a test names fields of Statement


def told(course: Course) -> list[tuple[str, str]]:
    """Return kind and subject of every event, sorted."""
    return sorted((event.kind, event.holding.subject_id) for event in course.events)


def kinds(course: Course, name: str) -> list[str]:
    """Return the kinds of the events of one subject, sorted."""
    return [kind for kind, subject in told(course) if subject == name]


def held(course: Course, name: str) -> tuple[str, str | None, str | None]:
    """Return status and term of the one title of a subject."""
    (holding,) = (h for h in course.holdings.values() if h.subject_id == name)
    first, last = holding.valid_from, holding.valid_to
    return holding.status, first and first.isoformat(), last and last.isoformat()


def book(*statements: Statement, programme: Programme = CLUSTERS, **settled: bool) -> Book:
    """Return the book of one cohort."""
    return Book(
        programme, "2022年度", statements, {key.replace("_", ":", 1): v for key, v in settled.items()}
    )


THREE_CALENDAR_YEARS = Validity(first=date(2023, 1, 1), last=date(2025, 12, 31))
"""2023年至2025年, as the list of 2022 states it (published 2023-01-11)."""
