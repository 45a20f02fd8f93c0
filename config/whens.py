"""When a subscription is told: at once, every day, or on one day of the week, by China's clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WHEN_FORM: Final = "immediate, daily HH:MM, or weekly mon HH:MM (mon to sun), such as weekly mon 09:00"
_WHEN: Final = re.compile(
    rf"immediate|(?:daily|weekly +({'|'.join(WEEKDAYS)})) +([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII
)


class Rhythm(StrEnum):
    """How often a reader is told."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class When:
    """A rhythm, with the time of day (China's) and, for weekly, the weekday (0 is Monday)."""

    rhythm: Rhythm
    at: time | None = None
    weekday: int | None = None


def read_when(text: str) -> When:
    """Read ``deliver.when``.

    Raises:
        ValueError: the text is none of the three forms; the message says them.
    """
    match = _WHEN.fullmatch(text.strip())
    if match is None:
        raise ValueError(WHEN_FORM)
    if match[2] is None:
        return When(Rhythm.IMMEDIATE)
    at = time(int(match[2]), int(match[3]))
    if match[1] is None:
        return When(Rhythm.DAILY, at)
    return When(Rhythm.WEEKLY, at, WEEKDAYS.index(match[1]))
