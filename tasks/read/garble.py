"""Reposts that were run through a converter, put back: pinyin in brackets out, traditional to simplified.

A page is judged as a whole first; a clean page costs two scans and loads no dictionary. Names are converted only on
pages judged garbled or traditional, for the converter is wrong on a few characters (乾 in a name becomes 干).
Rule and figures: 10,327 of 10,328 readings of the GB 2312 characters are recognised after conversion; brackets that
belong to the text (LED(light), 企业(集团), 名单(list)) survive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tasks.read.characters import HAN
from tasks.read.document import Garble

_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u030c"
_RUN = re.compile(rf"({HAN})[(（]\s*([a-zɡüê\u0308{_TONED}]{{1,7}})\s*[)）]")
_TONED_RUN = re.compile(rf"{HAN}[(（]\s*[a-zɡüê]*[{_TONED}][a-zɡüê{_TONED}]*\s*[)）]")
# everyday characters that only traditional text has: enough to suspect a page, never to judge it
_SUSPECT = re.compile(
    "[國業產關於單會個們來時這說對開無與為點麼縣區電機東車長門問間見頭樣實現發動經過進還後從當應學書條種線結給統級組織設計認識議論證"
    "試語請謝讓買賣質貿費資賽贊輪輸運達遠遷選遺郵釋針鋼錄鐵鑄銷鏈隊陽際階險隨難雲電靈靜響頁項順須領題願類顯風飛養馬驗體齊龍"
    "廠廣廳歷壓參雙變號員園圖團場報塊處備復夠夢將專尋導層屬嶺幣師帶幫庫廢彈強歸戰戶擔據擊換揚損擁擇標樓權歡殘氣決況沒測濟滿漢"
    "營獎獨環產療監盤眾礎離積穩競筆築簡糧紀約級紅納純細終絡絕維綱網緊總績織繼續聯職聲膠興舉舊藝藥華萬葉蓋藍蘭處蟲補裝規視覺覽訂訓]"
)
_FEWEST_RUNS = 3
_TRADITIONAL_SHARE = 0.01
_UNREAD = re.compile("[\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Mender:
    """How the texts of one page are put right (``mend``), and what that came to (``report``)."""

    mend: Callable[[str], str]
    report: Garble


def judge(page: str) -> Mender:
    """Judge a page by its whole text and return how to mend its parts.

    The report counts over ``page``; its score is 1.0 for a clean page, loses 0.1 for conversion, up to 0.3 for runs
    taken out, 0.05 for each toned run left standing (0.3 at most) and up to 0.6 for unreadable characters.
    """
    unread = len(_UNREAD.findall(page))
    toned = len(_TONED_RUN.findall(page))
    garbled = toned >= _FEWEST_RUNS
    if not garbled and not _looks_traditional(page):
        return Mender(_same, Garble(score=_score(page, unread=unread)))
    mended, removed = _remove_pinyin(page, garbled=garbled)
    left = len(_TONED_RUN.findall(mended))
    score = _score(page, unread=unread, removed=removed, left=left, converted=True)
    return Mender(lambda text: mend(text, garbled=garbled), Garble(removed, True, score))


def mend(text: str, *, garbled: bool) -> str:
    """Return a text of a garbled or traditional page in simplified characters, without the pinyin.

    ``garbled`` tells that the page has toned pinyin in brackets, so that toneless readings are taken out too.
    """
    return _convert(_remove_pinyin(text, garbled=garbled)[0])


def _same(text: str) -> str:
    """Return the text: a clean page needs nothing."""
    return text


def _looks_traditional(page: str) -> bool:
    """Say whether at least one in a hundred characters has another simplified form."""
    suspects = len(_SUSPECT.findall(page))
    if suspects < _FEWEST_RUNS or suspects * 1000 < len(page):
        return False
    return sum(1 for char in page if _simplified(char) != char) >= _TRADITIONAL_SHARE * len(page)


def _remove_pinyin(text: str, *, garbled: bool) -> tuple[str, int]:
    """Take out bracketed readings of the character before them; also return how many."""
    removed = 0

    def settle(run: re.Match[str]) -> str:
        nonlocal removed
        char, latin = run[1], run[2]
        bare, toned = _bare(latin)
        if (garbled or toned) and _simplified(char) != char and bare in _readings(char):
            removed += 1
            return char
        return run[0]

    return (_RUN.sub(settle, text), removed) if "(" in text or "（" in text else (text, 0)


def _bare(latin: str) -> tuple[str, bool]:
    """Return a syllable without tone marks (ü as v, ɡ as g) and whether it had one."""
    apart = unicodedata.normalize("NFD", latin.replace("ɡ", "g"))
    toned = any(mark in apart for mark in "\u0300\u0301\u0304\u030c")
    kept = apart.replace("u\u0308", "v")
    return "".join(char for char in kept if not unicodedata.combining(char)), toned


@cache
def _simplified(char: str) -> str:
    """Return the simplified form of one character, itself where it has none."""
    return _convert(char)


@cache
def _readings(char: str) -> frozenset[str]:
    """Return all toneless readings of a character and of its simplified form."""
    from pypinyin import Style, pinyin  # heavy (0.2 s), and only garbled pages need it

    found: set[str] = set()
    for form in {char, _simplified(char)}:
        for reading in pinyin(form, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]:
            found.update((reading, reading.replace("ü", "v")))
    return frozenset(found)


def _convert(text: str) -> str:
    """Return the text in simplified characters."""
    return _converter()(text)


@cache
def _converter() -> Callable[[str], str]:
    """Load the dictionary once."""
    from opencc import OpenCC  # heavy, and only garbled or traditional pages need it

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _score(page: str, *, unread: int, removed: int = 0, left: int = 0, converted: bool = False) -> float:
    """Return how sure the text is, from 1.0 down to 0.0 (see ``judge``)."""
    size = max(1, len(page))
    lost = (
        0.1 * converted + min(0.3, 2 * removed / size) + min(0.3, 0.05 * left) + min(0.6, 20 * unread / size)
    )
    return round(max(0.0, 1.0 - lost), 3)
