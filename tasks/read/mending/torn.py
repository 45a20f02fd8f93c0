"""Lines that a copy tore apart, joined: one character a line, and numbers cut from the words around them.

Source: "最", "高", "限" each on a line of its own on a relay's page (seen 2026-11); dates whose digits stand in elements of
their own on pages pasted from Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tasks.read.web.flow import Line

DOUBT = "it was joined from one character a line, and where one item ends is not shown"
_SINGLE = re.compile(r"[\u3400-\u9fff]")
_WITHIN = re.compile(r"[\u3400-\u9fff]|\d{1,4}|[，。；：、（）()《》〔〕“”.—-]")
_FEWEST = 3
_ITEMS = re.compile(r"(?<=[。；])|(?<=[^\d年月日第共至约.])(?=\d{1,3}[.、．])")
_LONGEST_SURE = 8
_NUMBERED = re.compile(r"\d{1,3}[.、．]")
_NUMBER = re.compile(r"\d{1,4}")
_BEFORE_NUMBER = re.compile(r"[年月第共至自到约]$")
_UNIT = re.compile(r"^(?:年|月|日|个|家|号|批|届|项)")
_CUT = (
    (re.compile(r"(?<!\d)[12]\d{3}$"), re.compile(r"^年")),
    (re.compile(r"年\d{1,2}$"), re.compile(r"^月")),
    (re.compile(r"月\d{1,2}$"), re.compile(r"^日")),
    (re.compile(r"(?<!\d)20$"), re.compile(r"^\d\d年")),
    (re.compile(r"第\d{1,3}$"), re.compile(r"^批")),
)


def join_torn(lines: Sequence[Line]) -> list[Line]:
    """Join what was torn apart; every other line stays as it is."""
    return _join_numbers(list(_join_characters(list(_join_paragraphs(lines)))))


def join_cell(text: str) -> str:
    """Join a cell's lines where each holds one character (a heading set from top to bottom)."""
    lines = text.split("\n")
    single = len(lines) > 1 and all(len(line) == 1 for line in lines)
    return "".join(lines) if single else text


def _join_paragraphs(lines: Sequence[Line]) -> Iterator[Line]:
    """Join paragraphs broken after every character: where each ends is known."""
    paragraph: list[Line] = []
    for line in lines:
        paragraph.append(line)
        if not line.broken:
            yield from _as_one(paragraph)
            paragraph = []
    yield from _as_one(paragraph)


def _as_one(paragraph: list[Line]) -> list[Line]:
    """Return a paragraph's lines, as one where each holds one character."""
    if len(paragraph) < 2 or any(len(line.text) > 1 for line in paragraph):
        return paragraph
    return [replace(paragraph[-1], text="".join(line.text for line in paragraph))]


def _join_characters(lines: Sequence[Line]) -> Iterator[Line]:
    """Join runs of lines of one character."""
    for within, group in groupby(lines, key=lambda line: _WITHIN.fullmatch(line.text) is not None):
        together = list(group)
        yield from _join_run(together) if within else together


def _join_run(run: Sequence[Line]) -> Iterator[Line]:
    """Join one run, but for the numbers at its end; its items are parted by their numbers and stops."""
    end = next((at for at in range(len(run), 0, -1) if not _NUMBER.fullmatch(run[at - 1].text)), 0)
    if sum(1 for line in run[:end] if _SINGLE.fullmatch(line.text)) < _FEWEST:
        yield from run
        return
    items = (item for item in _ITEMS.split("".join(line.text for line in run[:end])) if item)
    yield from (Line(item, run[0].linked, "" if _is_whole(item) else DOUBT) for item in items)
    yield from run[end:]


def _is_whole(item: str) -> bool:
    """Say whether it shows that an item is one: a number begins it or a stop ends it, or it is too short for two."""
    short = len(item) <= _LONGEST_SURE and not any(char.isdigit() for char in item)
    return short or bool(_NUMBERED.match(item)) or item.endswith(("。", "；", "："))


def _join_numbers(lines: Sequence[Line]) -> list[Line]:
    """Join a date, a count or a batch whose digits stand on a line of their own."""
    joined: list[Line] = []
    for line in lines:
        if len(joined) > 1 and _NUMBER.fullmatch(joined[-1].text) and _fills(joined[-2].text, line.text):
            number, before = joined.pop(), joined.pop()
            line = replace(line, text=before.text + number.text + line.text)
        elif joined and any(head.search(joined[-1].text) and tail.search(line.text) for head, tail in _CUT):
            line = replace(line, text=joined.pop().text + line.text)
        joined.append(line)
    return joined


def _fills(before: str, after: str) -> bool:
    """Say whether a number between two lines belongs to both."""
    return bool(_BEFORE_NUMBER.search(before) and _UNIT.match(after))
