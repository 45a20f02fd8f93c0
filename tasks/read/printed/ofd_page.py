"""One page of an OFD document: its own content with its templates, to words and rules; its pictures by OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from config.errors import Unreadable
from tasks.read.about import About
from tasks.read.ink.frames import BadPicture, read_frame
from tasks.read.office.coverage import COVERED, FEWEST_GLYPHS, Area, pictured, share
from tasks.read.printed.glyphs import words_of
from tasks.read.printed.ofd_document import OfdDocument, beside
from tasks.read.printed.ofd_objects import Objects, gather, numbers
from tasks.read.printed.page import Page, Rule, Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST_PICTURE = 0.05


@dataclass(frozen=True, slots=True)
class Read:
    """A page, whether OCR and whether its own text gave something of it; ``warnings`` and ``unread`` as of a document."""

    page: Page
    scanned: bool
    with_text: bool
    warnings: tuple[str, ...]
    unread: tuple[str, ...]


def read_page(document: OfdDocument, place: str, number: int, about: About, *, may_scan: bool) -> Read:
    """Read page ``number``, from 1, whose content stands at ``place``; ``may_scan`` allows OCR.

    Raises:
        Unreadable: the page is missing or broken.
        NeedsRoom: it must be recognised, and this is the small child.
    """
    root = document.parts.xml(place)
    left, top, width, height = _area(root, document)
    objects = _objects(document, root, place)
    glyphs = [
        replace(one, left=one.left - left, right=one.right - left, top=one.top - top, bottom=one.bottom - top)
        for one in objects.glyphs
    ]
    rules = tuple(Rule(r.left - left, r.top - top, r.right - left, r.bottom - top) for r in objects.rules)
    glyphs = [one for one in glyphs if -1 <= one.left <= width and -1 <= one.centre <= height]
    page = Page(number, width, height, words_of(glyphs, rules), rules)
    unread = _unread(number, objects)
    warnings = [
        f"page {number}: {count} characters {why} were left out" for why, count in objects.hidden.items()
    ]
    centres = [((one.left + one.right) / 2, one.centre) for one in glyphs if not one.text.isspace()]
    wanted = _wanted(objects.pictures, (width, height), centres)
    if wanted and not may_scan:
        unread.append(f"page {number}: too many pages were recognised before it")
    elif wanted:
        about.need_room()
        page = _recognised(page, wanted, document, unread)
    return Read(page, bool(wanted) and may_scan, bool(centres), tuple(warnings), tuple(unread))


def _area(root: etree._Element, document: OfdDocument) -> tuple[float, float, float, float]:
    """Return a page's left and upper edge, width and height."""
    text = root.findtext("{*}Area/{*}PhysicalBox") or document.area
    try:
        left, top, width, height = numbers(text, 4)
    except ValueError as error:
        raise Unreadable("the page", f"its size is none: {error}") from error
    if width <= 0 or height <= 0:
        raise Unreadable("the page", f"its size is none: {text[:40]}")
    return left, top, width, height


def _objects(document: OfdDocument, root: etree._Element, place: str) -> Objects:
    """Return the objects of a page, its templates under or over its own content."""
    for resource in root.iterchildren("{*}PageRes"):
        document.take_resources(beside(place, resource.text or ""))
    under: list[str] = []
    over: list[str] = []
    for one in root.iterchildren("{*}Template"):
        template = document.templates.get(one.get("TemplateID", ""))
        if template is not None:
            above = one.get("ZOrder") == "Foreground" if one.get("ZOrder") else template.over
            (over if above else under).append(template.place)
    found = Objects()
    roots = [*map(document.parts.xml, under), root, *map(document.parts.xml, over)]
    for one in roots:
        for content in one.iterchildren("{*}Content"):
            gather(content, found, document.composites.get)
    return found


def _unread(number: int, objects: Objects) -> list[str]:
    """Say what of a page's objects could not be read."""
    found = [] if objects.whole else [f"page {number} holds too much: its end was not read"]
    if objects.nameless:
        found.append(
            f"page {number}: {objects.nameless} glyphs are drawn without the characters they stand for"
        )
    return found


def _wanted(
    pictures: Sequence[tuple[str, Area]], size: tuple[float, float], centres: Sequence[tuple[float, float]]
) -> list[tuple[str, Area]]:
    """Return the pictures that may be the list: all of some size on a page without text, else where no text stands."""
    areas = [area for _, area in pictures]
    bare = len(centres) < FEWEST_GLYPHS and share(areas, size) >= COVERED
    if not bare and pictured(areas, size, centres) is None:
        return []
    return [(name, area) for name, area in pictures if share([area], size) >= _LEAST_PICTURE]


def _recognised(
    page: Page, pictures: Sequence[tuple[str, Area]], document: OfdDocument, unread: list[str]
) -> Page:
    """Return a page with what OCR reads in its pictures; a picture alone on its page gives OCR's own page."""
    from tasks.read.ink.ocr import read_ink  # takes seconds to load

    for name, area in pictures:
        try:
            picture = _decoded(document, name)
        except Unreadable as error:
            unread.append(f"page {page.number}: a picture that may be the list: {error}")
            continue
        ink = read_ink(picture, page=page.number)
        if len(pictures) == 1 and not page.words:
            return ink
        page = _added(page, ink, area)
    return page


def _added(page: Page, ink: Page, area: Area) -> Page:
    """Return a page with the words and rules of a picture set where the picture stands."""
    across, down = (area[2] - area[0]) / max(1.0, ink.width), (area[3] - area[1]) / max(1.0, ink.height)

    def back(edges: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = edges
        return area[0] + x0 * across, area[1] + y0 * down, area[0] + x1 * across, area[1] + y1 * down

    words = [Word(w.text, *back((w.left, w.top, w.right, w.bottom)), w.doubt) for w in ink.words]
    rules = [Rule(*back((r.left, r.top, r.right, r.bottom))) for r in ink.rules]
    return replace(page, words=(*page.words, *words), rules=(*page.rules, *rules))


def _decoded(document: OfdDocument, name: str) -> NDArray[np.uint8]:
    """Return a picture (height x width x 3, RGB).

    Raises:
        Unreadable: it is missing, broken, too large or of a form that no decoder here knows (JBIG2).
    """
    place = document.pictures.get(name, "")
    if not place:
        raise Unreadable(name, "the file does not hold it")
    try:
        return read_frame(document.parts.read(place), 0)
    except BadPicture as error:
        raise Unreadable(place, str(error)) from error
