"""Single printed characters to words: doubled ones once, parted at blanks, wide gaps and the table's upright lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tasks.read.mending.characters import even
from tasks.read.printed.page import Rule, Word, both

_DOUBLED = 0.25
_WIDE_GAP = 0.4
_LATIN_GAP = 0.2
_WIDE_BLANK = 0.9
_BACKWARDS = -0.5
_MUCH = 0.4
_OVERPRINTED = "printed over another text"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as printed, blanks too, y down; ``doubt`` as of a cell."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    doubt: str = ""

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top

    @property
    def centre(self) -> float:
        """Its centre down the page."""
        return (self.top + self.bottom) / 2


def words_of(glyphs: Iterable[Glyph], rules: Sequence[Rule]) -> tuple[Word, ...]:
    """Return the words that characters make, in the order they were drawn; blanks alone make none.

    A character drawn twice at nearly one place (how bold type is often made) counts once.
    """
    walls = _walls(rules)
    words: list[Word] = []
    run: list[Glyph] = []
    for glyph in _once(glyphs):
        if run and not _goes_on(run[-1], glyph, walls):
            words += _words(run)
            run = []
        run.append(glyph)
    return tuple(_doubted([*words, *_words(run)]))


def _doubted(words: list[Word]) -> list[Word]:
    """Doubt the words that are printed one over the other: text too long for its cell runs into the next."""
    over: set[int] = set()
    near: list[int] = []
    for at in sorted(range(len(words)), key=lambda at: words[at].top):
        word = words[at]
        near = [other for other in near if words[other].bottom > word.top]
        for other in near:
            if _overlap(words[other], word):
                over |= {at, other}
        near.append(at)
    return [
        replace(word, doubt=both(word.doubt, _OVERPRINTED)) if at in over else word
        for at, word in enumerate(words)
    ]


def _overlap(one: Word, other: Word) -> bool:
    """Say whether two words cover much of each other."""
    size = min(one.height, other.height)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    across = min(one.right, other.right) - max(one.left, other.left)
    return down > _MUCH * size and across > _MUCH * size


def _once(glyphs: Iterable[Glyph]) -> Iterable[Glyph]:
    """Yield each character but those that were drawn before at nearly the same place."""
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        step = max(_DOUBLED * glyph.size, 0.01)
        x, y = round(glyph.left / step), round(glyph.top / step)
        around = ((glyph.text, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if glyph.text.isspace() or seen.isdisjoint(around):
            yield glyph
        seen.add((glyph.text, x, y))


Walls = list[tuple[float, float, float]]


def _walls(rules: Sequence[Rule]) -> Walls:
    """Return the upright lines from left to right: where each stands, begins and ends."""
    return sorted(((rule.left + rule.right) / 2, rule.top, rule.bottom) for rule in rules if not rule.level)


def _goes_on(last: Glyph, glyph: Glyph, walls: Walls) -> bool:
    """Say whether a character stands in one run with the one drawn before it."""
    size = max(last.size, glyph.size)
    if abs(last.centre - glyph.centre) > 0.3 * size:
        return False
    gap = glyph.left - last.right
    blank = last.text.isspace() or glyph.text.isspace()
    if not _BACKWARDS * size < gap < (_WIDE_BLANK if blank else _WIDE_GAP) * size:
        return False
    return not walls or not _walled(last, glyph, walls)


def _walled(last: Glyph, glyph: Glyph, walls: Walls) -> bool:
    """Say whether an upright line stands between two characters."""
    low, high = (last.left + last.right) / 2, (glyph.left + glyph.right) / 2
    at = bisect_left(walls, (low,))
    while at < len(walls) and walls[at][0] < high:
        if walls[at][1] <= glyph.centre <= walls[at][2]:
            return True
        at += 1
    return False


def _words(run: Sequence[Glyph]) -> list[Word]:
    """Return the words of one run: usually one, more where blanks stand together."""
    found: list[Word] = []
    start = 0
    while start < len(run):
        end, blanks = start, 0.0
        while end < len(run):
            blanks = blanks + run[end].right - run[end].left if run[end].text.isspace() else 0.0
            if blanks > _WIDE_BLANK * run[end].size:
                break
            end += 1
        found += _word(run[start:end])
        start = end + 1
    return found


def _word(run: Sequence[Glyph]) -> list[Word]:
    """Return the word of characters without wide blanks; none for blanks alone."""
    solid = [at for at, glyph in enumerate(run) if not glyph.text.isspace()]
    if not solid:
        return []
    kept = run[solid[0] : solid[-1] + 1]
    text = kept[0].text
    for before, glyph in pairwise(kept):
        text += f" {glyph.text}" if _latin_gap(before, glyph) else glyph.text
    doubts = dict.fromkeys(glyph.doubt for glyph in kept if glyph.doubt)
    sides = (
        min(g.left for g in kept),
        min(g.top for g in kept),
        max(g.right for g in kept),
        max(g.bottom for g in kept),
    )
    return [Word(even(text), *sides, "; ".join(doubts))]


def _latin_gap(before: Glyph, glyph: Glyph) -> bool:
    """Say whether a blank was set between two Latin letters without a character for it."""
    letters = (
        before.text.isascii() and before.text.isalpha() and glyph.text.isascii() and glyph.text.isalpha()
    )
    return letters and glyph.left - before.right > _LATIN_GAP * glyph.size
