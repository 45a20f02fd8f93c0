"""Publicity windows (公示期): first and last day for objections.

Source: wordings seen on real pages, each a test: 2022年12月29日至2023年1月5日, 2024年11月18-22日,
2023年7月24日—28日(5个工作日), 2022年4月26日至5月5日, 请于12月16日前 (no year, no start). An end that is only told as a number
of days (自公示之日起5个工作日) is not counted out: which days are worked is decided anew each year, and whether the first
one counts is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from tasks.recognise.dates import make_day, near_day
from tasks.recognise.text import sentences

Window = tuple[date | None, date | None]
"""First and last day; one of them is null where no day is printed."""

_CLOCK = r"(?:\([^)]{1,8}\))?(?: ?\d{1,2}(?::|时|点)\d{0,2}分?)?"
_TO = r"(?:起|开始)?,? ?(?:至|到|-|–|—|―|~)+ ?"
_RANGE = re.compile(
    r"(?<!\d)(?P<y>20\d\d)[年./-](?P<m>\d{1,2})[月./-](?P<d>\d{1,2})日?" + _CLOCK + _TO
    + r"(?:(?:(?P<y2>20\d\d)[年./-])?(?P<m2>\d{1,2})[月./-])?(?P<d2>\d{1,2})(?![\d个])日?"
)  # fmt: skip
_SPAN = re.compile(
    r"(?<![\d年])(?P<m>\d{1,2})月(?P<d>\d{1,2})日?"
    + _CLOCK
    + _TO
    + r"(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日"
)
_UP_TO = re.compile(
    r"(?:(?:即日|公示之日|发布之日|今日|公告之日)起?(?:至|到)|(?:公示|异议|受理)[\u4e00-\u9fff]{0,8}?(?:截止|期限?至|期限?到)[^,\d]{0,8}?)"
    r"(?:(?P<y>20\d\d)[年./-])?(?P<m>\d{1,2})[月./-](?P<d>\d{1,2})日?"
)
_BY = re.compile(r"[于在](?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日" + _CLOCK + r"之?前")
_FROM = re.compile(
    r"(?:公示|异议)[^。]{0,16}?[自从为是:](?P<y>20\d\d)[年./-](?P<m>\d{1,2})[月./-](?P<d>\d{1,2})日?" + _CLOCK
    + r"(?:起|开始)"
)  # fmt: skip
_LONGEST_DAYS = 92
_MOST = 8  # windows of one sentence; more is no office's
_WORDS = re.compile(r"公示|异议|意见|反映|反馈")
_TERM = re.compile(r"公示(?:期|时间|日期|期限|截止)|现予|予以公示|进行公示|异议|自即日起|公示.{0,4}自")
# words of the sentences whose days a notice is read for
DAY_WORDS = re.compile(r"公示|异议|截止|有效期|(?:报送|报至|上报|提交|申报|填报|寄送|反馈)|日之?前")
_OTHER_TERM = re.compile(r"有效期|认定期")
_BOTH_DAYS = re.compile(
    r"公示(?:期|时间|日期|期限)[^,;]{0,10}20\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?[^,;\d]{0,8}[至到—–~-][^,;\d]{0,3}\d{1,4}[年月日]"
)
_DONE = re.compile(r"(?:前期|此前|已于|曾于|前次|首次|第一次).{0,40}公示")


def find_window(text: str, *, anchor: date | None) -> Window | None:
    """Find the days for objections in tight text.

    Args:
        text: the announcement's running text, dates in digits.
        anchor: a day known for the document, to give ``12月16日`` its year; null when there is none.

    Returns:
        First (null when only an end is printed) and last day (null when only the start is, or a length in working
        days); null when no window is printed.
    """
    return next((window for window, _ in find_windows(text, anchor=anchor)), None)


def find_windows(text: str, *, anchor: date | None) -> list[tuple[Window, str]]:
    """Find all windows of tight text, each with its sentence: ranges first, those of sentences on objections before.

    Windows of an earlier publicity (已于…公示) are none.
    """
    lines = [line for line in sentences(text) if not _OTHER_TERM.search(line) and not _DONE.search(line)]
    spoken = [line for line in lines if _WORDS.search(line)]
    silent = [line for line in lines if line not in spoken]
    return [
        *((window, line) for line in spoken for window in islice(_ranges(line), _MOST)),
        *((window, line) for line in spoken for window in islice(_spans(line, anchor), _MOST)),
        *((window, line) for line in spoken for window in _open_ended(line, anchor)),
        *((window, line) for line in silent for window in islice(_ranges(line), _MOST)),
    ]


def windows_differ(text: str, *, anchor: date | None) -> tuple[Window, Window, str] | None:
    """Find two windows that tight text sets for objections and that cannot both hold, with the second's sentence."""
    said = [(one, line) for one, line in find_windows(text, anchor=anchor) if _TERM.search(line)]
    for window, line in said[1:]:
        first = said[0][0]
        if any(a is not None and b is not None and a != b for a, b in zip(first, window, strict=True)):
            return first, window, line
    return None


def find_unread_windows(text: str) -> list[str]:
    """Find the sentences of tight text that print first and last day for objections and cannot be read so, in order."""
    return [
        line
        for line in sentences(text)
        if _BOTH_DAYS.search(line) and not _OTHER_TERM.search(line) and next(_ranges(line), None) is None
    ]


def _ranges(line: str) -> Iterator[Window]:
    for match in _RANGE.finditer(line):
        window = _read_range(match)
        if window is not None:
            yield window


def _spans(line: str, anchor: date | None) -> Iterator[Window]:
    for match in _SPAN.finditer(line) if anchor is not None else ():
        window = _read_span(match, anchor) if anchor is not None else None
        if window is not None:
            yield window


def _open_ended(line: str, anchor: date | None) -> Iterator[Window]:
    """Read a window of which only one day is printed."""
    end = _UP_TO.search(line) or _BY.search(line)
    last = _read_end(end, anchor) if end is not None else None
    start = _FROM.search(line)
    if last is not None:
        yield None, last
    elif start is not None and not _RANGE.search(line):
        first = make_day(int(start["y"]), int(start["m"]), int(start["d"]))
        if first is not None:
            yield first, None


def _read_span(match: re.Match[str], anchor: date) -> Window | None:
    """Read a window without a year (9月5日至9月11日): the one that begins nearest to the anchor."""
    month, day = int(match["m"]), int(match["d"])
    starts = [start for year in (-1, 0, 1) if (start := make_day(anchor.year + year, month, day)) is not None]
    if not starts:
        return None
    first = min(starts, key=lambda start: abs(start - anchor))
    month2 = int(match["m2"] or month)
    last = make_day(first.year + (month2 < month), month2, int(match["d2"]))
    return (first, last) if last is not None and 0 <= (last - first).days <= _LONGEST_DAYS else None


def _read_range(match: re.Match[str]) -> Window | None:
    year, month = int(match["y"]), int(match["m"])
    first = make_day(year, month, int(match["d"]))
    month2 = int(match["m2"] or month)
    last = make_day(int(match["y2"] or year), month2, int(match["d2"]))
    if first is not None and last is not None and last < first and match["y2"] is None:
        last = make_day(year + 1, month2, int(match["d2"]))  # December to January, second year not printed
    if first is None or last is None or not 0 <= (last - first).days <= _LONGEST_DAYS:
        return None
    return first, last


def _read_end(match: re.Match[str], anchor: date | None) -> date | None:
    month, day = int(match["m"]), int(match["d"])
    return make_day(int(match["y"]), month, day) if match["y"] else near_day(month, day, anchor)
