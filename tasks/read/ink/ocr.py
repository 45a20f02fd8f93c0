"""A picture of a page to words and rules, by OCR: set upright, cleaned, cut at its rules, read, and doubted.

``read_ink`` is for whole pictures and for the pages of a PDF that carry no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.read.document import Block, Box, Paragraph
from tasks.read.ink import rapid
from tasks.read.ink.doubts import read_surely
from tasks.read.ink.faint import read_faint
from tasks.read.ink.ink import layers_of
from tasks.read.ink.ruling import Ruling, find_ruling
from tasks.read.ink.slices import slice_rows
from tasks.read.ink.strips import (
    Strip,
    crop,
    forgotten,
    lines_of_text,
    set_apart,
    split_at_gutters,
    split_at_rules,
    trimmed,
    with_room,
    without_doubles,
)
from tasks.read.ink.upright import Upright, find_skew
from tasks.read.ink.wholes import check_wholes
from tasks.read.printed.page import Page, Rule, Word

_FINDING_WIDTH = 1600
_SLICE = 1.5
_JURY = 12
_LARGEST = 2_900

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class InkPage(Page):
    """A page read by OCR; ``upright`` tells how it lay in the picture, so that its boxes can be set back."""

    upright: Upright = field(default_factory=lambda: Upright(1, 1))


def read_ink(picture: NDArray[np.uint8], *, page: int) -> InkPage:
    """Read a picture (height x width x 3, RGB) as page ``page``; units are pixels of the upright page.

    A picture without text gives a page without words. A word's ``doubt`` says why it may be wrong. The first call in
    a process loads the models (a second or two, about 1 GB).
    """
    picture = _reduced(picture)
    lie = _lie(picture, 0)
    if _is_tall(lie.strips):
        lie = _lie(picture, 1)
    if _is_upside_down(lie):
        lie = _lie(picture, lie.upright.quarters + 2)
    width, height = lie.upright.size
    readings = read_surely([crop(strip, lie.bare) for strip in lie.strips])
    words = tuple(
        Word(reading.text, strip.left, strip.top, strip.right, strip.bottom, reading.doubt)
        for strip, reading in zip(lie.strips, readings, strict=True)
        if reading.text.strip()
    )
    faint = read_faint(lie.faint, lie.strips, lie.ruling)
    return InkPage(page, width, height, (*words, *faint), tuple(_rules(lie.ruling)), lie.upright)


def _reduced(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture no larger than a page at 350 dpi: a photograph may have four times what reading needs."""
    scale = _LARGEST / min(picture.shape[:2])
    if scale >= 1.0:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def set_back(blocks: Sequence[Block], pages: Sequence[Page]) -> tuple[Block, ...]:
    """Return laid out blocks as the pictures have them: boxes on the original, and what only wholes tell doubted.

    What stands on pages that were not read by OCR stays as it is. A table that goes on over pages is judged page by
    page, as it was laid out.
    """
    lay = {page.number: page.upright for page in pages if isinstance(page, InkPage)}
    return tuple(
        _placed(check_wholes([block])[0], lay) if _page_of(block) in lay else block for block in blocks
    )


def _page_of(block: Block) -> int:
    """Return the page that a block stands on, 0 where that is not known."""
    boxes = [block.box] if isinstance(block, Paragraph) else [cell.box for row in block.rows for cell in row]
    return next((box.page for box in boxes if box), 0)


def _placed(block: Block, lay: Mapping[int, Upright]) -> Block:
    """Return a block with its boxes on the original pictures."""
    if isinstance(block, Paragraph):
        return replace(block, box=_original(block.box, lay))
    rows = (tuple(replace(cell, box=_original(cell.box, lay)) for cell in row) for row in block.rows)
    return replace(block, rows=tuple(rows))


def _original(box: Box | None, lay: Mapping[int, Upright]) -> Box | None:
    """Return a box where it was before its page was set upright."""
    if box is None or box.page not in lay:
        return box
    left, top, right, bottom = lay[box.page].original((box.left, box.top, box.right, box.bottom))
    return Box(box.page, round(left, 4), round(top, 4), round(right, 4), round(bottom, 4))


@dataclass(frozen=True, slots=True)
class _Lie:
    """A page as it was laid to be read: its rules, its ink without them, what is fainter, and where its lines of text stand."""

    upright: Upright
    ruling: Ruling
    bare: Grey
    faint: Grey
    strips: list[Strip]


def _lie(picture: NDArray[np.uint8], quarters: int) -> _Lie:
    """Turn a page by quarters, straighten it, and find its rules and lines of text."""
    upright = Upright(picture.shape[1], picture.shape[0], quarters)
    page = upright.apply(picture)
    ink, faint = layers_of(page)
    skew = find_skew(ink)
    if skew:
        upright = replace(upright, skew=skew)
        ink, faint = layers_of(upright.apply(picture))
    ruling, drawn = find_ruling(ink)
    bare = np.where(drawn, np.uint8(255), ink).astype(np.uint8)
    return _Lie(upright, ruling, bare, faint, _strips(ink, bare, ruling))


def _strips(ink: Grey, bare: Grey, ruling: Ruling) -> list[Strip]:
    """Return the lines of text of a page, from the top: those found, cut at rules, and what the finder missed."""
    if not (bare < 160).any():
        return []
    boxes = set_apart(split_at_rules(_boxes(ink, ruling), ruling), bare)
    found = without_doubles([strip for box in boxes if (strip := trimmed(box, bare))])
    missed = [strip for box in forgotten(found, bare) if (strip := trimmed(box, bare))]
    strips = split_at_gutters(with_room([*found, *missed]), bare, ruling)
    return sorted(strips, key=lambda strip: (strip.top, strip.left))


def _boxes(ink: Grey, ruling: Ruling) -> Iterator[tuple[float, float, float, float]]:
    """Find text slice by slice; give the boxes in pixels of the whole page."""
    scale = min(1.0, _FINDING_WIDTH / ink.shape[1])
    most = int(max(ink.shape[1], 800) * _SLICE)
    for top, bottom in slice_rows(ink, ruling, most=most):
        piece = ink[top:bottom]
        if scale < 1.0:
            piece = cv2.resize(piece, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
        for corners in rapid.find_text(piece):
            (left, high), (right, low) = corners.min(axis=0) / scale, corners.max(axis=0) / scale
            yield left, high + top, right, low + top


def _is_tall(strips: Sequence[Strip]) -> bool:
    """Say whether the lines of text run down the page: by their length, for single digits are tall anyway."""
    tall = sum(strip.height for strip in strips if strip.height > 1.5 * strip.width)
    return tall > sum(strip.width for strip in strips if strip.height <= 1.5 * strip.width)


def _is_upside_down(lie: _Lie) -> bool:
    """Let the longest lines of text vote on whether the page stands on its head; dashes look the same either way."""
    jury = sorted(lines_of_text(lie.strips), key=lambda strip: -strip.width)[:_JURY]
    votes = rapid.are_upside_down([crop(strip, lie.bare) for strip in jury])
    return sum(vote > 0.5 for vote in votes) * 2 > len(votes)


def _rules(ruling: Ruling) -> Iterator[Rule]:
    """Return the ruling as thin rectangles."""
    for line in ruling.across:
        yield Rule(line.start, line.at - line.thick / 2, line.end, line.at + line.thick / 2)
    for line in ruling.down:
        yield Rule(line.at - line.thick / 2, line.start, line.at + line.thick / 2, line.end)
