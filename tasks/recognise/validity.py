"""Terms of titles (有效期) as announcements word them (semantics, 18).

Source: wordings seen on real pages, each a test: 有效期三年; 2023年至2025年; 2024年至2027年 (Shaanxi, four calendar years);
2023年1月1日至2025年12月31日; 2023年8月至2025年8月 (Ningbo); 三年(2025年至2027年); 复核通过 有效期延长三年.
"""

from __future__ import annotations

import calendar
import itertools
import re
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.recognise.dates import make_day
from tasks.recognise.notice import Validity
from tasks.recognise.numerals import parse_number
from tasks.recognise.text import sentences

_TERM_WORD = re.compile(r"有效期限?(?!满|届满|内|期满|结束|到期|间)")
_TO = r"起?,? ?(?:至|到|-|–|—|~)+ ?"
_DAYS = re.compile(
    r"(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?" + _TO + r"(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})"
)
_MONTHS = re.compile(r"(20\d\d)年(\d{1,2})月?" + _TO + r"(20\d\d)年(\d{1,2})月(?!\d)")
_YEARS_SPAN = re.compile(r"(20\d\d)年?" + _TO + r"(20\d\d)年(?!\d)")
_FROM = re.compile(r"(?:自|从)(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?(?:起|开始)")
_UNTIL = re.compile(r"^(?:截止|延长|延续)?(?:到|至)(20\d\d)年(?:(\d{1,2})月(?:(\d{1,2})日|底|末)|底|末)")
_NUMBER = r"([一二两三四五六七八九十叁]|\d{1,2})"
_LENGTH = re.compile(rf"(?<![\d第]){_NUMBER}年(?!度|\d|[一二三四五六七八九十]月)")
_IN_MONTHS = re.compile(r"(?<!\d)(\d{2})个月")
_EXTENDS = re.compile(rf"(?:延长|延续|顺延|续期)(?:有效期)?(?:限)?{_NUMBER}年")
_REVIEW = re.compile(r"复核|复审|复评|复查")
_TERM_WITH_DAYS = re.compile(r"有效期限?(?:为|是|:|自|从|截至|至|到|延长)*(?:20\d\d)[年./-]")
_LOOSE_DAYS = 45
_OF_BOTH = re.compile(
    r"新(?:认定|公布|增|入选|评定)[^,;]{0,30}复核|复核[^,;]{0,30}新(?:认定|公布|增|入选|评定)"
)


@dataclass(frozen=True, slots=True)
class StatedTerm:
    """A term, and whether its sentence speaks of the re-evaluated ones."""

    validity: Validity
    of_review: bool


def find_terms(text: str) -> list[StatedTerm]:
    """Find the terms that tight text states, in order; empty when it states none."""
    terms = []
    for line in sentences(text):
        for piece in _pieces(line):
            validity = read_term(piece)
            if validity is not None:
                of_review = _is_of_review(piece) or validity.extends
                terms.append(StatedTerm(validity, of_review))
                if of_review and not validity.extends and _OF_BOTH.search(piece):
                    terms.append(StatedTerm(validity, of_review=False))
    return terms


def _pieces(line: str) -> list[str]:
    """Cut a sentence so that each piece has one mention of a term, with the words before it."""
    starts = [found.start() for found in _TERM_WORD.finditer(line)]
    if not starts:
        return [line] if _EXTENDS.search(line) else []
    borders = [0, *(_clause_start(line, at) for at in starts[1:]), len(line)]
    return [line[a:b] for a, b in itertools.pairwise(borders) if a < b]


def _clause_start(line: str, at: int) -> int:
    room = max(0, at - 80)
    return max(line.rfind(",", room, at), line.rfind("、", room, at), room - 1) + 1


def _is_of_review(piece: str) -> bool:
    """Tell whether a piece speaks of the re-evaluated ones before its term; 有效期三年,到期复核 looks ahead."""
    word = _TERM_WORD.search(piece)
    return bool(_REVIEW.search(piece, 0, word.start() if word else len(piece)))


