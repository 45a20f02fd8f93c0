"""From the lines and grids of a Word document to blocks: texts made even and mended, paragraphs and tables numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from tasks.read.document import Block, Cell, Paragraph, Table
from tasks.read.mending.characters import even, lines_of
from tasks.read.mending.garble import Mender, judge
from tasks.read.mending.unsure import unsure

_FEWEST_TABBED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as Word has it, with its element and its style's id; it may hold tabs and line breaks.

    ``bare`` tells that nothing stands in it but the number that Word prints: a row in a cell, nothing in running text.
    """

    text: str
    doubt: str = ""
    element: etree._Element | None = None
    style: str = ""
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """One cell before it is cleaned: its text, its doubt, the row it began in, the lines it was made of."""

    text: str
    doubt: str
    row: int
    items: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One table before it is cleaned; its rows may differ in length."""

    rows: list[list[Raw]]


def finish(items: Sequence[Line | Grid]) -> tuple[tuple[Block, ...], Mender]:
    """Return the blocks of a document, and how its texts were mended.

    Three or more paragraphs in a row with as many tabs each are a table that somebody typed.
    """
    items = [item for item in items if isinstance(item, Grid) or not item.bare or item.doubt]
    mender = judge(even("\n".join(_texts(items))))
    blocks: list[Block] = []
    paragraphs = tables = 0
    for (kind, tabs), group in groupby(items, key=_form):
        together = list(group)
        if kind is Line and tabs and len(together) >= _FEWEST_TABBED:
            together = [_typed([one for one in together if isinstance(one, Line)])]
        for item in together:
            if isinstance(item, Grid):
                tables += 1
                blocks.append(_table(item, f"table {tables}", mender))
                continue
            for text in _lines(item, mender):
                paragraphs += 1
                blocks.append(Paragraph(text, f"p[{paragraphs}]", doubt=item.doubt or unsure(text)))
    return tuple(blocks), mender


def _texts(items: Sequence[Line | Grid]) -> Iterator[str]:
    """Yield every text of a document once."""
    for item in items:
        if isinstance(item, Line):
            yield item.text
        else:
            yield from {id(cell): cell.text for row in item.rows for cell in row}.values()


def _form(item: Line | Grid) -> tuple[type, int]:
    """Return what a piece is, and how many tabs part its text."""
    if isinstance(item, Line) and "\t" in item.text and "\n" not in item.text:
        return Line, item.text.strip().count("\t")
    return type(item), 0


def _typed(lines: Sequence[Line]) -> Grid:
    """Return paragraphs with tabs as a grid."""
    return Grid(
        [
            [Raw(text, line.doubt, row) for text in line.text.strip().split("\t")]
            for row, line in enumerate(lines, start=1)
        ]
    )


def _lines(line: Line, mender: Mender) -> list[str]:
    """Return the lines of one paragraph, tabs as spaces."""
    return [" ".join(text.split()) for text in lines_of(mender.mend(even(line.text)))]


def _table(grid: Grid, place: str, mender: Mender) -> Table:
    """Return a grid as a table; a cell that covers several is one and the same in all."""
    width = max(map(len, grid.rows))
    made: dict[int, Cell] = {}

    def cell(raw: Raw) -> Cell:
        if id(raw) not in made:
            text = "\n".join(lines_of(mender.mend(even(raw.text.replace("\t", " ")))))
            made[id(raw)] = Cell(text, f"{place} row {raw.row}", doubt=raw.doubt or unsure(text))
        return made[id(raw)]

    return Table(
        tuple(
            (*map(cell, row), *[Cell("", f"{place} row {number}")] * (width - len(row)))
            for number, row in enumerate(grid.rows, start=1)
        ),
        place,
    )
