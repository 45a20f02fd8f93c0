"""``mingdan show``: everything known about one subject, announcement or review."""

from __future__ import annotations

import argparse

from commands import show_announcement, show_review, show_subject
from commands.call import Call, say
from commands.find import find
from commands.options import add_format

ABOUT = """\
Everything known about one subject (any name it ever had), one announcement or one review: each step with the
announcement it rests on and the place in the document it was read from."""
EXAMPLES = """\
examples:
  mingdan show 示例股份有限公司
  mingdan show a:3f9c2b                           the beginning of an id is enough
  mingdan show 工信部企业函〔2023〕283号
  mingdan show a:3f9c2b --format csv              the rows of its lists, each with its place
  mingdan show 示例股份有限公司 --format json     all of it, for a program"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("what", metavar="NAME|ID", help="a name or part of one, a document number, or an id")
    add_format(parser)


def run(call: Call) -> int:
    """Print all about the one thing meant.

    Raises:
        NotFound: nothing, or no one thing, is called so.
    """
    found = find(call, call.options.what)
    portrait = {
        "subject": show_subject.portray,
        "announcement": show_announcement.portray,
        "review": show_review.portray,
    }[found.what]
    say(portrait(call, found.id))
    return 0
