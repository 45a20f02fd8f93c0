"""How sure a line read by OCR is, and the words that say why it is not.

The engine's own certainty does not tell right from wrong: of 1,900 cells measured (8 and 10.5 pt, 96 to 300 dpi, noise, skew, seals)
49 were wrong, half of them with every character above 0.7, while 100 right ones had a character below. What tells is
reading once more, bolder and wider: where the readings agree the text was right in 99.6 of 100 cells. So only a line with
a character below 0.95 (one in eight) is read again, and is doubted where the readings differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import fmean

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.read.ink.rapid import Reading, read_strips
from tasks.recognise.credit_code import is_code

Grey = NDArray[np.uint8]

_SURE = 0.95
_SMALL_SURE = 0.99
_COMMON, _RARE, _SMALL_COMMON = 0.92, 0.70, 0.95
_SMALL = 21
"""Height in pixels of a strip with its white, below which rare characters are no longer told from common ones: some
10 pixels a character at 96 dpi."""
_GREEK = dict(zip("aßByupw", "αββγμρω", strict=True))
_GREEK_SURE = 0.93
_ODD = frozenset("\\^`|_{}<>=?!@$;\"'※★☆●○■□▲△◆◇�")
_LETTERS = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "|": "1", "Z": "2", "S": "5", " ": ""})
_WORDS = re.compile(
    "有限责任公司|股份有限公司|有限公司|公司|集团|产业集群|集群|产业|科技|技术|智能|设备|装备|材料|机械|电子|特色"
)
"""Words so usual in these names that no misread of a rare character makes one; of the engine's errors none stood in one."""
_WAVES = frozenset("~～")
_ALIKE = re.compile(r"[cosvwxz](?=[\u4e00-\u9fff])")
"""A small letter before a Chinese character, whose capital looks the same."""
_LOST = 1.5
"""Characters further apart than this, in parts of their height, have another between them: where none was lost the furthest
measured was 1.27, where one was, 1.73."""
_PADDING = frozenset("()[]/,.:、，。（）【】 　·-~～—")


@dataclass(frozen=True, slots=True)
class Sure:
    """A line's text, and why it may be wrong (empty: sure of every character)."""

    text: str
    doubt: str = ""


def read_surely(strips: Sequence[Grey]) -> list[Sure]:
    """Read strips of one line each, in order; those that are not certain are read twice more."""
    first = read_strips(strips)
    lost = [find_lost(reading, strip) for reading, strip in zip(first, strips, strict=True)]
    small = [strip.shape[0] < _SMALL for strip in strips]
    weak = [i for i, reading in enumerate(first) if lost[i] or is_weak(reading, small=small[i])]
    bold = read_strips([bolder(strips[i]) for i in weak])
    wide = read_strips([wider(strips[i]) for i in weak])
    found = [Sure(certain_code(reading.text) or reading.text) for reading in first]
    for i, second, third in zip(weak, bold, wide, strict=True):
        sure = judge((first[i], second, third), small=small[i])
        found[i] = replace(sure, doubt=sure.doubt or lost[i])
    return found


def find_lost(reading: Reading, strip: Grey) -> str:
    """Say between which characters another was drawn and not read; empty where none was.

    ``strip`` is as ``strips.crop`` cuts it: a third of its height is white. Only Chinese characters are looked at, which
    are all of one width.
    """
    signs = [sign for sign in reading.text if not sign.isspace()]
    size = strip.shape[0] / 1.5
    if len(signs) != len(reading.places):
        return ""
    at = [place * strip.shape[1] for place in reading.places]
    for (one, start), (other, end) in pairwise(zip(signs, at, strict=True)):
        middle = strip[:, round(start + 0.7 * size) : max(0, round(end - 0.5 * size))]
        if end - start > _LOST * size and _is_hanzi(one) and _is_hanzi(other) and (middle < 128).any():
            return f"a character between {one} and {other} was not read"
    return ""


def _is_hanzi(sign: str) -> bool:
    """Say whether a sign is a Chinese character."""
    return "㐀" <= sign <= "鿿"


def bolder(strip: Grey) -> Grey:
    """Return a strip twice as large with heavier strokes, as another print of the same text."""
    large = cv2.resize(strip, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), 1.2).astype(np.float32)
    return np.asarray(np.clip((soft - 40) * 1.5, 0, 255), np.uint8)


