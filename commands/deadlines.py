"""``mingdan deadlines``: the days that somebody must keep."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from typing import cast

from commands.call import Call, say
from commands.formats import written
from commands.lines import Entry, lay_out, short_id
from commands.options import DUES, add_filters, filters
from commands.table import terminal_width
from commands.values import as_text

ABOUT = """\
Windows, reporting days, expiries and re-evaluation years, newest first; with --next only those to come, soonest
first."""
EXAMPLES = """\
examples:
  mingdan deadlines --next
  mingdan deadlines --next --programme cn-sme-cluster --kind report
  mingdan deadlines --since 2025 --until 2025-06 --format csv"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--next", action="store_true", help="from today on, soonest first")
    add_filters(parser, DUES, day="the days themselves, in China")


def run(call: Call) -> int:
    """Print the deadlines asked for."""
    options, chosen = call.options, filters(call)
    if options.next:
        chosen["since"] = max(cast("date", chosen["since"] or call.today), call.today)
    answer = call.ask("deadlines", soonest=options.next, **chosen)
    if options.format != "table":
        say(written(answer, options.format))
        return 0
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    say(lay_out([_entry(call, row) for row in rows], terminal_width()))
    if not rows:
        say(["No deadline is known that fits."])
    return 0


def _entry(call: Call, row: Mapping[str, object]) -> Entry:
    """Give one deadline as a line."""
    due = cast("date", row["due_on"])
    count = row["subjects"]
    beside = (
        away(due, call.today),
        call.title(row["programme_id"]),
        f"{count} subject{'' if count == 1 else 's'}" if count else "",
        as_text(row["region"]) if row["region"] != "全国" else "",
        f"mingdan show {short_id(str(row['announcement_id']))}" if row["announcement_id"] else "",
    )
    return Entry(due.isoformat(), as_text(row["kind"]), as_text(row["what"]), beside)


def away(day: date, today: date) -> str:
    """Say how far a day is from today, in days."""
    days = (day - today).days
    if days == 0:
        return "today"
    return (
        f"in {days} day{'s' if days > 1 else ''}"
        if days > 0
        else f"{-days} day{'s' if days < -1 else ''} ago"
    )
