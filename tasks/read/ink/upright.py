"""Which way up a page lies, how much it is skewed, and where a place on the straightened page was on the original."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_MOST_SKEW = 12.0
_LEAST_SKEW = 0.05
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Upright:
    """How a page was set upright: ``quarters`` turned counter-clockwise (0 to 3), then ``skew`` degrees likewise.

    ``width`` and ``height`` are the original picture's, in pixels.
    """

    width: int
    height: int
    quarters: int = 0
    skew: float = 0.0

    @property
    def size(self) -> tuple[int, int]:
        """The upright page's width and height: the skew is taken out on a sheet that grows to hold all of it."""
        width, height = self._turned
        if not self.skew:
            return width, height
        sine, cosine = abs(np.sin(np.radians(self.skew))), abs(np.cos(np.radians(self.skew)))
        return round(width * cosine + height * sine), round(width * sine + height * cosine)

    @property
    def _turned(self) -> tuple[int, int]:
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    @property
    def _matrix(self) -> NDArray[np.float64]:
        """The affine map (2 x 3) from the turned page to the straightened one."""
        width, height = self._turned
        new_width, new_height = self.size
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), self.skew, 1.0)
        matrix[:, 2] += np.array([(new_width - width) / 2, (new_height - height) / 2])
        return np.asarray(matrix, np.float64)

    def apply(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the picture set upright; what comes in at the corners is white."""
        picture = np.ascontiguousarray(np.rot90(picture, self.quarters))
        if not self.skew:
            return picture
        return cv2.warpAffine(
            picture, self._matrix, self.size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
        ).astype(np.uint8)

    def original(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Return a box (left, top, right, bottom in shares of the upright page) in shares of the original picture.

        Of a skewed page it is the least box that holds all four corners.
        """
        left, top, right, bottom = box
        width, height = self.size
        corners = np.array([(x * width, y * height, 1.0) for x in (left, right) for y in (top, bottom)])
        if self.skew:
            back = cv2.invertAffineTransform(self._matrix)
            corners = np.column_stack([corners @ np.asarray(back).T, np.ones(4)])
        turned_width, turned_height = self._turned
        x, y = corners[:, 0] / turned_width, corners[:, 1] / turned_height
        for _ in range(self.quarters % 4):
            x, y = 1.0 - y, x
        low = np.clip((x.min(), y.min(), x.max(), y.max()), 0.0, 1.0)
        return float(low[0]), float(low[1]), float(low[2]), float(low[3])


def find_skew(ink: NDArray[np.uint8]) -> float:
    """Return by how many degrees counter-clockwise a page of ink must be turned to stand straight; 0 where unknown.

    It is the median angle of the long straight lines; a page without any is judged by its lines of text.
    """
    angles = _angles(ink, ink.shape[1] / 20)
    if len(angles) < _FEWEST:
        half = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        marks = (half < 200).astype(np.uint8) * 255
        joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, 15), np.uint8))
        angles = _angles(np.asarray(joined, np.uint8), ink.shape[1] / 20)
    if len(angles) < _FEWEST:
        return 0.0
    skew = float(np.median(angles))
    return skew if abs(skew) >= _LEAST_SKEW else 0.0


def _angles(marks: NDArray[np.uint8], shortest: float) -> NDArray[np.float64]:
    """Return the angles to the nearer axis, in degrees, of the straight edges of at least ``shortest`` pixels."""
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(marks)[0]
    if found is None:
        return np.zeros(0)
    lines = np.asarray(found, np.float64).reshape(-1, 4)
    across, down = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    angles = (np.degrees(np.arctan2(down, across)) + 45) % 90 - 45
    return np.asarray(angles[(np.hypot(across, down) > shortest) & (np.abs(angles) <= _MOST_SKEW)])
