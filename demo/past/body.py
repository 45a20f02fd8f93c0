"""The inside of an article: paragraphs, tables and numbered lists as the sites' editors leave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from demo.past.data import PastBroken, Piece
from demo.past.rows import Row
from demo.past.sheet import write_cells


def write_body(pieces: Sequence[str | Piece], lists: Mapping[str, tuple[Row, ...]]) -> str:
    """Write an article's inside as HTML.

    Raises:
        PastBroken: a piece names a list that is not there, or says nothing.
    """
    return "\n".join(
        _paragraph(piece) if isinstance(piece, str) else _piece(piece, lists) for piece in pieces
    )


def _paragraph(text: str, style: str = "text-indent: 2em") -> str:
    return f'<p style="{style}">{escape(text, quote=False)}</p>'


def _piece(piece: Piece, lists: Mapping[str, tuple[Row, ...]]) -> str:
    """Write a piece that is not a plain paragraph."""
    if piece.center or piece.heading:
        return _paragraph(piece.center or piece.heading, "text-align: center")
    if piece.right:
        return _paragraph(piece.right, "text-align: right")
    name = piece.table or piece.numbered
    if name not in lists:
        raise PastBroken(f"demo/past: no list is called {name!r}")
    return _table(piece, lists[name]) if piece.table else _numbered(lists[name])


def _table(piece: Piece, rows: Sequence[Row]) -> str:
    """Write a table; the lost rows are not there, and their numbers are missing with them."""
    header = "".join(f"<td><p><strong>{escape(title)}</strong></p></td>" for title in piece.columns)
    lines = [
        "<tr>" + "".join(f"<td><p>{escape(str(cell))}</p></td>" for cell in cells) + "</tr>"
        for number, cells in enumerate(write_cells(rows, piece.columns), 1)
        if number not in piece.lost
    ]
    body = "\n".join(lines)
    return f'<table border="1" cellspacing="0"><tbody>\n<tr>{header}</tr>\n{body}\n</tbody></table>'


def _numbered(rows: Sequence[Row]) -> str:
    """Write rows as paragraphs under their cities, numbered through."""
    lines, number = [], 0
    for region, group in groupby(rows, key=lambda row: row.region):
        members = list(group)
        lines.append(_paragraph(f"{region.removeprefix('山东省')}（{len(members)}个）"))
        for row in members:
            number += 1
            lines.append(_paragraph(f"{number}.{row.name}"))
    return "\n".join(lines)
