"""One page of a PDF: its words and rules where it carries text, else the word that it must be recognised."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import pypdfium2
from pypdfium2 import PdfiumError

from tasks.read.office.coverage import COVERED, FEWEST_GLYPHS, Area, pictured, share
from tasks.read.printed.glyphs import words_of
from tasks.read.printed.page import Page
from tasks.read.printed.pdf_glyphs import Glyphs, glyphs_of, usual_turn
from tasks.read.printed.pdf_marks import Marks, View, marks_on

_OUTLINES = 60
_MOST_UNREADABLE = 0.05
_STRANGE = 0.15


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as its file tells it.

    ``scanned`` says in words why its text is to be recognised from its picture, empty where it is not. ``pictured`` is the part
    of a page with text that a picture without text covers: it may be the list. ``sharpness`` is as of its marks. ``quarters``
    is how often the page was turned clockwise, further than it is shown, to be read. ``warnings`` and ``unread`` are as of a
    document.
    """

    page: Page
    scanned: str = ""
    pictured: Area | None = None
    sharpness: float = 0.0
    quarters: int = 0
    warnings: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def read_page(pdf: pypdfium2.PdfDocument, number: int) -> Printed:
    """Read page ``number``, from 1.

    Raises:
        PdfiumError: the page cannot be opened.
    """
    page = pdf[number - 1]
    try:
        text = page.get_textpage()
        try:
            view = View(page, usual_turn(text))
            quarters = (view.turn - page.get_rotation()) // 90 % 4
            marks = marks_on(page, view)
            glyphs = glyphs_of(text, view, marks)
        finally:
            text.close()
    finally:
        page.close()
    return replace(_printed(number, view, marks, glyphs), quarters=quarters)


def _printed(number: int, view: View, marks: Marks, glyphs: Glyphs) -> Printed:
    """Return what a page tells, with what is wrong about it."""
    unread = [] if marks.whole and glyphs.whole else [f"page {number} holds too much: its end was not read"]
    if _is_downwards(glyphs):
        unread.append(f"page {number} is written downwards")
    scanned = _why_scanned(view, marks, glyphs)
    page = Page(number, view.width, view.height, words_of(glyphs.seen, marks.rules), tuple(marks.rules))
    warnings = [
        f"page {number}: {count} characters {why} were left out"
        for why, count in sorted(glyphs.hidden.items())
        if not scanned
    ]
    centres = [((one.left + one.right) / 2, one.centre) for one in glyphs.seen if not one.text.isspace()]
    part = None if scanned else pictured(marks.pictures, (view.width, view.height), centres)
    return Printed(page, scanned, part, marks.sharpness, 0, tuple(warnings), () if scanned else tuple(unread))


def _why_scanned(view: View, marks: Marks, glyphs: Glyphs) -> str:
    """Say why a page's text is to be recognised from its picture."""
    solid = [glyph for glyph in glyphs.seen if not glyph.text.isspace()]
    covered = share(marks.pictures, (view.width, view.height))
    if len(solid) < FEWEST_GLYPHS and covered >= COVERED:
        return "its text is a picture"
    if len(solid) < FEWEST_GLYPHS and marks.strokes >= _OUTLINES:
        return "its text is drawn as outlines"
    if solid and glyphs.unreadable > _MOST_UNREADABLE * len(solid):
        return "its fonts do not say which characters they print"
    strange = sum(_is_strange(glyph.text) for glyph in solid)
    if strange > _STRANGE * len(solid) and strange >= FEWEST_GLYPHS:
        return "its fonts name characters that no text is made of"
    return ""


def _is_strange(char: str) -> bool:
    """Say whether a character is a Chinese one that neither simplified nor traditional text usually has."""
    return "\u3400" <= char <= "\u9fff" and not (_has(char, "gb2312") or _has(char, "big5"))


def _has(char: str, charset: str) -> bool:
    """Say whether a character set has a character."""
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _is_downwards(glyphs: Glyphs) -> bool:
    """Say whether most characters stand right under the one before: writing from the top down."""
    solid = [glyph for glyph in glyphs.seen if not glyph.text.isspace()]
    under = sum(
        abs(a.left - b.left) < 0.3 * a.size and 0.6 * a.size < b.centre - a.centre < 1.6 * a.size
        for a, b in itertools.pairwise(solid)
    )
    return len(solid) >= FEWEST_GLYPHS and under > 0.6 * len(solid)


__all__ = ["PdfiumError", "Printed", "read_page"]
