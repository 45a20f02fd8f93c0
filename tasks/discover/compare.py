"""What changed about a list since last time: its form against its fixture, its entries against what was captured.

Pure: nothing here asks the outside or writes; every difference is one sentence for a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.discover.candidate import Certainty
from tasks.discover.marks import candidates
from tasks.discover.page import FirstPage, plain_words
from tasks.discover.score import precision, said_on, score_of
from tasks.discover.selectors import describe_rows
from tasks.fetch.kinds.list_page import Entry

_FEWER = 0.5  # of the rows there were: fewer is worth a word
_LESS = 0.2  # of a share that is lost
_COLLAPSED = 0.5
_NAMED = 3  # entries named in one sentence


@dataclass(frozen=True, slots=True)
class Once:
    """An entry as it was captured: its title then, its address, and the list's day for it (ISO), empty for none."""

    title: str
    url: str
    dated: str


def form_changes(now: Sequence[Entry], then: Sequence[Entry]) -> Iterator[str]:
    """Yield how a list's rows read otherwise than those of its fixture; nothing where they read alike."""
    new, old = score_of(now), score_of(then)
    if new.rows < old.rows * _FEWER or old.rows < new.rows * _FEWER:
        yield f"{new.rows} rows where there were {old.rows}"
    if new.rows and old.dated - new.dated > _LESS:
        yield f"{new.dated:.0%} of the rows have a date, {old.dated:.0%} before"
    elif new.rows and precision(now) != precision(then):
        yield f"dates to the {precision(now)}, to the {precision(then)} before"
    if new.rows and old.articles - new.articles > _LESS:
        yield f"{new.articles:.0%} of the links have the form of an article's address, {old.articles:.0%} before"
    if any(entry.doc_number for entry in then) and new.rows and not any(entry.doc_number for entry in now):
        yield "no row has a document number any more"


def collapsed(now: Sequence[Entry], then: Sequence[Entry]) -> bool:
    """Say whether a list reads so much worse than its fixture that it must have been redesigned."""
    new, old = score_of(now), score_of(then)
    return bool(then) and (not now or (old.dated > _COLLAPSED and not new.dated))


def markup_changes(now: FirstPage, then: FirstPage, *, kind: str) -> Iterator[str]:
    """Yield how a page's mark-up differs from the recorded one: rows that stand elsewhere, marks of its kind gone."""
    rows, before = describe_rows(now), describe_rows(then)
    if rows != before and before:
        yield f"rows stand in {plain_words(rows) or 'nothing that repeats'}, before in {plain_words(before)}"
    marks, had = _marks(now, kind), _marks(then, kind)
    if had and not marks:
        yield f"the marks of {kind} are gone: {plain_words('; '.join(sorted(had)))}"


def entry_changes(now: Sequence[Entry], captured: Mapping[str, Once]) -> Iterator[str]:
    """Yield how a list's entries differ from those captured before; nothing where none was ever captured.

    Args:
        now: The newest page's entries.
        captured: The source's captured entries by their native ids.
    """
    if not captured:
        return
    fresh = [entry for entry in now if entry.native_id not in captured]
    gone = list(_gone(now, captured))
    again = {entry.title: entry for entry in fresh}
    renamed = [(once, again[once.title]) for once in gone if once.title in again]
    moved = {entry.native_id for _, entry in renamed}
    yield from _told("new", [entry.title for entry in fresh if entry.native_id not in moved])
    edited = [
        f"{captured[entry.native_id].title} → {entry.title}"
        for entry in now
        if entry.native_id in captured and captured[entry.native_id].title not in ("", entry.title)
    ]
    yield from _told("edited", edited)
    yield from _told("gone", [once.title for once in gone if once.title not in again])
    yield from _told("under a new id", [f"{once.title} ({entry.url})" for once, entry in renamed])


def _gone(now: Sequence[Entry], captured: Mapping[str, Once]) -> Iterator[Once]:
    """Yield what was captured, should stand on this page by its day, and does not."""
    days = sorted(said_on(entry)[:10] for entry in now if len(said_on(entry)) >= 10)
    if len(days) < 2:
        return
    oldest = days[1]  # the oldest may be a sticky one from long ago
    shown = {entry.native_id for entry in now}
    for native_id, once in captured.items():
        if once.dated > oldest and native_id not in shown:
            yield once


def _told(what: str, titles: Sequence[str]) -> Iterator[str]:
    if titles:
        more = f" and {len(titles) - _NAMED} more" if len(titles) > _NAMED else ""
        yield f"{len(titles)} {what}: {plain_words('; '.join(titles[:_NAMED]))}{more}"


def _marks(page: FirstPage, kind: str) -> set[str]:
    ways = candidates(page)
    return {way.why for way in ways if way.kind == kind and way.certainty >= Certainty.LIKELY}
