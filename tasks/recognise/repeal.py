"""Announcements that a notice abolishes (同时废止), by document number.

Source: 工信部联产业函〔2019〕354号 repeals 〔2017〕28号 by one sentence at its end; Shandong 鲁工信产〔2020〕237号 repeals
鲁经信产〔2017〕551号 the same way. A notice that says 失效 or 不再执行 of a number means the same; of those not
re-evaluated it does not (其余的自动失效 names no number).
"""

from __future__ import annotations

import re

from tasks.recognise.doc_number import find_numbers
from tasks.recognise.text import clauses, sentences

_WORD = "废止"
_NO_LONGER = re.compile(
    r"^[)》]*(?:[文件通知告]{1,3}|公布的|名单|自[^,]{2,12}起|即日起|同时|一并|自动|即行|自行|相应|均)*(?:失效|停止执行|不再执行)"
)


def find_repeals(text: str, *, own: str | None) -> tuple[str, ...]:
    """Find the numbers that tight text says are abolished, each once, in order.

    A number that the same sentence merely rests on (根据《…》) is not abolished: only the clause that carries 废止
    counts, or, where that clause names none, the nearest one before it that does.
    """
    found: dict[str, None] = {}
    for line in sentences(text):
        found |= dict.fromkeys(one.number for one in find_numbers(line) if _NO_LONGER.search(line[one.end :]))
        if _WORD not in line:
            continue
        last: list[str] = []
        for piece in clauses(line):
            last = [one.number for one in find_numbers(piece)] or last
            if _WORD in piece:
                found |= dict.fromkeys(last)
                last = []
    return tuple(number for number in found if number != own)
