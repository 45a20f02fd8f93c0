"""``mingdan sources new URL``: look at a page, find out how it is read, show it, and write the source and its fixture."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from commands.call import Call, complain, say
from commands.formats import Table, written
from commands.options import one_of
from commands.text import neutralise
from config.errors import FetchError
from config.kinds import KIND_KEYS

if TYPE_CHECKING:
    from commands.sources_drafting import Drafted
    from tasks.discover.explore import Found

LEVELS = ("national", "province", "city", "county", "relay")
RUNGS = {
    "browser": "send a browser's own headers",
    "cookies": "send back the cookie of a redirect to itself",
    "http": "speak http where https is broken",
    "proxy": "go by the proxy of the environment",
    "chromium": "let a real browser meet a challenge",
}
DESCRIPTION = """\
Looks at a page by the rules of every poll (robots, delay, address check), finds its kind and parameters by itself, shows
what it would read, and writes sources/ID.yaml and fixtures/ID.yaml. What it cannot find it asks for on a terminal."""
EPILOG = """\
examples:
  mingdan sources new https://gxt.example.cn/zwgk/tzgg/index.html
  mingdan sources new https://gxt.example.cn/tzgg/ --region 山东 --id sd-gxt-tzgg --yes
  mingdan sources new https://gxt.example.cn/tzgg/ --dry-run --format json

exit status: 1 when the page cannot be had or is no list (nothing is written), or when you say no; 2 bad usage."""


def arguments(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]  # of whatever parser the command has
    """Add the action and its options."""
    new = actions.add_parser(
        "new",
        help="look at a page, and write the source that reads it",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    new.add_argument(
        "url", metavar="URL", type=_address, help="the page that lists the notices, or its feed or interface"
    )
    about = new.add_argument_group("what it is (guessed from the page where left out)")
    about.add_argument("--id", metavar="ID", help="the name of its file: small letters, digits, hyphens")
    about.add_argument("--title", metavar="T", help="how it is called in tables")
    about.add_argument("--publisher", metavar="P", help="who answers for the content")
    about.add_argument("--level", type=one_of(LEVELS), metavar="L", help=", ".join(LEVELS))
    about.add_argument("--region", metavar="R", help="in any usual form: 山东, 山东省济南市")
    about.add_argument(
        "--kind", type=one_of(sorted(KIND_KEYS)), metavar="K", help="read it as this kind only"
    )
    about.add_argument(
        "--form",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        type=_field,
        help="post this field; may be given again",
    )
    _access(new.add_argument_group("how it is asked (none of these by itself; each REASON is written down)"))
    ends = new.add_argument_group("how it ends")
    ends.add_argument("--yes", action="store_true", help="write without asking, with what was guessed")
    ends.add_argument("--dry-run", action="store_true", help="write nothing")
    ends.add_argument(
        "--format",
        type=one_of(("table", "json")),
        default="table",
        metavar="table|json",
        help="how to show it (table)",
    )


def run(call: Call) -> int:
    """Look, show, and write what is agreed to.

    Raises:
        Misuse: an option cannot be meant, or something needed is neither found nor said.
        ConfigurationError: the file is there already, or what would be written is no right source.
    """
    from commands import sources_drafting as drafting  # loads the fetching part
    from commands import sources_showing as showing

    base = drafting.base_source(call)
    try:
        found = asyncio.run(drafting.look_at(call, base))
    except FetchError as error:
        return _refused(error)
    if found.best is None:
        return _no_list(found, call.options.url)
    drafted = drafting.Drafted(call, base, found, found.best)
    if call.options.format == "table":
        say(neutralise(line, keep_lines=True) for line in showing.shown(drafted))
        sys.stdout.flush()
    return _conclude(call, drafted)


def _conclude(call: Call, drafted: Drafted) -> int:
    """Settle what it is, and write it if it is to be written."""
    from commands import sources_drafting as drafting
    from commands import sources_showing as showing
    from commands.sources_asking import Stopped, agreed, settle

    try:
        settle(drafted)
        files = drafting.files_of(drafted)
        write = not call.options.dry_run and agreed(drafted)
    except Stopped:
        complain(["stopped; nothing was written"])
        return 1
    if call.options.format == "json":
        table = Table(
            showing.COLUMNS, [""] * len(showing.COLUMNS), [showing.record(drafted, files, written=write)]
        )
        say(written(table, "json"))
    if not write:
        if call.options.dry_run:
            say(() if call.options.format == "json" else _draft_lines(files))
            return 0
        complain(["nothing was written"])
        return 1
    drafting.write_files(files)
    if call.options.format == "table":
        say([f"written: {path}" for path in files])
        say([f"next: mingdan poll {drafted.said['id']}"])
    return 0


def _draft_lines(files: dict[Path, str]) -> Iterator[str]:
    """Give the source's file as it would be written."""
    path, text = next(iter(files.items()))
    yield f"would be {path} (nothing was written):"
    yield from (f"  {neutralise(line)}" for line in text.splitlines())


def _refused(error: FetchError) -> int:
    """Say why the page could not be had, and what might help."""
    from tasks.discover.advice import advise

    advice = advise(error)
    complain(
        [neutralise(str(error)) + (f"\n  what might help: {advice}" if advice else ""), "nothing was written"]
    )
    return 1


def _no_list(found: Found, url: str) -> int:
    """Say why the page is no list, and what was tried."""
    from commands.sources_showing import why_not

    complain(neutralise(line, keep_lines=True) for line in (*why_not(found, url), "nothing was written"))
    return 1


def _access(group: argparse._ArgumentGroup) -> None:
    for rung, what in RUNGS.items():
        group.add_argument(f"--{rung}", metavar="REASON", help=what)
    group.add_argument("--legacy-tls", metavar="REASON", help="speak old TLS to this host alone")
    group.add_argument("--robots", metavar="REASON", help='"ignore: the reason" goes past its robots.txt')
    group.add_argument("--allow-private", action="store_true", help="an address of your own network")
    group.add_argument(
        "--delay", type=_seconds, metavar="SECONDS", help="between two requests to the host (2)"
    )
    group.add_argument("--timeout", type=_seconds, metavar="SECONDS", help="of each wait (30)")
    group.add_argument(
        "--encoding", metavar="CHARSET", help="where the page's own word and its bytes both mislead"
    )


def _address(text: str) -> str:
    """Take a whole http address."""
    try:
        parts = urlsplit(text)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is no address: {error}') from error
    if not right or any(character.isspace() for character in text):
        raise argparse.ArgumentTypeError(
            f'"{text}" must be a whole address, such as https://gxt.example.cn/tzgg/'
        )
    return text


def _field(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not name or not sign:
        raise argparse.ArgumentTypeError(f'"{text}" must be NAME=VALUE, such as channelCode=zcwj')
    return name, value


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of seconds') from error
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f'"{text}" must be 0 to 3600 seconds')
    return seconds
