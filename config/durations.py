"""Spans of time as the configuration writes them: ``30m``, ``2h``, ``1d``."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

DURATION_FORM: Final = "a number with s, m, h, d or w, such as 30m, 2h or 1d"
_DURATION: Final = re.compile(r"([1-9][0-9]{0,4})([smhdw])", re.ASCII)
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def read_duration(text: str) -> timedelta:
    """Read a span of time, longer than nothing.

    Raises:
        ValueError: the text is no such span; the message says the form.
    """
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(DURATION_FORM)
    return timedelta(**{_UNITS[match[2]]: int(match[1])})
