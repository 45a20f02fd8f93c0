"""The characters of a PDF page: those to be seen, and a count of those that are not.

Text drawn invisibly (the layer that a scanner's OCR lays under its picture), in white on white, outside the page or
aslant (a watermark) is no text of the document.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field, replace

import pypdfium2
import pypdfium2.raw as raw

from tasks.read.office.coverage import Area, holds
from tasks.read.printed.glyphs import Glyph
from tasks.read.printed.pdf_marks import Marks, View

MOST_GLYPHS = 60_000
_ASLANT = 4.0
_WHITE = 245
_FEW = 300
_NO_MEANING = frozenset({0, 0xFFFD, 0xFFFE, 0xFFFF})
_BULLETS = range(0xF020, 0xF100)
_UNREADABLE = "a character of this text has no known meaning"
_CUT = "part of this cell's text is cut off at its edge"
_SMALL = 0.3
_MOST_CLIPS = 8
_MOST_CORNERS = 50
_SIDEWAYS = "printed sideways"


@dataclass(slots=True)
class Glyphs:
    """The characters of one page in the order they were drawn; ``hidden`` counts those left out, by why."""

    seen: list[Glyph] = field(default_factory=list)
    hidden: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0
    whole: bool = True


def usual_turn(text: pypdfium2.PdfTextpage) -> int:
    """Return by how many degrees, a multiple of 90, the page is turned clockwise to set most of its first characters upright."""
    turns: Counter[int] = Counter()
    for at in range(min(_FEW, raw.FPDFText_CountChars(text))):
        if not raw.FPDFText_IsGenerated(text, at):
            turns[-round(math.degrees(raw.FPDFText_GetCharAngle(text, at)) / 90) * 90 % 360] += 1
    return turns.most_common(1)[0][0] if turns else 0


def glyphs_of(text: pypdfium2.PdfTextpage, view: View, marks: Marks) -> Glyphs:
    """Return the characters of a page, blanks included."""
    reader = _Reader(text, view, marks)
    count = raw.FPDFText_CountChars(text)
    reader.found.whole = count <= MOST_GLYPHS
    for at in range(min(count, MOST_GLYPHS)):
        if not raw.FPDFText_IsGenerated(text, at):
            reader.take(at)
    reader.doubt_cut()
    return reader.found


class _Reader:
    """Walks over one page's characters."""

    def __init__(self, text: pypdfium2.PdfTextpage, view: View, marks: Marks) -> None:
        self.found = Glyphs()
        self._text, self._view, self._marks = text, view, marks
        self._box = raw.FS_RECTF()
        self._looks: dict[int, _Look] = {}
        self._cut: set[Area] = set()

    def take(self, at: int) -> None:
        """Take one character: as seen, or as left out."""
        code = raw.FPDFText_GetUnicode(self._text, at)
        if code in (0x0A, 0x0D):
            return
        raw.FPDFText_GetLooseCharBox(self._text, at, ctypes.byref(self._box))
        box = self._box
        area = self._view.area(box.left, box.bottom, box.right, box.top)
        if code in (0x20, 0xA0, 0x3000):
            self.found.seen.append(Glyph(chr(code), *area))
            return
        away = self._aslant(at)
        why = "aslant" if away is None else self._why_hidden(at, area)
        if why:
            self.found.hidden[why] += 1
            return
        self._see(at, code, area, sideways=bool(away))

    def _see(self, at: int, code: int, area: Area, *, sideways: bool) -> None:
        """Add a character that is to be seen."""
        if code in _BULLETS:
            return  # a symbol font's bullet
        unreadable = code in _NO_MEANING or 0xE000 <= code <= 0xF8FF or code > 0xF0000
        unreadable = unreadable or raw.FPDFText_HasUnicodeMapError(self._text, at) == 1
        self.found.unreadable += unreadable
        text = "\ufffd" if code in _NO_MEANING else chr(code)
        self.found.seen.append(
            Glyph(text, *area, _UNREADABLE if unreadable else _SIDEWAYS if sideways else "")
        )

    def _aslant(self, at: int) -> int | None:
        """Return by how many quarters a character is turned against what is usual, None where it stands aslant."""
        degrees = math.degrees(raw.FPDFText_GetCharAngle(self._text, at)) + self._view.turn
        quarters = round(degrees / 90)
        return None if abs(degrees - 90 * quarters) > _ASLANT else quarters % 4

    def _why_hidden(self, at: int, area: Area) -> str:
        """Say why a character is not to be seen; empty where it is."""
        x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
        if not (0 <= x <= self._view.width and 0 <= y <= self._view.height):
            return "outside the page"
        look = self._look(raw.FPDFText_GetTextObject(self._text, at))
        if look.clip is not None and not holds(look.clip, (x, y)):
            self._cut.add(look.clip)
            return "clipped"
        grounds = (*self._marks.fills, *self._marks.pictures)
        return "" if look.why == "white" and any(holds(area, (x, y)) for area in grounds) else look.why

    def _look(self, mark: raw.FPDF_PAGEOBJECT) -> _Look:
        """Return how a text object is drawn, found out once."""
        key = ctypes.addressof(mark.contents) if mark else 0
        if key not in self._looks:
            self._looks[key] = _Look(_why_unseen(mark), _clip(mark, self._view)) if mark else _Look("", None)
        return self._looks[key]

    def doubt_cut(self) -> None:
        """Doubt what stands in a small area, as of a cell, that cuts part of its text off."""
        most = _SMALL * self._view.width * self._view.height
        cells = [area for area in self._cut if (area[2] - area[0]) * (area[3] - area[1]) < most]
        if not cells:
            return
        for at, glyph in enumerate(self.found.seen):
            middle = ((glyph.left + glyph.right) / 2, glyph.centre)
            if any(holds(area, middle) for area in cells):
                self.found.seen[at] = replace(glyph, doubt=glyph.doubt or _CUT)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a text object is drawn: why it is not seen, and the area outside which it is cut off, if there is one."""

    why: str
    clip: Area | None


def _clip(mark: raw.FPDF_PAGEOBJECT, view: View) -> Area | None:
    """Return the area that a text object is clipped to, by the bounds of its smallest clip; None where it is not."""
    path = raw.FPDFPageObj_GetClipPath(mark)
    x, y = ctypes.c_float(), ctypes.c_float()
    areas: list[Area] = []
    for number in range(min(_MOST_CLIPS, max(0, raw.FPDFClipPath_CountPaths(path)))):
        points: list[tuple[float, float]] = []
        for at in range(min(_MOST_CORNERS, raw.FPDFClipPath_CountPathSegments(path, number))):
            segment = raw.FPDFClipPath_GetPathSegment(path, number, at)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append((x.value, y.value))
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            areas.append(view.area(min(xs), min(ys), max(xs), max(ys)))
    return min(areas, key=lambda area: (area[2] - area[0]) * (area[3] - area[1])) if areas else None


def _why_unseen(mark: raw.FPDF_PAGEOBJECT) -> str:
    """Say how a text object is hidden: invisible, white, or not at all."""
    mode = raw.FPDFTextObj_GetTextRenderMode(mark)
    if mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP):
        return "invisible"
    if mode in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP):
        return ""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(
        mark, ctypes.byref(red), ctypes.byref(green), ctypes.byref(blue), ctypes.byref(alpha)
    )
    if alpha.value < 10:
        return "invisible"
    return "white" if min(red.value, green.value, blue.value) >= _WHITE else ""
