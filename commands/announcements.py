"""``mingdan announcements``: the notices themselves, newest first."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from commands.call import Call, say
from commands.formats import written
from commands.lines import Entry, lay_out, short_id
from commands.options import STAGES, add_filters, filters
from commands.portrait import moment
from commands.table import terminal_width
from commands.values import as_text

ABOUT = """\
The announcements that concern a programme, newest first: one real-world notice each, however many sites carry it."""
EXAMPLES = """\
examples:
  mingdan announcements --since 2024
  mingdan announcements --programme cn-sme-cluster --kind designation
  mingdan announcements --subject 示例股份有限公司 --format json
  mingdan show a:3f9c2b                           all about one of them"""
SHOWN = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_filters(
        parser,
        STAGES,
        day="the days of publication, else of the signature, else of the first sight, in China",
    )


def run(call: Call) -> int:
    """Print the announcements asked for."""
    options, chosen = call.options, filters(call)
    if options.format == "table" and chosen["limit"] is None:
        chosen["limit"] = SHOWN + 1
    answer = call.ask("announcements", **chosen)
    if options.format != "table":
        say(written(answer, options.format))
        return 0
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    more = options.limit is None and len(rows) > SHOWN
    entries = [_entry(call, row) for row in (rows[:SHOWN] if more else rows)]
    if more:
        entries.append(Entry("", "", "… older ones too (--limit N, --since, --until)"))
    say(lay_out(entries, terminal_width()))
    if not entries:
        say(["No announcement is known that fits."])
    return 0


def _entry(call: Call, row: Mapping[str, object]) -> Entry:
    """Give one announcement as a line."""
    day = row["published_on"] or row["signed_on"] or moment(row["first_seen_at"])
    beside = (
        call.title(row["programme_id"], row["cohort"]),
        as_text(row["doc_number"]) or as_text(row["issuer"]),
        ", ".join(_standing(row)),
        short_id(str(row["announcement_id"])),
    )
    return Entry(as_text(day)[:10], as_text(row["stage"]), as_text(row["title"]), beside)


def _standing(row: Mapping[str, object]) -> Iterator[str]:
    """Say how much of it was read and how far it counts; nothing where all is as it should be."""
    if row["rows_stated"] is not None and row["rows_stated"] != row["rows_read"]:
        yield f"{row['rows_read']} of {row['rows_stated']} rows"
    elif row["rows_read"]:
        yield "1 row" if row["rows_read"] == 1 else f"{row['rows_read']} rows"
    if row["state"] != "accepted":
        yield str(row["state"])
    if row["origin"] == "relay":
        yield "relay only, not yet confirmed"
    if row["repealed_by"]:
        yield f"repealed by {short_id(str(row['repealed_by']))}"
