"""Whose word counts: an announcement is abolished or corrected by its own issuer only (semantics 5, 20 and 27). Pure.

A lower level may quote a notice of the nation, or claim to abolish it; nobody's title ends or changes by that.
"""

from __future__ import annotations

from typing import Protocol


class Issued(Protocol):
    """What is known of who issued an announcement."""

    @property
    def level(self) -> str | None:
        """The issuer's level."""

    @property
    def region(self) -> str | None:
        """The issuer's region."""

    @property
    def part_of(self) -> str | None:
        """The whole that it shows a part of."""


def may_abolish(one: Issued, other: Issued) -> bool:
    """Say whether one announcement may abolish another: as a whole, and from the same level and region.

    Organs change their names, so the names are not compared; an announcement of no known level abolishes nothing.
    """
    if one.part_of is not None or one.level is None or one.level != other.level:
        return False
    return one.level == "national" or one.region == other.region
