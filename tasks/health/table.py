"""How a source fares as a row of a table: for the artifact of the weekly check, and wherever else one is drawn. Pure."""

from __future__ import annotations

from typing import Final

from config.clock import CHINA
from tasks.archive.records import SourceState
from tasks.health.history import History, read_history
from tasks.health.judge import entries_now, rhythm_in_words, usual_entries
from tasks.health.rhythm import rhythm_of
from tasks.health.words import advice
from warehouse.source_records import SourceRecord

HEAD: Final = (
    "source",
    "state",
    "since",
    "reason",
    "entries usual/now",
    "newest",
    "rhythm (working days)",
    "what to do",
)


def row_of(source: SourceRecord) -> tuple[str, ...]:
    """Return one source under ``HEAD``; what is not known is a dash, and nothing is to do about one that is well.

    One that is switched off has nothing to do either: somebody decided it.
    """
    history = read_history(source.history)
    since = source.ill_since or source.state_since
    off = source.state == SourceState.DISABLED and not source.needs_person
    return (
        source.source_id,
        source.state or "not polled",
        f"{since.astimezone(CHINA):%Y-%m-%d %H:%M}" if since is not None else "–",
        source.reason or "",
        _entries(history),
        f"{source.newest_on or '–'}",
        _rhythm(source, history),
        "" if off else advice(source.source_id, source.state, source.reason),
    )


def _entries(history: History) -> str:
    """Return how many entries a page usually has and has now."""
    usual, now = usual_entries(history), entries_now(history)
    return "–" if now is None else f"{'–' if usual is None else usual}/{now}"


def _rhythm(source: SourceRecord, history: History) -> str:
    """Return how often something new comes, and after how long a quiet it counts as silent."""
    if source.last_attempt_at is None:
        return "–"
    rhythm = rhythm_of(history.days)
    usual = rhythm_in_words(rhythm) if rhythm.known else f"{rhythm.gaps} gaps known"
    limit = (
        f"silent after {source.patience_days}" if source.patience_days is not None else "limit in its file"
    )
    return f"{usual}, {limit}"
