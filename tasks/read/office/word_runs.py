"""The text of one paragraph of Word's XML: what a reader of the printed page sees, and what stands in it besides text.

Deleted and hidden text is no text, the code of a field is none, of two forms for two versions of Word one is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tasks.read.office.word_numbers import W
from tasks.read.office.word_styles import is_on

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_VML = "{urn:schemas-microsoft-com:vml}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MATH = tuple(
    f"{{http://schemas.openxmlformats.org/officeDocument/2006/math}}{name}" for name in ("oMath", "oMathPara")
)
_RUN, _PROPERTIES, _TEXT = W + "r", W + "rPr", W + "t"
ALTERNATE = _MC + "AlternateContent"
TEXT_BOX = W + "txbxContent"
THROUGH = frozenset(W + name for name in ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "hyperlink", "fldSimple", "dir", "bdo"))  # fmt: skip
"""Elements that only stand around what is read."""
GONE = frozenset((W + "del", W + "moveFrom"))
"""What somebody deleted, or moved elsewhere, and nobody accepted yet."""
_SIGNS = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "",
}  # fmt: skip
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_SYMBOLS = {
    0xFE: "☑", 0x52: "☑", 0xFD: "☒", 0x54: "☒", 0xA8: "□", 0x6F: "□", 0x72: "□", 0xFC: "✓", 0xFB: "✗", 0x6C: "●",
    0x6E: "■", 0xB7: "·", 0xE0: "→", 0xD8: "➢",
}  # fmt: skip
_COMPUTED = ("EQ", "AUTONUM", "LISTNUM", "SYMBOL", "ADVANCE")


@dataclass(slots=True)
class Seen:
    """What was met in a whole document besides its text; ids are those of relations, in the order they were met."""

    hidden_styles: frozenset[str] = frozenset()
    pictures: dict[str, None] = field(default_factory=dict)
    objects: dict[str, str] = field(default_factory=dict)
    chunks: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    changes: int = 0
    charts: int = 0
    diagrams: int = 0
    linked: int = 0


@dataclass(slots=True)
class Spoken:
    """One paragraph: its text with tabs and line breaks, why it may be wrong, the text boxes that hang on it."""

    text: str
    doubt: str
    boxes: list[etree._Element]


class Runs:
    """Reads paragraphs, one after the other."""

    def __init__(self, seen: Seen) -> None:
        """Note in ``seen`` what is met besides text."""
        self._seen = seen
        self._pieces: list[str] = []
        self._doubts: dict[str, None] = {}
        self._boxes: list[etree._Element] = []
        self._fields: list[tuple[list[str], list[int]]] = []

    def read(self, paragraph: etree._Element) -> Spoken:
        """Return what one paragraph says."""
        self._pieces, self._doubts, self._boxes, self._fields = [], {}, [], []
        self._walk(paragraph)
        return Spoken("".join(self._pieces), "; ".join(self._doubts), self._boxes)

    def _walk(self, element: etree._Element) -> None:
        """Read the runs of a paragraph, or of what stands around some of them."""
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in THROUGH:
                self._seen.changes += tag == W + "ins" or tag == W + "moveTo"
                self._walk(child)
            elif tag in GONE:
                self._seen.changes += 1
            elif tag == ALTERNATE:
                self._walk(chosen(child))
            elif tag in _MATH:
                self._pieces += [one.text or "" for one in child.iter(_MATH_TEXT)]

    def _run(self, run: etree._Element) -> None:
        """Read one run of letters that look alike."""
        properties = run.find(_PROPERTIES)
        if properties is not None and len(properties) and self._is_hidden(properties):
            self._seen.hidden += [one.text for one in run.iter(_TEXT) if one.text and one.text.strip()]
            return
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                self._pieces.append(child.text or "")
                if properties is not None and len(properties):
                    self._look_for_strokes(properties, child)
            elif tag in _SIGNS:
                self._pieces.append(_SIGNS[tag])
            elif tag != _PROPERTIES:
                self._other(child, tag)

    def _is_hidden(self, properties: etree._Element) -> bool:
        """Say whether letters are hidden, by themselves or by their style."""
        own = properties.find(W + "vanish")
        if own is not None:
            return is_on(own)
        style = properties.find(W + "rStyle")
        return style is not None and style.get(W + "val") in self._seen.hidden_styles

    def _look_for_strokes(self, properties: etree._Element, text: etree._Element) -> None:
        """Doubt letters that are struck through: somebody may have meant to take them out."""
        struck = is_on(properties.find(W + "strike")) or is_on(properties.find(W + "dstrike"))
        if struck and (text.text or "").strip():
            self._doubts["letters are struck through"] = None

    def _other(self, child: etree._Element, tag: str) -> None:
        """Read what stands in a run and is neither text nor a plain sign."""
        if tag == W + "sym":
            self._symbol(child)
        elif tag == W + "fldChar":
            self._field(child.get(W + "fldCharType", ""))
        elif tag == W + "instrText" and self._fields:
            self._fields[-1][0].append(child.text or "")
        elif tag in _NOTES:
            self._seen.notes.append((_NOTES[tag], child.get(W + "id", "")))
        elif tag == W + "ruby":
            for base in child.iterchildren(W + "rubyBase"):
                self._walk(base)
        elif tag == ALTERNATE:
            self._alternate(child)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self._drawing(child)

    def _alternate(self, element: etree._Element) -> None:
        """Read one of the forms that a run offers."""
        form = chosen(element)
        if form.find(_TEXT) is not None:
            self._run(form)
        else:
            self._drawing(form)

    def _symbol(self, element: etree._Element) -> None:
        """Read a sign of a font that has its own signs."""
        try:
            code = int(element.get(W + "char", ""), 16)
        except ValueError:
            code = 0xF000
        private = 0xE000 <= code <= 0xF8FF
        sign = _SYMBOLS.get(code & 0xFF) if private else chr(code) if 0x20 <= code < 0xD800 else None
        if sign is None:
            self._doubts[
                f"it holds a sign of the font {element.get(W + 'font', '')} that is no character"
            ] = None
        self._pieces.append(sign or "")

    def _field(self, step: str) -> None:
        """Follow a field: its code is no text, its result is; one that Word computes anew may have no result."""
        if step == "begin":
            self._fields.append(([], []))
        elif step == "separate" and self._fields:
            self._fields[-1][1].append(len(self._pieces))
        elif step == "end" and self._fields:
            code, begun = self._fields.pop()
            word = "".join(code).strip().partition(" ")[0].upper()
            if (
                word in _COMPUTED
                and not "".join(self._pieces[begun[0] if begun else len(self._pieces) :]).strip()
            ):
                self._doubts[f"it holds a field that Word computes ({word})"] = None

    def _drawing(self, element: etree._Element) -> None:
        """Note text boxes, pictures and objects of a drawing; the picture that stands for an object is not read."""
        ole = next(element.iter(_OFFICE + "OLEObject"), None)
        if ole is not None and ole.get(R + "id"):
            preview = next((one.get(R + "id", "") for one in element.iter(_VML + "imagedata")), "")
            self._seen.objects[ole.get(R + "id")] = preview
            return
        for one in _drawn(element):
            if one.tag == TEXT_BOX:
                self._boxes.append(one)
            elif one.tag in (_CHART, _DIAGRAM):
                self._seen.charts += one.tag == _CHART
                self._seen.diagrams += one.tag == _DIAGRAM
            elif key := one.get(R + "embed") or one.get(R + "id"):
                self._seen.pictures[key] = None
            else:
                self._seen.linked += one.get(R + "link") is not None


def chosen(alternate: etree._Element) -> etree._Element:
    """Return the form to read of several that say the same for different versions of Word."""
    forms = [one for one in alternate if one.tag in (_MC + "Choice", _MC + "Fallback")]
    told = (
        one for one in forms if next(_drawn(one), None) is not None or next(one.iter(_TEXT), None) is not None
    )
    return next(told, forms[0] if forms else alternate)


def _drawn(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes, pictures and charts of a drawing, in order; nothing from within a text box."""
    for child in element:
        if child.tag in (TEXT_BOX, _DRAWN + "blip", _VML + "imagedata", _CHART, _DIAGRAM):
            yield child
        elif child.tag == ALTERNATE:
            yield from _drawn(chosen(child))
        else:
            yield from _drawn(child)
