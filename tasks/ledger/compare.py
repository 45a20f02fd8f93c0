"""The diff: a course beside what is believed, and what has to be written so that belief becomes the course.

``apply(compare(a, b))`` to a gives b, and ``compare(a, a)`` is empty. Belief is never overwritten: a row that is no
longer believed is closed with the instant, and the new belief opens at the same instant (semantics, 22).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime

from config.clock import CHINA
from tasks.ledger.course import Course, Event, Holding
from tasks.ledger.ids import make_id
from tasks.ledger.titles import place_of
from warehouse.records import Change, Title

_BY_SILENCE = frozenset({"dropped", "lapsed"})
_LOSSES = frozenset({*_BY_SILENCE, "revoked", "retitled"})


@dataclass(frozen=True, slots=True)
class Difference:
    """What to write: beliefs closed and opened (as rows of ``ledger.title``), and changes never recorded before."""

    titles: tuple[Title, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """On what occasion a book is compared.

    ``at`` is the instant of knowledge. ``backfilled`` holds the announcements whose news is old (semantics, 23), and
    ``news_days`` how many days an expiry counts as news. ``editions`` tells one text of an announcement from another.
    """

    programme_id: str
    cohort: str
    at: datetime
    backfilled: frozenset[str]
    news_days: int
    editions: Mapping[str, str] = field(default_factory=dict)

    def edition_of(self, announcement_id: str) -> str:
        """Return what a correction by a new text of an announcement happens on: the same whenever it is seen."""
        return " ".join(filter(None, (announcement_id, self.editions.get(announcement_id))))


def compare(
    believed: Sequence[Title], course: Course, *, told: AbstractSet[str], occasion: Occasion
) -> Difference:
    """Return what turns the belief about one cohort into its course.

    Args:
        believed: The rows of the cohort with no ``recorded_to``, at most one for a title.
        course: What the statements give now.
        told: Ids of the changes recorded already, at least those of this cohort.
        occasion: When this is known, and what of it is old news.
    """
    held = {title.title_id: title for title in believed}
    titles: list[Title] = []
    for title_id in sorted(held.keys() | course.holdings.keys()):
        titles += _belief(held.get(title_id), course.holdings.get(title_id), occasion)
    changes: dict[str, Change] = {}
    for event in course.events:
        change_id = change_id_of(event)
        if change_id not in changes and told.isdisjoint(_ids_of(event)):
            changes[change_id] = _change(event, occasion, held.get(event.holding.title_id))
    news = {change.title_id for change in changes.values()}
    taken_back = _given_back((t for t in held.values() if t.title_id not in news), course, occasion)
    corrected = [*_struck(held.values(), course, occasion), *taken_back]
    changes.update((c.change_id, c) for c in corrected if c.change_id not in told)
    return Difference(tuple(titles), tuple(changes.values()))


def fill_days(undated: Iterable[Change], course: Course) -> list[Change]:
    """Return the changes whose day was not known when they were recorded and is now; the rest stays as it is.

    Args:
        undated: Changes of the cohort without an effective day: a relay's word, so far.
        course: What the statements give now.
    """
    days = {change_id: event.effective_on for event in course.events for change_id in _ids_of(event)}
    known = ((change, days.get(change.change_id)) for change in undated)
    return [replace(change, effective_on=day) for change, day in known if day is not None]


def _belief(held: Title | None, holding: Holding | None, occasion: Occasion) -> list[Title]:
    """Return the rows to write for one title: none where belief stays, else the closed and the opened one."""
    if holding is None:
        return [replace(held, recorded_to=occasion.at)] if held is not None else []
    if held is None:
        return [_title(holding, occasion, recorded_from=occasion.at)]
    if _title(holding, occasion, recorded_from=held.recorded_from) == held:
        return []
    opened = _title(holding, occasion, recorded_from=occasion.at)
    if held.recorded_from == occasion.at:
        return [opened]
    return [replace(held, recorded_to=occasion.at), opened]


def _title(holding: Holding, occasion: Occasion, *, recorded_from: datetime) -> Title:
    """Return a holding as a belief that opens at an instant."""
    return Title(
        title_id=holding.title_id,
        subject_id=holding.subject_id,
        programme_id=occasion.programme_id,
        cohort=occasion.cohort,
        category=holding.category,
        product=holding.product,
        status=holding.status,
        valid_from=holding.valid_from,
        valid_to=holding.valid_to,
        since_announcement_id=holding.since,
        last_announcement_id=holding.last,
        ends_on=holding.ends_on,
        ends_as=holding.ends_as,
        recorded_from=recorded_from,
        recorded_to=None,
    )


def change_id_of(event: Event) -> str:
    """Return the id under which an event is told once, however often it is seen (semantics, 12)."""
    return make_id("c", event.kind, event.holding.title_id, event.occasion)


def _ids_of(event: Event) -> set[str]:
    """Return every id under which an event may have been told: its own, and those of its occasion's other names."""
    about = (event.kind, event.holding.title_id)
    return {change_id_of(event), *(make_id("c", *about, occasion) for occasion in event.also)}


