"""A time as precise as it is, in China's time: what it is, what an article's address carries of it, what an epoch says.

Source: the addresses of the CMS families: they carry a day (TRS, hanweb, dated directories), a month (UCAP), only a year
(MIIT), or nothing (广东, 广西).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from config.clock import CHINA

_IN_PATH = (
    re.compile(r"/t(\d{4})(\d\d)(\d\d)_"),
    re.compile(r"/(\d{4})/(\d{1,2})[-/](\d{1,2})/"),
    re.compile(r"/(\d{4})-(\d\d)[-/](\d\d)/"),
    re.compile(r"/(20\d\d)(\d\d)/(\d\d)/"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)(?:\d{4,11})?/"),
)
_MONTH_IN_PATH = re.compile(r"/(20\d\d)[-/]?(0[1-9]|1[0-2])/[^/]+$")
_YEAR_IN_PATH = re.compile(r"/art/(20\d\d)/(?:art_)?[0-9a-f]{32}\.|/art/(20\d\d)/art_[0-9a-f-]{36}\.")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a list gives it: ISO 8601 in China's time, to the minute, day, month or year; empty for none.

    A midnight is a day: content systems print 00:00 for a date without a time.
    """

    listed_as: str = ""

    def __bool__(self) -> bool:
        return bool(self.listed_as)

    @property
    def day(self) -> date | None:
        """The day, None where less than a day is known: a month is no day."""
        return date.fromisoformat(self.listed_as[:10]) if len(self.listed_as) >= 10 else None


NEVER = Moment()


def make_day(year: str | int, month: str | int, day: str | int) -> date | None:
    """Return the day, or None where the numbers are none."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def moment_of(at: datetime) -> Moment:
    """Return an instant's minute in China; a naive time is China's already, and a midnight is a day."""
    try:
        local = at if at.tzinfo is None else at.astimezone(CHINA)
    except OverflowError:
        return NEVER
    midnight = (local.hour, local.minute, local.second) == (0, 0, 0)
    return Moment(
        local.date().isoformat() if midnight else local.replace(tzinfo=None).isoformat(timespec="minutes")
    )


def surest(*moments: Moment) -> Moment:
    """Return the first moment that is a day, else the most precise."""
    day = next((moment for moment in moments if moment.day is not None), None)
    return day or max((NEVER, *moments), key=lambda moment: len(moment.listed_as))


def moment_of_url(url: str) -> Moment:
    """Return what an article's address carries: a day, a month (UCAP), a year (MIIT), or nothing."""
    path = urlsplit(url).path
    for pattern in _IN_PATH:
        if (found := pattern.search(path)) and (day := make_day(*found.groups())) is not None:
            return Moment(day.isoformat())
    if found := _MONTH_IN_PATH.search(path):
        return Moment(f"{found.group(1)}-{found.group(2)}")
    found = _YEAR_IN_PATH.search(path)
    return Moment(found.group(1) or found.group(2)) if found else NEVER


def moment_of_millis(value: object) -> Moment:
    """Return the minute in China of an epoch in milliseconds, as number or digits; nothing for 0 and anything else."""
    return _of_epoch(value, thousand=1000)


def moment_of_seconds(value: object) -> Moment:
    """Return the minute in China of an epoch in seconds, as number or digits; nothing for 0 and anything else."""
    return _of_epoch(value, thousand=1)


def _of_epoch(value: object, *, thousand: int) -> Moment:
    if (
        not isinstance(value, int | str)
        or not re.fullmatch(r"\d{1,14}", str(value), re.ASCII)
        or not int(value)
    ):
        return NEVER
    seconds = int(value) // thousand
    if seconds > 9_999_999_999:
        return NEVER
    return moment_of(datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds))
