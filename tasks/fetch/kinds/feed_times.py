"""The times of feeds, in China's: mail dates, W3C dates as precise as they are, Java's, and what Chinese sites print.

A time without a zone is Beijing time. So is one in CST: on Chinese sites that is China's standard time, which readers
made elsewhere take for that of Chicago.
"""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, date, datetime
from typing import Any

from tasks.fetch.kinds.days import NEVER, Moment, moment_of, moment_of_text

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(_MONTHS)
_MAIL = re.compile(
    rf"(?:[a-z]{{3,9}}, ?)?(\d{{1,2}})[ -]({_MONTH})[a-z]*[ -](\d{{4}}|\d\d)(?: (\d{{1,2}}:\d\d)(?::\d\d)?)? ?(.*)",
    re.IGNORECASE,
)
_JAVA = re.compile(
    rf"[a-z]{{3}} ({_MONTH}) (\d{{1,2}}) (\d\d:\d\d):\d\d ([A-Z]{{2,5}}(?:[+-]\d\d:?\d\d)?)? ?(\d{{4}})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_ABROAD = {
    "UT": "Z",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
}
_OURS = ("", "CST", "BJT", "PRC")


def moment_of_entry(item: Any, *, today: date) -> Moment:
    """Return the time of a parsed feed's entry: when it was published, else when it was changed."""
    for name in ("published", "created", "updated"):
        text = dict.get(item, name)  # the parser's own get gives one time for the other
        moment = moment_of_feed_text(text, today=today) if isinstance(text, str) else NEVER
        if moment:
            return moment
        parsed = dict.get(item, f"{name}_parsed") if text else None
        if parsed:
            return _of_parsed(parsed)
    return NEVER


def moment_of_feed_text(text: str, *, today: date) -> Moment:
    """Return the time that a feed's text names, NEVER for none."""
    text = " ".join(text.split())[:100]
    if found := _MAIL.fullmatch(text):
        day, month, year, clock, zone = found.groups()
    elif found := _JAVA.fullmatch(text):
        month, day, clock, zone, year = found.groups()
    else:
        return Moment(text) if _YEAR.fullmatch(text) else moment_of_text(text, today=today)
    number = _MONTHS.index(month.lower()) + 1
    written = f"{int(year) if len(year) == 4 else 2000 + int(year)}-{number:02d}-{int(day):02d}"
    return moment_of_text(f"{written} {clock}:00{_offset(zone or '')}" if clock else written, today=today)


def _offset(zone: str) -> str:
    zone = zone.strip().upper().split(" (")[0]
    if zone in _OURS:
        return ""
    return _ABROAD.get(zone, zone)


def _of_parsed(parsed: Any) -> Moment:
    try:
        return moment_of(datetime.fromtimestamp(timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError):
        return NEVER
