"""Print too light to be told from a watermark by its tone alone: what stands level, in the size of the text, is read and doubted."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.read.ink.rapid import find_text, read_strips
from tasks.read.ink.ruling import Ruling
from tasks.read.ink.strips import (
    Strip,
    crop,
    set_apart,
    split_at_gutters,
    split_at_rules,
    trimmed,
    without_doubles,
)
from tasks.read.printed.page import Word

Grey = NDArray[np.uint8]

_STROKE, _FEWEST = 12, 4
_LEVEL = 3.0
_LEAST_SURE = 0.6
_FAINT = "it is printed so faintly that it may be a watermark"


def read_faint(faint: Grey, strips: Sequence[Strip], ruling: Ruling) -> list[Word]:
    """Return the words of faint print on an upright page, each doubted; none where only slanting or large marks stand.

    ``faint`` is the page without its ink (``ink.layers_of``), ``strips`` the lines of text that were found in ink, ``ruling`` its rules.
    """
    if not _has_strokes(faint):
        return []
    usual = float(np.median([strip.height for strip in strips])) if strips else 0.0
    level = [corners for corners in find_text(faint) if _is_level(corners)]
    boxes = [(*corners.min(axis=0).clip(0), *corners.max(axis=0)) for corners in level]
    found = set_apart(split_at_rules(boxes, ruling), faint)
    fit = [
        strip
        for box in found
        if (strip := trimmed(box, faint))
        and (not usual or 0.6 * usual < strip.height < 1.6 * usual)
        and not any(_overlap(strip, other) for other in strips)
    ]
    fit = [
        strip
        for strip in split_at_gutters([*strips, *without_doubles(fit)], faint, ruling)
        if strip not in strips
    ]
    return [
        Word(reading.text, strip.left, strip.top, strip.right, strip.bottom, _FAINT)
        for strip, reading in zip(fit, read_strips([crop(strip, faint) for strip in fit]), strict=True)
        if reading.text.strip() and float(np.mean(reading.sureness)) >= _LEAST_SURE
    ]


def _has_strokes(faint: Grey) -> bool:
    """Say whether there is more than the grain of paper and copiers: marks as large as parts of letters."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((faint < 160).astype(np.uint8), connectivity=8)
    large = (stats[1:, cv2.CC_STAT_AREA] >= _STROKE) & (stats[1:, cv2.CC_STAT_HEIGHT] >= _STROKE // 2)
    return int(large.sum()) >= _FEWEST


def _is_level(corners: NDArray[np.float64]) -> bool:
    """Say whether a quadrangle stands level, as text of the page does and a watermark across it does not."""
    (x0, y0), (x1, y1) = corners[0], corners[1]
    return bool(x1 - x0 > 0 and abs(np.degrees(np.arctan2(y1 - y0, x1 - x0))) <= _LEVEL)


def _overlap(one: Strip, other: Strip) -> bool:
    """Say whether two strips share a place."""
    return (
        min(one.right, other.right) - max(one.left, other.left) > 0.2 * one.height
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.3 * one.height
    )
