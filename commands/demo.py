"""``mingdan demo``: the main job on a bundled past, through the real flows; what it prints is read back from the views."""

from __future__ import annotations

import argparse
from pathlib import Path
from textwrap import indent

from commands.call import Call, complain, say
from commands.parser import TopParser

ABOUT = """\
Plays a bundled past (2019 to 2025) through the real flows on Prefect, in a home of its own: a local web of simulated
sites, polls on several days, lists, changes, alerts. Ends by saying what it found and where to look."""
EXAMPLES = """\
examples:
  mingdan demo
  mingdan demo --home /srv/mingdan-demo

exit status: 0 when the past went as scripted."""
HOW_READ = """
select read_by, count(*) as rows, arg_min(document, row_no) as "the first in", arg_min(locator, row_no) as at
from list_rows
group by all
order by rows desc
"""
QUERIES = (
    (
        "Who held which title on 2024-06-30?",
        "select programme_id, cohort, count(*) as titles\n"
        "from designations_as_of(date '2024-06-30', now())\n"
        "group by all order by all",
    ),
    (
        "Who lost a title, and on whose word?",
        "select name, kind, effective_on, doc_number\nfrom changes where kind in ('lapsed', 'dropped')",
    ),
    (
        "Which cohorts are known in full?",
        "select programme_id, cohort, stage, stated, known, whole\nfrom coverage order by all",
    ),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the home is all it takes."""


def run(call: Call) -> int:
    """Play the past and tell what came of it; give the exit status."""
    from demo.play import play  # loads Prefect

    given = getattr(call.options, "home", None)
    home = _shown(call.places.home if given else call.places.home / "demo")
    played = play(home)
    _tell(home, played.ended_at.isoformat())
    complain(f"not as scripted: {line}" for line in played.deviations)
    return 1 if played.deviations else 0


def _shown(home: Path) -> Path:
    """Give the home as it is best read and typed from here: below this folder, without the way to it."""
    here = Path.cwd()
    return home.relative_to(here) if home.is_relative_to(here) else home


def _tell(home: Path, now: str) -> None:
    """Print the story by asking the reading commands themselves: everything comes from the published views."""
    at = ["--home", str(home), "--now", now]
    say(["", f"The commands named below ask this home after: export MINGDAN_HOME={home}"])
    _show("What changed", [*at, "changes"])
    _show("What was told", [*at, "alerts", "status", "--limit", "6"])
    say([f"  every message as it arrived: {home / 'mailbox'}"])
    _show("How the rows were read", [*at, "sql", HOW_READ])
    _show("What is held, and why", [*at, "review", "list"])
    _show("The next days to keep", [*at, "deadlines", "--next", "--limit", "8"])
    say(["", "The published file, for any DuckDB, and three questions worth trying:"])
    say([f"  {home / 'published' / 'mingdan.duckdb'}"])
    for question, query in QUERIES:
        say(["", f"  {question}", f"  .venv/bin/mingdan --home {home} sql \\"])
        say(indent(f'"{query}"', "    ").splitlines())
    _show(f"And the answer to the first: {QUERIES[0][0]}", [*at, "sql", QUERIES[0][1]])


def _show(head: str, words: list[str]) -> None:
    """Print one command's answer under a heading."""
    say(["", head, "─" * len(head)])
    options = TopParser().parse_args(words)
    options.run(Call(options))
