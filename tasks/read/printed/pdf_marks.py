"""What is drawn on a PDF page besides text: straight lines as rules, filled areas, pictures.

Coordinates are those of the page as it is read: turned so that its text stands upright, y down, in points.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as raw

from tasks.read.office.coverage import Area
from tasks.read.printed.page import Rule

MOST_OBJECTS = 60_000
_DEEPEST_FORM = 8
_THICKEST = 4.0
_STRAIGHT = 1.0
_WHITE = 245

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Marks:
    """The marks of one page.

    ``sharpness`` is the pixels to a point of its sharpest picture, 0 without one; ``strokes`` counts curves, as type turned
    into outlines is made of.
    """

    rules: list[Rule] = field(default_factory=list)
    fills: list[Area] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    sharpness: float = 0.0
    strokes: int = 0
    seen: int = 0

    @property
    def whole(self) -> bool:
        """Whether the page had no more objects than are looked at."""
        return self.seen <= MOST_OBJECTS


class View:
    """How a page's own coordinates are seen: its visible box, turned clockwise so that its text stands upright, y down."""

    def __init__(self, page: pypdfium2.PdfPage, turn: int) -> None:
        self._left, self._low, self._right, self._high = page.get_cropbox()
        self._turn = turn % 360
        wide, tall = self._right - self._left, self._high - self._low
        self.width, self.height = (tall, wide) if self._turn in (90, 270) else (wide, tall)

    @property
    def turn(self) -> int:
        """By how many degrees the page is turned clockwise to be read."""
        return self._turn

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page is seen."""
        if self._turn == 90:
            return y - self._low, x - self._left
        if self._turn == 180:
            return self._right - x, y - self._low
        if self._turn == 270:
            return self._high - y, self._right - x
        return x - self._left, self._high - y

    def area(self, left: float, low: float, right: float, high: float) -> Area:
        """Return where a box of the page is seen: left, top, right, bottom."""
        (x0, y0), (x1, y1) = self.point(left, low), self.point(right, high)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def marks_on(page: pypdfium2.PdfPage, view: View) -> Marks:
    """Return what is drawn on a page, forms inside it included."""
    marks = Marks()
    for number in range(raw.FPDFPage_CountObjects(page)):
        _take(raw.FPDFPage_GetObject(page, number), _IDENTITY, marks, view, 0)
        if not marks.whole:
            break
    return marks


def _take(mark: raw.FPDF_PAGEOBJECT, outer: Matrix, marks: Marks, view: View, deep: int) -> None:
    """Add one object, and those in it, to the marks."""
    marks.seen += 1
    kind = raw.FPDFPageObj_GetType(mark)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        _take_path(mark, _combined(_matrix(mark), outer), marks, view)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        corners = [_moved((x, y), _combined(_matrix(mark), outer)) for x in (0, 1) for y in (0, 1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        area = view.area(min(xs), min(ys), max(xs), max(ys))
        marks.pictures.append(area)
        marks.sharpness = max(marks.sharpness, _sharpness(mark, area))
    elif kind == raw.FPDF_PAGEOBJ_FORM and deep < _DEEPEST_FORM:
        inner = _combined(_matrix(mark), outer)
        for number in range(raw.FPDFFormObj_CountObjects(mark)):
            if not marks.whole:
                return
            _take(raw.FPDFFormObj_GetObject(mark, number), inner, marks, view, deep + 1)


def _sharpness(mark: raw.FPDF_PAGEOBJECT, area: Area) -> float:
    """Return how many pixels of a picture make a point of the page."""
    wide, tall = ctypes.c_uint(), ctypes.c_uint()
    if not raw.FPDFImageObj_GetImagePixelSize(mark, ctypes.byref(wide), ctypes.byref(tall)):
        return 0.0
    points = max(1.0, (area[2] - area[0]) * (area[3] - area[1]))
    return math.sqrt(wide.value * tall.value / points)


def _matrix(mark: raw.FPDF_PAGEOBJECT) -> Matrix:
    """Return an object's own matrix."""
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(mark, ctypes.byref(found)):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _combined(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does one after the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, l = then  # noqa: E741 -- the six letters in their order
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l


def _moved(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    """Return a point moved by a matrix."""
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _take_path(mark: raw.FPDF_PAGEOBJECT, matrix: Matrix, marks: Marks, view: View) -> None:
    """Add a path's straight sides where it is stroked, its thin rectangles and its areas where it is filled."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(mark, ctypes.byref(mode), ctypes.byref(stroked))
    filled = mode.value != raw.FPDF_FILLMODE_NONE
    for points in _outlines(mark, marks):
        seen = [view.point(*_moved(point, matrix)) for point in points]
        marks.seen += len(seen)
        if stroked.value:
            marks.rules += _sides(seen)
        elif filled and (area := _rectangle(seen)) is not None:
            thin = min(area[2] - area[0], area[3] - area[1])
            if thin <= _THICKEST:
                marks.rules.append(Rule(*area))
            elif not _is_white(mark):
                marks.fills.append(area)


def _outlines(mark: raw.FPDF_PAGEOBJECT, marks: Marks) -> Iterator[list[tuple[float, float]]]:
    """Yield the straight outlines of a path, closed ones with their first point again; curves are only counted."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(raw.FPDFPath_CountSegments(mark), MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(mark, number)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            marks.strokes += 1
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _sides(points: list[tuple[float, float]]) -> Iterator[Rule]:
    """Yield the level and upright sides of an outline."""
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if min(abs(x0 - x1), abs(y0 - y1)) <= _STRAIGHT < max(abs(x0 - x1), abs(y0 - y1)):
            yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _rectangle(points: list[tuple[float, float]]) -> Area | None:
    """Return the area of an outline of four upright and level sides, None for another shape."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    area = min(xs), min(ys), max(xs), max(ys)
    at_corners = all(
        min(abs(x - area[0]), abs(x - area[2])) <= _STRAIGHT
        and min(abs(y - area[1]), abs(y - area[3])) <= _STRAIGHT
        for x, y in points
    )
    return area if len(points) >= 4 and at_corners else None


def _is_white(mark: raw.FPDF_PAGEOBJECT) -> bool:
    """Say whether an object is filled with white, or with nothing to be seen."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(
        mark, ctypes.byref(red), ctypes.byref(green), ctypes.byref(blue), ctypes.byref(alpha)
    )
    return alpha.value < 10 or min(red.value, green.value, blue.value) >= _WHITE
