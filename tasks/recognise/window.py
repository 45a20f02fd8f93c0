"""Publicity windows (公示期): first and last day for objections.

Source: wordings seen on real pages, each a test: 2022年12月29日至2023年1月5日, 2024年11月18-22日,
2023年7月24日—28日(5个工作日), 2022年4月26日至5月5日, 请于12月16日前 (no year, no start).
"""

from __future__ import annotations

import re
from datetime import date

from tasks.recognise.dates import make_day, near_day
from tasks.recognise.text import sentences

_CLOCK = r"(?:\([^)]{1,8}\))?(?: ?\d{1,2}(?::|时|点)\d{0,2}分?)?"
_RANGE = re.compile(
    r"(?<!\d)(?P<y>20\d\d)[年./-](?P<m>\d{1,2})[月./-](?P<d>\d{1,2})日?" + _CLOCK + r"起?,?"
    r" ?(?:至|到|-|–|—|―|~)+ ?"
    r"(?:(?:(?P<y2>20\d\d)[年./-])?(?P<m2>\d{1,2})[月./-])?(?P<d2>\d{1,2})(?!\d)日?"
)
_SPAN = re.compile(
    r"(?<![\d年])(?P<m>\d{1,2})月(?P<d>\d{1,2})日" + _CLOCK + r"起?,? ?(?:至|到|-|–|—|―|~)+ ?"
    r"(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日"
)
_UP_TO = re.compile(
    r"(?:即日起?|公示之日起?|发布之日起?|今日起?)(?:至|到)(?P<y>20\d\d)?年?(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
)
_BY = re.compile(r"于(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日" + _CLOCK + r"之?前")
_LONGEST_DAYS = 92
_WORDS = re.compile(r"公示|异议|意见|反映|反馈")
_OTHER_TERM = re.compile(r"有效期|认定期")


def find_window(text: str, *, anchor: date | None) -> tuple[date | None, date] | None:
    """Find the days for objections in tight text.

    Args:
        text: the announcement's running text, dates in digits.
        anchor: a day known for the document, to give ``12月16日`` its year; null when there is none.

    Returns:
        First (null when only an end is printed) and last day; null when no window is printed.
    """
    lines = [line for line in sentences(text) if not _OTHER_TERM.search(line)]
    spoken = [line for line in lines if _WORDS.search(line)]
    for line in (*spoken, *lines):
        for match in _RANGE.finditer(line):
            window = _read_range(match)
            if window is not None:
                return window
    for line in spoken:
        span = _SPAN.search(line)
        if span is not None and anchor is not None:
            return _read_span(span, anchor)
    for line in spoken:
        end = _UP_TO.search(line) or _BY.search(line)
        if end is not None:
            return _read_end(end, anchor)
    return None


def _read_span(match: re.Match[str], anchor: date) -> tuple[date, date] | None:
    """Read a window without a year (9月5日至9月11日): the one that begins nearest to the anchor."""
    month, day = int(match["m"]), int(match["d"])
    starts = [start for year in (-1, 0, 1) if (start := make_day(anchor.year + year, month, day)) is not None]
    if not starts:
        return None
    first = min(starts, key=lambda start: abs(start - anchor))
    month2 = int(match["m2"] or month)
    last = make_day(first.year + (month2 < month), month2, int(match["d2"]))
    return (first, last) if last is not None and 0 <= (last - first).days <= _LONGEST_DAYS else None


def _read_range(match: re.Match[str]) -> tuple[date, date] | None:
    year, month = int(match["y"]), int(match["m"])
    first = make_day(year, month, int(match["d"]))
    month2 = int(match["m2"] or month)
    last = make_day(int(match["y2"] or year), month2, int(match["d2"]))
    if first is not None and last is not None and last < first and match["y2"] is None:
        last = make_day(year + 1, month2, int(match["d2"]))  # December to January, second year not printed
    if first is None or last is None or not 0 <= (last - first).days <= _LONGEST_DAYS:
        return None
    return first, last


def _read_end(match: re.Match[str], anchor: date | None) -> tuple[None, date] | None:
    month, day = int(match["m"]), int(match["d"])
    last = make_day(int(match["y"]), month, day) if match["y"] else near_day(month, day, anchor)
    return None if last is None else (None, last)
