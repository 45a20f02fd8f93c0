r"""Dates as Chinese list pages print them. All are days of China's calendar: a naive time is Beijing time.

Source: the row forms of the CMS families: 2026-03-05, [2026/03/05], 发布时间：2026-03-05, 26-03-05, 03-05, split over
lines ("2026-\n 01-\n 23"), day apart from month (新疆: 2026-04 and 14).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from config.clock import CHINA

_GAPS = re.compile(r"\s*([-/.年月])\s*(?=\d)")
_FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s+((?:19|20)\d\d)[-/.](\d{1,2})(?![-/.\d])")
_DAY_APART = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})\s+(\d{1,2})(?![\d:])")
_SHORT_YEAR = re.compile(r"(?<![-/.\d])(\d\d)[-/.](\d\d)[-/.](\d\d)(?![-/.\d])")
_MONTH_DAY = re.compile(r"(?<![-/.\d])(\d\d)[-/.](\d\d)(?![-/.\d:])")
_ALONE = re.compile(
    r"[\s\[(（【]*(?:(?:发布|发文|成文|更新)?(?:时间|日期)[:：]?\s*)?"
    r"(?:\d{2}|\d{4})[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?(?:[\sT]*\d{1,2}:\d\d(?::\d\d)?)?[\s\])）】]*"
)
_IN_PATH = (
    re.compile(r"/t(\d{4})(\d\d)(\d\d)_"),
    re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})/"),
    re.compile(r"/(\d{4})-(\d\d)-(\d\d)/"),
    re.compile(r"/(20\d\d)(\d\d)/(\d\d)/"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)(?:\d{7,11})?/"),
)


def make_day(year: str | int, month: str | int, day: str | int) -> date | None:
    """Return the day, or None where the numbers are none."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def is_date_alone(text: str) -> bool:
    """Say whether a piece of text is a date and nothing else (a label, brackets and a time of day apart)."""
    return _ALONE.fullmatch(_GAPS.sub(r"\1", text)) is not None


def find_day(text: str, *, today: date) -> date | None:
    """Return the first date in a text; a month and day alone mean the last such day not after tomorrow."""
    text = _GAPS.sub(r"\1", text)
    if found := _FULL.search(text):
        return make_day(*found.groups())
    if found := _DAY_APART.search(text):
        return make_day(*found.groups())
    if found := _YEAR_LAST.search(text):
        return make_day(found.group(2), found.group(3), found.group(1))
    if found := _SHORT_YEAR.search(text):
        return make_day(2000 + int(found.group(1)), found.group(2), found.group(3))
    if found := _MONTH_DAY.search(text):
        this = make_day(today.year, *found.groups())
        late = this is None or this > today + timedelta(days=1)
        return make_day(today.year - 1, *found.groups()) if late else this
    return None


def day_of_row(pieces: Iterable[str], rest: str, url: str, *, today: date) -> date | None:
    """Return the date of a list row.

    Args:
        pieces: The row's texts, element by element: one that is a date alone is the row's date.
        rest: The row's text without its title, where dates in a title cannot mislead.
        url: The article's address, the last resort: some forms carry the day.
        today: China's today, for dates without a year.
    """
    for piece in pieces:
        if is_date_alone(piece) and (day := find_day(piece, today=today)) is not None:
            return day
    return find_day(rest, today=today) or day_of_url(url)


def day_of_url(url: str) -> date | None:
    """Return the day an article's address carries, None where it carries none or only a month."""
    path = urlsplit(url).path
    for pattern in _IN_PATH:
        if (found := pattern.search(path)) and (day := make_day(*found.groups())) is not None:
            return day
    return None


def day_of_millis(value: object) -> date | None:
    """Return China's day of an epoch in milliseconds, as number or digits; None for anything else."""
    if isinstance(value, int | str) and str(value).isdigit() and len(str(value)) <= 14:
        return (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(value))).astimezone(CHINA).date()
    return None
