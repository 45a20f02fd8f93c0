"""``mingdan search``: names and titles that hold some words, or nearly."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from commands.call import Call, say
from commands.find import simplified
from commands.formats import written
from commands.lines import Entry, lay_out, short_id
from commands.options import add_format, count, one_of
from commands.table import terminal_width
from commands.values import as_text

if TYPE_CHECKING:
    from warehouse.published import Answer

ABOUT = """\
Subjects, under every name they ever had, and announcements, in whose names or
titles the words stand, or nearly: best first. Blanks part words, which may
stand anywhere; a wrong or missing character costs a little, no more."""
EXAMPLES = """\
examples:
  mingdan search 济南 激光
  mingdan search 单项冠军 第四批 --kind announcement
  mingdan search 示例電子有限公司                 traditional script is tried too
  mingdan sql "from search('济南 激光') limit 20"  the same, in SQL

The score is the share of the words' pairs of characters that was found, rare
pairs weighing more; 1.00 is all."""
SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("words", metavar="WORDS", nargs="+", help="parts of a name or title, in any order")
    parser.add_argument(
        "--kind", type=one_of(("subject", "announcement")), metavar="subject|announcement", help="only these"
    )
    parser.add_argument("--limit", type=count, metavar="N", help=f"at most so many (a table shows {SHOWN})")
    add_format(parser)


def run(call: Call) -> int:
    """Print what was found."""
    options = call.options
    answer = _ask(call, " ".join(options.words))
    if options.format != "table":
        say(written(answer, options.format))
        return 0
    say(lay_out(list(_entries(answer, options.limit or SHOWN)), terminal_width()))
    if not answer.rows:
        say(["No name or title holds a third of that."])
    return 0


def _ask(call: Call, words: str) -> Answer:
    """Search the words as written and, where nothing holds them all, in simplified characters too."""
    limit = call.options.limit or (SHOWN + 1 if call.options.format == "table" else None)
    answer = call.ask("search", words=words, kind=call.options.kind, limit=limit)
    other = simplified(words)
    if other == words or (answer.rows and answer.rows[0][3] == 1):
        return answer
    return call.ask("search", words=other, kind=call.options.kind, limit=limit)


def _entries(answer: Answer, shown: int) -> Iterator[Entry]:
    """Give each find as a line, and last how to see more."""
    for row in answer.rows[:shown]:
        yield _entry(dict(zip(answer.columns, row, strict=True)))
    if len(answer.rows) > shown:
        yield Entry("", "", "… more of them (--limit N; csv and json have all)")


def _entry(row: Mapping[str, object]) -> Entry:
    """Give one find as a line: what it is called now, where that is another name, and how to see all about it."""
    now = "" if row["present_name"] in (None, row["text"]) else f"now {row['present_name']}"
    where = as_text(row["region"]) if row["region"] != "全国" else ""
    beside = (now, where, as_text(row["doc_number"]), short_id(str(row["about_id"])))
    return Entry(f"{row['score']:.2f}", as_text(row["kind"]), as_text(row["text"]), beside)
