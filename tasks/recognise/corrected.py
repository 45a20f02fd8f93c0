"""Which announcement a correction corrects (更正, 勘误, 补充公告): by its number, else by its quoted title."""

from __future__ import annotations

import re

from tasks.recognise.doc_number import find_numbers
from tasks.recognise.papers import Papers
from tasks.recognise.text import sentences

_QUOTED = re.compile(r"《([^》]{6,150})》")
_SPEAKS = re.compile(r"更正|勘误|订正|有误|误|修改|调整为|补充|延长|延期")
_OWN_WORD = re.compile(r"更正|勘误|订正|补充(?:公告|公示|通知|说明)")
_MOST_SENTENCES = 40


def find_corrected(papers: Papers, *, own: str | None) -> str:
    """Find what a correction corrects.

    Args:
        papers: the correction.
        own: its own document number, which is never the one it corrects.

    Returns:
        A document number in normal form, else a title in 《》 without the marks; empty where the papers name neither.
    """
    lines = sentences(papers.body)[:_MOST_SENTENCES]
    spoken = [line for line in lines if _SPEAKS.search(line)]
    for line in (papers.title, *spoken, *lines):
        number = next((one.number for one in find_numbers(line) if one.number != own), None)
        if number is not None:
            return number
    titles = (found[1] for line in (papers.title, *spoken) for found in _QUOTED.finditer(line))
    return next((title for title in titles if not _OWN_WORD.search(title)), "")
