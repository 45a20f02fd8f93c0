"""The picture of a place, cut out of the PDF or picture it stands in."""

from __future__ import annotations

from typing import Final

from config.errors import ReadError, StoreError
from tasks.archive.bodies import Bodies
from tasks.evidence.place import Spot
from tasks.read.child import show_apart

_PAGES: Final = frozenset({"pdf", "scan", "image"})
"""What has pages that can be drawn; an OFD has pages too, and nothing here draws them."""


def picture_of(spot: Spot, bodies: Bodies) -> tuple[bytes, str]:
    """Return a place as PNG, or nothing and why in words; both are empty where its document has no pages to show."""
    document = spot.document
    if not spot.boxes or document.media not in _PAGES:
        return b"", ""
    try:
        body = bodies.get(document.sha256)
        return show_apart(body, spot.boxes, about=document.name, inside=document.inside), ""
    except (ReadError, StoreError) as error:
        return b"", str(error)
