"""Ruled tables: drawn lines to a grid, words into its cells by their centres.

A cell runs on as far as no line closes it, so that a merged cell is one, and its text is repeated over the places it
covers, as the spans of HTML are. What only one frame surrounds is no table, and flows.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tasks.read.printed.lines import lines_on
from tasks.read.printed.page import Page, Word, both
from tasks.read.printed.sketch import Sketch, Slot, slot_of
from tasks.read.printed.unruled import split_by_numbers

MOST_PLACES = 200_000
_TOUCHING = 0.3
_CLOSED = 0.5
_OVERLAP = 0.6


@dataclass(slots=True)
class _Stroke:
    """A line of any thickness at ``at``, running from ``start`` to ``end`` along the other axis."""

    at: float
    start: float
    end: float


Strokes = tuple[list[_Stroke], list[_Stroke]]
"""The level and the upright strokes of one table."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table's lines stand: ``xs`` and ``ys`` in order, and which inner borders are drawn.

    ``walls[row][n]`` tells whether line ``xs[n]`` is drawn beside that row, ``floors[n][column]`` whether ``ys[n]`` is
    under or over that column.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    walls: tuple[tuple[bool, ...], ...]
    floors: tuple[tuple[bool, ...], ...]

    def encloses(self, other: Grid) -> bool:
        """Say whether another grid lies within this one."""
        return other is not self and (
            self.xs[0] <= other.xs[0] and other.xs[-1] <= self.xs[-1]
            and self.ys[0] <= other.ys[0] and other.ys[-1] <= self.ys[-1]
        )  # fmt: skip

    def holds(self, word: Word) -> bool:
        """Say whether a word's centre stands within the grid."""
        return self.xs[0] <= word.middle < self.xs[-1] and self.ys[0] <= word.centre < self.ys[-1]

    def place(self, word: Word) -> tuple[int, int]:
        """Return the row and column that a word's centre stands in; it must be held."""
        return bisect_right(self.ys, word.centre) - 1, bisect_right(self.xs, word.middle) - 1


