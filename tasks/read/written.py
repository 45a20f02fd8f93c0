"""Documents as plain data and back: for the shelf, and between a child process and its parent.

Defaults are left out, for a list of thousands of rows is mostly cells of text and locator alone.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any, Final

from tasks.read.document import Block, Box, Cell, Document, Garble, Link, Paragraph, Table

_OF_DOCUMENT: Final = {field.name: field for field in fields(Document)}
_OF_GARBLE: Final = {field.name: field for field in fields(Garble)}


def document_to_plain(document: Document) -> dict[str, Any]:
    """Return a document as what JSON has a form for."""
    published_on = document.published_on
    return {
        **{name: getattr(document, name) for name in _OF_DOCUMENT},
        "blocks": [_block_to_plain(block) for block in document.blocks],
        "attachments": [[link.name, link.url, link.picture] for link in document.attachments],
        "published_on": published_on.isoformat() if published_on is not None else None,
        "garble": {name: getattr(document.garble, name) for name in _OF_GARBLE},
    }


def document_from_plain(said: Any) -> Document:
    """Return the document that plain data tells.

    Raises:
        KeyError, TypeError, ValueError: it tells none; a field is missing or of another shape.
    """
    told = dict(said)
    told["blocks"] = tuple(_block_from_plain(block) for block in _list(told["blocks"]))
    told["attachments"] = tuple(Link(name, url, picture) for name, url, picture in _list(told["attachments"]))
    for name in ("teasers", "warnings", "unread"):
        told[name] = tuple(_list(told[name]))
    published_on = told["published_on"]
    told["published_on"] = date.fromisoformat(published_on) if published_on is not None else None
    told["garble"] = Garble(**told["garble"])
    _texts(*(told[name] for name in ("sha256", "media", "title", "name", "source_line", "read_by", "inside")))
    _texts(*told["teasers"], *told["warnings"], *told["unread"], *(link.url for link in told["attachments"]))
    _texts(*(link.name for link in told["attachments"]))
    return Document(**told)


def _block_to_plain(block: Block) -> dict[str, Any]:
    """Return a block; only a table has rows."""
    if isinstance(block, Paragraph):
        return {"p": _piece_to_plain(block)}
    rows = [[_piece_to_plain(cell) for cell in row] for row in block.rows]
    return {"rows": rows, "locator": block.locator, "name": block.name}


def _piece_to_plain(piece: Paragraph | Cell) -> list[Any]:
    """Return text and locator, then doubt and box as far as there are any."""
    box = piece.box
    if box is not None:
        return [piece.text, piece.locator, piece.doubt, [box.page, box.left, box.top, box.right, box.bottom]]
    return [piece.text, piece.locator, piece.doubt] if piece.doubt else [piece.text, piece.locator]


def _block_from_plain(said: dict[str, Any]) -> Block:
    """Return one block."""
    if "p" in said:
        return Paragraph(*_piece_from_plain(said["p"]))
    rows = tuple(tuple(Cell(*_piece_from_plain(cell)) for cell in row) for row in _list(said["rows"]))
    _texts(said["locator"], said["name"])
    return Table(rows, said["locator"], said["name"])


def _piece_from_plain(said: list[Any]) -> tuple[str, str, Box | None, str]:
    """Return text, locator, box and doubt."""
    text, locator, *more = _list(said)
    doubt = more[0] if more else ""
    _texts(text, locator, doubt)
    box = Box(*more[1]) if len(more) > 1 else None
    return text, locator, box, doubt


def _texts(*values: object) -> None:
    """Take texts alone; raises TypeError for anything else: what was read hostile bytes may answer anything."""
    if not all(isinstance(value, str) for value in values):
        raise TypeError("a text was kept here")


def _list(value: object) -> list[Any]:
    """Return a JSON list; raises TypeError for anything else."""
    if not isinstance(value, list):
        raise TypeError("a list was kept here")
    return value
