"""Text that a copy says twice, said once: each character, each sentence, each line, or the whole body."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENTENCE = re.compile(r"[^。；！]*[。；！]|[^。；！]+$")
_SHORTEST_SENTENCE = 6
_PAIR = re.compile(r"(.)\1|[，、；]")
_PAIRS = re.compile(r"(?:(.)\1|[，、；])++")  # possessive: else "，，，，" is tried in every grouping
_FEWEST_LINES = 3
_SHARE = 0.6
_FEWEST_CHARACTERS = 6
_SHORTEST_BODY = 2
_MOST_OF_IT = 0.75
_LEAST_TEXT = 30


def has_double_characters(lines: Sequence[str]) -> bool:
    """Say whether a page gives each character twice (关关于于公公布布): most of its longer lines do."""
    long = [line for line in lines if len(line) >= _FEWEST_CHARACTERS]
    return bool(long) and sum(map(_is_double, long)) >= max(1, _SHARE * len(long))


def single_characters(line: str) -> str:
    """Return a line of a page that gives each character twice with each given once; another line as it is."""
    tight = line.replace(" ", "")
    return _PAIR.sub(lambda pair: pair[1] or pair[0], tight) if _PAIRS.fullmatch(tight) else line


def single_sentences(text: str) -> tuple[str, int]:
    """Give each sentence that stands twice in a row once; also return how many did."""
    sentences = _SENTENCE.findall(text)
    if len(sentences) < 2:
        return text, 0
    bare = [sentence.strip() for sentence in sentences]
    again = [
        bool(at) and len(one) > _SHORTEST_SENTENCE and one == bare[at - 1] for at, one in enumerate(bare)
    ]
    kept = "".join(sentence for sentence, twice in zip(sentences, again, strict=True) if not twice)
    return kept, sum(again)


def lines_once(lines: Sequence[object]) -> list[int]:
    """Return which of the lines to keep, by their numbers from 0, where a page gives each line twice in a row.

    All of them where at least one line in five has no double beside it.
    """
    kept = [at for at, line in enumerate(lines) if not at or lines[at - 1] != line]
    few = len(lines) < 2 * _FEWEST_LINES
    return list(range(len(lines))) if few or len(kept) > 0.6 * len(lines) else kept


def body_once(pieces: Sequence[object]) -> int:
    """Return where a body that is given twice ends for the first time, in pieces; their number where it is given once.

    The second giving must repeat the first one from its beginning, up to a title between them, and hold all of it but a
    piece or two.
    """
    total = len(pieces)
    ends = range(max(_SHORTEST_BODY, total // 2 - 2), min(total, total // 2 + 4))
    at_once = (end for end in ends if _repeats(pieces, end, end))
    behind_title = (end for end in ends if _repeats(pieces, end, end + 1))  # or the last piece passes for it
    return next(at_once, None) or next(behind_title, total)


def _repeats(pieces: Sequence[object], end: int, start: int) -> bool:
    """Say whether the pieces from ``start`` on are those before ``end`` again, all but two of them at least."""
    again = list(pieces[start:])
    if len(again) < max(_SHORTEST_BODY, end - 2, _MOST_OF_IT * end) or again != list(pieces[: len(again)]):
        return False
    return sum(len(str(piece)) for piece in again) >= _LEAST_TEXT


def _is_double(line: str) -> bool:
    """Say whether all characters stand in like pairs, and not all are one; pairs of marks were made one before."""
    return len(line) >= 2 and _PAIRS.fullmatch(line) is not None and len(set(line)) > 1
