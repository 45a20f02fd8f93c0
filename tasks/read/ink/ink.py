"""Ink and paper of a scanned page: seals, watermarks and dark header bands taken out, so that only writing is left."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Colour = NDArray[np.uint8]

_INK_SHARE = 0.62
"""Below this share of the way from ink to paper a pixel is writing; measured on watermarked pages."""
_LEAST_CONTRAST = 30
_EDGE = 5
_PAPER = 242
"""From here on a pixel is paper, not faint print."""
_RED = 60
_SEAL_LEAST, _SEAL_MOST = 0.05, 0.45
_BAND_STROKE = 5
_BAND_LEAST = 12


def ink_of(picture: Colour) -> Grey:
    """Return a page (height x width x 3, RGB) as grey ink on white paper, of the same size.

    Red seals, light watermarks and the paper's own tint become white; light writing on a dark band, or on a dark
    page, becomes dark on white. Writing in colour stays, and so do the soft edges of strokes: without them thin
    strokes of small type break (8 pt at 150 dpi, turned by 1.5 degrees: 5 of 31 rows right instead of 28).
    A page without writing is white all over.
    """
    return layers_of(picture)[0]


def layers_of(picture: Colour) -> tuple[Grey, Grey]:
    """Return a page's ink, as ``ink_of`` does, and what is too light to be ink, made dark: watermarks, faint print."""
    grey = turn_bands(turn_page(without_seals(picture)))
    dark, light = (float(level) for level in np.percentile(grey, (0.02, 98)))
    if light - dark < _LEAST_CONTRAST:
        return np.full_like(grey, 255), np.full_like(grey, 255)
    grey = np.clip((grey.astype(np.float32) - dark) * (255 / (light - dark)), 0, 255).astype(np.uint8)
    level = _INK_SHARE * 255
    near = cv2.dilate((grey < level).astype(np.uint8), np.ones((_EDGE, _EDGE), np.uint8))
    ink = np.where(near > 0, grey, np.uint8(255)).astype(np.uint8)
    rest = np.where(near > 0, np.uint8(255), grey)
    faint = np.clip((rest.astype(np.float32) - level) * (255 / (_PAPER - level)), 0, 255).astype(np.uint8)
    return ink, faint


def without_seals(picture: Colour) -> Grey:
    """Return the page in grey; within a seal (a large round red thing) only what is darker than its red stays."""
    red, green, blue = (picture[..., i].astype(np.int16) for i in range(3))
    grey = np.asarray(cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY), np.uint8)
    reddish = (red - np.maximum(green, blue) > _RED).astype(np.uint8)
    if not reddish.any():
        return grey
    joined = cv2.morphologyEx(reddish, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for number, (left, top, width, height, _) in enumerate(stats[1:], start=1):
        if _is_seal(width, height, picture.shape[1]):
            place = np.s_[max(0, top - 3) : top + height + 3, max(0, left - 3) : left + width + 3]
            level = float(np.median(red[labels == number]))
            brightest = picture[place].max(axis=2)
            tinted = red[place] - np.minimum(green, blue)[place] > _RED // 3
            grey[place] = np.where(
                tinted & (brightest > 0.8 * level), 255, np.minimum(grey[place], brightest)
            )
    return grey


def _is_seal(width: int, height: int, page_width: int) -> bool:
    """Say whether a connected red thing is as large and as round as a seal's ring or star."""
    least, most = _SEAL_LEAST * page_width, _SEAL_MOST * page_width
    return bool(least < width < most and least < height < most and 0.6 < width / height < 1.6)


def turn_page(grey: Grey) -> Grey:
    """Return a page that is dark with light writing (a screen at night) as dark writing on white."""
    return _turned(grey) if np.median(grey) < 100 else grey


def turn_bands(grey: Grey) -> Grey:
    """Return the page with light writing on filled dark boxes (header rows) turned into dark writing on white."""
    dark = (grey < 0.62 * np.percentile(grey, 98)).astype(np.uint8)
    filled = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((_BAND_STROKE, _BAND_STROKE), np.uint8))
    if not filled.any():
        return grey
    out = grey.copy()
    _, _, stats, _ = cv2.connectedComponentsWithStats(filled, connectivity=4)
    for left, top, width, height, area in stats[1:]:
        if height >= _BAND_LEAST and width >= height and area > 0.55 * width * height:
            place = np.s_[top : top + height, left : left + width]
            if _is_framed(dark[place]):
                out[place] = _turned(grey[place])
                _frame(out[place])
    return out


def _is_framed(dark: NDArray[np.uint8]) -> bool:
    """Say whether all four edges of a box are dark, as those of a filled box are and those of a letter are not."""
    return all(edge.mean() > 0.85 for edge in (dark[1], dark[-2], dark[:, 1], dark[:, -2]))


def _turned(box: Grey) -> Grey:
    """Return light on dark as dark on white, stretched to the full range; what is darker still (rules) stays dark."""
    paper = float(np.median(box))
    light = max(float(np.percentile(box, 99.5)), paper + 1)
    share = (box.astype(np.float32) - paper) / (light - paper)
    out = np.asarray(255 - 255 * np.clip(share, 0, 1), np.uint8)
    out[box < paper - _LEAST_CONTRAST] = 0
    return out


def _frame(box: Grey) -> None:
    """Draw a box's edges, in place: they are rules of the table as much as drawn ones."""
    box[:2], box[-2:], box[:, :2], box[:, -2:] = 0, 0, 0, 0
