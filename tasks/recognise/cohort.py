"""Cohorts (2023年度, 第四批, 2025年度第四批) in titles and headings (semantics, 26).

Canonical forms are ``YYYY年度``, ``第N批`` in Chinese numerals and ``YYYY年度第N批``; which one a programme uses, and what its
equivalents are, stands in its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from config.models import Programme
from tasks.recognise.numerals import han_number, parse_number

_YEAR = r"(?<![\d〔\[(\-—~至])(?P<year>20\d\d)(?:年度?(?!\d|[一二三四五六七八九十]+月|[-—~至]\d|至20|以来|来|底|末|初))"
_BATCH = r"(?:第(?P<batch>[一二三四五六七八九十]{1,3}|\d{1,2})批次?|(?P<first>首批))"
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
# 第一、二批; 第一至三批; the first of them has no 批 of its own
_SEVERAL = re.compile(rf"第(?P<one>{_NUMBER})(?P<rest>(?:[、,和及]第?{_NUMBER})+|[至到~-]第?{_NUMBER})批次?")
_COHORT = re.compile(
    rf"{_YEAR}[(]?{_BATCH}[)]?|{_BATCH.replace('batch', 'batch2').replace('first', 'first2')}[(]"
    rf"(?P<year2>20\d\d)年度?[)]|{_YEAR.replace('year', 'year3')}|{_BATCH.replace('batch', 'batch4').replace('first', 'first4')}"
)


_LONGEST_RANGE = 20


@dataclass(frozen=True, slots=True)
class FoundCohort:
    """A cohort as printed, in parts, and where it stands; one of year and batch may be missing."""

    year: int | None
    batch: int | None
    start: int
    end: int


def find_cohorts(text: str) -> list[FoundCohort]:
    """Find the cohorts of tight text, in order; dates, ranges of years and document numbers are none.

    Those that share one 批 (第一、二批) lie side by side, each with its own place; a range (第一至三批) is each batch of it.
    """
    several = [(match.span(), list(_several(match))) for match in _SEVERAL.finditer(text)]
    found = [one for _, batches in several for one in batches]
    for match in _COHORT.finditer(text):
        if any(start <= match.start() < end for (start, end), _ in several):
            continue
        year = match["year"] or match["year2"] or match["year3"]
        batch = match["batch"] or match["batch2"] or match["batch4"]
        first = match["first"] or match["first2"] or match["first4"]
        number = 1 if first else parse_number(batch) if batch else None
        found.append(FoundCohort(int(year) if year else None, number, match.start(), match.end()))
    return sorted(found, key=lambda one: (one.start, one.end))


def _several(match: re.Match[str]) -> Iterator[FoundCohort]:
    """Give each batch of 第一、二批 or 第一至三批; those of a range without a place of their own stand at its end."""
    first = parse_number(match["one"]) or 0
    numbers = [parse_number(one) or 0 for one in re.findall(_NUMBER, match["rest"])]
    if match["rest"][0] not in "、,和及":
        last = numbers[0]
        numbers = list(range(first + 1, last + 1)) if 0 <= last - first <= _LONGEST_RANGE else [last]
    at = match.end("one")
    yield FoundCohort(None, first, match.start(), at)
    for number in numbers[:-1]:
        yield FoundCohort(None, number, at, at)
    yield FoundCohort(None, numbers[-1], at, match.end())


def name_cohort(found: FoundCohort, programme: Programme) -> str:
    """Give the programme's canonical name of a cohort, by its kind and its table of equivalents."""
    year = f"{found.year}年度" if found.year is not None else ""
    batch = f"第{han_number(found.batch)}批" if found.batch is not None else ""
    if programme.cohort == "year":
        return year or _equivalent(batch, programme, wanted="年度") or batch
    if programme.cohort == "batch":
        return batch or _equivalent(year, programme, wanted="第") or year
    return year + batch


def _equivalent(name: str, programme: Programme, *, wanted: str) -> str:
    pairs = [*programme.cohorts.items(), *((b, a) for a, b in programme.cohorts.items())]
    return next((other for known, other in pairs if known == name and wanted in other), "")


def preferred(found: list[FoundCohort], programme: Programme) -> list[FoundCohort]:
    """Keep the cohorts of the programme's own kind where there are any (a batch programme's 2024年 is a mere year)."""
    own = [
        one
        for one in found
        if (one.batch is None) == (programme.cohort == "year") or (one.year and one.batch)
    ]
    known = [one for one in found if name_cohort(one, programme) != _printed(one)]
    return [one for one in found if one in own or one in known] if own or known else found


def _printed(found: FoundCohort) -> str:
    year = f"{found.year}年度" if found.year is not None else ""
    return year + (f"第{han_number(found.batch)}批" if found.batch is not None else "")
