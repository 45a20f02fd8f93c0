"""Text that was read in the wrong character set and saved so, put back: its bytes made again and read in the right one.

UTF-8 read as GBK (闆嗙兢 for 集群), as Latin-1 or cp1252 (é›†ç¾¤), and GBK read as Latin-1 (¼¯Èº), once or several times over. What
was lost on the way (GBK read as UTF-8) cannot come back and becomes U+FFFD: the reader doubts that line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

_TIMES = 3
_LOOKED_AT = 200_000
_LOST = "\ufffd"
# what everyday Chinese in UTF-8 becomes when it is read as GBK, and Chinese itself hardly ever has
_SIGNS = re.compile(
    "[涓笟鍏骇闆泦鍙嗙缇銆鍖鐪鏈骞鍗浼鏂鎵瀹绗閫鍚灞鍐壊竷犱鍒壒鐗嶅姹崡鐢娌嶆紒娴笢夐缁牳鍩徃閮皬檺鑹兘鍥灏崟曢啗叕悕夊鈥闄愬埗窞鏉忓栧鑲鏃鏅簬浠绉潗鎴锛澶鑷濂鍔鐨鍦鏄鍜鍦鑻閲鐜璇鏋鏍鏇鏄]"
)
_SPECIAL = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_WESTERN = re.compile(rf"[\u0080-\u00ff{_SPECIAL}]{{3,}}")
_WESTERN_PAIR = re.compile("[\u00a1-\u00fe]{2}")
_WESTERN_SIGN = re.compile(rf"[\u00a1-\u00ff][\u0080-\u00ff{_SPECIAL}]{{2}}")
_WIDE_RUN = re.compile(r"[^\x00-\x7f]{2,}\??")
_REPLACED = re.compile("锟斤拷|锟斤|斤拷锟")
_PLAIN = "，。；：、！？（）《》“”‘’〔〕【】—…·－～　〇①②③④⑤⑥⑦⑧⑨⑩±×℃Ⅰ"
_GAP = re.compile(f"{_LOST}+")
_HANZI = re.compile("[\u3400-\u9fff\ue000-\uf8ff]")
_MOST_LOST = 0.34
_FEWEST_RARE = 3
_RARE_SHARE = 0.25


def unscramble(text: str) -> tuple[str, int]:
    """Return the text with what was read in the wrong set put right, and how many runs that were; 0 for a clean text."""
    runs = 0
    for _ in range(_TIMES):
        text, found = _once(text)
        runs += found
        if not found:
            break
    return text, runs


def is_scrambled(text: str) -> bool:
    """Say whether a line still shows characters that no notice uses, as text read in the wrong set does."""
    rare = len(_rare().findall(text))
    return rare >= _FEWEST_RARE and rare >= _RARE_SHARE * len(_HANZI.findall(text))


def has_rare_characters(page: str) -> bool:
    """Say whether a page has so many characters outside GB 2312 that a line of it may be scrambled."""
    return len(_rare().findall(page)) >= _FEWEST_RARE


@cache
def _rare() -> re.Pattern[str]:
    """Return the class of Chinese characters, and those of nobody, that GB 2312 does not have."""
    usual = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return re.compile(
        "(?![" + "".join(code.decode("gb2312", "ignore") for code in usual) + "])" + _HANZI.pattern
    )


def _once(text: str) -> tuple[str, int]:
    """Undo one wrong reading; once a run was put right, shorter and less telling ones are tried too."""
    if text.isascii():
        return text, 0
    found = 0
    if _WESTERN_SIGN.search(text):
        in_gbk = _is_gbk(text)
        text, found = _settle(text, _WESTERN, _from_western)
        if found and not _WESTERN_SIGN.search(text):
            text, more = _settle(text, _WESTERN_PAIR, partial(_from_pair, in_gbk=in_gbk))
            found += more
    if _SIGNS.search(text):
        text, lost = _REPLACED.subn(_LOST, text)
        text, right = _settle(text, _WIDE_RUN, _from_gbk)
        text, more = _settle(text, _WIDE_RUN, _from_gbk_surely) if right else (text, 0)
        found += lost + right + more
    return text, found


def _settle(text: str, runs: re.Pattern[str], meaning: Callable[[str], str | None]) -> tuple[str, int]:
    """Replace the runs that have a meaning, and count them."""
    found = 0

    def put(run: re.Match[str]) -> str:
        nonlocal found
        meant = meaning(run[0])
        found += meant is not None
        return run[0] if meant is None else meant

    return runs.sub(put, text), found


def _from_western(run: str) -> str | None:
    """Return what the bytes of a run mean in UTF-8, else in GBK, null where they mean nothing."""
    raw = bytes(_western_byte(char) for char in run)
    meant = raw.decode("utf-8", "replace")
    if _LOST.encode() not in raw and _LOST in meant:
        if _is_text(meant):
            return _shortened(meant)
        meant = raw.decode("gb18030", "replace")
        return meant if _LOST not in meant and _is_text(meant, fewest=len(raw) // 2) else None
    return meant if any(char > "\u2e80" for char in meant) or _WESTERN_SIGN.search(meant) else None


def _is_gbk(text: str) -> bool:
    """Say whether the Latin letters of a page are the bytes of GBK rather than of UTF-8: most of its runs are no UTF-8."""
    runs = [bytes(map(_western_byte, run)) for run in _WESTERN.findall(text[:_LOOKED_AT])]
    return sum(_LOST in run.decode("utf-8", "replace") for run in runs) * 2 > len(runs)


def _from_pair(pair: str, *, in_gbk: bool) -> str | None:
    """Return what two letters mean, on a page that is known to be scrambled: one Chinese character, or a ±."""
    try:
        return bytes(map(_western_byte, pair)).decode("gb18030" if in_gbk else "utf-8")
    except UnicodeDecodeError:
        return None


def _western_byte(char: str) -> int:
    """Return the byte that cp1252, or Latin-1 where that has none, writes for a character."""
    return char.encode("cp1252")[0] if char in _SPECIAL else ord(char)


def _from_gbk(run: str) -> str | None:
    """Return what the GBK bytes of a telling run mean in UTF-8, null where they mean nothing."""
    return _in_utf8(run) if _SIGNS.search(run) else None


def _from_gbk_surely(run: str) -> str | None:
    """Return what any run means, on a page that is known to be scrambled."""
    return _in_utf8(run, fewest=1)


def _in_utf8(run: str, *, fewest: int = 2) -> str | None:
    bare = run.removesuffix("?")
    try:
        meant = bare.replace(_LOST, "?").encode("gb18030").decode("utf-8", "replace")
    except UnicodeEncodeError:  # a lone surrogate: no set of characters has it
        return None
    whole = _LOST not in meant
    tail = run[len(bare) :] if whole else ""
    if _is_text(meant, fewest=fewest) or (whole and len(meant) >= fewest and _SIGNS.search(meant)):
        return _shortened(meant) + tail
    return None


def _is_text(meant: str, *, fewest: int = 2) -> bool:
    """Say whether at least so many characters are everyday ones, with few gaps."""
    gaps = len(_GAP.findall(meant))
    kept = [char for char in meant if char != _LOST]
    if len(kept) < fewest or gaps > _MOST_LOST * len(kept):
        return False
    return sum(map(_everyday, kept)) >= 0.9 * len(kept)


def _everyday(char: str) -> bool:
    """Say whether GB 2312 has the character: nine in ten of a wrong reading it has not, or only by chance."""
    if char in _PLAIN or char.isascii():
        return True
    try:
        return len(char.encode("gb2312")) == 2 and char > "\u2e80"
    except UnicodeEncodeError:
        return False


def _shortened(meant: str) -> str:
    """Return the text with one mark for each gap."""
    return re.sub(f"{_LOST}+\\??", _LOST, meant)
