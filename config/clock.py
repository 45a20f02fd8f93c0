"""What "now" is: the system's clock, or one instant fixed for the whole run."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from config.errors import ConfigurationError

Clock = Callable[[], datetime]

CHINA: Final = ZoneInfo("Asia/Shanghai")


def find_clock(now: str | None = None, *, environ: Mapping[str, str] | None = None) -> Clock:
    """Return the clock of this run: the option's instant, else that of ``MINGDAN_NOW``, else the system's.

    A fixed instant stays fixed: every call gives the same.

    Args:
        now: the value of ``--now``: an ISO 8601 instant with its offset.
        environ: the environment, that of the process by default.

    Raises:
        ConfigurationError: the instant cannot be read, or has no offset.
    """
    said = (os.environ if environ is None else environ).get("MINGDAN_NOW", "")
    if now is not None:
        return _fixed("--now", now)
    return _fixed("MINGDAN_NOW", said) if said else _system_clock


def china_day(at: datetime) -> date:
    """Return the day it is in China at an aware instant."""
    return at.astimezone(CHINA).date()


def _system_clock() -> datetime:
    """Return the instant it is."""
    return datetime.now(UTC)


def _fixed(place: str, text: str) -> Clock:
    """Return a clock that stands at the instant written in ``text``."""
    mend = "it must be an ISO 8601 instant with its offset, such as 2024-09-20T10:00:00+08:00"
    try:
        instant = datetime.fromisoformat(text.strip())
        instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ConfigurationError(place, None, f'"{text}" is no instant', mend) from error
    if instant.tzinfo is None:
        raise ConfigurationError(place, None, f'"{text}" has no offset', mend)
    return lambda: instant
