"""Chinese numerals as counts and batches use them; nothing above ten thousands is needed."""

from __future__ import annotations

import re

DIGITS = {
    "〇": 0,
    "○": 0,
    "◯": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN = "零一二三四五六七八九"
NUMERAL = r"(?:\d{1,5}|[〇零一二两三四五六七八九十百千]{1,9})"
_HAN_NUMBER = re.compile(r"[〇○◯零一二两三四五六七八九十百千]+")


def parse_number(text: str) -> int | None:
    """Read ``100``, ``十一`` or ``三千二百零五``; null when the text is not one number."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not _HAN_NUMBER.fullmatch(text):
        return None
    total, digit = 0, 0
    for mark in text:
        if mark in DIGITS:
            digit = DIGITS[mark]
        else:
            total += (digit or 1) * _UNITS[mark]
            digit = 0
    return total + digit


def han_number(number: int) -> str:
    """Write 1 to 99 in Chinese (``十一``, ``二十``), as batches are written; larger ones in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _HAN[tens] + "十"
    return head + (_HAN[ones] if ones else "")
