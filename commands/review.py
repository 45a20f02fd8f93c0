"""``mingdan review list|show|accept|reject``: what waits for a person, and what the person decides."""

from __future__ import annotations

import getpass
from pathlib import Path

from commands.call import Call, say
from commands.formats import written
from commands.lines import Entry, lay_out, short_id
from commands.options import add_format
from commands.parser import Parser
from commands.portrait import moment
from commands.progress import Progress
from commands.report import tell
from commands.rows_file import write_rows
from commands.show_review import find_review, portray
from commands.table import terminal_width
from commands.values import as_text
from config.errors import ConfigurationError

ABOUT = """\
What waits for a person: lists that do not reconcile, endings that hang on one name, identities that are not sure.
A decision is written to the decisions folder of the configuration, and so survives a replay."""
EXAMPLES = """\
examples:
  mingdan review list
  mingdan review show r:81
  mingdan review show r:81                        writes a page with the rows as they stood, and says where
  mingdan review show r:81 --rows-to rows.xlsx    mend the file, then
  mingdan review accept r:81 --rows rows.xlsx --why "row 17 is cut at the page end; read by eye"
  mingdan review reject r:82 --why "another ministry's programme of a like name" """


def arguments(parser: Parser) -> None:
    """Add the actions and their options."""
    actions = parser.actions()
    listing = actions.add_parser(
        "list", help="what waits", description="What waits for a person, newest first."
    )
    listing.add_argument("--all", action="store_true", help="what was decided too")
    add_format(listing)
    showing = actions.add_parser("show", help="one question", description="One question with its evidence.")
    showing.add_argument("review", metavar="ID")
    showing.add_argument(
        "--rows-to",
        "--rows-out",
        metavar="FILE",
        type=Path,
        help="write the rows to be mended: .csv or .xlsx",
    )
    showing.add_argument("--evidence", metavar="DIR", type=Path, help="where to write what can be looked at")
    showing.add_argument("--no-evidence", action="store_true", help="write nothing to look at")
    add_format(showing)
    for name, text in (("accept", "let it count"), ("reject", "leave it out")):
        deciding = actions.add_parser(name, help=text, description=f"Decide: {text}.")
        deciding.add_argument("review", metavar="ID")
        deciding.add_argument("--by", metavar="NAME", help="who decides (the user's name)")
        deciding.add_argument("--why", metavar="TEXT", default="", help="why, for those who come later")
        if name == "accept":
            deciding.add_argument(
                "--rows", metavar="FILE", type=Path, help="with these mended rows (.csv or .xlsx)"
            )


def run(call: Call) -> int:
    """Do the action."""
    actions = {"list": _list, "show": _show, "accept": _settle, "reject": _settle}
    return actions[call.options.action](call)


def _list(call: Call) -> int:
    """Print what waits."""
    options = call.options
    answer = call.ask("reviews", all=options.all)
    if options.format != "table":
        say(written(answer, options.format))
        return 0
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    entries = [
        Entry(
            moment(row["opened_at"])[:10],
            as_text(row["kind"]),
            as_text(row["title"]) or as_text(row["reason"]),
            (
                as_text(row["reason"]) if row["title"] else "",
                f"{row['decision']} by {row['decided_by']}" if row["decided_at"] else "",
                f"mingdan review show {short_id(str(row['review_id']))}",
            ),
        )
        for row in rows
    ]
    say(lay_out(entries, terminal_width()))
    if not rows:
        say(["Nothing waits for a person."])
    return 0


def _show(call: Call) -> int:
    """Print one question, write what can be looked at, and its rows where asked for."""
    options = call.options
    review = find_review(call, options.review)
    written_rows = write_rows(call, review, options.rows_to) if options.rows_to else 0
    wanted = not options.no_evidence and options.format in ("table", "json")
    with Progress() as progress:
        progress.begun("gather the evidence", "")
        lines = list(
            portray(call, str(review["review_id"]), evidence_in=options.evidence, with_evidence=wanted)
        )
    say(lines)
    if options.rows_to and options.format == "table":
        say(["", f"{written_rows} rows to mend are written to {options.rows_to}"])
    return 0


def _settle(call: Call) -> int:
    """Hand the decision to the pipeline.

    Raises:
        ConfigurationError: the file of mended rows cannot be read.
    """
    options = call.options
    review = find_review(call, options.review)
    rows: Path | None = getattr(options, "rows", None)
    if rows and not rows.is_file():
        raise ConfigurationError(
            rows, None, "there is no such file", "mingdan review show ID --rows-to FILE writes it"
        )
    from commands.running import settle  # loads the pipeline, which looking at reviews need not

    report = settle(
        call.places,
        call.clock,
        str(review["review_id"]),
        options.action,
        by=options.by or getpass.getuser(),
        why=options.why,
        rows_file=rows,
    )
    return tell(report)
