"""The day a site prints for its own page: from metadata, or after a label such as 发布时间.

A signing date, a deadline or a date in a teaser is never taken; a year without month and day is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

_CHINA = ZoneInfo("Asia/Shanghai")
_DAY = r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})"
_DATE = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_COMPACT = re.compile(r"^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?\s*$")
_WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)")
_LABELS = (
    re.compile(
        rf"(?:发布时间|发布日期|发稿时间|发表时间|发表日期|上网日期|公开日期|公开时间|发布于)[\s:：\]】]*{_DAY}"
    ),
    re.compile(rf"(?<![\u4e00-\u9fff])(?:日\s*期|时\s*间)[\s:：\]】]*{_DAY}"),
)


def read_day(text: str) -> date | None:
    """Return the first calendar day in a text, None where there is none.

    An instant with an offset is turned into China's day; a naive one is China's already.
    """
    if instant := _WITH_OFFSET.search(text):
        return datetime.fromisoformat(instant[0]).astimezone(_CHINA).date()
    return _first_day((*_DATE.finditer(text), *_COMPACT.finditer(text)))


def labelled_day(text: str) -> date | None:
    """Return the day after a label of publication, None where no such label is followed by a day."""
    for label in _LABELS:
        if day := _first_day(label.finditer(text)):
            return day
    return None


def _first_day(found: Iterable[re.Match[str]]) -> date | None:
    """Return the first match that is a day of the calendar (2024-02-30 is none)."""
    for match in found:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return None
