"""How long the titles of a cohort run, counted: a calendar asks how many, never who."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RunningTerm:
    """How many running titles of a cohort have one term, on the word of the same announcements.

    One row of the query ``terms_running``. ``contested`` is false where the ending is known already, though its day
    has not come (``ends_as`` of the title).
    """

    programme_id: str
    cohort: str
    valid_from: date | None
    valid_to: date | None
    since_announcement_id: str
    last_announcement_id: str
    contested: bool
    titles: int

    def covers(self, day: date) -> bool:
        """Tell whether the term covers a day; one without a known start has not begun for us."""
        if self.valid_from is None or day < self.valid_from:
            return False
        return self.valid_to is None or day <= self.valid_to