def _years(said: str) -> int | None:
    """Read a length in years (三年, 36个月); null when none is printed, or the months are no whole years."""
    length = _LENGTH.search(said)
    if length is not None:
        return parse_number(length[1].replace("叁", "三"))
    months = _IN_MONTHS.search(said)
    return int(months[1]) // 12 if months and int(months[1]) % 12 == 0 else None


def read_term(piece: str) -> Validity | None:
    """Read the one term of a piece of tight text; null when it names none."""
    extension = _EXTENDS.search(piece)
    if extension is not None:
        first, last = _read_span(piece[extension.end() : extension.end() + 40]) or (None, None)
        return Validity(parse_number(extension[1].replace("叁", "三")), first, last, extends=True)
    word = _TERM_WORD.search(piece)
    if word is None:
        return None
    said = piece[word.end() : word.end() + 60]
    years = _years(said[:16])
    first, last = _read_span(said) or _read_start(said, years) or (None, _read_end(said))
    if last is None and years is None:
        return None
    return Validity(years=years, first=first, last=last)


def _read_start(said: str, years: int | None) -> tuple[date, date] | None:
    """Read 三年,自2024年9月20日起; null where no day or no length is printed."""
    found = _FROM.search(said)
    first = make_day(*map(int, found.groups())) if found else None
    if first is None or years is None:
        return None
    return first, _add_years(first, years) - timedelta(days=1)


def _read_end(said: str) -> date | None:
    """Read a term of which only the last day is printed (有效期至2027年12月31日, 至2027年底)."""
    found = _UNTIL.search(said)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    if not 1 <= month <= 12:
        return None
    return make_day(year, month, int(found[3] or calendar.monthrange(year, month)[1]))


def _add_years(day: date, years: int) -> date:
    """Give the same day so many years later; 28 February where there is no 29th."""
    return make_day(day.year + years, day.month, day.day) or date(day.year + years, day.month, 28)


def _read_span(said: str) -> tuple[date, date] | None:
    if found := _DAYS.search(said):
        first, last = make_day(*map(int, found.groups()[:3])), make_day(*map(int, found.groups()[3:]))
    elif found := _MONTHS.search(said):
        year, month = int(found[3]), int(found[4])
        first = make_day(int(found[1]), int(found[2]), 1)
        last = make_day(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None
    elif found := _YEARS_SPAN.search(said):
        first, last = date(int(found[1]), 1, 1), date(int(found[2]), 12, 31)
    else:
        return None
    return (first, last) if first is not None and last is not None and first <= last else None


def find_unread_terms(text: str) -> list[str]:
    """Find the sentences of tight text that state a term in years which cannot be read (2027年至2025年), in order."""
    return [
        line
        for line in sentences(text)
        for piece in _pieces(line)
        if _TERM_WITH_DAYS.search(piece) and read_term(piece) is None
    ]


def terms_differ(terms: list[StatedTerm]) -> str:
    """Say which of a notice's terms cannot both hold for the same titles, or which has two lengths; else nothing."""
    for of_review in (False, True):
        mine = [one.validity for one in terms if one.of_review is of_review]
        years = {one.years for one in mine if one.years is not None}
        ends = {one.last for one in mine if one.last is not None}
        if len(years) > 1:
            return " and ".join(f"{length} years" for length in sorted(years))
        if len(ends) > 1:
            return " and ".join(f"until {last}" for last in sorted(ends))
        odd = next((one for one in mine if not _lasts_as_long(one)), None)
        if odd is not None:
            return f"{odd.years} years, and {odd.first} to {odd.last}"
    return ""


def _lasts_as_long(term: Validity) -> bool:
    """Tell whether days and length of a term agree to a month and a half (2023年8月至2026年8月 are three years).

    Where a notice names calendar years, both ends may be counted in: 三年(2024年至2027年) are four, and the days stated
    are the term (semantics, 18).
    """
    if term.years is None or term.first is None or term.last is None:
        return True
    calendar_years = (term.first.month, term.first.day, term.last.month, term.last.day) == (1, 1, 12, 31)
    if calendar_years and term.last.year - term.first.year == term.years:
        return True
    return abs((term.last - term.first).days - term.years * 365.25) <= _LOOSE_DAYS
