"""``mingdan alerts test|status|retry``: does it arrive, what is owed, the failed again."""

from __future__ import annotations

from collections.abc import Mapping

from commands.call import Call, say
from commands.formats import written
from commands.lines import Entry, lay_out
from commands.options import add_format, count, one_of
from commands.parser import Parser
from commands.portrait import moment
from commands.report import tell
from commands.table import terminal_width
from commands.values import as_text

ABOUT = """\
The outbox. A delivery is owed in the same transaction as the change it tells, then claimed, sent and marked; what a
crash leaves between sent and marked is the only thing that can arrive twice."""
EXAMPLES = """\
examples:
  mingdan alerts test sd-clusters                 send a test message to a subscription
  mingdan alerts status --state failed
  mingdan alerts retry                            send the failed and the given up again"""
SHOWN = 40
STATES = ("waiting", "sent", "failed", "given up")


def arguments(parser: Parser) -> None:
    """Add the actions and their options."""
    actions = parser.actions()
    testing = actions.add_parser(
        "test", help="send a test", description="Send a test message to subscriptions."
    )
    testing.add_argument("subscriptions", metavar="SUBSCRIPTION", nargs="*", help="all of them by default")
    status = actions.add_parser("status", help="the outbox", description="What is owed and what has left.")
    status.add_argument("--state", type=one_of(STATES), help=", ".join(STATES))
    status.add_argument("--subscription", metavar="ID", help="only of this one")
    status.add_argument("--limit", type=count, metavar="N", help="at most so many, newest first")
    add_format(status)
    retrying = actions.add_parser(
        "retry", help="the failed again", description="Send the failed and the given up again."
    )
    retrying.add_argument("subscriptions", metavar="SUBSCRIPTION", nargs="*", help="all of them by default")


def run(call: Call) -> int:
    """Do the action."""
    if call.options.action == "status":
        return _status(call)
    from commands.running import alerts_retry, alerts_test  # loads the pipeline

    act = alerts_test if call.options.action == "test" else alerts_retry
    return tell(act(call.places, call.clock, tuple(call.options.subscriptions)))


def _status(call: Call) -> int:
    """Print the outbox, newest first."""
    options = call.options
    chosen = {"state": options.state, "subscription": options.subscription}
    form, limit = options.format, options.limit
    if form != "table":
        say(written(call.ask("outbox", **chosen, limit=limit), form))
        return 0
    answer = call.ask("outbox_messages", **chosen, limit=limit or SHOWN)
    counts = call.ask("outbox_counts", **chosen).rows
    say([", ".join(f"{number:,} {state}" for state, number in counts) or "Nothing was ever owed to anybody."])
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    say(lay_out([_entry(row) for row in rows], terminal_width()))
    if any(row["state"] in ("failed", "given up") for row in rows):
        say(["Send the failed and the given up again: mingdan alerts retry"])
    return 0


def _entry(row: Mapping[str, object]) -> Entry:
    """Give one message as a line: what it tells, to whom, and what went wrong."""
    what = as_text(row["title"]) or "news of the operation"
    tried = f"tried {row['attempts']} times" if row["state"] != "sent" and row["attempts"] else ""
    left = f"sent {moment(row['sent_at'])}" if row["sent_at"] else ""
    if row["claimed_at"]:
        left = f"being sent since {moment(row['claimed_at'])}: may have left, and can come once more"
    beside = (
        as_text(row["what"]),
        as_text(row["subscription_id"]),
        as_text(row["channel"]),
        left,
        tried,
        as_text(row["last_error"]),
    )
    return Entry(moment(row["created_at"])[:10], as_text(row["state"]), what, beside)
