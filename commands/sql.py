"""``mingdan sql``: any question, in SQL, on the published file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from commands.call import Call, say
from commands.formats import written
from commands.misuse import Misuse
from commands.options import add_format
from config.errors import QueryError

ABOUT = """\
Ad-hoc SQL (DuckDB's) on the published file: always complete, never locked by
the pipeline. Its views: about, announcements, lists, sightings, findings,
list_rows, subjects, former_ids, designations, designation_history, coverage,
changes, deadlines, deadline_subjects, alerts, reviews, sources, fetches,
programmes, bigrams. Its macros:
  designations_as_of(on_date, known_at)   who held what on a day, as then known
  search(words)                           names and titles that hold the words"""
EXAMPLES = """\
examples:
  mingdan sql "from changes order by recorded_at desc limit 10"
  mingdan sql "select region, count(*) from designations where status = 'active' group by region" --format csv
  mingdan sql "from designations_as_of(date '2024-06-30', now())" --format json
  mingdan sql "from search('济南 激光') limit 5"
  mingdan sql "describe designations"             the columns of a view
  mingdan sql --file question.sql                 or from stdin: mingdan sql - < question.sql

Twenty-seven questions with their answers: docs/sql-cookbook.md.
json is one array and nothing else, never cut; dates are ISO 8601, times UTC.
csv: a text that begins with = + - or @ gets a ' before it, so that no spreadsheet
takes it for a formula."""
MACROS = "designations_as_of(on_date, known_at), search(words), search_key(words), bigrams_of(words)"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("query", metavar="SQL", nargs="?", help="the statement; - reads it from stdin")
    parser.add_argument("--file", metavar="FILE", type=Path, help="read the statement from a file")
    add_format(parser)


def run(call: Call) -> int:
    """Ask, and print the answer.

    Raises:
        Misuse: there is no statement, or DuckDB cannot make sense of it.
        StoreError: nothing is published yet.
    """
    text = _statement(call.options)
    try:
        answer = call.published.rows(text)
    except QueryError as error:
        about_macros = "Function with name" in str(error) or "Macro" in str(error)
        offered = f"\n  The macros of the published file: {MACROS}." if about_macros else ""
        raise Misuse(f"sql: {error}{offered}") from error
    say(written(answer, call.options.format))
    return 0


def _statement(options: argparse.Namespace) -> str:
    """Find the statement: the argument, the file, or stdin.

    Raises:
        Misuse: there is none, two, or the file cannot be read.
    """
    if options.file and options.query:
        raise Misuse("sql: give a statement or --file, not both")
    if options.file:
        try:
            text: str = options.file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Misuse(f"sql: {options.file} cannot be read: {error}") from error
    elif options.query == "-" or (options.query is None and not sys.stdin.isatty()):
        text = sys.stdin.read()
    else:
        text = options.query or ""
    if not text.strip():
        raise Misuse('sql: no statement was given\n  mingdan sql "select * from changes limit 10"')
    return text
