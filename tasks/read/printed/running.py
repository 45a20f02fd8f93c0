"""Printed lines to paragraphs: by indents, by lines that end before the margin, by the marks that begin an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.read.document import Box
from tasks.read.printed.lines import Line, unwrapped
from tasks.read.printed.page import Page
from tasks.read.printed.sketch import doubts_of
from tasks.read.printed.stacks import stacks

_ITEM = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.]|[(（]?\d{1,4}[)）、.．](?!\d)|[①-⑳]|\d{1,4}\s|第[一二三四五六七八九十\d]{1,4}[章条节]"
    r"|附件|附表|注[:：\d])"
)
_NEAR_MARGIN = 0.78
_ENDS = re.compile(r"[。；;：:！？!?]$")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph before it is counted.

    ``full`` tells that its last line ends at the margin, ``starts`` that its first one is indented or begins an item.
    """

    text: str
    box: Box
    doubt: str
    page: int
    top: float
    size: float
    centred: bool
    full: bool
    starts: bool


def passages(lines: Sequence[Line], page: Page) -> list[Passage]:
    """Return the paragraphs of lines that stand one under the other; columns side by side one after the other."""
    found: list[Passage] = []
    for stack in stacks(lines, page):
        left, right = min(line.left for line in stack.lines), max(line.right for line in stack.lines)
        margin = right if stack.beside or right > _NEAR_MARGIN * page.width else page.width
        groups: list[list[Line]] = []
        for line in stack.lines:
            if groups and _goes_on(groups[-1], line, left, margin):
                groups[-1].append(line)
            else:
                groups.append([line])
        found += [_passage(group, page, left, margin) for group in groups]
    return found


def _goes_on(group: Sequence[Line], line: Line, left: float, right: float) -> bool:
    """Say whether a line is the next of the paragraph above it."""
    above, size = group[-1], line.height
    if abs(above.height - size) > 0.25 * size or line.top - above.bottom > 1.2 * size:
        return False
    if _ITEM.match(line.text) or above.is_parted or line.is_parted:
        return False
    if _centred(above, left, right) and _centred(line, left, right):
        return not _ENDS.search(above.text)
    return above.right > right - 1.6 * size and line.left < left + 1.2 * size


def _centred(line: Line, left: float, right: float) -> bool:
    """Say whether a line stands in the middle with room on both sides."""
    room = line.left - left
    return room > 1.2 * line.height and abs(room - (right - line.right)) < 1.5 * line.height


def _passage(group: Sequence[Line], page: Page, left: float, right: float) -> Passage:
    """Return the paragraph of some lines."""
    words = [word for line in group for word in line.words]
    middle = [(line.left + line.right) / 2 for line in group]
    return Passage(
        unwrapped([line.text for line in group]),
        page.box_around(words),
        doubts_of(words),
        page.number,
        group[0].top,
        max(line.height for line in group),
        all(abs(one - page.width / 2) < 0.06 * page.width for one in middle),
        group[-1].right > right - 1.6 * group[-1].height,
        group[0].left > left + 1.2 * group[0].height or bool(_ITEM.match(group[0].text)),
    )
