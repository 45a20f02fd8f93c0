"""The one place that knows RapidOCR: where text stands in a picture, which way up it is, what it says.

The models lie in the package's own wheel; nothing is ever fetched, because no other model is ever asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from rapidocr import RapidOCR

Picture = NDArray[np.uint8]
"""Height x width x 3 (RGB), or height x width (grey): 0 is ink, 255 paper."""

_NO_SHRINKING = 1_000_000
_THREADS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one strip says, how sure each of its characters is (0 to 1), and where each was seen (0 left to 1 right).

    Of characters other than blanks there is one place each; blanks have none.
    """

    text: str
    sureness: tuple[float, ...]
    places: tuple[float, ...] = ()


@cache
def _engine() -> RapidOCR:
    """Load the engine once a process; takes a second or two.

    ``text_score`` 0, because what lies under it would be dropped without a word.
    """
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.text_score": 0.0,
            "Global.max_side_len": _NO_SHRINKING,
            "Global.log_level": "critical",
            "Global.return_word_box": True,
            "Rec.rec_img_shape": [3, 48, 160],
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def find_text(picture: Picture) -> NDArray[np.float64]:
    """Return the quadrangles that hold text, n x 4 x 2 (x, y) in pixels; none gives n = 0."""
    found = _engine()(_in_colour(picture), use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    return np.zeros((0, 4, 2)) if boxes is None else np.asarray(boxes, np.float64)


def are_upside_down(strips: Sequence[Picture]) -> list[float]:
    """Say for each strip how sure it is that it stands on its head: 1 surely, 0 surely not."""
    if not strips:
        return []
    found = _engine().cls_and_rotate([_in_colour(strip) for strip in strips])[1]
    return [float(score if label == "180" else 1.0 - score) for label, score in found.cls_res or ()]


def read_strips(strips: Sequence[Picture]) -> list[Reading]:
    """Read strips of one line each, in order; a strip without text reads as empty."""
    if not strips:
        return []
    found: Any = _engine().recognize_txt([_in_colour(strip) for strip in strips])  # its types are too narrow
    return [
        Reading(text, tuple(float(sure) for sure in word.confs) if text else (), tuple(_places(word)))
        for text, word in zip(found.txts, found.word_results, strict=True)
    ]


def _places(word: Any) -> Iterator[float]:
    """Return where the characters of the engine's word stand, as shares of the strip's width."""
    for columns in word.word_cols:
        yield from (column / word.line_txt_len for column in columns)


def _in_colour(picture: Picture) -> Picture:
    """Return the picture with the three channels that the models want."""
    if picture.ndim == 2:
        picture = np.repeat(picture[..., None], 3, axis=2)
    return np.ascontiguousarray(picture[..., ::-1])
