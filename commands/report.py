"""How a running command ends: what it has to say, what it complains of, and its status."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol

from commands.call import complain, say
from commands.text import cut, neutralise

LONGEST = 4_000
"""Terminal cells of one line on stderr; ``mingdan review show`` tells the rest."""


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
    complain(_shown(complaint) for complaint in report.complaints)
    return report.status


def _shown(complaint: str) -> str:
    """Give a complaint as a terminal can show it: what names a hundred thousand rows tells the first of them."""
    lines = neutralise(complaint, keep_lines=True).split("\n")
    return "\n".join(cut(line, LONGEST) for line in lines)
