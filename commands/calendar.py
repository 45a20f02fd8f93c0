"""``mingdan calendar``: what comes next, month by month, with how many it concerns and whom."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import cast

from commands.call import Call, say
from commands.deadlines import away
from commands.formats import written
from commands.lines import DAY, Entry, lay_out, short_id
from commands.misuse import Misuse
from commands.options import DUES, add_filters, count, filters
from commands.portrait import facts
from commands.table import terminal_width
from commands.text import pad
from commands.values import as_text

ABOUT = """\
What comes next, month by month: calls and windows that close, reporting days,
terms that end, re-evaluations called and, where no call is known yet, expected.
Each with how many titles it concerns; --names says whose."""
EXAMPLES = """\
examples:
  mingdan calendar                                the next twelve months
  mingdan calendar --region 山东 --names           who in 山东 must do what
  mingdan calendar --subject 示例股份有限公司        what one of them must keep
  mingdan calendar --kind review --until 2030     who must defend a title, when
  mingdan calendar --days 90 --format csv         for a spreadsheet, with names

  call    last day to apply              expiry  last day of a term
  window  last day to object to a list   review  re-evaluation: as called, else
  report  yearly duty of titles held             expected by the end of the term

in SQL: the views deadlines and deadline_subjects (docs/sql-cookbook.md)."""
DAYS = 365
KINDS = max(map(len, DUES))
NAMES_AT = 1 + DAY + 2 + KINDS + 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--days", type=count, metavar="N", help=f"so many days from the first ({DAYS})")
    parser.add_argument("--names", action="store_true", help="whom each day concerns, by name")
    add_filters(parser, DUES, day="the days themselves, in China; the first is today")


def run(call: Call) -> int:
    """Print the calendar.

    Raises:
        Misuse: both ``--days`` and ``--until`` are given, a region that is none, or a last day before the first.
    """
    options, chosen = call.options, filters(call)
    if options.days and options.until:
        raise Misuse("calendar: give --days or --until, not both")
    first = options.since or call.today
    last = options.until or first + timedelta(days=options.days or DAYS)
    if last < first:
        raise Misuse(f"--until: {last} lies before {first}; --since {last.year} begins the calendar earlier")
    if options.format != "table":
        say(written(call.ask("calendar", **{**chosen, "since": first, "until": last}), options.format))
        return 0
    rows = call.records("calendar", **{**chosen, "since": first, "until": None})
    within = [row for row in rows if _day(row) <= last]
    say(_months(call, within))
    if not within:
        say([f"No day to keep is known from {first} to {last} that fits."])
    if not options.limit:
        say(_later([row for row in rows if _day(row) > last]))
    return 0


def _day(row: Mapping[str, object]) -> date:
    """Give the day of a row."""
    return cast("date", row["due_on"])


def _months(call: Call, rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """Write the days under their months."""
    width = terminal_width()
    for number, (month, days) in enumerate(groupby(rows, key=lambda row: f"{_day(row):%Y-%m}")):
        if number:
            yield ""
        yield month
        for row in days:
            yield from lay_out([_entry(call, row)], width)
            if call.options.names or call.options.subject:
                yield from facts(_names(row), width, indent=NAMES_AT, between="、")


def _names(row: Mapping[str, object]) -> Sequence[object]:
    """Give the names of those whom a day concerns."""
    names = row["names"]
    return names if isinstance(names, list | tuple) else ()


def _entry(call: Call, row: Mapping[str, object]) -> Entry:
    """Give one day as a line: what is due, how many it concerns, how far away it is."""
    due, every = _day(row), int(str(row["subjects"]))
    narrowed = call.options.region or call.options.subject
    many = f"{row['concerned']} of {every} titles" if narrowed and every else _counted(every)
    beside = (
        many,
        away(due, call.today),
        as_text(row["region"]) if row["region"] != "全国" else "",
        f"mingdan show {short_id(str(row['announcement_id']))}" if row["announcement_id"] else "",
    )
    return Entry(f"{due:%m-%d %a}", pad(as_text(row["kind"]), KINDS), as_text(row["what"]), beside)


def _counted(titles: int) -> str:
    """Say how many titles there are; empty for none."""
    return f"{titles} title{'' if titles == 1 else 's'}" if titles else ""


def _later(rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """Say in one line what lies beyond, year by year; nothing where nothing does."""
    years = Counter(_day(row).year for row in rows)
    if years:
        told = ", ".join(f"{number} in {year}" for year, number in sorted(years.items()))
        yield ""
        yield f"later: {told} (--until {max(years)})"
