"""``mingdan sources list``: what is watched, and how each source fares."""

from __future__ import annotations

from collections.abc import Mapping

from commands.call import Call, say
from commands.formats import Table, written
from commands.options import add_format
from commands.parser import Parser
from commands.portrait import moment
from commands.table import draw, terminal_width
from commands.text import neutralise, wrap
from commands.titles import read_titles
from commands.values import as_text

ABOUT = """\
What is watched and how it fares: ok, silent (works, but nothing new for longer than its rhythm), blocked, changed
(the page was redesigned), failing, disabled; no state before the first poll."""
EXAMPLES = """\
examples:
  mingdan sources list
  mingdan sources list --format json"""
COLUMNS = (
    "source_id", "title", "level", "region", "state", "reason", "last_attempt_at", "last_ok_at", "last_new_at",
    "entries_seen",
)  # fmt: skip


def arguments(parser: Parser) -> None:
    """Add the actions and their options."""
    actions = parser.actions()
    listing = actions.add_parser(
        "list", help="what is watched", description="What is watched and how it fares."
    )
    add_format(listing)


def run(call: Call) -> int:
    """Print the sources: those polled, and those configured but never polled."""
    answer, configured = None, read_titles(call.places.config / "sources")
    if call.places.snapshot.is_file() or not configured:
        answer = call.ask("sources")
    known = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows] if answer else []
    types = dict(zip(answer.columns, answer.types, strict=True)) if answer else {}
    missing = [name for name in configured if name not in {row["source_id"] for row in known}]
    rows: list[Mapping[str, object]] = [*known, *({"source_id": n, "title": configured[n]} for n in missing)]
    if call.options.format != "table":
        table = Table(
            COLUMNS, [types.get(c, "") for c in COLUMNS], [[row.get(c) for c in COLUMNS] for row in rows]
        )
        say(written(table, call.options.format))
        return 0
    width = terminal_width()
    say(
        draw(
            ("source", "title", "state", "tried", "last new", "entries"),
            [_row(row) for row in rows],
            width=width,
        )
    )
    for row in rows:
        if row.get("reason") and row.get("state") != "ok":
            text = neutralise(f"{row['source_id']} is {row['state']}: {row['reason']}")
            say(line if number == 0 else f"  {line}" for number, line in enumerate(wrap(text, width - 2)))
    return 0


def _row(row: Mapping[str, object]) -> tuple[object, ...]:
    """Give one source as a row of the table; times by China's clock."""
    return (
        row["source_id"],
        row["title"],
        as_text(row.get("state")) or "not polled",
        moment(row.get("last_attempt_at"))[:10],
        moment(row.get("last_new_at"))[:10],
        row.get("entries_seen"),
    )
