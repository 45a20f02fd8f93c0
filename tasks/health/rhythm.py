"""How often something new appears on a list, and how long a quiet may last before it is none of its ways. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from statistics import median_low
from typing import Final

from tasks.health.working_days import working_days

YEAR: Final = 250
"""Working days of a year."""
ENOUGH: Final = 5
"""With fewer gaps no rhythm is known: what comes three times each spring must not cry in summer."""
_MONTH: Final = 20
_TWO_MONTHS: Final = 40
_LEAST: Final = 5
_MOST: Final = 2 * YEAR
_LONE: Final = 4
_MOST_STICKIES: Final = 3


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The gaps between days with something new, in working days, and how long a quiet is borne (``patience``).

    ``usual`` and ``longest`` are 0 where ``gaps`` is.
    """

    gaps: int
    usual: int
    longest: int
    patience: int

    @property
    def known(self) -> bool:
        """Whether enough gaps were seen to speak of a rhythm."""
        return self.gaps >= ENOUGH


@lru_cache(maxsize=512)
def rhythm_of(days: tuple[date, ...]) -> Rhythm:
    """Return the rhythm of a list on which something new appeared on these days, in order.

    Were gaps drawn by chance, the next would be longer than the longest of *k* once in *k* + 1 times, and longer than
    *f* times it about once in *k* to the power *f*. So the longest is borne more than twice where many gaps are known, and
    more often the fewer: about one false alarm in a thousand gaps. Where hardly any are known, a year is borne; no
    patience is shorter than a working week, or than a month where all that is known is younger than two.
    """
    gaps = _without_stickies([working_days(before, after) for before, after in pairwise(days)])
    if not gaps:
        return Rhythm(0, 0, 0, YEAR)
    longest, known = max(gaps), len(gaps)
    patience = max(min(round(longest * (2 + 10 / known)), max(_MOST, 2 * longest)), _LEAST)
    if known < ENOUGH:
        patience = max(patience, YEAR)
    elif sum(gaps) < _TWO_MONTHS:
        patience = max(patience, _MONTH)
    return Rhythm(known, median_low(gaps), longest, patience)


def _without_stickies(gaps: list[int]) -> list[int]:
    """Leave out what stands on top of a list for years: the oldest gaps, where they are out of all proportion."""
    for cut in range(_MOST_STICKIES, 0, -1):
        if len(gaps) - cut >= ENOUGH and gaps[cut - 1] > _LONE * max(gaps[cut:]):
            return gaps[cut:]
    return gaps
