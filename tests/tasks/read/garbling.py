"""The ways in which copies garble a text, one function each, and names seen on real lists to garble."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache
from pathlib import Path

import opencc
import pypinyin

NAMES = tuple(
    line
    for line in (Path(__file__).parent / "seen_names.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
Garbling = Callable[[str], str]


@cache
def _traditional(char: str) -> str:
    converted: str = opencc.OpenCC("s2t").convert(char)
    return converted


@cache
def _reading(char: str, style: pypinyin.Style) -> str:
    return pypinyin.pinyin(char, style=style, v_to_u=False)[0][0].replace(
        "ü", "v" if style is pypinyin.Style.NORMAL else "ü"
    )


def traditional(text: str) -> str:
    """In traditional characters, one by one (乾 and 后 and 制 come out in wrong variants)."""
    return "".join(map(_traditional, text))


def toned(text: str) -> str:
    """In traditional characters, each converted one with its toned reading."""
    return "".join(
        f"{after}({_reading(after, pypinyin.Style.TONE)})"
        if (after := _traditional(char)) != char and not _reading(after, pypinyin.Style.TONE).isascii()
        else after
        for char in text
    )


def toneless(text: str) -> str:
    """In traditional characters, every third one with its toneless reading, some several times over."""
    out = []
    for at, char in enumerate(map(_traditional, text)):
        reading = f"({_reading(char, pypinyin.Style.NORMAL)})" if "\u4e00" <= char <= "\u9fff" else ""
        out.append(char + reading * (0 if at % 3 else 1 + at % 2))
    return "".join(out)


def worded(text: str) -> str:
    """With the toned reading of its last two characters behind it."""
    last = text[-2:]
    if not all("\u4e00" <= char <= "\u9fff" for char in last):
        return text
    return f"{text}({''.join(_reading(char, pypinyin.Style.TONE) for char in last)})"


def latin(text: str) -> str:
    """UTF-8 read as Latin-1."""
    return text.encode().decode("latin-1")


def western(text: str) -> str:
    """UTF-8 read as cp1252."""
    return "".join(
        chr(byte) if byte in b"\x81\x8d\x8f\x90\x9d" else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )


def gbk_as_latin(text: str) -> str:
    """GBK read as Latin-1."""
    return text.encode("gb18030").decode("latin-1")


def utf8_as_gbk(text: str) -> str:
    """UTF-8 read as GBK; bytes without a partner are lost."""
    return text.encode().decode("gb18030", "replace")


def characters_twice(text: str) -> str:
    """Each character twice."""
    return "".join(char * 2 for char in text)


def sprinkled(text: str) -> str:
    """With characters nobody sees between the others."""
    return "".join(
        char + unseen for char, unseen in zip(text, itertools.cycle("\u200b\u00ad\ufeff\u202e"), strict=False)
    )


def full_width(text: str) -> str:
    """With digits, letters and brackets in full width."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def escaped_twice(text: str) -> str:
    """As references to characters, escaped twice."""
    return "".join(f"&amp;#{ord(char)};" if ord(char) > 0x7F else char for char in text)


REVERSIBLE: tuple[Garbling, ...] = (
    traditional, toned, toneless, worded, latin, western, gbk_as_latin, sprinkled, full_width, escaped_twice,
)  # fmt: skip
