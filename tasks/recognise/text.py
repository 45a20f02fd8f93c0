"""Normal forms of Chinese running text: width, blanks, sentences.

Everything recognition compares has gone through here, so that no rule has to know two widths of a bracket. The
printed text stays in the documents; nothing here decides what a text means.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"), None)
_HAS_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SHORT = 64
_BLANKS = re.compile(r"\s+")
_BLANK_BESIDE_HAN = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_REPEATED = re.compile(r"([,;。、])\1+")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_QUOTES = dict.fromkeys(map(ord, "“”‘’\"'「」『』〝〞"), None)
_HAS_QUOTES = re.compile("[“”‘’\"'「」『』〝〞]")
_LEADING_ORNAMENT = re.compile(
    r"^(?:(?:关注|重磅|喜报|官宣|快讯|最新|好消息|热点|要闻|权威发布|世界实时|世界看点) ?[!|丨:·]|【(?!更正|勘误|补充)[^】]{0,12}】|\[(?!更正|勘误|补充)[^\]]{0,12}\]|[\s|丨!:·>»#*★●◆-])+"
)


def normal(text: str) -> str:
    """Fold width and compatibility forms, drop invisible characters, make every run of blanks one blank."""
    return _short_form(text) if len(text) <= _SHORT else _fold(text)


@lru_cache(maxsize=8192)
def _short_form(text: str) -> str:
    """Cells and headings come again and again; long texts do not, and would fill the cache."""
    return _fold(text)


def _fold(text: str) -> str:
    visible = text.translate(_INVISIBLE) if _HAS_INVISIBLE.search(text) else text
    folded = unicodedata.normalize("NFKC", visible)
    return _BLANKS.sub(" ", folded).strip()


def tight(text: str) -> str:
    """Give the normal form without blanks beside Chinese characters (``2019 年 11 月`` is ``2019年11月``)."""
    folded = normal(text)
    if " " in folded:
        folded = _BLANK_BESIDE_HAN.sub("", folded)
    return _REPEATED.sub(r"\1", folded)


def unquoted(text: str) -> str:
    """Drop quotation marks of every kind (``专精特新“小巨人”企业`` is searched as ``专精特新小巨人企业``)."""
    return text.translate(_QUOTES) if _HAS_QUOTES.search(text) else text


def sentences(text: str) -> list[str]:
    """Split tight text into sentences; lines end sentences too. Empty ones are left out."""
    return [piece.strip() for piece in _SENTENCE_END.split(text) if piece.strip()]


def clauses(sentence: str) -> list[str]:
    """Split one sentence at its commas; commas inside brackets or 《》 do not split."""
    pieces: list[str] = []
    depth, start = 0, 0
    for at, mark in enumerate(sentence):
        if mark in "(《〔":
            depth += 1
        elif mark in ")》〕":
            depth = max(0, depth - 1)
        elif mark == "," and depth == 0:
            pieces.append(sentence[start:at])
            start = at + 1
    pieces.append(sentence[start:])
    return [piece for piece in pieces if piece]


def headline(text: str) -> str:
    """Give a title in tight form without the ornaments that relays put before it (``关注 | …``, ``【…】``)."""
    return _LEADING_ORNAMENT.sub("", tight(text))


def balanced(text: str) -> bool:
    """Tell whether every bracket closes; a name cut in the middle usually leaves one open."""
    depth = 0
    for mark in text:
        depth += (mark == "(") - (mark == ")")
        if depth < 0:
            return False
    return depth == 0
