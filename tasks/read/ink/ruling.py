"""The ruled lines of an upright page of ink, as straight lines that meet where the drawn ones meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

_LONG_SHARE = 25
_TALL_SHARE = 40
_NEAR = 6
_INKED = 0.85


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ruling: ``at`` is where it lies (y of a horizontal one, x of a vertical), ``start`` to ``end`` its run."""

    at: float
    start: float
    end: float
    thick: float = 1.0


@dataclass(frozen=True, slots=True)
class Ruling:
    """The horizontal and the vertical lines of a page, in pixels, from top and from left."""

    across: tuple[Line, ...] = ()
    down: tuple[Line, ...] = ()

    def cuts(self, left: float, top: float, right: float, bottom: float) -> list[float]:
        """Return where vertical lines cut a box well inside it, along most of its height."""
        return _cuts(self.down, (left, right), (top, bottom), 0.15 * (bottom - top))

    def breaks(self, left: float, top: float, right: float, bottom: float) -> list[float]:
        """Return where horizontal lines cut a box well inside it, along most of its width."""
        return _cuts(self.across, (top, bottom), (left, right), 0.3 * (bottom - top))


def _cuts(
    lines: Iterable[Line], across: tuple[float, float], along: tuple[float, float], margin: float
) -> list[float]:
    """Return where lines part a stretch, ``margin`` away from its ends, covering most of the box ``along`` them."""
    (low, high), (start, end) = across, along
    return sorted(
        line.at
        for line in lines
        if low + margin < line.at < high - margin
        and min(end, line.end) - max(start, line.start) > 0.6 * (end - start)
    )


def find_ruling(ink: NDArray[np.uint8]) -> tuple[Ruling, NDArray[np.bool_]]:
    """Return the ruling of a page and the mask of the pixels it is drawn with; a page without has neither."""
    marks = (ink < 170).astype(np.uint8)
    width = ink.shape[1]
    tall_least = max(22, width // _TALL_SHARE)
    flat = _opened(marks, (1, max(30, width // _LONG_SHARE)))
    tall = _opened(marks, (tall_least, 1))
    across = _joined(_lines(flat, marks))
    down = _joined(_lines(tall.T, marks.T))
    down = _tied(down, across, 3 * tall_least)
    across = [
        line
        for line in across
        if line.end - line.start > width / 4
        or all(_ends(line, place, down) for place in (line.start, line.end))
    ]
    down = _tied(down, across, 3 * tall_least)
    mask = cv2.dilate(
        (flat & _drawn(across, flat.shape)) | (tall & _drawn(down, tall.T.shape).T), np.ones((3, 3), np.uint8)
    )
    return Ruling(tuple(_snapped(across, down)), tuple(_snapped(down, across))), mask.astype(bool)


def _tied(down: Iterable[Line], across: Sequence[Line], long: float) -> list[Line]:
    """Keep vertical lines that touch a horizontal one, short ones at both ends: a character's stroke hangs free."""
    return [
        line
        for line in down
        if any(_meet(line, other) for other in across)
        and (
            line.end - line.start > long
            or all(_ends(line, place, across) for place in (line.start, line.end))
        )
    ]


def _ends(line: Line, place: float, across: Iterable[Line]) -> bool:
    return any(
        abs(other.at - place) <= _NEAR and other.start - _NEAR <= line.at <= other.end + _NEAR
        for other in across
    )


def _drawn(lines: Iterable[Line], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Return where horizontal lines lie, with some room: a stroke of a large character is as long as a line, and none."""
    place = np.zeros(shape, np.uint8)
    for line in lines:
        room = _NEAR + round(line.thick)
        place[
            max(0, round(line.at) - room) : round(line.at) + room + 1, round(line.start) : round(line.end) + 1
        ] = 1
    return place


def _opened(marks: NDArray[np.uint8], shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Keep only runs as long as ``shape`` (height, width); breaks between pieces longer than a stroke are bridged."""
    flat = shape[0] == 1
    piece = (1, max(12, shape[1] // 2)) if flat else (max(12, shape[0] // 2), 1)
    pieces = cv2.morphologyEx(marks, cv2.MORPH_OPEN, np.ones(piece, np.uint8))
    bridged = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, np.ones((1, 9) if flat else (9, 1), np.uint8))
    return np.asarray(cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones(shape, np.uint8)), np.uint8)


def _lines(runs: NDArray[np.uint8], marks: NDArray[np.uint8]) -> list[Line]:
    """Return each connected thin horizontal run as a line, if ink is all along it: letters one under another are none."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(np.ascontiguousarray(runs), connectivity=8)
    found = []
    for number, (left, top, wide, high, area) in enumerate(stats[1:], start=1):
        place = np.s_[max(0, top - 1) : top + high + 1, left : left + wide]
        inked = float(marks[place].any(axis=0).mean())
        if area / wide <= max(8.0, wide / 12) and inked >= _INKED:
            found.append(Line(float(centres[number][1]), float(left), float(left + wide), float(area / wide)))
    return found


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Join pieces of one line: those that lie as good as level and touch or overlap."""
    out: list[Line] = []
    for line in sorted(lines, key=lambda one: (round(one.at / _NEAR), one.start)):
        near = next(
            (i for i, other in enumerate(out)
             if abs(other.at - line.at) <= _NEAR and line.start <= other.end + _NEAR and other.start <= line.end + _NEAR),
            None,
        )  # fmt: skip
        if near is None:
            out.append(line)
            continue
        other = out[near]
        longer = max(other, line, key=lambda one: one.end - one.start)
        out[near] = Line(longer.at, min(other.start, line.start), max(other.end, line.end), longer.thick)
    return sorted(out, key=lambda one: (one.at, one.start))


def _meet(down: Line, across: Line) -> bool:
    """Say whether a vertical and a horizontal line touch."""
    return (
        across.start - _NEAR <= down.at <= across.end + _NEAR
        and down.start - _NEAR <= across.at <= down.end + _NEAR
    )


def _snapped(lines: Iterable[Line], crossing: list[Line]) -> list[Line]:
    """End each line exactly at the crossing line that it all but reaches or just passes."""

    def end(at: float, level: float) -> float:
        near = [one.at for one in crossing if abs(one.at - at) <= _NEAR
                and one.start - _NEAR <= level <= one.end + _NEAR]  # fmt: skip
        return min(near, key=lambda place: abs(place - at)) if near else at

    return [replace(line, start=end(line.start, line.at), end=end(line.end, line.at)) for line in lines]
