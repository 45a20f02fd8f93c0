"""The inside of an article: paragraphs, tables and pictures as the sites' editors leave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from demo.past.data import PastBroken, Piece
from demo.past.rows import Row
from demo.past.sheet import write_cells
from demo.web.site import picture_name


def write_body(pieces: Sequence[str | Piece], lists: Mapping[str, tuple[Row, ...]], *, key: str = "") -> str:
    """Write an article's inside as HTML.

    Args:
        pieces: the inside, in order.
        lists: the rows of each list, by its name.
        key: the article's key, of which the addresses of its pictures are made.

    Raises:
        PastBroken: a piece names a list that is not there, or says nothing.
    """
    return "\n".join(
        _paragraph(piece) if isinstance(piece, str) else _piece(piece, lists, key) for piece in pieces
    )


def _paragraph(text: str, style: str = "text-indent: 2em") -> str:
    return f'<p style="{style}">{escape(text, quote=False)}</p>'


def _piece(piece: Piece, lists: Mapping[str, tuple[Row, ...]], key: str) -> str:
    """Write a piece that is not a plain paragraph."""
    if piece.center or piece.heading:
        return _paragraph(piece.center or piece.heading, "text-align: center")
    if piece.right:
        return _paragraph(piece.right, "text-align: right")
    if piece.picture:
        return _picture(piece.picture.name, picture_name(key, piece.picture.name))
    if piece.table not in lists:
        raise PastBroken(f"demo/past: no list is called {piece.table!r}")
    return _table(piece, lists[piece.table])


def _picture(name: str, address: str) -> str:
    """Write a picture as editors insert it: of its own size, its file's name in title and alt, its address relative."""
    said = escape(name)
    return f'<p style="text-align: center"><img src="{address}" title="{said}" alt="{said}"/></p>'


def _table(piece: Piece, rows: Sequence[Row]) -> str:
    """Write a table."""
    header = "".join(f"<td><p><strong>{escape(title)}</strong></p></td>" for title in piece.columns)
    lines = [
        "<tr>" + "".join(f"<td><p>{escape(str(cell))}</p></td>" for cell in cells) + "</tr>"
        for cells in write_cells(rows, piece.columns)
    ]
    body = "\n".join(lines)
    return f'<table border="1" cellspacing="0"><tbody>\n<tr>{header}</tr>\n{body}\n</tbody></table>'
