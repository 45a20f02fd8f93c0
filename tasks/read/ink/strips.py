"""Boxes found on a page of ink to strips of one line each, ready to be read: split at rules, trimmed, none forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.read.ink.ruling import Ruling

Grey = NDArray[np.uint8]
_WRITTEN = 160
_ROOM = 0.25
_GAP = 0.5
_FLAT = 0.35
_INKED = 0.75
_COLUMN = 3


@dataclass(frozen=True, slots=True)
class Strip:
    """A place on the page that holds one line of text, in pixels; ``cut`` tells that a rule cut it off a longer one."""

    left: int
    top: int
    right: int
    bottom: int
    cut: bool = False

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Its width in pixels."""
        return self.right - self.left


def split_at_rules(boxes: Iterable[tuple[float, float, float, float]], ruling: Ruling) -> list[Strip]:
    """Return the boxes (left, top, right, bottom) as strips, none of which crosses a rule."""
    strips = []
    for left, top, right, bottom in boxes:
        xs = [left, *ruling.cuts(left, top, right, bottom), right]
        ys = [top, *ruling.breaks(left, top, right, bottom), bottom]
        cut = len(xs) + len(ys) > 4
        strips += [
            Strip(round(x0), round(y0), round(x1), round(y1), cut)
            for y0, y1 in pairwise(ys)
            for x0, x1 in pairwise(xs)
        ]
    return strips


