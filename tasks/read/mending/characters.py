"""Single characters made even: width, blanks, and what no reader can see.

Chinese punctuation stays as it is (，。；：、〔〕《》“”), for rules of the field are written with it. Meaning is never
touched here: traditional characters and pinyin are for ``garble``.
"""

from __future__ import annotations

import re
import unicodedata

_WIDE = {
    code: code - 0xFEE0
    for span in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(span[0], span[1] + 1)
}
_WIDE_MARKS = dict(zip(map(ord, "（）［］｛｝．／－＋＆％＃＠＿＝＊"), "()[]{}./-+&%#@_=*", strict=True))
_BLANKS = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x0B, 0x0C], " ")
_UNSEEN = dict.fromkeys(
    [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0x00AD, 0x034F, 0x061C, 0x180E,
     *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF,
     *range(0xFFF9, 0xFFFC)]
)  # fmt: skip
_COMPATIBLE = {
    code: unicodedata.normalize("NFKC", chr(code))
    for span in ((0x2E80, 0x2FD5), (0xF900, 0xFAFF))
    for code in range(span[0], span[1] + 1)
    if unicodedata.normalize("NFKC", chr(code)) != chr(code)
}
_TABLE: dict[int, int | str | None] = {**_WIDE, **_WIDE_MARKS, **_BLANKS, **_UNSEEN, **_COMPATIBLE}
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "]")
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_NEAR = _HAN + "，。；：、！？《》“”〔〕（）"
_LINE_IN_CHINESE = re.compile(rf"(?<=[{_NEAR}])[ \t]*[\r\n][ \t\r\n]*(?=[{_NEAR}])")
_SPACE = re.compile(r"\s+")
_LINES = re.compile(r"[ \t]*[\r\n\u2028\u2029\x85][ \t\r\n\u2028\u2029\x85]*")

HAN = f"[{_HAN}]"
"""A regular expression's class of one Chinese character."""


def even(text: str) -> str:
    """Return the text with width and blanks made even and unseen characters dropped; line breaks stay.

    Full-width digits, Latin letters, brackets and a few signs become half-width; Kangxi radicals and compatibility
    ideographs (left behind by copying from PDF) become the usual characters.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_TABLE) if _ODD.search(text) else text


def one_line(text: str) -> str:
    """Return the text as one line: blanks as one space, none where a source line broke between Chinese characters."""
    if text.isalnum():
        return text
    return _SPACE.sub(" ", _LINE_IN_CHINESE.sub("", text)).strip()


def lines_of(text: str) -> list[str]:
    """Split into lines without blank ones, each trimmed; an empty list for a text of blanks."""
    return [line.strip() for line in _LINES.split(text) if line.strip()]
