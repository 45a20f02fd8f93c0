"""The title of a Word document, by what writers do: its style, its place in the middle, its size, the words it uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from tasks.read.mending.characters import even
from tasks.read.office.word_blocks import Grid, Line
from tasks.read.office.word_numbers import W
from tasks.read.office.word_styles import Styles
from tasks.read.web.surroundings import speaks_of_notice

_LOOKED_AT = 15
_LONGEST = 120
_APPENDIX = re.compile(r"^附\s*[件表录]\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*$")
_NUMBER = re.compile(r"[〔\[(（【﹝]\s*(?:19|20)\d\d\s*[〕\])）】﹞]\s*(?:第\s*)?\d+\s*号\s*$")
_LETTERHEAD = re.compile(r"文\s*件\s*$")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A paragraph that may be the title: how it looks and where it stands."""

    at: int
    text: str
    size: int
    centred: bool
    styled: bool


def find_title(items: Sequence[Line | Grid], styles: Styles) -> str:
    """Return the title of a document, empty where none of its first paragraphs above a table looks like one.

    A paragraph counts that is styled as a title or stands in the middle; of several the one that speaks of a list or
    notice, else the largest. The lines right beside it that look the same belong to it. A letterhead, the number of the
    document and an appendix number do not count.
    """
    headings = [found for at, item in enumerate(_first(items)) if (found := _heading(at, item, styles))]
    if not headings:
        return ""
    speaking = [one for one in headings if speaks_of_notice(one.text)]
    best = max(speaking or headings, key=lambda one: (one.styled, one.size, -one.at))
    same = {one.at: one for one in headings if (one.size, one.styled) == (best.size, best.styled)}
    first = last = best.at
    while first - 1 in same:
        first -= 1
    while last + 1 in same:
        last += 1
    return "".join(same[at].text for at in range(first, last + 1))


def _first(items: Sequence[Line | Grid]) -> list[Line]:
    """Return the first lines above the first table."""
    lines: list[Line] = []
    for item in items[:_LOOKED_AT]:
        if isinstance(item, Grid):
            break
        lines.append(item)
    return lines


def _heading(at: int, line: Line, styles: Styles) -> _Heading | None:
    """Return a line as a heading; None where it is none."""
    text = "".join(even(line.text).split())
    if not text or len(text) > _LONGEST or text.endswith(("。", "；", "：", ":")):
        return None
    if _APPENDIX.match(text) or _NUMBER.search(text) or _LETTERHEAD.search(text) or line.element is None:
        return None
    alignment = line.element.find(f"{W}pPr/{W}jc")
    centred = styles.centred(line.style) if alignment is None else alignment.get(W + "val") == "center"
    styled = styles.heads(line.style)
    if not (centred or styled):
        return None
    return _Heading(at, text, _size(line.element, line.style, styles), centred, styled)


def _size(paragraph: etree._Element, style: str, styles: Styles) -> int:
    """Return the size of a paragraph's largest letters in half points."""
    sizes = [one.get(W + "val", "") for one in paragraph.iterfind(f"{W}r/{W}rPr/{W}sz")]
    return max(
        (int(size) for size in sizes if size.isdecimal() and len(size) < 5), default=styles.size(style)
    )
