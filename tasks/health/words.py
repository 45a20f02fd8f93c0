"""How a source fares, in words: the same for the doctor, the artifact of the weekly check and the command line. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from config.clock import CHINA
from config.models import Maintenance
from tasks.archive.records import SourceState

ADVICE: Final = {
    SourceState.BLOCKED: "the site refuses us: try it in a browser; if it answers there, switch on one rung with its reason"
    " (docs/operations.md, Difficult sites)",
    SourceState.FAILING: "no usable answer: if it is down for everybody, wait, or state its maintenance; if it moved, mend list.url",
    SourceState.CHANGED: "the page was redesigned: mend list in its file until the check shows the entries again",
    SourceState.SILENT: "nothing new for too long: if the page shows newer entries, it moved or is read wrongly; if not,"
    " say in its file (expect) how long it may be quiet",
    SourceState.DISABLED: "robots.txt forbids the list: leave it switched off, or say robots: ignore with a reason",
}
"""What a person does about a source that is not well, after the command that looks (``advice``)."""

ASKED_FOR_TIME: Final = "Retry-After"
"""What a reason says where the site named the time before which it is not asked (``tasks/fetch/standing.py``)."""

WAIT: Final = (
    "it named the time until which it wants to be left alone: wait, no rung helps;"
    " if it asks for that often, a longer delay does"
)
"""What to do where a site asked for time."""


def advice(source_id: str, state: str | None, reason: str | None = None) -> str:
    """Return what to do about a source, the command that looks first; empty where it is well or was never polled."""
    told = to_do(state, reason)
    return f"mingdan sources check {source_id}: {told}" if told else ""


def to_do(state: str | None, reason: str | None = None) -> str:
    """Return what a person does about a state, without a command; empty where nothing is to do."""
    if state is None or state == SourceState.OK:
        return ""
    return WAIT if must_wait(state, reason) else ADVICE[SourceState(state)]


def must_wait(state: str | None, reason: str | None) -> bool:
    """Tell whether a site that gives nothing named the time before which it is not asked again."""
    return state in (SourceState.BLOCKED, SourceState.FAILING) and ASKED_FOR_TIME in (reason or "")


def faring(source_id: str, state: str | None, since: datetime | None, reason: str | None) -> str:
    """Return one line on how a source fares: since when, and why; a doubt about one that is well is named as such."""
    if state is None:
        return f"{source_id} was never polled"
    told = "may be changing" if state == SourceState.OK and since is not None else f"is {state}"
    return f"{source_id} {told}{since_in_words(since)}{f': {reason}' if reason else ''}"


def pause_in_words(pause: Maintenance) -> str:
    """Return until when a site is in its stated maintenance, in China's time, and why."""
    return f"in maintenance until {pause.until.astimezone(CHINA):%Y-%m-%d %H:%M} ({pause.why})"


def since_in_words(since: datetime | None) -> str:
    """Return since when, in China's time; empty where it is not known."""
    return f" since {since.astimezone(CHINA):%Y-%m-%d %H:%M}" if since is not None else ""
