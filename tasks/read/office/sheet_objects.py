"""What floats over the cells of an xlsx: pictures, embedded files, text boxes."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.read.office.opc import Parts

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FILES = ("package", "oleObject")
_CELL_PICTURES = ("xl/cellimages.xml",)


def find_objects(parts: Parts, sheets: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the parts of pictures and embedded files on the sheets of these names, and the texts of their text boxes.

    ``xl/cellimages.xml`` is where WPS keeps pictures that stand in cells.

    Raises:
        Unreadable: a part that says so is broken.
    """
    names: dict[str, None] = {}
    texts: list[str] = []
    for sheet in sheets:
        beside = parts.relations(sheet) if sheet else {}
        for relation in beside.values():
            if relation.outside or relation.target not in parts:
                continue
            if relation.kind in _FILES:
                names[relation.target] = None
            elif relation.kind == "drawing":
                _look_at(parts, relation.target, names, texts)
    for cells in _CELL_PICTURES:
        if cells in parts:
            _note_pictures(parts, cells, names)
    return list(names), texts


def _look_at(parts: Parts, drawing: str, names: dict[str, None], texts: list[str]) -> None:
    """Note the pictures and text boxes of one drawing."""
    _note_pictures(parts, drawing, names)
    for box in parts.xml(drawing).iter(_DRAWING + "txBody"):
        lines = [
            "".join(one.text or "" for one in line.iter(_DRAWN + "t")) for line in box.iter(_DRAWN + "p")
        ]
        texts.append("\n".join(lines))


def _note_pictures(parts: Parts, name: str, names: dict[str, None]) -> None:
    """Note the pictures that a part refers to."""
    for one in parts.relations(name).values():
        if one.kind == "image" and not one.outside and one.target in parts:
            names[one.target] = None
