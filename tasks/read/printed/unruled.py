"""Tables without drawn lines: the lines that begin with a serial number tell the columns and the rows.

Columns are what is parted by gaps that stay empty over all numbered lines. Lines without a number are the rest of a
wrapped cell, or a heading between the rows, or the header above the first.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.read.printed.lines import Line, lines_on
from tasks.read.printed.page import Page, Word, both
from tasks.read.printed.sketch import Sketch, Slot, slot_of

_SERIAL = re.compile(r"^[(（]?(\d{1,4})[)）]?[.、．]?$")
_HEADING = re.compile(r"[市州省区县盟]$|[(（](?:共)?[^()（）]{1,6}[个家项户][)）][:：]?$|[:：]$")
_NARROWEST_GAP = 0.5
_FEWEST_COLUMNS = 2
_FEWEST_NUMBERS = 2
_MOST_HEADER_LINES = 4
_LOOSEST = 2.2
_UNSURE = "not sure which row this line belongs to"


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of one unruled table: those from ``start`` up to ``end`` of the lines it was found in."""

    start: int
    end: int
    sketch: Sketch


def serial(word: Word) -> int | None:
    """Return the serial number that a word is, None where it is none."""
    found = _SERIAL.match(word.text)
    return int(found[1]) if found else None


def find_runs(lines: Sequence[Line], page: Page, before: Sketch | None) -> list[Run]:
    """Return the unruled tables among lines that are in order.

    Args:
        lines: what stands on the page outside its ruled tables, from the top down.
        page: the page.
        before: the table that the page before ended with, whose numbers may go on; None where it ended with text.
    """
    runs: list[Run] = []
    for numbered in _numbered(lines, page):
        floor = runs[-1].end if runs else 0
        run = _run(lines, numbered, page, floor=floor, before=before if not runs else None)
        if run is not None:
            runs.append(run)
    return runs


def split_by_numbers(words: Sequence[Word], sides: Sequence[float], page: Page) -> list[list[Slot]]:
    """Return the rows of what stands between two lines of a table whose rows no lines part; none where it is one row.

    ``sides`` are the sides of its columns; rows are told by the numbers in the first one, at least two that count on.
    """
    columns = list(itertools.pairwise(sides))
    if sum(sides[0] <= word.middle < sides[1] for word in words) < _FEWEST_NUMBERS:
        return []
    lines = lines_on(words)
    numbered = [at for at, line in enumerate(lines) if _begins_row(line, sides[1])]
    numbers = [serial(lines[at].words[0]) or 0 for at in numbered]
    if len(numbers) < _FEWEST_NUMBERS or any(b != a + 1 for a, b in itertools.pairwise(numbers)):
        return []
    rows, doubts, used = _rows(lines, numbered, columns, page)
    for at, doubt in doubts.items():
        rows[at] = [replace(slot, doubt=both(slot.doubt, doubt)) for slot in rows[at]]
    return [*rows, *([_row(list(line.words), columns, page) for line in lines[used:]])]


def _begins_row(line: Line, side: float) -> bool:
    """Say whether a line begins with a number in the first column."""
    return line.words[0].middle < side and serial(line.words[0]) is not None


def _numbered(lines: Sequence[Line], page: Page) -> list[list[int]]:
    """Return the lines that begin with a serial number, those that count on together."""
    found: list[list[int]] = []
    last = 0
    for at, line in enumerate(lines):
        number = serial(line.words[0]) if len(line.words) > 1 else None
        if number is None:
            continue
        if found and number == last + 1 and _under(lines[found[-1][-1]], line, page):
            found[-1].append(at)
        else:
            found.append([at])
        last = number
    return found


def _under(upper: Line, lower: Line, page: Page) -> bool:
    """Say whether the numbers of two lines stand in one column."""
    slack = page.type_size
    first, second = upper.words[0], lower.words[0]
    return first.left - slack <= second.right and second.left - slack <= first.right


def _run(
    lines: Sequence[Line], numbered: Sequence[int], page: Page, *, floor: int, before: Sketch | None
) -> Run | None:
    """Return the table of numbered lines; None where it cannot be told from a numbered text."""
    columns = _columns([lines[at] for at in numbered], page)
    follows = before is not None and _follows(before, lines[numbered[0]], columns, page)
    if follows and before is not None:
        columns = [
            (low * page.width, high * page.width)
            for low, high in zip(before.edges, before.edges[1:], strict=False)
        ]
    if len(columns) < _FEWEST_COLUMNS:
        return None
    start = _start(lines, numbered[0], columns, floor)
    headed = any(len(lines[at].words) > 1 for at in range(start, numbered[0]))
    if not follows and not headed and (len(columns) == _FEWEST_COLUMNS or len(numbered) < 2):
        return None
    if headed and not follows:
        heads = [line for line in lines[start : numbered[0]] if _inside(line.words[0], columns) == [0]]
        columns = _with_heads(columns, [word for line in heads for word in line.words], page)
    end = _end(lines, numbered, columns, page)
    rows, doubts, used = _rows(lines[start:end], [at - start for at in numbered], columns, page)
    end = start + used
    edges = tuple(round(x / page.width, 4) for x in _edges(columns))
    sketch = Sketch(page.number, lines[start].top, rows, edges)
    for at, doubt in doubts.items():
        sketch.doubt_row(at, doubt)
    return Run(start, end, sketch)


