"""Long pictures cut across into pieces that the text finder can take, never through a line of text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tasks.read.ink.ruling import Ruling


def slice_rows(ink: NDArray[np.uint8], ruling: Ruling, *, most: int) -> list[tuple[int, int]]:
    """Return the pieces (top, bottom) of a page of ink, each at most ``most`` pixels high, that together are all of it.

    They part at a rule that goes all across, else at a blank row, in the last half of a piece; only where there is
    neither, anywhere (and then a line may be cut, which ``most`` makes rare).
    """
    height, width = ink.shape
    blank = (ink < 160).sum(axis=1) <= width // 400
    rules = {round(line.at) for line in ruling.across if line.end - line.start > width / 3}
    pieces, top = [], 0
    while height - top > most:
        reach = range(top + most - 1, top + most // 2, -1)
        cut = next((y for y in reach if y in rules), None) or next((y for y in reach if blank[y]), top + most)
        pieces.append((top, cut))
        top = cut
    return [*pieces, (top, height)]
