"""The numbers that Word prints before paragraphs and keeps nowhere in their text: 1., (一), 第3章, 甲.

A list whose 序号 column is numbered by Word alone has no number in its cells. Source: ECMA-376 part 1, 17.9 Numbering.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_DIGITS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: where it starts, how it writes a number, the text around (``第%1章``)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """One numbered list: the definition it counts with, its own changes, the levels it starts anew at first use."""

    definition: str
    own: dict[int, Level] = field(default_factory=dict)
    anew: dict[int, int] = field(default_factory=dict)


class Numbers:
    """The numbering of one document, counted on from paragraph to paragraph."""

    def __init__(self, part: etree._Element | None, styles: dict[str, str] | None = None) -> None:
        """Read the numbering part; none counts nothing. ``styles`` gives the list of a numbering style by its id."""
        found = () if part is None else part.iterchildren(W + "abstractNum")
        self._definitions = {one.get(W + "abstractNumId", ""): one for one in found}
        self._levels: dict[str, dict[int, Level]] = {}
        found = () if part is None else part.iterchildren(W + "num")
        self._lists = {one.get(W + "numId", ""): _list(one) for one in found}
        self._styles = styles or {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level of a list that a paragraph style stands for; 0 where none does."""
        one = self._lists.get(number)
        levels = self._of(one.definition) if one else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def next(self, number: str, at: int) -> tuple[str, str]:
        """Count on in a list at a level (from 0) and return what is printed, and why that may be wrong.

        Both are empty for a bullet, a list that does not exist and a level that prints nothing.
        """
        one = self._lists.get(number)
        if one is None or not 0 <= at < _DEEPEST:
            return "", ""
        levels = {**self._of(one.definition), **one.own}
        counts = self._counts.setdefault(one.definition, {})
        level = levels.get(at, Level())
        if at in one.anew and (number, at) not in self._begun:
            counts[at] = one.anew[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start
        self._begun.add((number, at))
        for deeper in [deeper for deeper in counts if deeper > at]:
            if levels.get(deeper, Level()).restart != 0:
                del counts[deeper]
        return _printed(level, levels, counts)

    def _of(self, definition: str, depth: int = 0) -> dict[int, Level]:
        """Return the levels of a definition, or of the one that its numbering style leads to."""
        if definition not in self._levels:
            element = self._definitions.get(definition)
            if element is None:
                return {}
            self._levels[definition] = {
                int(one.get(W + "ilvl", "0") or 0): _level(one)
                for one in element.iterchildren(W + "lvl")
                if (one.get(W + "ilvl", "0") or "0").isdigit()
            }
            link = element.find(W + "numStyleLink")
            one = self._lists.get(self._styles.get(link.get(_VAL, ""), "")) if link is not None else None
            if one is not None and depth < 3:
                self._levels[definition] = self._of(one.definition, depth + 1)
        return self._levels[definition]


def write_number(number: int, form: str) -> str | None:
    """Return a number as a form of Word's writes it; None for a form that is not known."""
    if form in ("decimal", "decimalHalfWidth", "decimalFullWidth", "decimalFullWidth2"):
        return str(number)
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("chineseCountingThousand", "chineseCounting", "japaneseCounting", "taiwaneseCountingThousand", "taiwaneseCounting"):  # fmt: skip
        return _chinese(number)
    if form == "ideographDigital" or form == "taiwaneseDigital":
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if form == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if form == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"):
        return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)
    if form == "decimalEnclosedParen":
        return f"({number})"
    if form == "decimalEnclosedFullstop":
        return f"{number}."
    return _latin(number, form)


def _latin(number: int, form: str) -> str | None:
    """Return a number in letters or Roman numerals; None for another form."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            roman += sign * count
        return roman.upper() if form == "upperRoman" else roman
    return None


def _chinese(number: int) -> str:
    """Return a number below ten thousand as it is counted: 十, 二十一, 一百零三."""
    if not 0 < number < 10_000:
        return str(number)
    written, gap = "", False
    for value, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + sign
        gap = not digit
    return written.removeprefix("一") if written.startswith("一十") else written


def _printed(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> tuple[str, str]:
    """Return the text of a level with the numbers in it, and why it may be wrong."""
    if level.form in ("bullet", "none"):
        return ("" if level.form == "bullet" else _PLACE.sub("", level.text)), ""
    doubt = ""

    def number(place: re.Match[str]) -> str:
        nonlocal doubt
        at = int(place[1]) - 1
        other = levels.get(at, Level())
        count = counts.get(at, other.start)
        if at not in counts:
            doubt = "its number is counted by Word within a number that never began"
        written = write_number(count, "decimal" if level.legal else other.form)
        if written is None and other.form != "none":
            doubt = f"its number is counted by Word in a form that is not known ({other.form})"
        return written or ""

    return _PLACE.sub(number, level.text).strip(), doubt


def _level(element: etree._Element) -> Level:
    """Return one level as the numbering part defines it."""

    def said(name: str) -> str | None:
        one = element.find(W + name)
        return None if one is None else one.get(_VAL, "")

    form = said("numFmt")
    restart = said("lvlRestart")
    return Level(
        start=_whole(said("start"), 1), form="decimal" if form is None else form, text=said("lvlText") or "",
        restart=_whole(restart, 0) if restart is not None else None,
        legal=(legal := said("isLgl")) is not None and legal not in ("0", "false", "off"),
        style=said("pStyle") or "",
    )  # fmt: skip


def _list(element: etree._Element) -> _List:
    """Return one list with what it changes of its definition."""
    definition = element.find(W + "abstractNumId")
    one = _List("" if definition is None else definition.get(_VAL, ""))
    for override in element.iterchildren(W + "lvlOverride"):
        at = _whole(override.get(W + "ilvl"), 0)
        level, start = override.find(W + "lvl"), override.find(W + "startOverride")
        if level is not None:
            one.own[at] = _level(level)
        if start is not None:
            one.anew[at] = _whole(start.get(_VAL), 1)
    return one


def _whole(text: str | None, otherwise: int) -> int:
    """Return a whole number, ``otherwise`` where the text is none or beyond a million."""
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else otherwise
