"""A run in a few lines of Markdown: what was new, what is held, which source is ill."""

from __future__ import annotations

from tasks.archive.records import Poll, SourceState
from tasks.house import House
from tasks.ingest.ingest import IngestReport
from tasks.pipeline import RunResult
from tasks.tell.outbox import DeliveryReport


def poll_report(house: House, result: RunResult) -> str:
    """Return the artifact of one poll: a line of numbers, a line of news, a row for each source."""
    ill = [poll for poll in result.polls if poll.state is not SourceState.OK]
    well = len(result.polls) - len(ill)
    head = f"**{len(result.polls)} sources**, {well} ok" + "".join(f", {p.source_id} {p.state}" for p in ill)
    rows = "\n".join(_row(house, poll) for poll in result.polls)
    table = "| source | state | entries | new | seconds | reason |\n|---|---|---:|---:|---:|---|\n" + rows
    told = delivery_report(result.delivered)
    return f"{head}\n\n{ingest_report(result.ingested)}\n\n{told}\n\n{table}\n"


def ingest_report(report: IngestReport) -> str:
    """Return what was taken in, by outcome, and what days and decisions brought."""
    taken = ", ".join(f"{count} {outcome}" for outcome, count in sorted(report.outcomes.items()))
    more = f"; {report.by_days} changes by the calendar" if report.by_days else ""
    more += f"; {report.by_decisions} decisions applied" if report.by_decisions else ""
    held = "\n\nHeld lists wait for a person: `mingdan review list`" if report.outcomes["held"] else ""
    return f"new: {taken or 'nothing'}{more}{held}"


def delivery_report(report: DeliveryReport) -> str:
    """Return how the deliveries went; the reasons carry no secrets (``outbox.py`` redacts them)."""
    text = f"told: {report.sent} sent, {report.failed} failed, {report.given_up} given up, {report.waiting} waiting"
    return "\n\n".join([text, *(f"- {_cell(line)}" for line in report.lines)])


def _row(house: House, poll: Poll) -> str:
    """Return one source as a row of the table."""
    source = house.configuration.sources.get(poll.source_id)
    title = f"{poll.source_id} {source.title if source else ''}"
    cells = (title, poll.state, poll.entries, poll.new, f"{poll.seconds:.1f}", poll.reason)
    return "| " + " | ".join(_cell(str(cell)) for cell in cells) + " |"


def _cell(text: str) -> str:
    """Return outside text fit for a Markdown table: no cell or line can be broken out of, nothing is a link or tag."""
    plain = " ".join(text.split()).replace("\\", "\\\\")
    for sign in "|`*_[]<>":
        plain = plain.replace(sign, f"\\{sign}")
    return plain[:300]
