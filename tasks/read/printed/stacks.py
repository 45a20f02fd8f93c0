"""Text in two columns side by side, read down the left one first.

Two columns are told from a table by what stands in them: items that are numbered on both sides, or lines of text that
fill their column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.read.printed.lines import Line
from tasks.read.printed.page import Page

_ITEM = re.compile(r"^[(（]?\d{1,4}[)）、.．]\D")
_FEWEST_LINES = 3
_GUTTER = 1.5
_WIDE = 0.28
_FILLED = 0.9


@dataclass(frozen=True, slots=True)
class Stack:
    """Lines that stand one under the other; ``beside`` tells that others stand beside them."""

    lines: tuple[Line, ...]
    beside: bool = False


def stacks(lines: Sequence[Line], page: Page) -> list[Stack]:
    """Return the lines in reading order, as stacks; none for no lines."""
    found: list[Stack] = []
    single: list[Line] = []
    at = 0
    while at < len(lines):
        end, middle = _two_columns(lines, at, page)
        if middle is None:
            single.append(lines[at])
            at += 1
            continue
        if single:
            found.append(Stack(tuple(single)))
            single = []
        left = [
            words for line in lines[at:end] if (words := tuple(w for w in line.words if w.middle < middle))
        ]
        right = [
            words for line in lines[at:end] if (words := tuple(w for w in line.words if w.middle > middle))
        ]
        found += [Stack(tuple(map(Line, left)), beside=True), Stack(tuple(map(Line, right)), beside=True)]
        at = end
    return [*found, Stack(tuple(single))] if single else found


def _two_columns(lines: Sequence[Line], start: int, page: Page) -> tuple[int, float | None]:
    """Return where two columns that begin at a line end, and what parts them; None where there are none."""
    low, high, end = 0.0, page.width, start
    while end < len(lines):
        line = lines[end]
        gap = _gap(line, page)
        if gap is None:
            one_sided = end > start and (line.right < high or line.left > low)
            if not one_sided:
                break
            gap = (max(low, line.right), high) if line.right < high else (low, min(high, line.left))
        if min(high, gap[1]) - max(low, gap[0]) < page.type_size * 0.5:
            break
        low, high, end = max(low, gap[0]), min(high, gap[1]), end + 1
    if end - start < _FEWEST_LINES:
        return start, None
    middle = (low + high) / 2
    return (end, middle) if _reads_down(lines[start:end], middle, page) else (start, None)


def _gap(line: Line, page: Page) -> tuple[float, float] | None:
    """Return the only wide gap of a line, None where it has none or several."""
    gaps = [
        (a.right, b.left)
        for a, b in zip(line.words, line.words[1:], strict=False)
        if b.left - a.right > _GUTTER * page.type_size
    ]
    return gaps[0] if len(gaps) == 1 else None


def _reads_down(lines: Sequence[Line], middle: float, page: Page) -> bool:
    """Say whether both sides are numbered items, or text that fills its column."""
    sides = [
        [words for line in lines if (words := [w for w in line.words if (w.middle < middle) == left])]
        for left in (True, False)
    ]
    if all(len(side) > 1 and all(_ITEM.match(words[0].text) for words in side) for side in sides):
        return True
    for side in sides:
        widths = [words[-1].right - words[0].left for words in side]
        full = sum(width > _FILLED * max(widths) for width in widths)
        if not widths or max(widths) < _WIDE * page.width or full * 2 < len(widths):
            return False
    return True
