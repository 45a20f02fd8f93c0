"""Lines whose columns are set with blanks, as a table: no-break or ideographic blanks in a page, blanks in plain text.

Source: Jiangsu 2013 on a relay, where 序号, 产业集聚区名称 and 主要产业 stood in paragraphs with blanks between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from tasks.read.web.flow import Line, RawTable
from tasks.read.web.grid import Spanning

_WIDE = "\u00a0\u2000-\u200a\u3000"
_SET_WITH_WIDE = re.compile(rf"[{_WIDE}][ \t\r\n]*[{_WIDE}][ \t\r\n{_WIDE}]*")
_SET_WITH_ANY = re.compile(rf"\t[\s]*|[ {_WIDE}]{{2,}}\t?")
_FEWEST_ROWS = 3
_LONGEST_CELL = 60
_HEADING = re.compile(r"序\s*号|名\s*称|企\s*业|集\s*群|产\s*品|地\s*区|单\s*位")

Columns = Callable[[str], list[str]]


def columns_of_markup(text: str) -> list[str]:
    """Return the columns of a page's line; one where no two wide blanks stand together."""
    return [part for part in _SET_WITH_WIDE.split(text.strip()) if part]


def columns_of_text(text: str) -> list[str]:
    """Return the columns of a plain line; one where no two blanks and no tab stand together."""
    return [part for part in _SET_WITH_ANY.split(text.strip()) if part]


def gather(pieces: Sequence[Line | RawTable], columns: Columns) -> Iterator[Line | RawTable]:
    """Yield the pieces, with three or more lines of the same columns made a table; all else stays as it is."""

    def width(piece: Line | RawTable) -> int:
        return len(columns(piece.text)) if isinstance(piece, Line) else 0

    for wide, group in groupby(pieces, key=width):
        together = list(group)
        lines = [piece for piece in together if isinstance(piece, Line)]
        rows = [columns(line.text) for line in lines]
        if wide > 1 and _is_table(rows):
            yield RawTable(tuple(tuple(Spanning(cell) for cell in row) for row in rows))
        else:
            yield from together


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether rows of one width are a table: short cells, and a heading or numbers before most of them."""
    if len(rows) < _FEWEST_ROWS or any(
        len(cell) > _LONGEST_CELL or "。" in cell for row in rows for cell in row
    ):
        return False
    numbered = sum(1 for row in rows if row[0].strip(" .、()（）").isdigit())
    return numbered * 3 >= 2 * len(rows) - 1 or sum(bool(_HEADING.search(cell)) for cell in rows[0]) > 1