Column = tuple[float, float]


def _columns(lines: Sequence[Line], page: Page) -> list[Column]:
    """Return the stretches that words cover, parted by gaps empty over all lines."""
    least = _NARROWEST_GAP * page.type_size
    found: list[list[float]] = []
    for word in sorted((word for line in lines for word in line.words), key=lambda one: one.left):
        if found and word.left - found[-1][1] < least:
            found[-1][1] = max(found[-1][1], word.right)
        else:
            found.append([word.left, word.right])
    return [(low, high) for low, high in found]


def _with_heads(columns: Sequence[Column], heads: Sequence[Word], page: Page) -> list[Column]:
    """Return the columns with those that only the header tells, for all their cells on the page are blank."""
    least = _NARROWEST_GAP * page.type_size
    apart = [
        (word.left, word.right)
        for word in heads
        if all(word.left > high + least or word.right < low - least for low, high in columns)
    ]
    return sorted([*columns, *apart])


def _edges(columns: Sequence[Column]) -> list[float]:
    """Return where columns end and begin: the middles of the gaps."""
    inner = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(columns)]
    return [columns[0][0], *inner, columns[-1][1]]


def _follows(before: Sketch, first: Line, columns: Sequence[Column], page: Page) -> bool:
    """Say whether a line goes on with the numbers, and fits the columns, of the table that ended the page before."""
    last = next(
        (number for row in reversed(before.rows) if (number := _digits(row[0].text)) is not None), None
    )
    if last is None or serial(first.words[0]) != last + 1:
        return False
    edges = [share * page.width for share in before.edges]
    return all(sum(low < edge < high for edge in edges[1:-1]) == 0 for low, high in columns)


def _digits(text: str) -> int | None:
    """Return the serial number that a cell holds."""
    found = _SERIAL.match(text)
    return int(found[1]) if found else None


def _inside(word: Word, columns: Sequence[Column]) -> list[int]:
    """Return the columns that a good part of a word stands in: usually one; the nearest where it touches none."""
    least = max(0.25 * word.height, 0.25 * (word.right - word.left))
    hit = [n for n, (low, high) in enumerate(columns) if min(word.right, high) - max(word.left, low) > least]
    if hit:
        return hit
    away = [max(low - word.right, word.left - high) for low, high in columns]
    return [away.index(min(away))]


def _start(lines: Sequence[Line], first: int, columns: Sequence[Column], floor: int) -> int:
    """Return the first line of the table: upwards over header lines, and over the upper lines of a wrapped first row."""
    start, headed = first, False
    for at in range(first - 1, max(floor, first - 1 - _MOST_HEADER_LINES) - 1, -1):
        line, below = lines[at], lines[at + 1]
        if below.top - line.bottom > 2.5 * max(line.height, below.height):
            break
        homes = [_inside(word, columns) for word in line.words]
        if any(len(home) > 1 and len(line.words) == 1 for home in homes):
            break
        headed = headed or (
            len(below.words) > 1 and _inside(below.words[0], columns) == [0] and at + 1 < first
        )
        nearest = 0.35 if headed else 1.2
        apart = below.top - line.bottom > nearest * below.height or line.height > 1.15 * below.height
        if len(line.words) == 1 and homes[0] == [0] and not headed and _HEADING.search(line.text):
            continue  # the heading of the first group, if a header stands above it
        if len(line.words) == 1 and (apart or homes[0] == [0]):
            break
        start = at
    return start


def _end(lines: Sequence[Line], numbered: Sequence[int], columns: Sequence[Column], page: Page) -> int:
    """Return the line behind the table: downwards over the lower lines of a wrapped last row."""
    pitch = min(
        (lines[b].centre - lines[a].centre for a, b in itertools.pairwise(numbered)),
        default=3 * page.type_size,
    )
    end = numbered[-1] + 1
    while end < len(lines):
        line, above = lines[end], lines[end - 1]
        homes = [_inside(word, columns) for word in line.words]
        if line.centre - above.centre > min(pitch, 2 * line.height) or any(
            len(home) > 1 or home == [0] for home in homes
        ):
            break
        if any(
            word.right > columns[home[0]][1] + word.height
            for word, home in zip(line.words, homes, strict=True)
        ):
            break
        end += 1
    return end


