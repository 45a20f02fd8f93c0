"""A finding: one thing looked at, how it is, and what to do where it is not well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a thing is: well, worth a look, or wrong (only the last changes the exit status)."""

    WELL = "✓"
    LOOK = "!"
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``mend`` says what to do and is empty where it is well."""

    mark: Mark
    area: str
    what: str
    mend: str = ""


def well(area: str, what: str) -> Finding:
    """Say that a thing is as it should be."""
    return Finding(Mark.WELL, area, what)


def look(area: str, what: str, mend: str) -> Finding:
    """Say that a thing is worth a look, though nothing is broken."""
    return Finding(Mark.LOOK, area, what, mend)


def wrong(area: str, what: str, mend: str) -> Finding:
    """Say that a thing is wrong."""
    return Finding(Mark.WRONG, area, what, mend)