def _change(event: Event, occasion: Occasion, held: Title | None) -> Change:
    """Return an event as a change recorded now; an expiry is news by its own day (semantics, 23)."""
    backfill = event.announcement_id in occasion.backfilled
    if event.kind == "expired" and event.effective_on is not None:
        backfill = (occasion.at.astimezone(CHINA).date() - event.effective_on).days > occasion.news_days
    change = _record(event, occasion, backfill=backfill)
    if held is None or not _left_out(event, held):
        return change
    detail = {**event.detail, "before": held.status, "after": event.kind}
    return replace(change, kind="corrected", detail=_as_json(detail))


def _left_out(event: Event, held: Title) -> bool:
    """Say whether an ending by silence is only an edition that lacks a row: told as corrected (semantics, 8)."""
    gave = held.status == "active" and held.ends_as is None
    return event.kind in _BY_SILENCE and gave and held.last_announcement_id == event.announcement_id


def _as_json(detail: Mapping[str, object]) -> str:
    """Return what a change says besides its columns."""
    return json.dumps(detail, ensure_ascii=False, sort_keys=True)


def _record(event: Event, occasion: Occasion, *, backfill: bool) -> Change:
    """Return an event as a row of ``ledger.change``."""
    holding = event.holding
    return Change(
        change_id=change_id_of(event),
        recorded_at=occasion.at,
        effective_on=event.effective_on,
        kind=event.kind,
        subject_id=holding.subject_id,
        programme_id=occasion.programme_id,
        cohort=occasion.cohort,
        category=holding.category,
        product=holding.product,
        announcement_id=event.announcement_id,
        backfill=backfill,
        detail=_as_json(event.detail),
        title_id=holding.title_id,
        occasion=event.occasion,
    )


def _struck(believed: Iterable[Title], course: Course, occasion: Occasion) -> list[Change]:
    """Tell of titles that no statement supports any more: an edition left the row out (semantics, 8).

    What a correction told already is not told again, nor that a term was closed on another day than believed.
    """
    struck: list[Change] = []
    for title in believed:
        if title.title_id in course.holdings or title.title_id in course.mended or _is_closed_term(title):
            continue
        struck.append(_correction(title, occasion, before=title.status, after=None))
    return struck


def _given_back(believed: Iterable[Title], course: Course, occasion: Occasion) -> list[Change]:
    """Tell of losses told before that are none after all: the words they rested on changed, or are in question (8, 15).

    Args:
        believed: The titles of which nothing else is told now.
        course: What the statements give now.
        occasion: When this is known.
    """
    back: list[Change] = []
    for title in believed:
        before, holding = title.ends_as or title.status, course.holdings.get(title.title_id)
        if before in _LOSSES and holding is not None and (holding.ends_as or holding.status) not in _LOSSES:
            back.append(_correction(title, occasion, before=before, after=holding.status))
    return back


def _correction(title: Title, occasion: Occasion, *, before: str, after: str | None) -> Change:
    """Return the correction of a belief by a new text of the announcement that it rested on."""
    source = title.last_announcement_id
    holding = Holding(
        title.title_id,
        title.subject_id,
        title.status,
        since=title.since_announcement_id,
        last=source,
        category=title.category,
        product=title.product,
    )
    detail: dict[str, object] = {"before": before, "after": after}
    event = Event("corrected", holding, source, None, occasion.edition_of(source), detail)
    return _record(event, occasion, backfill=source in occasion.backfilled)


def _is_closed_term(title: Title) -> bool:
    """Say whether a row is a part of a title's time that is over, told of with the title that goes on."""
    about = (title.subject_id, title.programme_id, title.cohort)
    return place_of(title.title_id, *about, until=title.valid_to) < 0
