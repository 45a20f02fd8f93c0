"""``mingdan poll``: one poll now, then ledger, alerts, publish."""

from __future__ import annotations

import argparse
import os

from commands.call import Call
from commands.report import tell

ABOUT = """\
One poll now of the named sources (all enabled ones by default), then ledger, alerts and publish. It is a Prefect
flow run where PREFECT_API_URL is set or --prefect is given; else the same steps run in this process.

--deep is the weekly sweep: the first three list pages in full, and the pages of announcements of the last 400 days once
more, for what was changed in place, withdrawn, or posted late with an old date. It runs in this process always; under
Prefect the deployment check/weekly does the same."""
EXAMPLES = """\
examples:
  mingdan poll
  mingdan poll miit-search sd-gxt-tz
  mingdan poll --deep
  mingdan --now 2024-09-20T10:00:00+08:00 poll

exit status: 1 when a source is blocked, changed or failing, or a delivery failed (each named on stderr; the rest was
done). Held lists, silent and disabled sources, and those in a maintenance that their file states, are named there too and
change no status."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("sources", metavar="SOURCE", nargs="*", help="ids of sources; all enabled by default")
    parser.add_argument("--deep", action="store_true", help="the weekly sweep instead, in this process")
    parser.add_argument(
        "--prefect", action="store_true", help="as a Prefect flow run, whatever PREFECT_API_URL says"
    )


def run(call: Call) -> int:
    """Poll, and say how it went."""
    from commands.running import poll  # loads the pipeline

    options = call.options
    prefect = options.prefect or bool(os.environ.get("PREFECT_API_URL"))
    return tell(poll(call.places, call.clock, tuple(options.sources), prefect=prefect, deep=options.deep))
