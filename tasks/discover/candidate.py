"""A way in which a page might be read, and how sure its mark is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Certainty(IntEnum):
    """How sure a mark is of its form."""

    TRIED = 0
    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to read a page.

    ``settings`` is what ``list`` of the source would say (kind, url, params and so on); ``why`` names the mark in
    words. ``behind`` are settings to add, each one way to the pages behind, to be tried in order. ``beside`` is a page
    that leads to this list: entries of both must agree.
    """

    settings: Mapping[str, object]
    why: str
    certainty: Certainty
    behind: tuple[Mapping[str, object], ...] = field(default=())
    beside: bool = False

    @property
    def kind(self) -> str:
        """The kind of list."""
        return str(self.settings["kind"])
