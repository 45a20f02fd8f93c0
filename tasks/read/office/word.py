"""Word documents (docx): paragraphs and tables in the order they stand, spans expanded, Word's own numbers written out.

What somebody deleted or hid is left out and said; a text box stands behind the paragraph it hangs on, a table within a
table behind that one. Source: ECMA-376 part 1, WordprocessingML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Document, Media
from tasks.read.office.enclosed import read_enclosed
from tasks.read.office.opc import Parts, Relation
from tasks.read.office.word_blocks import Grid, Line, Raw, finish
from tasks.read.office.word_numbers import Numbers, W
from tasks.read.office.word_runs import ALTERNATE, GONE, THROUGH, Runs, Seen, chosen
from tasks.read.office.word_styles import Styles, is_on
from tasks.read.office.word_title import find_title

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VAL = W + "val"
_PARAGRAPH, _TABLE, _ROW, _CELL, _TEXT = W + "p", W + "tbl", W + "tr", W + "tc", W + "t"
_NOT_PLAIN = (
    *THROUGH,
    *GONE,
    ALTERNATE,
    _TABLE,
    "{*}oMath",
    *(
        W + name
        for name in (
            "numPr",
            "vanish",
            "strike",
            "dstrike",
            "hidden",
            "sym",
            "fldChar",
            "drawing",
            "pict",
            "object",
            "ruby",
            "tab",
            "br",
            "cr",
            "ptab",
            "noBreakHyphen",
            "softHyphen",
            "footnoteReference",
            "endnoteReference",
            "altChunk",
            "hMerge",
            "gridBefore",
        )
    ),
)
"""Where a table has none of these, the letters in its cells are all that they say."""
_SUFFIXED = "().、．）】:：〕]"
MAX_SPAN = 200
MAX_CELLS = 1_000_000


def read_word(body: bytes, about: About, read_inner: ReadInner) -> tuple[Document, ...]:
    """Read a docx, then the pictures and files in it.

    The title is found by its style, place and size; it also stays where it stands.

    Raises:
        Unreadable: the file is broken, locked, or too large.
        NeedsRoom: a picture in it needs OCR, and this is the small child.
    """
    return read_docx(body, about, read_inner, media="docx", read_by="Word")


def read_docx(
    body: bytes, about: About, read_inner: ReadInner, *, media: Media, read_by: str
) -> tuple[Document, ...]:
    """Read a docx that may stand for another kind: ``media`` and ``read_by`` say what it was and who made it a docx.

    Raises:
        Unreadable, NeedsRoom: as ``read_word``.
    """
    parts = Parts(body, about.label)
    name = parts.main("word/document.xml")
    reading = _Reading(parts, name)
    items = reading.items(parts.xml(name).find(W + "body"))
    blocks, mender = finish(items)
    relations = parts.relations(name)
    inside = read_enclosed(parts, _inside(reading.seen, relations, parts), about, read_inner)
    document = Document(
        sha256=about.sha256, media=media, title=mender.mend(find_title(items, reading.styles)), blocks=blocks,
        name=about.name, garble=mender.report, warnings=(*reading.warnings(), *inside.warnings),
        unread=(*reading.unread(relations), *inside.unread), read_by=read_by,
    )  # fmt: skip
    return (document, *inside.documents)


def _inside(seen: Seen, relations: dict[str, Relation], parts: Parts) -> Iterator[tuple[str, str]]:
    """Yield the parts of objects, chunks of other documents and pictures, each with what to read in its place."""

    def part(key: str) -> str:
        found = relations.get(key)
        return found.target if found and not found.outside and found.target in parts else ""

    for key, preview in seen.objects.items():
        if part(key):
            yield part(key), part(preview)
        else:
            seen.linked += 1
    for key in (*seen.chunks, *seen.pictures):
        if part(key):
            yield part(key), ""


class _Reading:
    """One document while it is read."""

    def __init__(self, parts: Parts, name: str) -> None:
        """Read what the document says of its styles, lists and notes."""
        beside = {one.kind: one.target for one in parts.relations(name).values() if not one.outside}

        def part(kind: str) -> etree._Element | None:
            return parts.xml(beside[kind]) if kind in beside and beside[kind] in parts else None

        self.styles = Styles(part("styles"))
        self.seen = Seen(self.styles.hidden)
        self._numbers = Numbers(part("numbering"), self.styles.lists)
        self._runs = Runs(self.seen)
        self._notes = {"footnote": part("footnotes"), "endnote": part("endnotes")}
        self._cells = 0
        self._label = parts.label

    def items(self, container: etree._Element | None) -> list[Line | Grid]:
        """Return the lines and tables of a body, a cell or a text box, in order; empty lines are none."""
        found: list[Line | Grid] = []
        for child in self._laid(container if container is not None else ()):
            if child.tag == _PARAGRAPH:
                found += self._paragraph(child)
            else:
                found += self._table(child)
        return found

    def _laid(self, container: Iterable[etree._Element]) -> Iterator[etree._Element]:
        """Yield the paragraphs, tables, rows or cells of a container, whatever stands around them."""
        for child in container:
            tag = child.tag
            if tag in (_PARAGRAPH, _TABLE, _ROW, _CELL):
                yield child
            elif tag in THROUGH:
                self.seen.changes += tag == W + "ins"
                yield from self._laid(child)
            elif tag in GONE:
                self.seen.changes += 1
            elif tag == ALTERNATE:
                yield from self._laid(chosen(child))
            elif tag == W + "altChunk":
                self.seen.chunks.append(child.get(R + "id", ""))

    def _paragraph(self, element: etree._Element) -> list[Line | Grid]:
        """Return a paragraph with the number that Word prints before it, then what stands in its text boxes."""
        properties = element.find(W + "pPr")
        named = None if properties is None else properties.find(W + "pStyle")
        style = self.styles.usual if named is None else named.get(_VAL, "")
        said = self._runs.read(element)
        bare = not said.text.strip()
        if style in self.styles.hidden or (bare and self._is_gone_mark(properties)):
            self.seen.hidden.append(said.text)
            return []
        number, doubt = self._number(properties, style)
        text = _numbered(number, said.text)
        doubts = "; ".join(filter(None, (doubt, said.doubt)))
        found: list[Line | Grid] = (
            [Line(text, doubts, element, style, bare)] if text.strip() or doubts else []
        )
        for box in said.boxes:
            found += self.items(box)
        return found

    def _is_gone_mark(self, properties: etree._Element | None) -> bool:
        """Say whether a paragraph without text is deleted or hidden altogether: Word counts no number for it."""
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is None:
            return False
        self.seen.changes += mark.find(W + "del") is not None
        return mark.find(W + "del") is not None or is_on(mark.find(W + "vanish"))

    def _number(self, properties: etree._Element | None, style: str) -> tuple[str, str]:
        """Return the number that Word prints before a paragraph, and why it may be wrong."""
        own = None if properties is None else properties.find(W + "numPr")
        listed = None if own is None else own.find(W + "numId")
        level = None if own is None else own.find(W + "ilvl")
        number, at = self.styles.numbering(style) if style else ("", None)
        if listed is not None:
            number, at = listed.get(_VAL, ""), 0
        elif number and at is None:
            at = self._numbers.level_of_style(number, style)
        if not number:
            return "", ""
        if level is not None and level.get(_VAL, "").isdecimal():
            at = int(level.get(_VAL)[:2])
        return self._numbers.next(number, at or 0)

    def _table(self, element: etree._Element) -> list[Line | Grid]:
        """Return a table, then the tables within it; one of a single cell only frames what stands in it."""
        rows: list[list[Raw]] = []
        inner: list[Line | Grid] = []
        above: dict[int, Raw] = {}
        plain = self.styles.tame and next(element.iterdescendants(*_NOT_PLAIN), None) is None
        for row in element.iterchildren(_ROW) if plain else self._laid(element):
            properties = None if plain else row.find(W + "trPr")
            if row.tag != _ROW or (properties is not None and self._is_gone(properties, row)):
                continue
            number = len(rows) + 1
            rows.append(_plain_row(row, above, number) if plain else self._row(row, above, inner, number))
            self._cells += len(rows[-1])
            if self._cells > MAX_CELLS:
                raise Unreadable(self._label, f"its tables have more than {MAX_CELLS} cells")
        if len({id(cell) for row in rows for cell in row}) == 1:
            return [*self._framed(rows[0][0], element), *inner]
        filled = any(cell.text or cell.doubt for row in rows for cell in row)
        return [*([Grid(rows)] if filled else []), *inner]

    def _framed(self, only: Raw, element: etree._Element) -> list[Line | Grid]:
        """Return the lines of a table of a single cell."""
        if only.items:
            return list(only.items)
        return [item for cell in element.iter(_CELL) for item in self.items(cell)]

    def _is_gone(self, properties: etree._Element, row: etree._Element) -> bool:
        """Say whether a row was deleted or is hidden."""
        deleted = properties.find(W + "del") is not None
        self.seen.changes += deleted or properties.find(W + "ins") is not None
        if is_on(properties.find(W + "hidden")) and not deleted:
            self.seen.hidden.append("".join(one.text or "" for one in row.iter(W + "t")))
            return True
        return deleted

    def _row(
        self, element: etree._Element, above: dict[int, Raw], inner: list[Line | Grid], number: int
    ) -> list[Raw]:
        """Return one row's cells; ``above`` keeps, by column, the cell that reaches down into the next row."""
        properties = element.find(W + "trPr")
        before = None if properties is None else properties.find(W + "gridBefore")
        cells = [Raw("", "", number)] * _span(before, 0)
        for cell in self._laid(element):
            properties = cell.find(W + "tcPr")
            merged = None if properties is None else properties.find(W + "vMerge")
            span = _span(None if properties is None else properties.find(W + "gridSpan"), 1)
            beside = None if properties is None else properties.find(W + "hMerge")
            if merged is not None and merged.get(_VAL, "continue") == "continue" and len(cells) in above:
                one = _covering(above[len(cells)], "".join(cell.itertext(_TEXT)))
            elif beside is not None and beside.get(_VAL, "continue") == "continue" and cells:
                one = _covering(cells[-1], "".join(cell.itertext(_TEXT)))
            else:
                one = self._cell(cell, inner, number)
            above.pop(len(cells), None)
            if merged is not None:
                above[len(cells)] = one
            cells += [one] * span
        return cells

    def _cell(self, element: etree._Element, inner: list[Line | Grid], number: int) -> Raw:
        """Return a cell's text, a line for each paragraph; the tables within it go to ``inner``."""
        items = self.items(element)
        lines = [item for item in items if isinstance(item, Line)]
        inner += [item for item in items if isinstance(item, Grid)]
        doubts = dict.fromkeys(line.doubt for line in lines if line.doubt)
        return Raw("\n".join(line.text for line in lines), "; ".join(doubts), number, tuple(lines))

    def warnings(self) -> tuple[str, ...]:
        """Say what was left out on purpose."""
        seen, said = self.seen, []
        if seen.changes:
            said.append(
                f"{seen.changes} tracked changes: what they delete was left out, what they add was read"
            )
        if any(text.strip() for text in seen.hidden):
            hidden = " ".join(filter(None, (text.strip() for text in seen.hidden)))
            said.append(f"hidden text was left out: {hidden[:60]}")
        for kind, key in seen.notes[:20]:
            said.append(f"{kind} {key} was left out: {self._note(kind, key)[:60]}")
        if seen.charts:
            said.append(f"{seen.charts} charts were left out")
        return tuple(said)

    def _note(self, kind: str, key: str) -> str:
        """Return the text of a footnote or endnote."""
        notes = self._notes[kind]
        found = () if notes is None else (one for one in notes if one.get(W + "id") == key)
        return "".join(text.text or "" for one in found for text in one.iter(W + "t")).strip()

    def unread(self, relations: dict[str, Relation]) -> tuple[str, ...]:
        """Say what was not read and may hold rows."""
        outside = sum(1 for key in self.seen.pictures if (one := relations.get(key)) and one.outside)
        linked = self.seen.linked + outside
        diagrams = [f"{self.seen.diagrams} diagrams are not read"] if self.seen.diagrams else []
        return (*diagrams, *([f"{linked} pictures are linked, not in the file"] if linked else []))


