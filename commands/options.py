"""Options that several commands share: which rows, in which form, and dates as people write them."""

from __future__ import annotations

import argparse
import calendar
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from commands.formats import FORMATS
from commands.misuse import Misuse, meant

if TYPE_CHECKING:
    from commands.call import Call

KINDS = (
    "call", "rules", "repeal", "recommended", "proposed", "designated", "dropped", "renewed",
    "expired", "lapsed", "revoked", "renamed", "retitled", "corrected",
)  # fmt: skip
STAGES = (
    "rules", "call", "recommendation", "proposal", "designation", "review-call", "review-proposal", "review",
    "revocation", "renaming", "correction", "repeal",
)  # fmt: skip
DUES = ("call", "window", "report", "expiry", "review")


def one_of(words: Sequence[str]) -> Callable[[str], str]:
    """Make an option's type that takes one of a set of words, and guesses at a mistyped one."""

    def take(text: str) -> str:
        if text not in words:
            guess = meant(text, list(words))
            raise argparse.ArgumentTypeError(f'"{text}" must be one of\n  {", ".join(words)}.{guess}')
        return text

    return take


def count(text: str) -> int:
    """Take a number of rows, 1 or more."""
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f'"{text}" must be a whole number from 1')
    return int(text)


def first_day(text: str) -> date:
    """Take a date, or the first day of a month or year: 2024-06-25, 2024-06, 2024."""
    year, month, day = _parts(text)
    return _day(text, year, month or 1, day or 1)


def last_day(text: str) -> date:
    """Take a date, or the last day of a month or year: 2024-06-25, 2024-06, 2024."""
    year, month, day = _parts(text)
    month = month or 12
    return _day(text, year, month, day or (calendar.monthrange(year, month)[1] if 0 < month < 13 else 1))


def _parts(text: str) -> tuple[int, int | None, int | None]:
    """Split a date as written into year, month and day, the latter two where given."""
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?", text.strip())
    if not found or found[1] == "0000":
        raise argparse.ArgumentTypeError(f'"{text}" is no date; write 2024, 2024-06 or 2024-06-25')
    return int(found[1]), *(int(part) if part is not None else None for part in found.groups()[1:])  # type: ignore[return-value]  # three groups


def _day(text: str, year: int, month: int, day: int) -> date:
    """Build the date, or say that the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is not in the calendar') from error


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add ``--format``."""
    parser.add_argument(
        "--format",
        type=one_of(FORMATS),
        default="table",
        metavar="|".join(FORMATS),
        help="how to write it (table); csv, json and markdown are never cut",
    )


def add_filters(parser: argparse.ArgumentParser, kinds: Sequence[str], *, day: str) -> None:
    """Add what chooses rows: ``--since --until --programme --region --kind --subject --limit --format``.

    Args:
        parser: of the command.
        kinds: what ``--kind`` may be here.
        day: which day ``--since`` and ``--until`` are about, for the help.
    """
    chosen = parser.add_argument_group("which", f"dates are {day}")
    chosen.add_argument("--since", type=first_day, metavar="DATE", help="from this day, month or year on")
    chosen.add_argument("--until", type=last_day, metavar="DATE", help="up to this day, month or year")
    for name, metavar, text in (
        ("--programme", "ID", "of this programme; may be given again"),
        ("--kind", "KIND", f"may be given again: {', '.join(kinds)}"),
    ):
        take = one_of(kinds) if name == "--kind" else str
        chosen.add_argument(name, type=take, metavar=metavar, action="append", default=[], help=text)
    chosen.add_argument(
        "--region", metavar="REGION", help="in this region, in any usual form: 山东, 山东省济南市"
    )
    chosen.add_argument("--subject", metavar="NAME", help="about whoever has, or had, this in the name")
    chosen.add_argument("--limit", type=count, metavar="N", help="at most so many")
    add_format(parser)


def filters(call: Call) -> dict[str, object]:
    """Give the chosen rows as the parameters of a query.

    Raises:
        Misuse: no region or no programme is called that, or the last day lies before the first.
        StoreError: a programme is named and nothing is published that could know it.
    """
    options = call.options
    if options.since and options.until and options.until < options.since:
        raise Misuse(f"--until: {options.until} lies before --since {options.since}")
    for programme_id in options.programme:
        if programme_id not in call.titles:
            guess = meant(programme_id, list(call.titles))
            raise Misuse(
                f'--programme: no programme is called "{programme_id}".{guess}\n'
                '  mingdan sql "from programmes" lists them.'
            )
    return {
        "since": options.since,
        "until": options.until,
        "programmes": options.programme,
        "kinds": options.kind,
        "region": _region(options.region),
        "subject": name_sought(options.subject) if options.subject else None,
        "limit": options.limit,
    }


def name_sought(text: str) -> str:
    """Give a name as the queries compare it: half-width letters, digits and brackets, no blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def _region(text: str | None) -> str | None:
    """Give a region's full name, null where none was asked for.

    Raises:
        Misuse: no region is called that, or several are.
    """
    if not text:
        return None
    from config.regions import load_regions  # 40 ms that only --region needs

    region = load_regions().named(text)
    if region is None:
        raise Misuse(
            f'--region: no one region is called "{text}"\n  Write it in full, with what it lies in: 山东省济南市.'
        )
    return region.name
