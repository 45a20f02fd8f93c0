"""``mingdan sources check``: the watched sources as they are now, and what changed since last time."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from commands.call import Call, complain, say
from commands.formats import Table, written
from commands.options import add_format
from commands.table import draw, terminal_width
from commands.text import neutralise, wrap

if TYPE_CHECKING:
    from tasks.discover.check import Check

COLUMNS = ("source_id", "state", "reason", "rows", "newest", "changes", "advice", "url")
DESCRIPTION = """\
Reads the newest list page of each source as it is now and says how it fares, what it would read, and what changed: its
form against its fixture, its entries against what was captured last. Nothing goes into the ledger or the archive."""
EPILOG = """\
examples:
  mingdan sources check
  mingdan sources check sd-gxt-tz --format json
  mingdan sources check sd-gxt-tz --update-fixture

exit status: 1 when a source is blocked, changed or failing."""
_ILL = ("blocked", "changed", "failing")


def arguments(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]  # of whatever parser the command has
    """Add the action and its options."""
    check = actions.add_parser(
        "check",
        help="how each source fares now, and what changed",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    check.add_argument(
        "sources", metavar="ID", nargs="*", help="these, enabled or not; all enabled by default"
    )
    check.add_argument(
        "--update-fixture",
        action="store_true",
        help="write the fixture of each that is ok anew from what came (two pages)",
    )
    add_format(check)


def run(call: Call) -> int:
    """Check, and say how it went.

    Raises:
        ConfigurationError: the configuration is wrong, no such source is configured, or a fixture cannot be written.
        StoreError: the log cannot be read.
    """
    from commands.sources_checking import check_all, chosen, update_fixtures  # loads the fetching part

    sources = chosen(call)
    if not sources:
        complain(["no source is configured; mingdan sources new URL adds one"])
        return 0
    checks = check_all(call, sources)
    changed = [one for one in checks if one.state in _ILL]
    if call.options.format == "table":
        say(_shown(checks))
    else:
        say(
            written(
                Table(COLUMNS, [""] * len(COLUMNS), [_record(one) for one in checks]), call.options.format
            )
        )
    problems: list[str] = []
    if call.options.update_fixture:
        kept, problems = update_fixtures(call, [one for one in checks if one.state == "ok"])
        if call.options.format == "table":
            say(f"written: {path}" for path in kept)
    complain(neutralise(f"{one.source.id}: {one.state}: {one.reason}") for one in changed)
    complain(neutralise(problem) for problem in problems)
    return 1 if changed or problems else 0


def _record(one: Check) -> tuple[object, ...]:
    return (
        one.source.id, str(one.state), one.reason, one.rows, one.newest, list(one.changes), one.advice,
        one.source.list.url,
    )  # fmt: skip


def _shown(checks: Sequence[Check]) -> Iterator[str]:
    """Yield a table of all, then a paragraph for each that a person should read of."""
    width = terminal_width()
    rows = [(one.source.id, str(one.state), one.rows, one.newest[:10], len(one.changes)) for one in checks]
    yield from draw(("source", "state", "rows", "newest", "changes"), rows, width=width)
    for one in checks:
        told = [*([one.reason] if one.reason else []), *one.changes]
        told += [f"what might help: {one.advice}"] if one.advice else []
        if told:
            yield ""
            yield neutralise(f"{one.source.id}: {one.state}")
        for text in told:
            for number, line in enumerate(wrap(neutralise(text), width - 4)):
                yield ("    " if number else "  ") + line
