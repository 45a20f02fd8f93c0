"""OFD files written by hand from GB/T 33190-2016, for want of any from a real producer.

A title, paragraphs and ruled tables on A4 pages in millimetres; every page has the page number in a template's stead.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Rows = list[list[str]]

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WIDTH, HEIGHT = 210.0, 297.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 20.0, 190.0, 25.0, 270.0
_SIZE, _LINE, _PAD = 3.5, 5.0, 1.2


def ofd_of(title: str, blocks: Sequence[str | Rows]) -> bytes:
    """Return an OFD file of a title, paragraphs and tables (the first row is the header); the same bytes every time."""
    writer = _Writer()
    if title:
        writer.line(title, size=6.0, centred=True)
    for block in blocks:
        if isinstance(block, str):
            writer.paragraph(block)
        else:
            writer.table(block)
    return package([page_xml(objects) for objects in writer.pages])


def package(
    pages: Sequence[str], more: Mapping[str, str | bytes] | None = None, *, common: str = "", end: str = ""
) -> bytes:
    """Return an OFD file of pages' contents, with other members, and XML to stand in the common data and at the end."""
    places = "".join(
        f'<ofd:Page ID="{number + 1}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    members: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID>'
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
        f"<ofd:Pages>{places}</ofd:Pages>{end}</ofd:Document>",
    }
    members |= {f"Doc_0/Pages/Page_{number}/Content.xml": page for number, page in enumerate(pages)}
    return zipped(members | dict(more or {}))


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of members, all of one day, so that the bytes are the same every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def page_xml(objects: Sequence[str], *, before: str = "") -> str:
    """Return a page's content of its objects; ``before`` is XML that stands before them (a template)."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NAMESPACE}>{before}<ofd:Content>'
        f'<ofd:Layer Type="Body" ID="1">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def text_xml(text: str, left: float, top: float, *, size: float = _SIZE, more: str = "") -> str:
    """Return a text object with its upper left corner at a place; equal steps are written with ``g``."""
    steps = [_wide(char, size) for char in text[:-1]]
    runs: list[tuple[float, int]] = []
    for step in steps:
        runs = [*runs[:-1], (step, runs[-1][1] + 1)] if runs and runs[-1][0] == step else [*runs, (step, 1)]
    delta = " ".join(
        f"g {count} {step:g}" if count > 2 else " ".join([f"{step:g}"] * count) for step, count in runs
    )
    written = f' DeltaX="{delta}"' if delta else ""
    return (
        f'<ofd:TextObject ID="2" Boundary="{left:g} {top:g} {text_width(text, size):g} {size * 1.3:g}" Font="3" Size="{size:g}"{more}>'
        f'<ofd:TextCode X="0" Y="{size:g}"{written}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def stroke_xml(left: float, top: float, right: float, bottom: float) -> str:
    """Return a path object of one straight line."""
    return (
        f'<ofd:PathObject ID="4" Boundary="{left:g} {top:g} {right - left:g} {bottom - top:g}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {right - left:g} {bottom - top:g}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def text_width(text: str, size: float = _SIZE) -> float:
    """Return how wide a text is."""
    return sum(_wide(char, size) for char in text)


def _wide(char: str, size: float) -> float:
    return size if ord(char) > 0x2E7F else size / 2


def _wrapped(text: str, width: float) -> list[str]:
    """Return a text in lines no wider than a width, cut anywhere, as Chinese is."""
    lines = [""]
    for char in text:
        if lines[-1] and text_width(lines[-1] + char) > width:
            lines.append("")
        lines[-1] += char
    return lines


class _Writer:
    """Sets lines one under the other and begins a new page where one is full."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = []
        self._y = 0.0
        self._new_page()

    def _new_page(self) -> None:
        self.pages.append([text_xml(f"— {len(self.pages) + 1} —", 100, 284)])
        self._y = _TOP

    def _room_for(self, height: float) -> None:
        if self._y + height > _BOTTOM:
            self._new_page()

    def line(self, text: str, *, size: float = _SIZE, indent: float = 0.0, centred: bool = False) -> None:
        """Set one line."""
        self._room_for(size * 1.5)
        left = (WIDTH - text_width(text, size)) / 2 if centred else _LEFT + indent
        self.pages[-1].append(text_xml(text, left, self._y, size=size))
        self._y += size * 1.5

    def paragraph(self, text: str) -> None:
        """Set a paragraph, its first line indented by two characters."""
        room = _RIGHT - _LEFT
        first = _wrapped(text, room - 2 * _SIZE)[0]
        self.line(first, indent=2 * _SIZE)
        for line in _wrapped(text[len(first) :], room) if text[len(first) :] else []:
            self.line(line)

    def table(self, rows: Rows) -> None:
        """Set a ruled table; a row never goes over a page's end."""
        widths = self._widths(rows)
        self._y += 2
        for row in rows:
            cells = [_wrapped(text, width - 2 * _PAD) for text, width in zip(row, widths, strict=True)]
            height = max(map(len, cells)) * _LINE + 2 * _PAD
            self._room_for(height)
            self._row(cells, widths, height)
        self._y += 3

    def _widths(self, rows: Rows) -> list[float]:
        natural = [max(map(text_width, column)) + 2 * _PAD + 0.5 for column in zip(*rows, strict=True)]
        share = min(1.0, (_RIGHT - _LEFT) / sum(natural))
        return [max(3 * _SIZE, width * share) for width in natural]

    def _row(self, cells: Sequence[Sequence[str]], widths: Sequence[float], height: float) -> None:
        objects, left, top = self.pages[-1], _LEFT, self._y
        right = _LEFT + sum(widths)
        objects += [stroke_xml(_LEFT, y, right, y) for y in (top, top + height)]
        objects.append(stroke_xml(left, top, left, top + height))
        for lines, width in zip(cells, widths, strict=True):
            y = top + (height - len(lines) * _LINE) / 2
            objects += [
                text_xml(line, left + _PAD, y + _LINE * number) for number, line in enumerate(lines) if line
            ]
            left += width
            objects.append(stroke_xml(left, top, left, top + height))
        self._y += height
