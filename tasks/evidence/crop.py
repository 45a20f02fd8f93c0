"""The picture of a place, cut out of the PDF or picture it stands in."""

from __future__ import annotations

from typing import Final

from config.errors import ReadError, StoreError
from tasks.archive.bodies import Bodies
from tasks.evidence.place import Spot
from tasks.read.child import show_apart
from tasks.read.kind import Kind, find_kind

_SHOWN: Final = frozenset({Kind.PDF, Kind.IMAGE})


def picture_of(spot: Spot, bodies: Bodies) -> tuple[bytes, str]:
    """Return a place as PNG, or nothing and why in words; both are empty where its document has no pages to show."""
    if not spot.boxes:
        return b"", ""
    if spot.document.inside:
        return b"", "the file it stands in lies inside another and is not shown as a picture"
    try:
        body = bodies.get(spot.document.sha256)
        kind = find_kind(body)
        if kind not in _SHOWN:
            return b"", ""
        return show_apart(body, kind, spot.boxes, about=spot.document.name), ""
    except (ReadError, StoreError) as error:
        return b"", str(error)