def _plain_row(element: etree._Element, above: dict[int, Raw], number: int) -> list[Raw]:
    """Return one row's cells of a table in which nothing stands but letters; ``above`` is as of ``_Reading._row``."""
    cells: list[Raw] = []
    for cell in element.iterchildren(_CELL):
        lines = [
            "".join([one.text or "" for one in line.iter(_TEXT)]) for line in cell.iterchildren(_PARAGRAPH)
        ]
        text = lines[0] if len(lines) == 1 else "\n".join(filter(str.strip, lines))
        properties = cell.find(W + "tcPr")
        span, one = 1, Raw(text, "", number)
        if properties is not None:
            span = _span(properties.find(W + "gridSpan"), 1)
            merged = properties.find(W + "vMerge")
            if merged is not None:
                if merged.get(_VAL, "continue") == "continue" and len(cells) in above:
                    one = _covering(above[len(cells)], text)
                above[len(cells)] = one
            else:
                above.pop(len(cells), None)
        cells += [one] * span
    return cells


def _covering(by: Raw, text: str) -> Raw:
    """Return the cell that covers one merged into it, doubted where the covered one has a text of its own."""
    if text.strip() and text.strip() != by.text.strip():
        return replace(by, doubt=f"it covers a merged cell that says {text.strip()[:40]}")
    return by


def _numbered(number: str, text: str) -> str:
    """Return a text behind the number that Word prints, apart by a space where the number ends in no sign."""
    if not number or not text.strip():
        return number + text
    return number + ("" if number.endswith(tuple(_SUFFIXED)) else " ") + text.lstrip()


def _span(element: etree._Element | None, otherwise: int) -> int:
    """Return how many columns a cell covers, at most 200."""
    value = "" if element is None else element.get(_VAL, "")
    return min(int(value), MAX_SPAN) if value.isdecimal() and len(value) < 7 else otherwise
