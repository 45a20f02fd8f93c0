"""Chinese dates: 二〇二三年十月八日, 2022-12-29, 2023年7月24日, and the forms that copying left behind.

Source: the forms of printed dates seen on announcements; ``20251026日`` (年 and 月 lost) stood on a county site's copy
of a Hunan call of 2025-09-28.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tasks.recognise.numerals import DIGITS, parse_number
from tasks.recognise.text import tight

_HAN_DATE = re.compile(
    r"([一二][〇○◯零oO0一二三四五六七八九]{3})年"
    r"(十[一二]?|[一二三四五六七八九])月"
    r"(三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_LOST_MARKS = re.compile(r"(?<!\d)(20\d\d)年?(0[1-9]|1[0-2])月?(0[1-9]|[12]\d|3[01])日")
_MISREAD = re.compile(r"(?<![\dA-Za-z])2[0Oo][\dOo]{2}年[\dOol]{1,2}月[\dOol]{1,2}日")
_LETTERS = str.maketrans("Ool", "001")
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:年| ?([-./]) ?)(\d{1,2})(?:月|(?<=\d) ?[-./] ?)(\d{1,2})(?:日|(?!\d))"
)
_WITHOUT_YEAR = re.compile(r"(?<![\d年./-])(\d{1,2})月(\d{1,2})日")
_LEAP_YEAR = 2024
_LABELLED = re.compile(
    r"(?:成文日期|发文日期|印发日期|签发日期)[::]? ?((?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2})"
)
_SIGNATURE_ROOM = 60
_NO_SIGNATURE = (":", "。", ",", "至", "公示", "前", "印发", "时间", "日期")
_ORGAN_LINE = re.compile(r"(?:[部厅局委会司室院]|部门|政府|协会|联合会)$")
_BARE_DAY = re.compile(r"(?:19|20)\d\d ?[-./] ?\d{1,2} ?[-./] ?\d{1,2}")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day and where it stands in the text (half-open)."""

    day: date
    start: int
    end: int


def arabic_dates(text: str) -> str:
    """Rewrite dates in Chinese numerals, those whose 年 or 月 were lost, and letters read for digits.

    All become ``2023年10月8日``; what the calendar has no day for is rewritten too, and found to be none later.
    """
    text = _HAN_DATE.sub(lambda found: _in_digits(*found.groups()), text)
    text = _MISREAD.sub(lambda found: found[0].translate(_LETTERS), text)
    return _LOST_MARKS.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", text)


def _in_digits(year: str, month: str, day: str) -> str:
    digits = "".join(str(DIGITS.get(mark, 0)) for mark in year)
    return f"{digits}年{parse_number(month)}月{parse_number(day.replace('廿', '二十'))}日"


def make_day(year: int, month: int, day: int) -> date | None:
    """Build a day; null when the calendar has no such day (a misprint is no date)."""
    if not (1900 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def find_dates(text: str) -> list[FoundDate]:
    """Find every full date in tight text, in order; document numbers (no month) are none."""
    found = []
    for match in _DATE.finditer(arabic_dates(text)):
        day = make_day(*_parts(match))
        if day is not None:
            found.append(FoundDate(day, match.start(), match.end()))
    return found


def find_misprints(text: str) -> list[str]:
    """Find what is printed as a date and is no day of the calendar (2023年2月30日, 11月31日), in order."""
    text = arabic_dates(text)
    full = [match for match in _DATE.finditer(text) if make_day(*_parts(match)) is None]
    bare = [
        match
        for match in _WITHOUT_YEAR.finditer(text)
        if make_day(_LEAP_YEAR, int(match[1]), int(match[2])) is None
    ]
    return [match[0] for match in sorted((*full, *bare), key=lambda match: match.start())]


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    return int(match[1]), int(match[3]), int(match[4])


def near_day(month: int, day: int, anchor: date | None) -> date | None:
    """Give the first such day of the calendar on or after the anchor; null without an anchor."""
    if anchor is None:
        return None
    this_year = make_day(anchor.year, month, day)
    if this_year is not None and this_year >= anchor:
        return this_year
    return make_day(anchor.year + 1, month, day)


def find_signing(lines: Iterable[str]) -> tuple[int, date] | None:
    """Find the signature's date: the last line that ends in a date and holds little else.

    Args:
        lines: the paragraphs of one document, in order.

    Returns:
        The line's position and the day; null when no line is a signature. A date that an organ's name stands
        before or above outweighs one that stands alone (an attachment's). A date under a label of posting (发布时间)
        is the site's, not the signature's.
    """
    alone: tuple[int, date] | None = None
    signed: tuple[int, date] | None = None
    above = ""
    for at, line in enumerate(lines):
        text = signature_text(line)
        dates = find_dates(text) if text else []
        if len(dates) == 1 and dates[0].end == len(text):
            by_organ = _ORGAN_LINE.search(text[: dates[0].start].strip() or above)
            if by_organ:
                signed = (at, dates[0].day)
            elif not _BARE_DAY.fullmatch(text):
                alone = (at, dates[0].day)
        above = tight(line) or above
    return signed or alone


def signature_text(line: str) -> str:
    """Give a line that may be a signature's date as tight text with its date in digits; empty when it cannot be."""
    if len(line) > 2 * _SIGNATURE_ROOM:
        return ""
    text = arabic_dates(tight(line))
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if len(text) > _SIGNATURE_ROOM or any(mark in text for mark in _NO_SIGNATURE):
        return ""
    return text if text.endswith("日") or _BARE_DAY.fullmatch(text) else ""


def find_labelled(text: str) -> date | None:
    """Find the date of writing that a government page prints under its label (成文日期, 发文日期)."""
    match = _LABELLED.search(text)
    found = find_dates(match[1]) if match else []
    return found[0].day if found else None
