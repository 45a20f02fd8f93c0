"""``mingdan changes``: who won, kept or lost which title, newest first; what is held stands at the end."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from commands.call import Call, say
from commands.formats import written
from commands.lines import UNDATED, Entry, lay_out, short_id
from commands.options import KINDS, add_filters, filters
from commands.table import terminal_width
from commands.values import as_text

ABOUT = """\
Who won, kept or lost which title, newest first. Where a list brought many, its first name stands for all (--all
shows every one, and so do csv, json and markdown). Lists that are held stand at the end: they changed nothing yet."""
EXAMPLES = """\
examples:
  mingdan changes --since 2024-06
  mingdan changes --region 山东 --kind designated --kind lapsed
  mingdan changes --subject 示例股份有限公司 --format json
  mingdan changes --since 2025 --format csv > changes.csv

csv: a text that begins with = + - or @ gets a ' before it, so that no spreadsheet takes it for a formula."""

GROUPS_SHOWN = 40
HOLDS = ("list", "page", "endings")  # the kinds of review whose rows count for nothing until settled
NAMES_SHOWN = 3  # a list of no more than this is shown in full


class Group(NamedTuple):
    """The changes of one kind that one announcement brought (a row of ``grouped_changes.sql``)."""

    day: date
    kind: str
    programme_id: str
    cohort: str | None
    announcement_id: str | None
    doc_number: str | None
    issuer: str | None
    title: str | None
    members: int
    firsts: Sequence[Mapping[str, Any]]
    available: int
    undated: bool


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_filters(
        parser,
        KINDS,
        day="the days the changes take effect, in China; where that is not known, the day it was recorded",
    )
    parser.add_argument("--all", action="store_true", help="every name, also of long lists")


def run(call: Call) -> int:
    """Print the changes asked for."""
    options, chosen = call.options, filters(call)
    if options.format != "table":
        say(written(call.ask("chosen_changes", "all_changes", **chosen), options.format))
        return 0
    entries = list((_every if options.all else _groups)(call, chosen))
    held = [] if options.kind or options.subject else list(_held(call, chosen))
    width = terminal_width()
    say(lay_out([*entries, *held], width))
    if not entries:
        say(["No change was recorded that fits." if _narrowed(chosen) else "No change was recorded yet."])
    return 0


def _groups(call: Call, chosen: dict[str, object]) -> Iterator[Entry]:
    """Give one entry a name, long lists by their first."""
    answer = call.ask(
        "chosen_changes", "grouped_changes", **{**chosen, "limit": chosen["limit"] or GROUPS_SHOWN}
    )
    groups = [Group._make(row) for row in answer.rows]
    for group in groups:
        shown = group.firsts if group.members <= NAMES_SHOWN else group.firsts[:1]
        title = call.title(group.programme_id, group.cohort)
        beside = (title, group.doc_number or group.issuer or "", UNDATED if group.undated else "")
        for member in shown:
            name = member["name"] or group.title or title
            yield Entry(group.day.isoformat(), group.kind, name, beside)
        if group.members > len(shown):
            where = f"mingdan show {short_id(group.announcement_id)}" if group.announcement_id else "--all"
            yield Entry("", "", f"… {group.members - len(shown)} more of this list ({where})")
    if groups and groups[0].available > len(groups):
        older = groups[0].available - len(groups)
        yield Entry("", "", f"… {older} older lists (--limit {groups[0].available}, --since, --until)")


def _every(call: Call, chosen: dict[str, object]) -> Iterator[Entry]:
    """Give one entry a change."""
    answer = call.ask("chosen_changes", "all_changes", **chosen)
    for row in answer.rows:
        change = dict(zip(answer.columns, row, strict=True))
        title = call.title(str(change["programme_id"]), as_text(change["cohort"]))
        day = as_text(change["effective_on"]) or as_text(change["recorded_at"])[:10]
        name = as_text(change["name"]) or title
        undated = "" if change["effective_on"] else UNDATED
        yield Entry(day, str(change["kind"]), name, (title, as_text(change["doc_number"]), undated))


def _held(call: Call, chosen: dict[str, object]) -> Iterator[Entry]:
    """Give one entry an open question, with the command that shows it."""
    answer = call.ask("held", programmes=chosen["programmes"], region=chosen["region"])
    for review_id, kind, reason, title, _ in answer.rows:
        word = "held" if kind in HOLDS else "asked"
        why = as_text(reason) if title else ""
        command = f"mingdan review show {short_id(str(review_id))}"
        yield Entry(word, "", as_text(title) or as_text(reason), (why, command))


def _narrowed(chosen: dict[str, object]) -> bool:
    """Tell whether anything but the limit was asked for."""
    return any(value for name, value in chosen.items() if name != "limit")
