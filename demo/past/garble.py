"""How some trade sites garble what they copy: traditional characters, with the pinyin of certain ones in brackets.

Seen on real reposts up to 2026: 關(guān), 產(chǎn)業(yè), 區(qū), half-width commas and brackets; names stay whole otherwise.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from opencc import OpenCC
from pypinyin import Style, pinyin

_ANNOTATED = re.compile("[業網產關發權區內設轉導優絡創經協務聯質復領醫數環節規監態應]")
_VARIANTS = {"羣": "群", "爲": "為", "佔": "占"}
_HALF_WIDTH = str.maketrans("，：；（）！？", ",:;()!?")


@cache
def _converter() -> OpenCC:
    """Load the dictionaries once."""
    return OpenCC("s2t")


@cache
def _traditional(character: str) -> str:
    """Convert one character by itself, as these sites do: 制造 stays, where a dictionary would write 製造."""
    converted: str = _converter().convert(character)
    return _VARIANTS.get(converted, converted)


@lru_cache(maxsize=512)
def garble(text: str) -> str:
    """Return text as such a site shows it; tags and other Latin text stay as they are.

    Args:
        text: simplified Chinese, HTML or plain.
    """
    traditional = "".join(_traditional(character) for character in text)
    return _ANNOTATED.sub(lambda found: _annotate(found[0]), traditional).translate(_HALF_WIDTH)


@cache
def _annotate(character: str) -> str:
    """Put the toned pinyin behind a character, in half-width brackets."""
    return f"{character}({pinyin(character, style=Style.TONE)[0][0]})"
