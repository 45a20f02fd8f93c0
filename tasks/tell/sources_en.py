"""The English words about sources that fell ill or are back, one or many. Pure; what comes from outside is cleaned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from config.clock import CHINA
from tasks.health.together import in_words
from tasks.health.words import to_do
from tasks.tell.causes import quote_cause
from tasks.tell.clean import clean, clean_url
from tasks.tell.ill import IN_A_LIST, IN_FULL, Ward, count_states, wards_of
from tasks.tell.news import Note

STATES: Final = {
    "ok": "well again", "silent": "nothing new for too long", "blocked": "blocked", "changed": "page layout changed",
    "failing": "no usable answer", "disabled": "switched off",
}  # fmt: skip


def write_source(note: Note) -> tuple[str, list[str]]:
    """Return title and lines of the note about one source: since when, what to do, where to look, and why."""
    title = f"[mingdan, source] {clean(note.title, 120)}: {_state(note.state)}"
    word = "Was ill" if note.state == "ok" else "Ill"
    since = f"{word} since {_minute(note.since)}; seen" if note.since is not None else "Seen"
    told = _to_do(note)
    look = f"check {clean(note.about)}" if told else "list"
    address = clean_url(note.url)
    why = quote_cause(note.reason, note.url, IN_FULL)
    return title, [
        f"{since} {_minute(note.at)}",
        *([f"Reason: {why}"] if why else []),
        *([f"What to do: {told}"] if told else []),
        f"Look: mingdan sources {look}",
        *([f"List: {address}"] if address else []),
    ]


def write_sources(notes: Sequence[Note]) -> tuple[str, list[str]]:
    """Return title and lines of one message about several sources: each with state, since when and a short reason."""
    counts = count_states(notes)
    parts = ", ".join(f"{count} {_state(state)}" for state, count in counts.items())
    asked, hosts = max((note.asked, note.hosts) for note in notes)
    together = in_words(asked, hosts) if asked else ""
    lines = [f"{together[:1].upper()}{together[1:]}"] * bool(together)
    for ward in wards_of(notes):
        lines += _ward(ward)
    each = "" if set(counts) == {"ok"} else "; each: mingdan sources check ID"
    return f"[mingdan, source] {len(notes)} sources: {parts}", [
        *lines,
        f"Seen {_minute(max(note.at for note in notes))}",
        f"Look: mingdan sources list{each}",
    ]


def _ward(ward: Ward) -> list[str]:
    """Return the lines of the sources in one state, what to do in front of them."""
    told = _to_do(ward.notes[0])
    head = f"── {len(ward.notes)} {_state(ward.state)}"
    told = told.removeprefix(f"{_state(ward.state)}: ")  # the head has just said so
    return [
        f"{head}: {told}" if told else head,
        *(_one(note) for note in ward.shown),
        *([f"… {ward.more} more (mingdan sources list)"] if ward.more else []),
    ]


def _one(note: Note) -> str:
    """Return one source of many as a line."""
    word = "was ill" if note.state == "ok" else "ill"
    since = f", {word} since {_minute(note.since)}" if note.since else ""
    why = quote_cause(note.reason, note.url, IN_A_LIST)
    return f"· {clean(note.title, 60)} ({clean(note.about)}){since}{f': {why}' if why else ''}"


def _state(state: str) -> str:
    """Return a state in words."""
    return STATES.get(state, clean(state))


def _to_do(note: Note) -> str:
    """Return what to do about a source that is not well; empty for one that is, or whose state is not known."""
    return to_do(note.state, note.reason) if note.state in STATES else ""


def _minute(at: datetime) -> str:
    """Return an instant as China's clock shows it."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
