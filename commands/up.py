"""``mingdan up``: everything on its schedule, until told to stop."""

from __future__ import annotations

import argparse

from commands.call import Call

ABOUT = """\
Everything on its schedule: starts a Prefect server, the deployments of prefect.yaml and a worker, and stops them all
on Ctrl-C or SIGTERM."""
EXAMPLES = """\
examples:
  mingdan up
  mingdan up --home /srv/mingdan --config /etc/mingdan"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: places and clock are all it takes."""


def run(call: Call) -> int:
    """Run until told to stop; give the exit status."""
    from flows.up import run_up  # loads Prefect

    status: int = run_up(call.places)
    return status
