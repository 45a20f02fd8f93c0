"""Readings in brackets that a copy put behind characters, taken out; brackets that belong to the text stay.

Relays do it in three manners: a toned reading behind each character they converted (關(guān)), a toneless one behind any
character, sometimes several times over (濉(sui)溪縣經(jing), 綠(lv)(lv)(lv)(lv)), and a toned one behind whole words
(共有(gòngyǒu)). A page is judged as a whole first, for a single 垚(yáo) may be meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tasks.read.mending.characters import HAN

_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u030c"
_RUN = re.compile(rf"({HAN})((?:\s?[(（]\s*[a-zɡüê\u0308{_TONED}]{{1,7}}\s*[)）]){{1,8}})")
_WORD = re.compile(rf"({HAN}{{2,8}}[”’》]?)[(（]\s*([a-zɡüê'’\s\u0308{_TONED}]{{3,48}})\s*[)）]")
_DIGIT = re.compile(r"(\d)\(\1\)")
_LATIN = re.compile(rf"[a-zɡüê\u0308{_TONED}]+")
_TONED_RUN = re.compile(rf"{HAN}[(（]\s*[a-zɡüê]*[{_TONED}][a-zɡüê{_TONED}]*\s*[)）]")
_TONE = re.compile("[\u0300\u0301\u0304\u030c]")
_FEWEST_RUNS = 3
_FEWEST_TONELESS = 5
_LONGEST_WORD = 8

Simplify = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Manner:
    """Which readings a page carries that are no part of its text.

    ``converted``: toned ones behind converted characters; ``toned``: behind any character; ``toneless``: without tones,
    behind any character; ``words``: behind whole words.
    """

    converted: bool = False
    toned: bool = False
    toneless: bool = False
    words: bool = False

    @property
    def any(self) -> bool:
        """Whether the page is garbled in any of these manners."""
        return self.converted or self.toned or self.toneless or self.words


def find_manner(page: str, simplified: Simplify) -> Manner:
    """Judge a page by its whole text; ``simplified`` gives the simplified form of one character."""
    if "(" not in page and "（" not in page:
        return Manner()
    fit = [run for run in _RUN.finditer(page) if _reads(run[1], run[2], simplified)]
    toned = sum(1 for run in fit if _bare(run[2])[1] and simplified(run[1]) == run[1])
    toneless = sum(1 for run in fit if not _bare(run[2])[1])
    words = sum(1 for word in _WORD.finditer(page) if _spells(word[1], word[2], simplified))
    behind_converted = any(_bare(run[2])[1] and simplified(run[1]) != run[1] for run in fit)
    return Manner(
        converted=behind_converted and count_toned(page) >= _FEWEST_RUNS,
        toned=toned >= _FEWEST_RUNS or (toned > 0 and words >= _FEWEST_RUNS),
        toneless=toneless >= _FEWEST_TONELESS,
        words=words + toned >= 2,
    )


def remove_pinyin(text: str, manner: Manner, simplified: Simplify) -> tuple[str, int]:
    """Take out the readings of a page's manner, and toned ones behind converted characters; also return how many."""
    if "(" not in text and "（" not in text:
        return text, 0
    removed = 0

    def settle(run: re.Match[str]) -> str:
        nonlocal removed
        if not _is_garble(run[1], run[2], manner, simplified):
            return run[0]
        removed += len(_LATIN.findall(run[2]))
        return run[1]

    def settle_word(word: re.Match[str]) -> str:
        nonlocal removed
        if not _spells(word[1], word[2], simplified):
            return word[0]
        removed += 1
        return word[1]

    text = _WORD.sub(settle_word, text) if manner.words or manner.converted else text
    text = _RUN.sub(settle, text)
    if manner.toneless:
        text, digits = _DIGIT.subn(r"\1", text)
        removed += digits
    return text, removed


def count_toned(text: str) -> int:
    """Return how many toned readings in brackets a text shows."""
    return len(_TONED_RUN.findall(text))


def _is_garble(char: str, brackets: str, manner: Manner, simplified: Simplify) -> bool:
    """Say whether the brackets behind a character were put there by a copy."""
    toned = _bare(brackets)[1]
    converted = simplified(char) != char
    if converted and (toned or manner.converted or manner.toneless):
        return _reads(char, brackets, simplified)
    wanted = manner.toned if toned else manner.toneless
    return wanted and _reads(char, brackets, simplified)


def _reads(char: str, brackets: str, simplified: Simplify) -> bool:
    """Say whether all brackets hold a reading of the character."""
    said = {_bare(latin)[0] for latin in _LATIN.findall(brackets)}
    return bool(said) and said <= _readings(char) | _readings(simplified(char))


def _spells(word: str, latin: str, simplified: Simplify) -> bool:
    """Say whether toned Latin letters spell the last characters of a word, two at least."""
    bare, toned = _bare(re.sub(r"[\s'’]", "", latin))
    chars = word.rstrip("”’》")
    if not toned:
        return False
    ends = {len(bare)}  # where the spelling of the characters so far may begin
    for count, char in enumerate(reversed(chars[-_LONGEST_WORD:]), start=1):
        syllables = _readings(char) | _readings(simplified(char))
        ends = {end - len(one) for end in ends for one in syllables if one and bare[:end].endswith(one)}
        if count >= 2 and 0 in ends:
            return True
    return False


def _bare(latin: str) -> tuple[str, bool]:
    """Return letters without tone marks (ü as v, ɡ as g) and whether there was one."""
    apart = unicodedata.normalize("NFD", latin.replace("ɡ", "g"))
    kept = apart.replace("u\u0308", "v")
    return "".join(char for char in kept if not unicodedata.combining(char)), bool(_TONE.search(apart))


@cache
def _readings(char: str) -> frozenset[str]:
    """Return all toneless readings of a character."""
    from pypinyin import Style, pinyin  # heavy (0.2 s), and only garbled pages need it

    found: set[str] = set()
    for reading in pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]:
        found.update((reading, reading.replace("ü", "v")))
    return frozenset(found)
