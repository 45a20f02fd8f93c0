"""Which tables only lay out a page, and which rows are a table's own.

A table with one cell lays out; so does one whose cells hold whole tables or running text. A table of data may still hold a
small table in one of its cells: then it stays a table, and what is inside the cell is the cell's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tasks.read.web.nodes import children

_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_BLOCKS = frozenset(("p", "div", "ul", "ol", "h1", "h2", "h3", "center"))
_SENTENCE = re.compile("[。；]")
_FEWEST_ROWS = 3
_MOST_INSIDE = 0.5
_MOST_TABLES = 100
_FEWEST_BLOCKS = 2
_LONG = 80


def is_layout(table: LexborNode) -> bool:
    """Say whether a table only arranges the page."""
    if any(child.css_first("table") is not None for child in children(table)):
        return not _is_data_around(table)
    cells = table.css("td, th")
    if len(cells) <= 1:
        return True
    rows = [_cells(row) for row in own_rows(table)]
    if len(rows) == 1:
        return any(_is_running(cell) for cell in rows[0])
    return all(len(row) <= 1 for row in rows) and sum(
        _is_prose(cell) for row in rows for cell in row
    ) * 2 > len(rows)


def own_rows(table: LexborNode) -> Iterator[LexborNode]:
    """Yield a table's rows without those of tables inside it."""
    for child in children(table):
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from (row for row in children(child) if row.tag == "tr")


def _cells(row: LexborNode) -> list[LexborNode]:
    """Return a row's cells."""
    return [cell for cell in children(row) if cell.tag in ("td", "th")]


def _is_data_around(table: LexborNode) -> bool:
    """Say whether a table with tables inside is data: rows of several cells that hold most of its text themselves."""
    rows = [_cells(row) for row in own_rows(table)]
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < _FEWEST_ROWS or len(wide) * 2 < len(rows):
        return False
    tables = table.css("table table")
    if len(tables) > _MOST_TABLES:
        return False
    inside = sum(len(inner.text(deep=True)) for inner in tables if not _is_deeper(inner, table))
    return inside <= _MOST_INSIDE * len(table.text(deep=True))


def _is_deeper(inner: LexborNode, table: LexborNode) -> bool:
    """Say whether a table stands in another one inside ``table``."""
    up = inner.parent
    while up is not None and up.mem_id != table.mem_id:
        if up.tag == "table":
            return True
        up = up.parent
    return False


def _is_running(cell: LexborNode) -> bool:
    """Say whether a cell holds several blocks of text, as a column of a page does."""
    blocks = sum(1 for child in children(cell) if child.tag in _BLOCKS)
    return blocks >= _FEWEST_BLOCKS and len(cell.text(deep=True)) > _LONG


def _is_prose(cell: LexborNode) -> bool:
    """Say whether a cell holds sentences rather than a name."""
    text = cell.text(deep=True)
    return len(text) > _LONG or len(_SENTENCE.findall(text)) > 1