def wider(strip: Grey) -> Grey:
    """Return a strip a little stretched, with less white around it."""
    edge = max(1, strip.shape[0] // 15)
    inner = strip[edge : strip.shape[0] - edge, edge : max(edge + 1, strip.shape[1] - edge)]
    return np.asarray(cv2.resize(inner, None, fx=1.15, fy=1, interpolation=cv2.INTER_AREA), np.uint8)


def is_weak(reading: Reading, *, small: bool = False) -> bool:
    """Say whether a reading needs another: a character is below the threshold, or is one that text has not."""
    if certain_code(reading.text):
        return False
    low = _SMALL_SURE if small else _SURE
    return bool(_ALIKE.search(reading.text)) or any(
        sure < low or sign in _ODD for sign, sure in zip(reading.text, reading.sureness, strict=True)
    )


def judge(readings: Sequence[Reading], *, small: bool = False) -> Sure:
    """Choose among readings of one strip, the first as it is printed, and say what speaks against the choice.

    A credit code whose check digit agrees is certain, whichever reading has it.
    """
    for reading in readings:
        if code := certain_code(reading.text):
            return Sure(code)
    best = _vote(readings)
    if other := next((one for one in readings if even(one.text) != even(best.text)), None):
        return Sure(best.text, f"two readings differ: {_difference(best.text, other.text)}")
    return Sure(best.text, _weakness(readings, small=small))


def _vote(readings: Sequence[Reading]) -> Reading:
    """Return the first reading of the text that most readings have, the surest where all differ."""
    texts = [even(reading.text) for reading in readings]
    counts = [texts.count(text) for text in texts]
    if max(counts) > 1:
        return readings[counts.index(max(counts))]
    return max(readings, key=lambda one: min(one.sureness, default=0.0))


def _weakness(readings: Sequence[Reading], *, small: bool) -> str:
    """Say which character all readings give and none is sure of; empty where there is none."""
    text = readings[0].text
    alike = [one for one in readings if len(one.text) == len(text)]
    least = _thresholds(text, small=small)
    if letter := _ALIKE.search(text):
        return f"{letter[0]} may be {letter[0].upper()}"
    for i, sign in enumerate(text):
        mean = fmean(one.sureness[i] for one in alike)
        if sign in _ODD:
            return f"it has the sign {sign}"
        if sign in _GREEK and mean < _GREEK_SURE:
            return f"{sign} may be {_GREEK[sign]}"
        if mean < least[i]:
            return f"{sign} is not certain ({mean:.2f})"
    return ""


def _thresholds(text: str, *, small: bool) -> list[float]:
    """Return how sure the readings must be of each character.

    Less of a rare one, for nothing is mistaken for it; less within a usual word, and beside a wave dash, which makes the
    engine unsure of its neighbours.
    """
    usual = {i for found in _WORDS.finditer(text) for i in range(*found.span())}
    beside = {i for i in range(len(text)) if _WAVES & set(text[max(0, i - 6) : i + 7])}
    common = _SMALL_COMMON if small else _COMMON
    return [
        0.0
        if sign in _PADDING
        else common
        if is_common(sign) and i not in usual and i not in beside
        else _RARE
        for i, sign in enumerate(text)
    ]


def is_common(sign: str) -> bool:
    """Say whether a character is among the 3,755 of the first level of GB 2312."""
    try:
        return 0xB0 <= sign.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def even(text: str) -> str:
    """Return a text without what readings may differ in: blanks, full width, kinds of dashes, dots and quotes."""
    plain = unicodedata.normalize("NFKC", text).translate(_EVEN)
    return "".join(plain.split())


_EVEN = str.maketrans(
    {"～": "~", "〜": "~", "－": "-", "–": "-", "—": "-", "−": "-", "•": "·", "・": "·", "‧": "·"}
)


def _difference(one: str, other: str) -> str:
    """Return the parts in which two texts differ, the whole where they are wide apart."""
    parts = [
        (one[a:b] or "nothing", other[c:d] or "nothing")
        for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    if len(parts) == 1:
        return ", ".join(parts[0])
    return f"{one}, {other}"


def certain_code(text: str) -> str:
    """Return the credit code that a text is, letters that no code has taken for the figures they look like; else empty.

    Only a text of 18 signs whose check digit agrees is one.
    Source: GB 32100-2015 leaves out I, O, S, V and Z so that they cannot be taken for figures.
    """
    code = text.translate(_LETTERS).upper()
    return code if len(code) == 18 and code[:8].isalnum() and code[2:8].isdigit() and is_code(code) else ""
