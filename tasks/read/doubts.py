"""How sure a line read by OCR is, and the words that say why it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.read.rapid import read_strips


@dataclass(frozen=True, slots=True)
class Sure:
    """A line's text, and why it may be wrong (empty: sure of every character)."""

    text: str
    doubt: str = ""


def read_surely(strips: Sequence[NDArray[np.uint8]]) -> list[Sure]:
    """Read strips of one line each, in order."""
    return [Sure(reading.text) for reading in read_strips(strips)]
