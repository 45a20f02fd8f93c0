"""``mingdan replay``: the ledger built anew from the archive, and how it differs from the live one."""

from __future__ import annotations

import argparse
import os

from commands.call import Call
from commands.options import one_of
from commands.report import tell

ABOUT = """\
Builds the ledger again from the archive, with today's configuration and decisions, beside the live one, and tells
nobody. Then it says that both are equal to the last row, or how they differ: a restatement, by announcement, also
kept under replay/ of the home as Markdown and JSON. Polls may go on meanwhile; Ctrl-C leaves everything as it was."""
EXAMPLES = """\
examples:
  mingdan replay                                  equal, or what would change
  mingdan replay --apply                          let it change, and alert nobody
  mingdan replay --apply --tell                   alert of what is new, marked as restated
  mingdan replay --reread                         read every body anew, not from the shelf (scans take minutes each)
  mingdan replay --format json

exit status: 0 when done, whether the ledgers are equal or not; 1 when the archive or a decision could not be taken in
whole, each named on stderr. Under --apply what follows a poll follows, and counts as it does there."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--apply", action="store_true", help="put the new ledger in the live one's place")
    parser.add_argument("--reread", action="store_true", help="read every body anew")
    parser.add_argument("--tell", action="store_true", help="with --apply: alert of what is new by it")
    parser.add_argument(
        "--prefect", action="store_true", help="as a Prefect flow run, whatever PREFECT_API_URL says"
    )
    parser.add_argument(
        "--format",
        type=one_of(("table", "json")),
        default="table",
        metavar="table|json",
        help="how to write it (table); json is one object",
    )


def run(call: Call) -> int:
    """Replay, and say what was found.

    Raises:
        Misuse: ``--tell`` without ``--apply``.
    """
    from commands.replaying import replay_now  # loads the pipeline

    options = call.options
    if options.tell and not options.apply:
        from commands.misuse import Misuse

        raise Misuse("--tell goes with --apply: a replay alone changes nothing that could be told")
    prefect = options.prefect or bool(os.environ.get("PREFECT_API_URL"))
    return tell(replay_now(call, prefect=prefect))
