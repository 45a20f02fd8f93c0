"""What copies do to a text, undone: the order of the repairs, what they count, and what stays in doubt.

A page is judged as a whole first; a clean page costs a few scans and loads no dictionary. Names are converted only on pages
judged garbled or traditional, for the converter is wrong on a few characters (see ``spelling``). What cannot be repaired is
never guessed: its line is in doubt.
Rule and figures: 10,327 of 10,328 readings of the GB 2312 characters are recognised after conversion; brackets that
belong to the text (LED(light), 企业(集团), 名单(list)) survive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.read.document import Garble
from tasks.read.mending.characters import HAN, even
from tasks.read.mending.mojibake import has_rare_characters, is_scrambled, unscramble
from tasks.read.mending.noise import close_marks, has_blanks_before_marks, take_out_markup, take_out_repeats
from tasks.read.mending.pinyin import Manner, count_toned, find_manner, remove_pinyin
from tasks.read.mending.spelling import looks_traditional, simplified, simplify, unsettled

_LOST = re.compile("[\ufffd\ue000-\uf8ff]")
_BULLET = re.compile(r"^[\uf000-\uf0ff]\s*(?=\S)")
_HALF = re.compile(rf"{HAN}\?[A-Za-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]*[)）]|(?<=[^\x00-\x7f])\?[A-Z](?={HAN})")
_HOLE = re.compile(rf"{HAN}\?(?!\s*$)|\?(?={HAN})")
_HOLES = re.compile(rf"{HAN}?[?？]{{2,}}{HAN}?")
_BEYOND_REPAIR = 0.02
_FEWEST_LOST = 5


@dataclass(frozen=True, slots=True)
class Mender:
    """How the texts of one page are put right, and what that came to (``report``).

    ``manner`` is how pinyin stands in the page, ``traditional`` whether it is converted, ``spaced`` whether blanks stand
    before its marks; ``size`` is its length. ``clean`` tells that nothing in it wants mending, ``sure`` that nothing is in
    doubt: then neither is sought in every cell.
    """

    report: Garble
    manner: Manner
    traditional: bool
    spaced: bool
    size: int
    clean: bool = False
    sure: bool = False

    def mend(self, text: str) -> str:
        """Return a text of the page put right; where markup left in it parted lines stands a line separator."""
        return even(text) if self.clean else self._mend(text)[0]

    def doubt(self, mended: str) -> str:
        """Say why a mended text may be wrong, in words; nothing where it is sure."""
        if self.sure or mended.isascii():
            return ""
        if _LOST.search(mended) or _HALF.search(mended):
            return "characters of it were lost in this copy"
        if is_scrambled(mended):
            return "it was read in a wrong character set and cannot be put right"
        if _HOLES.search(mended) or (self.traditional and _HOLE.search(mended)):
            return "question marks in it may stand for characters that were lost"
        if self.traditional and (open_ones := unsettled(mended)):
            return f"{open_ones} may stand for another character since the text was converted"
        if self.manner.any and count_toned(mended):
            return "a reading in brackets does not belong to the character before it"
        return ""

    def told(self, *, mojibake: int = 0, doubled: int = 0, noise: int = 0) -> Garble:
        """Return the report with what was undone besides, and the score that leaves."""
        report = self.report
        more = replace(
            report,
            mojibake=report.mojibake + mojibake,
            doubled=report.doubled + doubled,
            noise=report.noise + noise,
        )
        before, after = _undone(report), _undone(more)
        return replace(more, score=round(max(0.0, more.score - (after - before)), 3))

    def _mend(self, text: str) -> tuple[str, int, int, int]:
        """Return a text put right, and how many readings, pieces of noise and wrongly read runs that took."""
        text, mojibake = unscramble(text)
        text, pieces = take_out_markup(text)
        text = _BULLET.sub("", even(text))
        text, removed = remove_pinyin(text, self.manner, simplified)
        text = simplify(text) if self.traditional else text
        text, repeats = take_out_repeats(text)
        text, blanks = close_marks(text) if self.spaced else (text, 0)
        return text, removed, pieces + repeats + blanks, mojibake


def judge(page: str) -> Mender:
    """Judge a page by its whole text and return how to mend its parts.

    The report counts over ``page``; its score is 1.0 for a clean page and loses 0.1 for conversion, up to 0.3 for readings
    taken out, 0.05 for each toned reading left standing (0.3 at most), up to 0.1 each for runs of a wrong character set,
    for what stood twice and for noise, and up to 0.6 for characters that are lost.
    """
    plain = even(unscramble(page)[0])
    manner = find_manner(plain, simplified) if "(" in plain else Manner()
    traditional = manner.converted or looks_traditional(plain)
    mender = Mender(Garble(), manner, traditional, has_blanks_before_marks(plain), len(page))
    mended, removed, noise, mojibake = mender._mend(page)
    left = count_toned(mended) if manner.any else 0
    lost = len(_LOST.findall(mended)) + sum(len(found) for found in _HALF.findall(mended))
    report = Garble(removed, traditional, 1.0, mojibake, 0, noise, lost)
    return replace(
        mender,
        report=replace(report, score=_score(report, size=len(page), left=left)),
        clean=mended in (page, even(page)),
        sure=not (lost or traditional or manner.any or _HOLES.search(mended) or has_rare_characters(mended)),
    )


def beyond_repair(report: Garble, size: int) -> str:
    """Say that so much of a text of ``size`` characters is lost that no list in it can be trusted; mostly nothing."""
    if report.lost < _FEWEST_LOST or report.lost < _BEYOND_REPAIR * size:
        return ""
    return f"the text is damaged: {report.lost} of {size} characters cannot be read"


def _score(report: Garble, *, size: int, left: int) -> float:
    """Return how sure the text is, from 1.0 down to 0.0 (see ``judge``)."""
    long = max(1, size)
    gone = min(0.3, 2 * report.pinyin_removed / long) + min(0.3, 0.05 * left)
    unread = min(0.6, 20 * report.lost / long)
    return round(max(0.0, 1.0 - 0.1 * report.converted - gone - unread - _undone(report)), 3)


def _undone(report: Garble) -> float:
    """Return what the score loses for repairs that are mostly sure."""
    return min(0.1, 0.02 * report.mojibake) + min(0.1, 0.02 * report.doubled) + min(0.1, 0.005 * report.noise)
