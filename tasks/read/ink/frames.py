"""The bytes of an image file to frames in plain colour: right way up by its EXIF, on white, within limits.

Source: Pillow 13 only warns of a picture of twice the limit, and refuses above that; both are refusals here.
"""

from __future__ import annotations

import io
import warnings

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

MOST_FRAMES = 60
MOST_PIXELS = 60_000_000
FORMATS = ("PNG", "JPEG", "JPEG2000", "BMP", "GIF", "TIFF", "WEBP")

Picture = NDArray[np.uint8]

_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    ZeroDivisionError,
    OverflowError,
)


class BadPicture(Exception):
    """A picture that cannot be decoded; its words say why."""


def count_frames(body: bytes) -> int:
    """Return how many pages a picture has; a moving one shows one text, its first.

    Raises:
        BadPicture: it is broken, or larger than a picture may be.
    """
    with _opened(body) as image:
        try:
            return 1 if image.format in ("GIF", "PNG", "WEBP") else int(getattr(image, "n_frames", 1))
        except _BROKEN as error:
            raise BadPicture(f"it is broken: {error}") from error


def read_frame(body: bytes, number: int) -> Picture:
    """Return page ``number`` (from 0) of a picture as height x width x 3, RGB.

    Raises:
        BadPicture: it is broken, cut off, or larger than a picture may be.
    """
    with _opened(body) as image, _strictly():
        try:
            image.seek(number)
            _check_size(image)
            return np.asarray(_plain(image), np.uint8)
        except _BROKEN as error:
            raise BadPicture(f"it is broken: {error}") from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise BadPicture(f"it has more than {MOST_PIXELS:,} pixels") from error


def _opened(body: bytes) -> Image.Image:
    """Open a picture without decoding it."""
    with _strictly():
        try:
            image = Image.open(io.BytesIO(body), formats=FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise BadPicture(f"it has more than {MOST_PIXELS:,} pixels") from error
        except _BROKEN as error:
            raise BadPicture("it is no picture of a known kind, or is broken") from error
    _check_size(image)
    return image


def _strictly() -> warnings.catch_warnings[list[warnings.WarningMessage] | None]:
    """Make a warning of a picture that may be a bomb an error."""
    return warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning)


def _check_size(image: Image.Image) -> None:
    """Refuse a frame above the limit before it is decoded."""
    if image.width * image.height > MOST_PIXELS:
        raise BadPicture(f"it has more than {MOST_PIXELS:,} pixels")


def _plain(image: Image.Image) -> Image.Image:
    """Return a frame in plain colour: upright by its EXIF, transparent places white, 16 bits brought to 8."""
    image = ImageOps.exif_transpose(image)
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = _eight_bit(image)
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        over = image.convert("RGBA")
        paper = Image.new("RGBA", over.size, "white")
        image = Image.alpha_composite(paper, over)
    return image.convert("RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    """Return a grey picture of 16 or more bits stretched to 8."""
    values = np.nan_to_num(np.asarray(image, np.float64))
    low, high = float(values.min()), float(values.max())
    if high > 255 or low < 0:
        values = (values - low) * (255 / max(high - low, 1e-9))
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
