"""The state of a source after a poll, with a reason in words (semantics, 28). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median_low

from config.clock import CHINA, china_day
from config.durations import read_duration
from config.models import Maintenance, Source
from tasks.archive.records import Poll, SourceState
from tasks.health.history import Doubt, History
from tasks.health.rhythm import YEAR, Rhythm, rhythm_of
from tasks.health.working_days import working_days


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a source fares: its state, why, and whether the poll failed or showed something odd."""

    state: SourceState
    reason: str
    failed: bool

    @property
    def well(self) -> bool:
        """Whether nothing at all is wrong with it."""
        return not self.failed and self.state is SourceState.OK


def judge(
    poll: Poll, history: History, source: Source | None, *, quiet_since: date | None, threshold: int
) -> Verdict:
    """Return how a source fares after a poll.

    What the poll itself found wrong stands. One odd list is a warning; after ``threshold`` polls in a row it counts as
    changed. A list that works, but is quiet for longer than its file says or its own rhythm knows, is silent.

    Args:
        poll: The poll.
        history: What its last polls showed, this one included.
        source: Its file; None where it is configured no longer.
        quiet_since: Its newest entry or its first complete poll, whichever is later; None before that.
        threshold: Polls in a row that count.
    """
    if poll.state is not SourceState.OK:
        return Verdict(poll.state, poll.reason, True)
    doubt = _doubt(history, source)
    warning = doubt_in_words(doubt, history) if doubt is not None else ""
    reason = "; ".join(part for part in (warning, poll.reason) if part)
    if doubt is not None and doubt.polls >= threshold:
        return Verdict(SourceState.CHANGED, reason, True)
    silence = _silence(history, source, china_day(poll.polled_at), quiet_since)
    if silence:
        reason = "; ".join(part for part in (silence, reason) if part)
        return Verdict(SourceState.SILENT, reason, doubt is not None)
    return Verdict(SourceState.OK, reason, doubt is not None)


def usual_entries(history: History) -> int | None:
    """Return how many entries a page of the list usually has; None where it was never read."""
    return median_low([shown.per_page for shown in history.shown]) if history.shown else None


def entries_now(history: History) -> int | None:
    """Return how many entries a page of the list had when it was last read; None where it never was."""
    shown = history.doubt.shown if history.doubt is not None else history.shown[-1] if history.shown else None
    return shown.per_page if shown is not None else None


def is_maintained(source: Source | None, at: datetime) -> bool:
    """Say whether a source's site has announced a pause that covers an instant."""
    return maintenance_at(source, at) is not None


def maintenance_at(source: Source | None, at: datetime) -> Maintenance | None:
    """Return the pause that a source's site has announced for an instant; None where there is none."""
    pauses = () if source is None else source.maintenance
    return next((pause for pause in pauses if pause.since <= at <= pause.until), None)


def doubt_in_words(doubt: Doubt, history: History) -> str:
    """Return what is odd about a list and since when."""
    shown, usual = doubt.shown, usual_entries(history) or 0
    since = f"since {doubt.since.astimezone(CHINA):%Y-%m-%d %H:%M}"
    match doubt.kind:
        case "fewer":
            return f"{shown.per_page} entries a page {since}, usually {usual}: was the page redesigned?"
        case "undated":
            return f"{shown.with_date} of {shown.entries} entries have a date {since}, usually all: was the page redesigned?"
        case _:
            most = max((one.fresh for one in history.shown), default=0)
            few = f", usually {most} at most" if most else ""
            return f"all {shown.entries} entries were new at once {since}{few}: was the page redesigned, or is this another list?"


def _doubt(history: History, source: Source | None) -> Doubt | None:
    """Return what is odd about a list, unless its file says that so few entries are right."""
    doubt, least = history.doubt, source.expect.min_entries if source is not None else None
    if doubt is not None and doubt.kind == "fewer" and least is not None and doubt.shown.entries >= least:
        return None
    return doubt


def _silence(history: History, source: Source | None, today: date, quiet_since: date | None) -> str:
    """Return in words that nothing new came for too long; empty where it is within bounds."""
    if quiet_since is None:
        return ""
    within = source.expect.newest_within if source is not None else None
    if within is not None:
        late = timedelta(days=(today - quiet_since).days) > read_duration(within)
        return f"nothing new since {quiet_since}; expected within {within}" if late else ""
    rhythm, quiet = rhythm_of(history.days), working_days(quiet_since, today)
    if quiet <= rhythm.patience:
        return ""
    newest = f"newest {history.days[-1]}" if history.days else "nothing ever dated"
    return f"nothing new for {quiet} working days; {rhythm_in_words(rhythm)}, {newest}"


def rhythm_in_words(rhythm: Rhythm) -> str:
    """Return how often something new comes, in working days."""
    if not rhythm.gaps:
        return f"no rhythm known (a year has {YEAR})"
    return f"usually every {max(rhythm.usual, 1)} (longest {rhythm.longest})"
