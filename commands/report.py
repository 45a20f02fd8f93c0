"""How a running command ends: what it has to say, what it complains of, and its status."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol

from commands.call import complain, say
from commands.text import neutralise


class Report(Protocol):
    """What the running part of a command hands back."""

    @property
    def lines(self) -> Sequence[str]:
        """Give what to print on stdout."""

    @property
    def complaints(self) -> Sequence[str]:
        """Give what to say on stderr, each thing on its own line."""

    @property
    def status(self) -> int:
        """Give the exit status."""


def tell(report: Report) -> int:
    """Print a report, complaints after all lines; give its status."""
    say(neutralise(line, keep_lines=True) for line in report.lines)
    sys.stdout.flush()
    complain(neutralise(line, keep_lines=True) for line in report.complaints)
    return report.status
