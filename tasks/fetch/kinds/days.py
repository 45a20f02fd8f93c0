r"""Times as Chinese list pages print them, each as precise as it is and never more. A naive time is Beijing time.

Source: the row forms of the CMS families: 2026-03-05, [2026/03/05], 发布时间：2026-03-05 10:20, 26-03-05, 03-05, split over
lines ("2026-\n 01-\n 23"), day apart from month (新疆: 2026-04 and 14), and what their addresses carry: a day, a month
(UCAP), only a year (MIIT), or nothing (广东, 广西). Read as UTC, a naive time is eight hours and often a day off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import groupby
from typing import Any
from unicodedata import normalize

from config.clock import CHINA
from tasks.fetch.kinds.moments import NEVER as NEVER
from tasks.fetch.kinds.moments import Moment as Moment
from tasks.fetch.kinds.moments import make_day as make_day
from tasks.fetch.kinds.moments import moment_of as moment_of
from tasks.fetch.kinds.moments import moment_of_millis as moment_of_millis
from tasks.fetch.kinds.moments import moment_of_seconds as moment_of_seconds
from tasks.fetch.kinds.moments import moment_of_url as moment_of_url
from tasks.fetch.kinds.moments import surest as surest

_YEAR = r"((?:19|20)\d\d)"
_DAY = r"(\d{1,2}(?!\d)|\d\d(?=\d\d:\d\d))"
_TIME = re.compile(
    r"日?(?:[ T]*| ?- ?)(?P<hour>\d{1,2})[:时点](?P<minute>\d\d)(?!\d)"
    r"(?P<second>[:分]\d\d(?:[.,]\d{1,9})?)?"
    r" ?(?P<zone>(?:Z|UTC|GMT)?(?:[+-](?:\d\d:?\d\d|\d\d?))?)(?!\d)"
)
_DIGIT = re.compile(r"\d")
_LONGEST_LABEL = 12
_GAPS = re.compile(r" ?([-/.年月]) ?(?=\d)")
_FULL = re.compile(rf"(?<!\d){_YEAR}[-/.年](\d{{1,2}})[-/.月]{_DAY}")
_DAY_APART = re.compile(rf"(?<!\d){_YEAR}[-/.年](\d{{1,2}})月? (\d{{1,2}})(?![\d:])")
_YEAR_LAST = re.compile(rf"(?<![-/.\d:])(\d{{1,2}})日? {_YEAR}[-/.年](\d{{1,2}})(?![-/.\d])")
_YEAR_AFTER = re.compile(rf"(?<![-/.\d])(\d{{1,2}})[-/.月](\d{{1,2}})日?,? {_YEAR}(?![-/.\d年])")
_YEAR_BEFORE = re.compile(rf"(?<!\d){_YEAR}年? (\d{{1,2}})[-/.月]{_DAY}")
_SHORT_YEAR = re.compile(r"(?<![-/.\d])(\d\d)[-/.](\d\d)[-/.](\d\d)(?![-/.\d])")
_MONTH_DAY = re.compile(r"(?<![-/.\d])(?:(\d\d)[-/.](\d\d)(?![-/.\d:])|(\d{1,2})月(\d{1,2})日)")
_DIGITS = re.compile(
    r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?=(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d)|(?!\d))"
)
_DIGITS_OF_TIME = re.compile(r"(?P<hour>\d\d)(?P<minute>\d\d)\d\d(?P<second>)(?P<zone>)(?!\d)")
_MONTH = re.compile(rf"(?<!\d){_YEAR}(?:[-/.](0?[1-9]|1[0-2])|年(0?[1-9]|1[0-2])月)(?![-/.\d])")
_ONLY_YEAR = re.compile(rf"{_YEAR}年")
_LABEL = r"(?:(?:发布|发文|成文|更新|公布|上传|录入)?(?:时间|日期)|发布于)"
_ALONE = re.compile(
    rf"[ \[(【·|]*(?:{_LABEL} ?:? ?)?"
    r"(?:(?:\d{2}|\d{4})[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?|\d{1,2}月\d{1,2}日)"
    r"(?:[ T-]*\d{1,2}:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|\+\d\d:?\d\d)?)?[ \])】|]*"
)
_PUBLISHED = re.compile(r"(?:发布|公布)(?:时间|日期)?[ :：]{0,3}")
_LABELLED = re.compile(r"(?:发布|发文|公布|更新)?(?:时间|日期)[ :：]{0,3}\d|(?:发布|公布)[ :：]{1,3}\d")
_PART = re.compile(
    rf"[ \[(【]*(?:{_LABEL} ?:?|\d{{1,4}}[-/.年月日]?|[-/.年月日\])】\[(【|]+|\d\d?:\d\d(?::\d\d)?)[ \])】]*"
)
_SOME_DAY = date(2028, 12, 30)


def moment_of_text(text: str, *, today: date) -> Moment:
    """Return the first time in a text, days before months before years; a month and day alone mean the last such day.

    Args:
        text: What stands there; a time with a zone is converted, one without is China's.
        today: China's today: the last day without a year may be tomorrow, and is never later.
    """
    if _DIGIT.search(text) is None:
        return NEVER
    text = _plain(text)
    for day, behind in _days(text, today):
        return _with_time(day, text[behind : behind + 40])
    if found := _MONTH.search(text):
        return Moment(f"{found.group(1)}-{int(found.group(2) or found.group(3)):02d}")
    only = _ONLY_YEAR.fullmatch(text.strip("[]() "))
    return Moment(only.group(1)) if only else NEVER


def moment_of_row(pieces: Iterable[str], rest: str, url: str, *, today: date) -> Moment:
    """Return the time of a list row, its own word before that of its address.

    Args:
        pieces: The row's texts, element by element: those that are a date alone, or parts of one, are the row's date.
        rest: The row's text without its title, where dates in a title cannot mislead.
        url: The article's address, the last resort for a day; its year serves where the row gives none.
        today: China's today, for dates without a year.
    """
    return surest(said_in_row(pieces, rest, url, today=today), moment_of_url(url))


def said_in_row(pieces: Iterable[str], rest: str, url: str, *, today: date) -> Moment:
    """Return the time that a list row itself shows; its address lends a year to a month and day, and nothing else."""
    pieces = [piece for piece in pieces if piece.strip()]
    if not any(map(_DIGIT.search, [*pieces, rest])):
        return NEVER  # most pieces of a page
    today = _last_of(moment_of_url(url), today)
    runs = [_published(run, today) for run in _runs(pieces)]
    said = next((moment for moment in runs if moment.day is not None), NEVER)
    if said.day is None and (loose := _published(rest, today)).day is not None:
        said = loose
    return said or surest(*runs)


def without_dates(pieces: Sequence[str], *, places: bool = False) -> list[Any]:
    """Return the pieces of a text that are no date and no part of one; ``places`` gives where they stand instead."""
    kept: list[int] = []
    run: list[int] = []
    for place, piece in enumerate([*pieces, "结"]):
        if _is_part(piece):
            run.append(place)
            continue
        whole = " ".join(pieces[one] for one in run)
        kept += (
            [one for one in run if not is_date_alone(pieces[one])]
            if find_day(whole, today=_SOME_DAY) is None
            else []
        )
        kept.append(place)
        run = []
    del kept[-1]
    return kept if places else [pieces[place] for place in kept]


def moment_of_value(value: object, *, today: date) -> Moment:
    """Return the time of a JSON value: text, or an epoch in seconds or (from twelve digits on) milliseconds."""
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    digits = text.partition(".")[0]
    if re.fullmatch(r"\d{9,14}(?:\.\d*)?", text) and not _DIGITS.match(text):
        return moment_of_millis(digits) if len(digits) >= 12 else moment_of_seconds(digits)
    return moment_of_text(text, today=today)


def is_date_alone(text: str) -> bool:
    """Say whether a piece of text is a date and nothing else (a label, brackets and a time of day apart)."""
    return len(text) < 80 and _DIGIT.search(text) is not None and _ALONE.fullmatch(_plain(text)) is not None


def is_labelled(text: str) -> bool:
    """Say whether a text names a date as that of publishing: 发布时间：2026-03-05 来源：示例处."""
    return _LABELLED.search(_plain(text)) is not None


def find_day(text: str, *, today: date) -> date | None:
    """Return the day of the first date in a text; a month and day alone mean the last such day not after tomorrow."""
    return moment_of_text(text, today=today).day


def _plain(text: str) -> str:
    """Return a text with half-width signs, single blanks, and no blanks inside a date."""
    return _GAPS.sub(r"\1", " ".join(normalize("NFKC", text).split()))


def _days(text: str, today: date) -> Iterator[tuple[date, int]]:
    """Yield the days in a plain text with where each ends, the surest form first."""
    for pattern, order in (
        (_FULL, (0, 1, 2)),
        (_DAY_APART, (0, 1, 2)),
        (_YEAR_LAST, (1, 2, 0)),
        (_YEAR_AFTER, (2, 0, 1)),
        (_YEAR_BEFORE, (0, 1, 2)),
        (_SHORT_YEAR, (0, 1, 2)),
        (_DIGITS, (0, 1, 2)),
    ):
        for found in pattern.finditer(text):
            year, month, of_month = (int(found.group(place + 1)) for place in order)
            day = make_day(year if year > 99 else 2000 + year, month, of_month)
            if day is not None:
                yield day, found.end()
    for found in _MONTH_DAY.finditer(text):
        month, of_month = (int(group) for group in found.groups() if group)
        day = _last_such(month, of_month, today)
        if day is not None:
            yield day, found.end()


def _last_such(month: int, of_month: int, today: date) -> date | None:
    """Return the last such day not after tomorrow; 29 February is looked for in the last leap year."""
    for year in range(today.year + 1, today.year - 9, -1):
        day = make_day(year, month, of_month)
        if day is not None and day <= today + timedelta(days=1):
            return day
    return None


def _last_of(carried: Moment, today: date) -> date:
    """Return the day a date without a year is counted back from: the end of the year that the address carries."""
    year = int(carried.listed_as[:4]) if carried else today.year
    return date(year, 12, 30) if year < today.year else today


def _with_time(day: date, behind: str) -> Moment:
    """Return a day with the time that stands behind it, converted where it has a zone."""
    found = _TIME.match(behind) or _DIGITS_OF_TIME.match(behind)
    if found is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return Moment(day.isoformat())
    zone = found["zone"]
    if "-" in zone and not found["second"] and "T" not in found[0]:
        zone = ""  # 10:20-11:30 is a span of time
    shift = re.search(r"([+-])(\d\d?):?(\d\d)?$", zone)
    minutes = int(shift.group(2)) * 60 + int(shift.group(3) or 0) if shift else 0
    offset = timedelta(minutes=-minutes if shift and shift.group(1) == "-" else minutes)
    clock = CHINA if not zone or minutes >= 24 * 60 else timezone(offset)
    return moment_of(
        datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]), tzinfo=clock)
    )


def _published(text: str, today: date) -> Moment:
    """Return the time of publishing where a row shows several, else its first."""
    behind = _PUBLISHED.search(text)
    if behind and (moment := moment_of_text(text[behind.end() :], today=today)).day is not None:
        return moment
    return moment_of_text(text, today=today)


def _is_part(piece: str) -> bool:
    if len(piece) > (80 if _DIGIT.search(piece) else _LONGEST_LABEL):
        return False
    return is_date_alone(piece) or (_PART.fullmatch(_plain(piece)) is not None)


def _runs(pieces: Iterable[str]) -> Iterator[str]:
    """Yield what stands together of a row's dates: whole ones, and parts of one put together."""
    for is_part, run in groupby(pieces, key=_is_part):
        if is_part:
            yield " ".join(run)
