"""Serial numbers as lists print them: 1、 1. (1) ① 一、 (二) 01 No.1, in full width or half."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.recognise.numerals import parse_number
from tasks.recognise.rawlist import RawRow
from tasks.recognise.text import normal

_CIRCLED = re.compile("[\u2460-\u2473\u2776-\u277f\u2780-\u2793\u24f5-\u24fe]")
_CELL = re.compile(r"^(?:NO\.?|第)?\(?(\d{1,5}|[一二三四五六七八九十百]{1,5})[.、):,]?号?$", re.I)
_HAN = "[一二三四五六七八九十百]"
_LINE = re.compile(
    r"^(?:NO\.? ?)?(?:\(?(?P<n>\d{1,4})(?: ?[.、)] ?(?!\d)|[:,] ?(?!\d)| (?=[^\x00-\x7f\d]))"
    rf"|\((?P<inner>{_HAN}{{1,4}})\)、?|(?P<han>{_HAN}{{1,4}})、)(?P<rest>.+)$",
    re.I,
)
_GLUED = re.compile(r"^(\d{1,4})([\u4e00-\u9fff(].+)$")


def read_serial(text: str) -> int | None:
    """Read a cell that holds a serial number alone; null when it holds something else, or nothing."""
    bare = normal(text).strip("*★ ")
    found = _CELL.match(bare)
    return parse_number(found[1]) if found else None


def split_serial(text: str) -> tuple[int, str, bool] | None:
    """Split a line into its serial number, the rest, and whether the number is in Chinese; null without a number."""
    apart = _CIRCLED.sub(lambda one: f"{int(normal(one[0]) or 0)}.", text[:8]) + text[8:]
    found = _LINE.match(normal(apart))
    if found is None:
        return None
    han = found["inner"] or found["han"] or ""
    number = parse_number(han or found["n"])
    return (number, found["rest"], bool(han)) if number is not None else None


def split_glued(text: str, expected: int) -> str | None:
    """Give what stands behind a number that lost its mark, where it is the very number that should follow; else null."""
    found = _GLUED.match(normal(text))
    return found[2] if found is not None and int(found[1]) == expected else None


def settle_numbers(rows: Sequence[RawRow], *, misread: bool) -> list[RawRow]:
    """Give a row its number where the rows around it prove it: 3, (nothing), 5 are 3, 4, 5.

    ``misread`` also mends a number that is printed otherwise (3, 9, 5), as OCR errs.
    """
    numbers = [row.number for row in rows]
    settled = list(rows)
    for at, number in enumerate(numbers):
        before = numbers[at - 1] if at else 0
        after = numbers[at + 1] if at + 1 < len(numbers) else None
        if before is None or number == before + 1 or after != before + 2:
            continue
        if number is None or misread:
            numbers[at] = before + 1
            settled[at] = replace(rows[at], number=before + 1)
    return settled