def trimmed(strip: Strip, bare: Grey) -> Strip | None:
    """Shrink a strip to the ink in it, and let it grow to the whole of strokes that reach past its edge.

    ``bare`` is the page of ink without rules. None where there is no ink.
    """
    reach = max(2, strip.height // 6)
    top, left = max(0, strip.top - reach), max(0, strip.left - reach)
    marks = bare[top : strip.bottom + reach, left : strip.right + reach] < _WRITTEN
    inner = marks[strip.top - top : strip.bottom - top, strip.left - left : strip.right - left]
    if inner.size == 0 or not inner.any():
        return None
    rows, columns = _any(inner, 1), _any(inner, 0)
    first, last = _grown(_any(marks, 1), *_run(rows, strip.top - top))
    begin, end = _run(columns, strip.left - left)
    return Strip(left + begin, top + first, left + end, top + last, strip.cut)


def _any(marks: NDArray[np.bool_], axis: int) -> NDArray[np.bool_]:
    """Return which rows (1) or columns (0) hold a mark."""
    return np.asarray(marks.any(axis=axis), np.bool_)


def _run(filled: NDArray[np.bool_], offset: int) -> tuple[int, int]:
    """Return where the first filled place starts and the last ends."""
    places = np.flatnonzero(filled)
    return int(places[0]) + offset, int(places[-1]) + 1 + offset


def _grown(filled: NDArray[np.bool_], first: int, last: int) -> tuple[int, int]:
    """Let a run grow while the places beside it are filled."""
    while first > 0 and filled[first - 1]:
        first -= 1
    while last < len(filled) and filled[last]:
        last += 1
    return first, last


def crop(strip: Strip, bare: Grey, *, room: float = _ROOM) -> Grey:
    """Cut a strip out of the page, with white around it: ``room`` in parts of its height."""
    pad = max(2, round(room * strip.height))
    piece = bare[max(0, strip.top) : strip.bottom, max(0, strip.left) : strip.right]
    return np.asarray(
        cv2.copyMakeBorder(piece, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(255,)), np.uint8
    )


def without_doubles(strips: Sequence[Strip]) -> list[Strip]:
    """Return the strips without those that stand inside another: their text is read with it."""
    kept: list[Strip] = []
    for strip in sorted(strips, key=lambda one: -one.width * one.height):
        if not any(_holds(other, strip) for other in kept):
            kept.append(strip)
    return [strip for strip in strips if strip in kept]


def _holds(outer: Strip, inner: Strip) -> bool:
    """Say whether nine tenths of a strip stand inside another."""
    wide = min(outer.right, inner.right) - max(outer.left, inner.left)
    high = min(outer.bottom, inner.bottom) - max(outer.top, inner.top)
    return wide > 0 and high > 0 and wide * high >= 0.9 * inner.width * inner.height


def set_apart(strips: Sequence[Strip], bare: Grey) -> list[Strip]:
    """Return strips of which none reaches into the line under it or the text beside it: they end at the emptiest place."""
    out = list(strips)
    order = sorted(range(len(out)), key=lambda i: out[i].top)
    for place, i in enumerate(order):
        for j in order[place + 1 :]:
            if out[j].top >= out[i].bottom:
                break
            _part_lines(out, i, j, bare)
            first, second = (i, j) if out[i].left <= out[j].left else (j, i)
            _part_neighbours(out, first, second, bare)
    return out


def _part_lines(strips: list[Strip], i: int, j: int, bare: Grey) -> None:
    """Part two strips, in place, where the second stands under the first and they overlap by less than half a line."""
    upper, lower = strips[i], strips[j]
    left, right = max(upper.left, lower.left), min(upper.right, lower.right)
    overlap = min(upper.bottom, lower.bottom) - lower.top
    if right <= left or overlap <= 0 or overlap > 0.6 * min(upper.height, lower.height):
        return
    ink = (bare[lower.top : upper.bottom, left:right] < _WRITTEN).sum(axis=1)
    row = lower.top + int(np.argmin(ink))
    strips[i], strips[j] = replace(upper, bottom=max(row, upper.top + 1)), replace(lower, top=row)


def _part_neighbours(strips: list[Strip], i: int, j: int, bare: Grey) -> None:
    """Part two strips, in place, where the second stands right of the first and they overlap by less than a character."""
    one, other = strips[i], strips[j]
    top, bottom = max(one.top, other.top), min(one.bottom, other.bottom)
    overlap = one.right - other.left
    if bottom - top <= 0.6 * min(one.height, other.height) or not 0 < overlap < 0.8 * one.height:
        return
    if other.right <= one.right or one.left >= other.left:
        return
    ink = (bare[top:bottom, other.left : one.right] < _WRITTEN).sum(axis=0)
    column = other.left + int(np.argmin(ink))
    strips[i], strips[j] = replace(one, right=column), replace(other, left=column)


def split_at_gutters(strips: Sequence[Strip], bare: Grey, ruling: Ruling) -> list[Strip]:
    """Part strips outside ruled tables at a blank where a column begins: where three others begin, or are centred."""
    out: list[Strip] = []
    for strip in strips:
        if any(line.start < strip.bottom and line.end > strip.top for line in ruling.down):
            out.append(strip)
            continue
        near = 0.35 * strip.height
        others = [one for one in strips if one is not strip and one.bottom > strip.bottom + near]
        others += [one for one in strips if one is not strip and one.top < strip.top - near]
        cuts = [
            (end, begin)
            for end, begin, stop in _gaps(strip, bare)
            if sum(_is_column(one, begin, stop, near) for one in others) >= _COLUMN
        ]
        lefts, rights = [strip.left, *(begin for _, begin in cuts)], [*(end for end, _ in cuts), strip.right]
        out += [
            Strip(left, strip.top, right, strip.bottom, strip.cut or bool(cuts))
            for left, right in zip(lefts, rights, strict=True)
        ]
    return out


def _is_column(strip: Strip, left: int, right: int, near: float) -> bool:
    """Say whether a strip begins where a stretch does, or is centred where it is."""
    return abs(strip.left - left) <= near or abs(strip.left + strip.right - left - right) <= near


def _gaps(strip: Strip, bare: Grey) -> list[tuple[int, int, int]]:
    """Return the wide blanks in a strip: where each starts, where it ends, and where the text after it ends."""
    filled = (bare[strip.top : strip.bottom, strip.left : strip.right] < _WRITTEN).any(axis=0)
    places = np.flatnonzero(filled)
    wide = [
        (int(a) + 1 + strip.left, int(b) + strip.left)
        for a, b in pairwise(places)
        if b - a > _GAP * strip.height
    ]
    stops = [*(end for end, _ in wide), strip.right][1:]
    return [(end, begin, stop) for (end, begin), stop in zip(wide, stops, strict=True)]


def lines_of_text(strips: Sequence[Strip]) -> list[Strip]:
    """Return the strips as high as text is: a column of dashes for empty cells says nothing of how a page lies."""
    usual = usual_height(strips)
    return [strip for strip in strips if strip.height >= 0.6 * usual]


def usual_height(strips: Sequence[Strip]) -> float:
    """Return the usual height of a line, by the strips' areas, so that many dashes do not make lines of text rare."""
    if not strips:
        return 0.0
    order = sorted(strips, key=lambda strip: strip.height)
    halves = np.cumsum([strip.width * strip.height for strip in order])
    return float(order[int(np.searchsorted(halves, halves[-1] / 2))].height)


def with_room(strips: Sequence[Strip]) -> list[Strip]:
    """Return the strips with flat marks (a dash) in the height of a line, without which the engine cannot read them."""
    usual = usual_height(strips)
    out = []
    for strip in strips:
        if strip.height < _FLAT * usual <= strip.width:
            middle, half = (strip.top + strip.bottom) // 2, round(usual / 2)
            strip = replace(strip, top=max(0, middle - half), bottom=middle + half)
        out.append(strip)
    return out


def forgotten(strips: Sequence[Strip], bare: Grey) -> list[Strip]:
    """Return what looks like writing and no strip covers: marks as high as letters, those close together joined."""
    if not strips:
        return []
    usual = usual_height(strips)
    marks = (bare < 160).astype(np.uint8)
    for strip in strips:
        reach = max(2, strip.height // 6)
        marks[
            max(0, strip.top - reach) : strip.bottom + reach, max(0, strip.left - reach) : strip.right + reach
        ] = 0
    near = round(usual * 0.6) | 1
    joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((3, near), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return [
        Strip(int(left), int(top), int(left + width), int(top + height))
        for left, top, width, height, area in stats[1:]
        if _is_writing(marks[top : top + height, left : left + width], int(area), usual)
    ]


def _is_writing(mark: NDArray[np.uint8], area: int, usual: float) -> bool:
    """Say whether a mark is a letter by its size, or a dash by the ink all along it; specks in a row are neither."""
    height, width = mark.shape
    if 0.45 * usual <= height <= 2.5 * usual:
        return bool(width >= 0.1 * usual and area >= 0.03 * usual * usual)
    flat = height < _FLAT * usual and 0.4 * usual <= width <= 3 * usual
    return bool(flat and mark.any(axis=0).mean() >= _INKED)