def find_grids(page: Page) -> list[Grid]:
    """Return the grids of at least two cells that a page's rules draw, from the top down; not those around others."""
    near = _TOUCHING * page.type_size
    level = _merged((_Stroke((r.top + r.bottom) / 2, r.left, r.right) for r in page.rules if r.level), near)
    upright = _merged(
        (_Stroke((r.left + r.right) / 2, r.top, r.bottom) for r in page.rules if not r.level), near
    )
    grids = [
        grid
        for across, down in _one_table(_together(level, upright, near), near)
        if (grid := _grid(across, down, near)) is not None
    ]
    inner = [grid for grid in grids if not any(grid.encloses(other) for other in grids)]
    return sorted(inner, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merged(strokes: Iterable[_Stroke], near: float) -> list[_Stroke]:
    """Join the strokes that lie on one line and touch: cells are often drawn one by one, each with four sides."""
    lines: list[list[_Stroke]] = []
    for stroke in sorted(strokes, key=lambda one: one.at):
        if lines and stroke.at - lines[-1][0].at <= near:
            lines[-1].append(stroke)
        else:
            lines.append([stroke])
    found: list[_Stroke] = []
    for line in lines:
        at = sum(stroke.at for stroke in line) / len(line)
        for stroke in sorted(line, key=lambda one: one.start):
            if found and found[-1].at == at and stroke.start - found[-1].end <= near:
                found[-1].end = max(found[-1].end, stroke.end)
            else:
                found.append(_Stroke(at, stroke.start, stroke.end))
    return found


def _together(level: Sequence[_Stroke], upright: Sequence[_Stroke], near: float) -> list[Strokes]:
    """Part the strokes into those that hang together by crossing or touching; those that touch none are left out."""
    waiting, found = list(upright), []
    free = list(level)
    while waiting:
        down, across = [waiting.pop()], list[_Stroke]()
        fresh: list[_Stroke] = list(down)
        while fresh:
            hit = [one for one in free if any(_cross(one, other, near) for other in fresh)]
            free = [one for one in free if one not in hit]
            across += hit
            fresh = [one for one in waiting if any(_cross(other, one, near) for other in hit)]
            waiting = [one for one in waiting if one not in fresh]
            down += fresh
        found.append((across, down))
    return found


def _one_table(parts: Sequence[Strokes], near: float) -> list[Strokes]:
    """Join the parts of a table that a merged cell as tall as the page has torn apart: they begin and end together."""
    found: list[Strokes] = []
    for across, down in sorted(parts, key=lambda part: min((stroke.at for stroke in part[1]), default=0.0)):
        home = next((one for one in found if across and one[0] and _side_by_side(one[0], across, near)), None)
        if home is None:
            found.append((across, down))
        else:
            home[0].extend(across)
            home[1].extend(down)
    return found


def _side_by_side(one: Sequence[_Stroke], other: Sequence[_Stroke], near: float) -> bool:
    """Say whether two parts, at least two strokes each, have their level strokes at the same heights."""
    first, second = sorted({s.at for s in one}), sorted({s.at for s in other})
    return len(first) == len(second) > 2 and all(
        abs(a - b) <= 2 * near for a, b in zip(first, second, strict=True)
    )


def _cross(level: _Stroke, upright: _Stroke, near: float) -> bool:
    """Say whether a level and an upright stroke cross or touch."""
    return (
        level.start - near <= upright.at <= level.end + near
        and upright.start - near <= level.at <= upright.end + near
    )


def _grid(across: Sequence[_Stroke], down: Sequence[_Stroke], near: float) -> Grid | None:
    """Return the grid of strokes that hang together, None where they close fewer than two cells.

    Sides that are left open are closed at the furthest stroke.
    """
    if not across or not down:
        return None
    xs = _positions([*(s.at for s in down), min(s.start for s in across), max(s.end for s in across)], near)
    ys = _positions([*(s.at for s in across), min(s.start for s in down), max(s.end for s in down)], near)
    if (len(xs) - 1) * (len(ys) - 1) < 2 or len(xs) * len(ys) > MOST_PLACES:
        return None
    walls = _drawn(xs, ys, down, near)
    floors = _drawn(ys, xs, across, near)
    return Grid(xs, ys, tuple(zip(*walls, strict=True)), floors)


def _positions(values: Iterable[float], near: float) -> tuple[float, ...]:
    """Return the values in order, those that are near one another once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 2 * near:
            kept.append(value)
    return tuple(kept)


def _drawn(
    positions: Sequence[float], along: Sequence[float], strokes: Sequence[_Stroke], near: float
) -> tuple[tuple[bool, ...], ...]:
    """Say for each position, and each stretch along it, whether a stroke covers most of the stretch."""
    result = []
    for number, at in enumerate(positions):
        here = [stroke for stroke in strokes if abs(stroke.at - at) <= 2 * near]
        outer = number in (0, len(positions) - 1)
        result.append(
            tuple(
                outer or sum(_shared(s, low, high) for s in here) >= _CLOSED * (high - low)
                for low, high in itertools.pairwise(along)
            )
        )
    return tuple(result)


def _shared(stroke: _Stroke, low: float, high: float) -> float:
    """Return how much of a stretch a stroke covers."""
    return max(0.0, min(stroke.end, high) - max(stroke.start, low))


def is_mere_frame(grid: Grid, words: Sequence[Word]) -> bool:
    """Say whether a grid of one column holds several: lines stand between its rows alone, and gaps part its columns."""
    if len(grid.xs) > 2:
        return False
    lines = lines_on(words)
    return sum(line.is_parted for line in lines) * 2 > len(lines)


def read_grid(grid: Grid, words: Sequence[Word], page: Page) -> Sketch:
    """Return the table that words fill; every word must be held by the grid."""
    homes = _cells(grid)
    filled: dict[int, list[Word]] = {}
    for word in words:
        row, column = grid.place(word)
        filled.setdefault(homes[row][column], []).append(_checked(word, grid, homes, row, column))
    slots = {home: _slot(grid, places, filled.get(home, []), page) for home, places in _places(homes).items()}
    kept = _without_doubles(homes)
    columns = _without_doubles([list(column) for column in zip(*homes, strict=True)])
    sides = [grid.xs[column] for column in (*columns, len(grid.xs) - 1)]
    rows: list[list[Slot]] = []
    for y in kept:
        cells = [homes[y][x] for x in columns]
        own = [word for home in dict.fromkeys(cells) for word in filled.get(home, [])]
        rows += split_by_numbers(own, sides, page) or [[slots[home] for home in cells]]
    edges = tuple(round(side / page.width, 4) for side in sides)
    return Sketch(page.number, grid.ys[0], rows, edges)


def _cells(grid: Grid) -> list[list[int]]:
    """Return for each place of the grid the number of the cell that it belongs to.

    Places that no border parts are one cell where together they are a rectangle; else each is its own.
    """
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    homes = [[-1] * width for _ in range(height)]
    for row in range(height):
        for column in range(width):
            if homes[row][column] < 0:
                reached = _reach(grid, homes, row, column)
                _settle(homes, reached, row * width + column, width)
    return homes


def _reach(grid: Grid, homes: list[list[int]], row: int, column: int) -> set[tuple[int, int]]:
    """Return the places that can be reached from one without crossing a border."""
    found, waiting = {(row, column)}, [(row, column)]
    while waiting:
        y, x = waiting.pop()
        steps = (
            (y, x + 1, grid.walls[y][x + 1]),
            (y, x - 1, grid.walls[y][x]),
            (y + 1, x, grid.floors[y + 1][x]),
            (y - 1, x, grid.floors[y][x]),
        )
        for next_y, next_x, closed in steps:
            if not closed and (next_y, next_x) not in found and homes[next_y][next_x] < 0:
                found.add((next_y, next_x))
                waiting.append((next_y, next_x))
    return found


def _settle(homes: list[list[int]], reached: set[tuple[int, int]], home: int, width: int) -> None:
    """Give the places reached one number if they are a rectangle, else each its own."""
    ys, xs = {y for y, _ in reached}, {x for _, x in reached}
    whole = len(reached) == (max(ys) - min(ys) + 1) * (max(xs) - min(xs) + 1)
    for y, x in reached:
        homes[y][x] = home if whole else y * width + x


def _places(homes: Sequence[Sequence[int]]) -> dict[int, list[tuple[int, int]]]:
    """Return the places of each cell, row by row."""
    places: dict[int, list[tuple[int, int]]] = {}
    for y, row in enumerate(homes):
        for x, home in enumerate(row):
            places.setdefault(home, []).append((y, x))
    return places


def _slot(grid: Grid, places: Sequence[tuple[int, int]], words: Sequence[Word], page: Page) -> Slot:
    """Return one cell with its words; its box is the cell's own."""
    (top, left), (bottom, right) = places[0], places[-1]
    box = page.box(grid.xs[left], grid.ys[top], grid.xs[right + 1], grid.ys[bottom + 1])
    return slot_of(words, page, box=box, spans=bottom - top + 1)


def _checked(word: Word, grid: Grid, homes: Sequence[Sequence[int]], row: int, column: int) -> Word:
    """Doubt a word that stands across the border to another cell: part of it may belong there."""
    for other, edge, over in (
        (column - 1, grid.xs[column], grid.xs[column] - word.left),
        (column + 1, grid.xs[column + 1], word.right - grid.xs[column + 1]),
    ):
        inside = word.left < edge < word.right and over > _OVERLAP * word.height
        if inside and 0 <= other < len(homes[0]) and homes[row][other] != homes[row][column]:
            return replace(word, doubt=both(word.doubt, "the text stands across a line of the table"))
    return word


def _without_doubles(homes: Sequence[Sequence[int]]) -> list[int]:
    """Return the rows that say anything of their own: a stub of a line makes two rows of one, all merged."""
    return [y for y, row in enumerate(homes) if y == 0 or list(row) != list(homes[y - 1])]
