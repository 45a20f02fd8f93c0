"""``mingdan import``: a saved page, or an attachment alone, through the same pipeline."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from commands.call import Call
from commands.misuse import Misuse
from commands.report import tell

ABOUT = """\
Puts a saved page (HTML, MHTML or plain text) with its attachments, or an attachment alone with its title and date, through
the same pipeline as a poll. What a file is, its content tells, not its name. It makes history, never news: nobody is
alerted. Ends with a publish. With --starting-set it puts in the lists that ship with mingdan instead."""
EXAMPLES = """\
examples:
  mingdan import page.html list.xlsx --url https://www.miit.gov.cn/... --source miit-search
  mingdan import list.xlsx --url https://gxt.example.cn/list.xlsx --source sd-gxt-tz \\
      --title 关于公布2024年度山东省特色产业集群名单的通知 --date 2024-06-25
  mingdan import --starting-set"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "page", metavar="PAGE", type=Path, nargs="?", help="the saved page, or the attachment alone"
    )
    parser.add_argument("attachments", metavar="ATTACHMENT", type=Path, nargs="*", help="its attachments")
    parser.add_argument("--url", type=_address, help="where the page stands")
    parser.add_argument("--source", metavar="ID", help="the source it is from")
    parser.add_argument("--title", metavar="T", help="its title, where the page does not say")
    parser.add_argument("--date", metavar="D", type=_date, help="its date of publication, 2024-06-25")
    parser.add_argument("--doc-number", metavar="N", type=_doc_number, help="its document number")
    parser.add_argument(
        "--fetched-at", metavar="T", type=_instant, help="when it was saved (now), with offset"
    )
    parser.add_argument(
        "--starting-set",
        action="store_true",
        help="put in the lists that ship with mingdan, and nothing else",
    )


def run(call: Call) -> int:
    """Import, and say what came of it.

    Raises:
        Misuse: a file is not there, empty or not readable, an attachment alone has no title and date, or options are
            missing or do not go together.
    """
    options = call.options
    _check(options)
    if options.starting_set:
        from commands.starting_set import import_starting_set  # loads the pipeline

        return tell(import_starting_set(call.places, call.clock))
    bodies = [_body(path) for path in (options.page, *options.attachments)]
    from commands.running import SavedPage, import_page, is_page  # loads the pipeline

    if not is_page(bodies[0]) and not (options.title and options.date):
        raise Misuse(f"import: {options.page} is no page; an attachment alone needs --title and --date")
    saved = SavedPage(
        page=options.page,
        attachments=tuple(options.attachments),
        url=options.url,
        source_id=options.source,
        title=options.title or "",
        dated=options.date,
        doc_number=options.doc_number or "",
        fetched_at=options.fetched_at,
    )
    return tell(import_page(call.places, call.clock, saved))


def _check(options: argparse.Namespace) -> None:
    """Refuse a page beside the starting set, and a page of which nothing is said.

    Raises:
        Misuse: options are missing, or do not go together.
    """
    said = ("url", "source", "title", "date", "doc_number", "fetched_at")
    beside = [f"--{name.replace('_', '-')}" for name in said if getattr(options, name) is not None]
    if options.starting_set:
        if options.page is not None or beside:
            raise Misuse("import: --starting-set goes alone; its lists say themselves what they are")
        return
    missing = [f"--{name}" for name in ("url", "source") if getattr(options, name) is None]
    missing = ["PAGE"] * (options.page is None) + missing
    if missing:
        raise Misuse(f"import: the following are needed: {', '.join(missing)} (or --starting-set alone)")


def _body(path: Path) -> bytes:
    """Give what a file holds.

    Raises:
        Misuse: it is not there, empty or not readable.
    """
    if not path.is_file():
        raise Misuse(f"import: there is no file {path}")
    try:
        body = path.read_bytes()
    except OSError as error:
        raise Misuse(f"import: {path} cannot be read: {error.strerror}") from error
    if not body:
        raise Misuse(f"import: {path} is empty; save it again")
    return body


def _address(text: str) -> str:
    """Take an http address."""
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is no address: {error}') from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise argparse.ArgumentTypeError(f'"{text}" must be an address that begins with http:// or https://')
    return text


def _doc_number(text: str) -> str:
    from tasks.recognise.doc_number import normal_number  # which help and the reading commands need not load

    if normal_number(text) is None:
        raise argparse.ArgumentTypeError(f'"{text}" is no document number; write 工信部企业函〔2023〕283号')
    return text


def _date(text: str) -> date:
    """Take one day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" must be a date such as 2024-06-25') from error


def _instant(text: str) -> datetime:
    """Take an instant with its offset."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f'"{text}" must be an instant such as 2024-06-25T10:00:00+08:00'
        ) from error
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError(f'"{text}" has no offset; write 2024-06-25T10:00:00+08:00')
    return at
