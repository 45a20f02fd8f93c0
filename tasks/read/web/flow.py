"""A tree to lines and tables in reading order, without recursion: a page may be nested thousands deep.

Block elements and ``<br>`` part lines. Scripts, controls and hidden elements give nothing. A table that only lays out the
page flows (``laying``). A list that the browser numbers keeps its numbers, for they are printed (``numbering``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from tasks.read.mending.characters import one_line
from tasks.read.web.grid import MAX_COLSPAN, MAX_ROWSPAN, Spanning, read_span
from tasks.read.web.laying import is_layout, own_rows
from tasks.read.web.nodes import children, is_hidden
from tasks.read.web.numbering import Numbering, is_numbered, numbering_of

_BLOCKS_TAGS = """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tbody tfoot
    thead tr ul ucapcontent ucaptitle publishtime
"""
_BLOCKS = frozenset(_BLOCKS_TAGS.split())
_NEVER_TAGS = """
    script style noscript template head svg math select button textarea input iframe object embed audio
    video canvas map
"""
_NEVER = frozenset(_NEVER_TAGS.split())
_SET_APART = re.compile(r"\t+| {2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands in the page; ``linked`` if a link is in it, ``doubt`` why its text may be wrong.

    ``broken``: a ``<br>`` ends it, and its paragraph goes on with the next line.
    """

    text: str
    linked: bool = False
    doubt: str = ""
    broken: bool = False


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table's rows with their spans."""

    rows: tuple[tuple[Spanning, ...], ...]


class Gap:
    """Where the element left out stood (see ``read_around``)."""


Piece = Line | RawTable | Gap


def read_body(root: LexborNode) -> list[Line | RawTable]:
    """Return the lines and tables inside an element, in order; an empty list where it shows no text."""
    flow = _Flow(tables=True)
    flow.walk(root)
    return [piece for piece in flow.pieces if not isinstance(piece, Gap)]


def read_around(root: LexborNode, left_out: LexborNode) -> list[Line | Gap]:
    """Return the lines of an element without those of another inside it, a ``Gap`` in its place; tables flow."""
    flow = _Flow(tables=False, left_out=left_out.mem_id)
    flow.walk(root)
    return [piece for piece in flow.pieces if not isinstance(piece, RawTable)]


class _Flow:
    """The walk of one tree and what it has gathered so far."""

    def __init__(self, *, tables: bool, left_out: int | None = None) -> None:
        self.pieces: list[Piece] = []
        self._tables, self._left_out = tables, left_out
        self._texts: list[str] = []
        self._linked = False
        self._pre = 0
        self._lists: list[Numbering | None] = []
        self._number = ""

    def walk(self, root: LexborNode) -> None:
        """Visit all nodes under ``root`` in document order."""
        opened: list[LexborNode] = []
        node = root.child
        while node is not None or opened:
            if node is None:
                node = opened.pop()
                self._leave(node.tag or "")
            elif node.is_text_node:
                self._text(node.text_content or "")
            elif node.is_element_node and self._enter(node):
                opened.append(node)
                node = node.child
                continue
            node = node.next
        self._flush()

    def _text(self, text: str) -> None:
        """Take a text node; inside ``pre`` its line breaks part lines and its blanks are kept."""
        if not self._pre:
            self._texts.append(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._flush()
            self._texts.append(_SET_APART.sub("\u00a0\u00a0", line))

    def _enter(self, node: LexborNode) -> bool:
        """Open an element and say whether its children are to be visited."""
        tag = node.tag or ""
        if node.mem_id == self._left_out:
            self._flush()
            self.pieces.append(Gap())
            return False
        if tag in _NEVER or is_hidden(node):
            return False
        if tag == "br" or tag in _BLOCKS:
            self._flush(broken=tag == "br")
        if tag == "table" and self._tables and not is_layout(node):
            self._take_table(node)
            return False
        self._open(tag, node)
        return tag != "br"

    def _open(self, tag: str, node: LexborNode) -> None:
        """Note what an element means for the lines in it."""
        if tag == "a":
            self._linked = True
        elif tag in ("td", "th"):
            self._flush() if self._tables else self._texts.append(" ")
        elif tag == "pre":
            self._pre += 1
        elif tag in ("ol", "ul"):
            self._lists.append(numbering_of(node) if tag == "ol" else None)
        elif tag == "li" and self._lists and (numbering := self._lists[-1]) is not None:
            self._number = numbering.next(node)

    def _leave(self, tag: str) -> None:
        """Close an element."""
        if tag in _BLOCKS or (self._tables and tag in ("td", "th")):
            self._flush()
        if tag == "pre":
            self._pre -= 1
        elif tag in ("ol", "ul"):
            self._lists.pop()
        elif tag == "li":
            self._number = ""

    def _flush(self, *, broken: bool = False) -> None:
        """End the line, if there is one; ``broken``: its paragraph goes on."""
        raw = "".join(self._texts)
        text = raw.strip()
        if text or (broken and self._blank_between_characters(raw)):
            text = text or " "
            number = "" if is_numbered(text) else self._number
            self.pieces.append(Line(number + text, self._linked, broken=broken))
            self._number = ""
        elif not broken and self.pieces and isinstance(last := self.pieces[-1], Line) and last.broken:
            self.pieces[-1] = replace(last, broken=False)
        self._texts.clear()
        self._linked = False

    def _blank_between_characters(self, raw: str) -> bool:
        """Say whether a line of blanks parts words of a paragraph that is broken after every character."""
        last = self.pieces[-1] if self.pieces else None
        return (
            bool(raw) and "\n" not in raw and isinstance(last, Line) and last.broken and len(last.text) == 1
        )

    def _take_table(self, table: LexborNode) -> None:
        """Add a caption's line and the table itself, if it has a row."""
        for caption in table.css("caption")[:1]:
            self.pieces.extend(Line(text) for text in _lines_in(caption))
        rows = tuple(_row(row) for row in own_rows(table) if not is_hidden(row))
        if rows := tuple(row for row in rows if row):
            self.pieces.append(RawTable(rows))


def _row(row: LexborNode) -> tuple[Spanning, ...]:
    """Return a row's cells."""
    cells = []
    for cell in children(row):
        if cell.tag in ("td", "th") and not is_hidden(cell):
            attributes = cell.attributes
            if not attributes:
                cells.append(Spanning(_cell_text(cell)))
                continue
            rows = read_span(attributes.get("rowspan"), MAX_ROWSPAN)
            cells.append(Spanning(_cell_text(cell), rows, read_span(attributes.get("colspan"), MAX_COLSPAN)))
    return tuple(cells)


def _cell_text(cell: LexborNode) -> str:
    """Return a cell's text, its lines parted by line breaks."""
    first = cell.child
    if first is None:
        return ""
    if first.next is None and first.is_text_node:
        return one_line(first.text_content or "")
    return "\n".join(_lines_in(cell))


def _lines_in(node: LexborNode) -> list[str]:
    """Return the lines inside an element without tables in it."""
    flow = _Flow(tables=False)
    flow.walk(node)
    return [one_line(piece.text) for piece in flow.pieces if isinstance(piece, Line)]