def _rows(
    lines: Sequence[Line], numbered: Sequence[int], columns: Sequence[Column], page: Page
) -> tuple[list[list[Slot]], dict[int, str], int]:
    """Return the rows of a table's lines, the rows to be doubted with the reason, and how many lines were used.

    Every line without a number goes to a row, or stands as a row of its own between two; under the last row it is text.
    """
    owners: dict[int, list[Word]] = {}
    doubts: dict[int, str] = {}
    homes = _owners(lines, numbered, columns, doubts)
    used = max(numbered[-1], *(at for at, _ in homes), 0) + 1
    for at, line in enumerate(lines[:used]):
        for word in line.words:
            owners.setdefault(homes.get((at, _inside(word, columns)[0]), at), []).append(word)
    order = sorted(owners)
    rows = [_row(owners[at], columns, page) for at in order]
    return rows, {order.index(at): doubt for at, doubt in doubts.items() if at in owners}, used


def _owners(
    lines: Sequence[Line], numbered: Sequence[int], columns: Sequence[Column], doubts: dict[int, str]
) -> dict[tuple[int, int], int]:
    """Return for each piece (line, column) without a number the line whose row it belongs to, if any.

    In each column the lines fall into clusters by their gaps; a cluster belongs to the number, or the header, that stands
    in it. Where it holds several, a line goes to the one above it, and that row is doubted.
    """
    heads = [at for at, line in enumerate(lines) if at in numbered or _inside(line.words[0], columns) == [0]]
    homes: dict[tuple[int, int], int] = {}
    for column in range(1, len(columns)):
        pieces = [
            at
            for at, line in enumerate(lines)
            if at in heads or any(_inside(word, columns) == [column] for word in line.words)
        ]
        for cluster in _clusters(lines, pieces, columns, column, set(heads)):
            rows = [at for at in cluster if at in heads]
            for at in cluster:
                if at in heads or not rows:
                    continue
                above = [row for row in rows if row < at]
                owner = above[-1] if above else rows[0]
                homes[(at, column)] = owner
                if len(rows) > 1:
                    doubts[owner] = both(doubts.get(owner, ""), _UNSURE)
    return homes


def _clusters(
    lines: Sequence[Line], pieces: Sequence[int], columns: Sequence[Column], column: int, heads: set[int]
) -> list[list[int]]:
    """Part the pieces of one column where the gap between lines is wider than within a wrapped cell.

    Where gaps tell nothing, all being alike, a line that is full goes on below. No two lines of ``heads`` are of one row.
    """
    own = [at for at in pieces if any(_inside(word, columns) == [column] for word in lines[at].words)]
    widest = _within_cell(lines, pieces, own, heads)
    told = any(lines[b].centre - lines[a].centre <= widest for a, b in itertools.pairwise(pieces))
    found: list[list[int]] = [[at] for at in pieces[:1]]
    for upper, lower in itertools.pairwise(pieces):
        apart = lines[lower].centre - lines[upper].centre
        full = not told and lower not in heads and _is_full(lines[upper], columns, column)
        full = full and not _HEADING.search(lines[lower].text)
        one_row = apart <= widest or full
        if one_row and apart <= _LOOSEST * lines[lower].height and not {upper, lower} <= heads:
            found[-1].append(lower)
        else:
            found.append([lower])
    return found


def _within_cell(lines: Sequence[Line], pieces: Sequence[int], own: Sequence[int], heads: set[int]) -> float:
    """Return the widest distance between two lines of one cell.

    That is less than between two numbers that follow each other, and little more than the narrowest between lines of the
    column itself (``own``) of which one has no number.
    """
    rows = [lines[b].centre - lines[a].centre for a, b in itertools.pairwise(pieces) if {a, b} <= heads]
    wraps = [lines[b].centre - lines[a].centre for a, b in itertools.pairwise(own) if not {a, b} <= heads]
    return min(0.9 * min(rows, default=math.inf), 1.25 * min(wraps, default=math.inf))


def _is_full(line: Line, columns: Sequence[Column], column: int) -> bool:
    """Say whether a line's words in a column reach its right side, so that they may go on below."""
    own = [word for word in line.words if _inside(word, columns) == [column]]
    return bool(own) and own[-1].right > columns[column][1] - 1.2 * own[-1].height


def _row(words: Sequence[Word], columns: Sequence[Column], page: Page) -> list[Slot]:
    """Return one row; a lone text over several columns, or before them, is repeated as one merged cell is."""
    homes = [_inside(word, columns) for word in words]
    if len(words) == 1 and (len(homes[0]) > 1 or (homes[0] == [0] and serial(words[0]) is None)):
        return [slot_of(words, page)] * len(columns)
    slots = []
    for column in range(len(columns)):
        own = [word for word, home in zip(words, homes, strict=True) if home[0] == column]
        wide = [word for word, home in zip(words, homes, strict=True) if home[0] == column and len(home) > 1]
        slot = slot_of(own, page)
        slots.append(
            replace(slot, doubt=both(slot.doubt, "the text stands across two columns")) if wide else slot
        )
    return slots
