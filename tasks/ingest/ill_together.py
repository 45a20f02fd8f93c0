"""The notes of one run about sources, with what the run knows of all of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tasks.archive.records import SourceState
from tasks.health.together import count_failing_together
from tasks.tell.news import Note, NoteKind
from warehouse.source_records import SourceRecord


def as_told(notes: Sequence[Note], sources: Mapping[str, SourceRecord]) -> list[Note]:
    """Return the notes with each source's list address, and whether the fault is rather this machine's.

    Args:
        notes: Of one run.
        sources: How every source fares after it.
    """
    if not any(note.kind is NoteKind.SOURCE for note in notes):
        return list(notes)
    asked, hosts = count_failing_together((source.state, source.url) for source in sources.values())
    return [_with_source(note, sources.get(note.about), asked, hosts=hosts) for note in notes]


def _with_source(note: Note, source: SourceRecord | None, asked: int, *, hosts: int) -> Note:
    """Return a note with its source's address; others as they are."""
    if note.kind is not NoteKind.SOURCE or source is None:
        return note
    if note.state != SourceState.FAILING:
        return replace(note, url=source.url or "")
    return replace(note, url=source.url or "", asked=asked, hosts=hosts)
