"""A run in a few lines of Markdown: what was new, what is held, which source is ill since when, what was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from config.clock import CHINA
from flows.seen import Held, Seen
from tasks.archive.records import Poll, SourceState
from tasks.health.table import HEAD as HEALTH_HEAD
from tasks.health.table import row_of
from tasks.health.together import failing_together
from tasks.ingest.ingest import IngestReport
from tasks.pipeline import RunResult
from tasks.tell.outbox import DeliveryReport
from warehouse.source_records import SourceRecord

MOST_HELD: Final = 20
"""So many open questions are listed; ``mingdan review list`` has them all."""

HEAD: Final = "| source | entries | new | state | seconds |\n|---|---:|---:|---|---:|\n"


def poll_report(result: RunResult, before: Seen, after: Seen, *, heading: str) -> str:
    """Return the artifact of one poll.

    Args:
        result: What the run did.
        before: The published file before it.
        after: The published file after it.
        heading: What the run is called.
    """
    ill = [poll for poll in result.polls if poll.state is not SourceState.OK]
    states = "".join(f", 1 {poll.state} ({_cell(poll.source_id)} {_since(after, poll)})" for poll in ill)
    count = len(result.polls)
    head = f"**{_cell(heading)}** · {count} {'source' if count == 1 else 'sources'}, {count - len(ill)} ok{states}"
    parts = [head, _news(result, before, after), _held(after.held, {held.review_id for held in before.held})]
    parts += [f"{_cell(poll.source_id)} is {poll.state}: {_cell(poll.reason)}" for poll in ill if poll.reason]
    parts += [f"not told: {_cell(line)}" for line in result.delivered.lines]
    parts += [HEAD + "".join(map(_row, result.polls))] if result.polls else []
    return "\n\n".join(part for part in parts if part) + "\n"


def health_report(faring: Sequence[SourceRecord], *, heading: str) -> str:
    """Return the artifact of the weekly check: how each source fares, and what to do about those that are not well."""
    needing = sum(source.needs_person for source in faring)
    need = (
        "no source needs" if not needing else "1 source needs" if needing == 1 else f"{needing} sources need"
    )
    together = failing_together((source.state, source.url) for source in faring)
    head = f"**{_cell(heading)}** · {len(faring)} sources; {need} a person"
    head += f"\n\n{together}" if together else ""
    lines = (HEALTH_HEAD, tuple("---" for _ in HEALTH_HEAD), *map(row_of, faring))
    table = "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)
    return f"{head}\n\n{table}\n"


def ingest_report(report: IngestReport) -> str:
    """Return what became of the captures, and what days and decisions brought."""
    taken = ", ".join(f"{count} {outcome}" for outcome, count in sorted(report.outcomes.items()))
    parts = [f"captures: {taken or 'none new'}"]
    parts += [f"{report.by_days} changes by the calendar"] if report.by_days else []
    parts += [f"{report.by_decisions} decisions applied"] if report.by_decisions else []
    held = "\n\nHeld lists wait for a person: `mingdan review list`" if report.outcomes["held"] else ""
    return "; ".join(parts) + held


def delivery_report(report: DeliveryReport) -> str:
    """Return how the deliveries went; the reasons carry no secrets (``outbox.py`` redacts them)."""
    return "\n\n".join([_told(report), *(f"- {_cell(line)}" for line in report.lines)])


def calendar_report(days: int) -> str:
    """Return how many days there are to keep."""
    return f"{days} days to keep: `mingdan deadlines`"


def publish_report(path: Path | None) -> str:
    """Return what was published, if anything was."""
    return f"published `{path.name}`" if path is not None else "nothing had changed since the last publish"


def _news(result: RunResult, before: Seen, after: Seen) -> str:
    """Return one line of numbers: new, held, told, published."""
    news = [f"{count} {_plural(kind, count)}" for kind, count in after.news_since(before).items()]
    said = "published" if result.published is not None else "nothing to publish"
    return f"new: {', '.join(news) or 'nothing'}; held: {len(after.held)}; {_told(result.delivered)}; {said}"


def _told(report: DeliveryReport) -> str:
    """Return how many messages went, and how many did not."""
    failed = f", {report.failed} failed" if report.failed else ""
    given_up = f", {report.given_up} given up" if report.given_up else ""
    waiting = f", {report.waiting} waiting" if report.waiting else ""
    return f"told: {report.sent} {_plural('message', report.sent)}{failed}{given_up}{waiting}"


def _held(held: Sequence[Held], known: set[str]) -> str:
    """Return what waits for a person, each with its id and reason; what this run held is marked new."""
    lines = [
        f"- {'**new** ' if review_id not in known else ''}`{review_id}` {_cell(title)}: {_cell(reason)}"
        for review_id, title, reason in held[:MOST_HELD]
    ]
    if len(held) > MOST_HELD:
        lines.append(f"- and {len(held) - MOST_HELD} more")
    head = "held, nothing was changed (`mingdan review show ID`, then `accept` or `reject`):\n\n"
    return head + "\n".join(lines) if lines else ""


def _since(after: Seen, poll: Poll) -> str:
    """Return since when a source is ill, as far as is known: when it was last well."""
    last: datetime | None = after.well.get(poll.source_id)
    return f"last ok {last.astimezone(CHINA):%Y-%m-%d %H:%M}" if last else "never ok yet"


def _row(poll: Poll) -> str:
    """Return one source as a row of the table."""
    cells = (poll.source_id, poll.entries, poll.new, poll.state, f"{poll.seconds:.1f}")
    return "| " + " | ".join(_cell(str(cell)) for cell in cells) + " |\n"


def _plural(word: str, count: int) -> str:
    """Return a noun as its number wants it; a kind of change (``designated``) has one form."""
    return f"{word}s" if word in {"announcement", "message", "call"} and count != 1 else word


def _cell(text: str) -> str:
    """Return outside text fit for a Markdown table: no cell or line can be broken out of, nothing is a link or tag."""
    plain = " ".join(text.split()).replace("\\", "\\\\")
    for sign in "|`*_[]<>":
        plain = plain.replace(sign, f"\\{sign}")
    return plain[:300]
