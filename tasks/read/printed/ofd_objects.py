"""The objects of an OFD page: text to characters, drawn paths to rules, pictures to the areas they cover.

Source: GB/T 33190-2016, sections 8.5 (CTM, Boundary), 9 (paths), 10 (images), 11 (text). Lengths are millimetres, y down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from lxml import etree

from config.errors import Unreadable
from tasks.read.office.coverage import Area, holds
from tasks.read.printed.glyphs import Glyph
from tasks.read.printed.page import Rule

MOST_OBJECTS = 60_000
MOST_GLYPHS = 60_000
_DEEPEST = 8
_ASCENT = 0.86
_THICKEST = 1.5
_STRAIGHT = 0.35
_WHITE = 245
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


@dataclass(slots=True)
class Objects:
    """What a page holds, in the order it is drawn; ``hidden`` counts characters left out, by why.

    ``pictures`` are the resources' ids with the areas they cover. ``nameless`` counts glyphs drawn without the
    characters they stand for.
    """

    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Area] = field(default_factory=list)
    pictures: list[tuple[str, Area]] = field(default_factory=list)
    hidden: Counter[str] = field(default_factory=Counter)
    nameless: int = 0
    seen: int = 0

    @property
    def whole(self) -> bool:
        """Whether the page held no more than is read."""
        return self.seen <= MOST_OBJECTS and len(self.glyphs) <= MOST_GLYPHS


Composite = Callable[[str], etree._Element | None]
"""Gives the content of a composite graphic unit by its id, None where there is none."""


def gather(content: etree._Element, found: Objects, composite: Composite) -> None:
    """Add the objects inside an element (a page's content, a layer) to those found.

    Raises:
        Unreadable: a number in it is none.
    """
    try:
        _gather(content, found, composite, (0.0, 0.0), 0)
    except (ValueError, OverflowError) as error:
        raise Unreadable("the page", f"a number in it is none: {error}") from error


def numbers(text: str | None, count: int) -> tuple[float, ...]:
    """Return the numbers of an attribute.

    Raises:
        ValueError: they are not ``count`` finite numbers.
    """
    values = tuple(float(part) for part in (text or "").split())
    if len(values) != count or any(not abs(value) < 1e6 for value in values):
        raise ValueError(f"{(text or '')[:40]!r} is not {count} numbers")
    return values


def _gather(content: etree._Element, found: Objects, composite: Composite, origin: Point, deep: int) -> None:
    """Add the objects of one element, whose coordinates begin at ``origin``."""
    for one in content.iterchildren("{*}*"):
        found.seen += 1
        if not found.whole or one.get("Visible", "true").lower() == "false":
            continue
        name = etree.QName(one).localname
        if name in ("Layer", "PageBlock") and deep < _DEEPEST:
            _gather(one, found, composite, origin, deep + 1)
        elif name == "TextObject":
            _take_text(one, found, origin)
        elif name == "PathObject":
            _take_path(one, found, origin)
        elif name == "ImageObject":
            found.pictures.append((one.get("ResourceID", ""), _area(one, origin)))
        elif name == "CompositeObject" and deep < _DEEPEST:
            inner = composite(one.get("ResourceID", ""))
            if inner is not None:
                left, top, *_ = _area(one, origin)
                _gather(inner, found, composite, (left, top), deep + 1)


def _area(one: etree._Element, origin: Point) -> Area:
    """Return what an object covers."""
    left, top, wide, tall = numbers(one.get("Boundary"), 4)
    return origin[0] + left, origin[1] + top, origin[0] + left + wide, origin[1] + top + tall


def _placing(one: etree._Element, origin: Point) -> Callable[[float, float], Point]:
    """Return what turns a point of an object's own coordinates into one of the page."""
    left, top, *_ = _area(one, origin)
    a, b, c, d, e, f = numbers(one.get("CTM") or "1 0 0 1 0 0", 6)
    return lambda x, y: (a * x + c * y + e + left, b * x + d * y + f + top)


def _take_text(one: etree._Element, found: Objects, origin: Point) -> None:
    """Add the characters of a text object."""
    size = float(one.get("Size") or 0)
    place = _placing(one, origin)
    why = _why_hidden(one)
    sideways = "printed sideways" if one.get("ReadDirection", "0") not in ("0", "") else ""
    texts = list(one.iterchildren("{*}TextCode"))
    named = sum(len((code.text or "").strip()) for code in texts)
    drawn = sum(len((glyphs.text or "").split()) for glyphs in one.iter("{*}Glyphs"))
    if drawn and not named:
        found.nameless += drawn
    scale = float(one.get("HScale") or 1)
    for glyph in _glyphs(texts, size, scale, place):
        middle = ((glyph.left + glyph.right) / 2, glyph.centre)
        hidden = "" if why == "white" and any(holds(area, middle) for area in found.fills) else why
        if hidden and not glyph.text.isspace():
            found.hidden[hidden] += 1
        elif not hidden:
            doubt = sideways or (
                "a character of this text has no known meaning" if _is_private(glyph.text) else ""
            )
            found.glyphs.append(Glyph(glyph.text, glyph.left, glyph.top, glyph.right, glyph.bottom, doubt))


def _is_private(char: str) -> bool:
    """Say whether a character has no meaning of its own."""
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff"


def _why_hidden(one: etree._Element) -> str:
    """Say how a text object is hidden: invisible, white, or not at all."""
    if float(one.get("Alpha") or 255) < 10 or (
        one.get("Fill") == "false" and one.get("Stroke", "false") != "true"
    ):
        return "invisible"
    return "white" if _is_white(one) else ""


def _is_white(one: etree._Element) -> bool:
    """Say whether an object is filled with white."""
    colour = one.find("{*}FillColor")
    if colour is None:
        return False
    if float(colour.get("Alpha") or 255) < 10:
        return True
    parts = (colour.get("Value") or "").replace("#", "").split()
    return len(parts) in (1, 3) and all(part.isdigit() and int(part) >= _WHITE for part in parts)


def _glyphs(
    texts: list[etree._Element], size: float, scale: float, place: Callable[[float, float], Point]
) -> Iterator[Glyph]:
    """Yield the characters of text codes; one without X or Y goes on where the code before began."""
    x = y = 0.0
    for code in texts:
        text = code.text or ""
        x, y = float(code.get("X") or x), float(code.get("Y") or y)
        steps = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
        at_x, at_y = x, y
        for number, char in enumerate(text):
            wide = size * scale * (1.0 if ord(char) > 0x2E7F else 0.5)
            step_x = next(steps[0], 0.0 if code.get("DeltaY") and not code.get("DeltaX") else wide)
            if code.get("DeltaX") and number < len(text) - 1 and step_x > 0:
                wide = min(wide, step_x)
            corners = [place(at_x, at_y - _ASCENT * size), place(at_x + wide, at_y + (1 - _ASCENT) * size)]
            (x0, y0), (x1, y1) = corners
            yield Glyph(char, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            at_x += step_x
            at_y += next(steps[1], 0.0)


def _steps(deltas: str | None, most: int) -> Iterator[float]:
    """Return the distances between characters; ``g 3 6.35`` stands for three times 6.35.

    Source: GB/T 33190-2016, 11.3.
    """

    def spread() -> Iterator[float]:
        parts = iter((deltas or "").split())
        for part in parts:
            if part != "g":
                yield float(part)
                continue
            count, value = int(next(parts, "0")), float(next(parts, "0"))
            yield from (value for _ in range(min(count, most)))

    return islice(spread(), most)


def _take_path(one: etree._Element, found: Objects, origin: Point) -> None:
    """Add a path's straight sides where it is stroked, its thin rectangles and its areas where it is filled."""
    data = one.find("{*}AbbreviatedData")
    if data is None or not data.text:
        return
    place = _placing(one, origin)
    stroked, filled = one.get("Stroke", "true") != "false", one.get("Fill", "false") == "true"
    for outline in _outlines(data.text, found):
        seen = [place(*point) for point in outline]
        xs, ys = [x for x, _ in seen], [y for _, y in seen]
        area = min(xs), min(ys), max(xs), max(ys)
        if filled and len(seen) >= 4 and min(area[2] - area[0], area[3] - area[1]) <= _THICKEST:
            found.rules.append(Rule(*area))
        elif stroked:
            found.rules += _sides(seen)
        if filled and not _is_white(one):
            found.fills.append(area)


def _outlines(data: str, found: Objects) -> Iterator[list[Point]]:
    """Yield the outlines of a path by their corners; of a curve only its end counts."""
    points: list[Point] = []
    parts = iter(data.split())
    for part in parts:
        count = _OPERANDS.get(part)
        if count is None:
            raise ValueError(f"a path has no operation {part[:10]!r}")
        values = [float(value) for value in islice(parts, count)]
        found.seen += 1
        if len(values) != count or not found.whole:
            break
        if part in "SM" and points:
            yield points
            points = []
        if part == "C" and points:
            points.append(points[0])
        elif part != "C":
            points.append((values[-2], values[-1]))
    if points:
        yield points


def _sides(points: list[Point]) -> Iterator[Rule]:
    """Yield the level and upright sides of an outline."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if min(abs(x0 - x1), abs(y0 - y1)) <= _STRAIGHT < max(abs(x0 - x1), abs(y0 - y1)):
            yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
