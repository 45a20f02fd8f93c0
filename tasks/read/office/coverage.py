"""How much of a page pictures cover, and where they may be the list itself."""

from __future__ import annotations

from collections.abc import Sequence

Area = tuple[float, float, float, float]
"""Left, top, right, bottom; y down."""

FEWEST_GLYPHS = 20
"""With fewer characters a page has no text of its own, or an area none in it."""
COVERED = 0.3
"""A page without text is its pictures where they cover this share of it."""
_PART = 0.15
_STEPS = 40


def share(areas: Sequence[Area], size: tuple[float, float]) -> float:
    """Return which share of a page, of a width and height, the areas cover together, seen at a raster of points."""
    if not areas:
        return 0.0
    wide, tall = size
    points = [
        ((x + 0.5) * wide / _STEPS, (y + 0.5) * tall / _STEPS) for x in range(_STEPS) for y in range(_STEPS)
    ]
    return sum(any(holds(area, point) for area in areas) for point in points) / len(points)


def holds(area: Area, point: tuple[float, float]) -> bool:
    """Say whether a point stands in an area."""
    return area[0] <= point[0] <= area[2] and area[1] <= point[1] <= area[3]


def pictured(
    areas: Sequence[Area], size: tuple[float, float], text: Sequence[tuple[float, float]]
) -> Area | None:
    """Return what pictures cover of a page with text, where that is much of it and no text stands there; else None.

    ``text`` is where the centres of the page's characters stand.
    """
    if share(areas, size) < _PART:
        return None
    around = (
        max(0.0, min(area[0] for area in areas)),
        max(0.0, min(area[1] for area in areas)),
        min(size[0], max(area[2] for area in areas)),
        min(size[1], max(area[3] for area in areas)),
    )
    return around if sum(holds(around, point) for point in text) < FEWEST_GLYPHS else None
