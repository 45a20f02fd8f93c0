"""The region table: which province, city or county a text names, wholly or at its start.

Pure once loaded; it guesses nothing: what two regions of one rank may be called is no name for either. The data, its
origin and its additions are described in ``config/regions/README.md``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

NATION: Final = "000000"
_RANKS: Final = {"nation": 0, "province": 1, "city": 2, "county": 3}
_ENDINGS: Final = (
    "自治州",
    "自治县",
    "自治旗",
    "自治区",
    "地区",
    "林区",
    "特区",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "州",
)
_RANK_SIGNS: Final = ("省", "市", "县", "区", "州", "盟", "旗", "地区")
_BLANKS: Final = re.compile(r"[\s·・/\-—、,，>]+")
_SHORT: Final = re.compile(
    r"(?:.+?(?:省|自治区))?(.+?)(?:(?:壮族|回族|维吾尔)?自治区|省|市|自治州|地区|盟|县|区)?"
)
_CORPS: Final = "新疆生产建设兵团"
_ZONE: Final = re.compile(r"(国家级)?(省级)?(经济|高新|经开|开发区|工业园|产业园|产业集聚区|保税)")


@dataclass(frozen=True, slots=True)
class Region:
    """A province, city or county: six digits, full name (江苏省苏州市常熟市), nation|province|city|county."""

    code: str
    name: str
    level: str
    province: str


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to call a region: ``sure`` opens a name anywhere, another only where the next words allow it."""

    region: Region
    sure: bool
    wordlike: bool = False


Forms = dict[str, list[_Form]]


class RegionTable:
    """All regions by the forms of their names, each under its province and city."""

    def __init__(
        self, regions: Mapping[str, Region], below: Mapping[str, Forms], *, after: Iterable[str]
    ) -> None:
        """Take the regions by code, the forms found below each code, and words that unmake a short form."""
        self._regions, self._below = regions, below
        self._after = tuple(sorted(after))
        self._widths = {
            code: tuple(sorted({len(text) for text in forms}, reverse=True)) for code, forms in below.items()
        }

    def codes(self) -> tuple[str, ...]:
        """Return the six-digit codes of all regions, in order."""
        return tuple(self._regions)

    def named(self, text: str) -> Region | None:
        """Return the region that the text as a whole names, in any usual form or as its six-digit code.

        Null when it names none, or several of the same rank (朝阳区 is in Beijing and in Changchun).
        """
        bare = _BLANKS.sub("", text)
        if bare in self._regions:
            return self._regions[bare]
        return _only(
            {region.code: region for region, end in self._read(bare, 0, parent=NATION) if end == len(bare)}
        )

    def leading(self, text: str) -> tuple[Region, str] | None:
        """Return the region a longer name starts with, and the rest of it; null where it starts with none.

        The longest match wins, and a county counts only under the city already read. The nation opens no name.
        """
        found: dict[int, dict[str, Region]] = {}
        for region, end in self._read(text, 0, parent=NATION, opening=True):
            found.setdefault(end, {})[region.code] = region
        for end in sorted(found, reverse=True):
            only = _only(found[end])
            if only is not None and end < len(text):
                return only, text[end:].lstrip()
        return None

    def _read(
        self, text: str, at: int, *, parent: str, opening: bool = False
    ) -> Iterator[tuple[Region, int]]:
        """Walk down from a region: each region that the text names from ``at`` on, with where its name ends."""
        forms = self._below.get(parent)
        if forms is None:
            return
        for width in self._widths[parent]:
            end = at + width
            for form in forms.get(text[at:end], ()) if end <= len(text) else ():
                if not opening or self._opens(form, text, end=end, at=at):
                    yield form.region, end
                yield from self._read(text, _skip(text, end), parent=form.region.code, opening=opening)

    def _opens(self, form: _Form, text: str, *, end: int, at: int) -> bool:
        """Tell whether a name may start with this form, judged by what follows it."""
        if form.sure:
            return not text.startswith("域", end)  # 河北区域 is no district of Tianjin
        if form.region.level == "nation" or (form.wordlike and at == 0) or text.startswith(_RANK_SIGNS, end):
            return False  # 朝阳区 is not the city of 朝阳 and a rest
        if form.region.level == "county":
            return at > 0 and _ZONE.match(text, end) is not None
        return not text.startswith(self._after, end)


def short_name(name: str) -> str:
    """Return a full name as a table has room for it: 广东省深圳市 as 深圳, 内蒙古自治区 as 内蒙古; empty stays empty."""
    if name == _CORPS:
        return "兵团"
    found = _SHORT.fullmatch(name)
    return found[1] if found else name


@cache
def load_regions() -> RegionTable:
    """Load the region table that ships with mingdan; the same object each time."""
    words = _rows("words.csv")
    regions = _full_regions(_rows("divisions.csv"))
    wordlike = {row["word"] for row in words if row["kind"] == "bare"}
    below: dict[str, Forms] = {}
    for code, region in regions.items():
        own = region.name.removeprefix(_above(regions, code).name) if code != NATION else region.name
        for text, sure in _forms(own, region.level):
            _place(below, regions, text=text, form=_Form(region, sure, text in wordlike))
    for row in _rows("aliases.csv"):
        region, alias = regions[row["code"]], row["alias"]
        _place(below, regions, text=alias, form=_Form(region, row["kind"] == "full", alias in wordlike))
    return RegionTable(regions, below, after=(row["word"] for row in words if row["kind"] == "after"))


def _rows(name: str) -> list[dict[str, str]]:
    """Load one table of the package data, a mapping per row."""
    text = (files("config") / "regions" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _full_regions(rows: Iterable[Mapping[str, str]]) -> dict[str, Region]:
    """Give each row its full name; rows stand in the order of their codes, so what is above comes first."""
    regions: dict[str, Region] = {}
    for row in rows:
        code, name, level = row["code"], row["name"], row["level"]
        above = _above(regions, code) if level in ("city", "county") else None
        full = above.name + name if above else name
        regions[code] = Region(code, full, level, above.province if above else name)
    return regions


def _above(regions: Mapping[str, Region], code: str) -> Region:
    """Find the region right above a code: its city where there is one, else its province, else the nation."""
    for upper in (code[:4] + "00", code[:2] + "0000"):
        if upper != code and upper in regions:
            return regions[upper]
    return Region(NATION, "", "nation", "")


def _forms(own: str, level: str) -> Iterator[tuple[str, bool]]:
    """Yield the forms of a region's own name: in full, and without its ending."""
    yield own, level != "nation"
    for ending in _ENDINGS:
        short = own.removesuffix(ending)
        if short != own:
            if len(short) > 1:
                yield short, False
            return


def _place(below: dict[str, Forms], regions: Mapping[str, Region], *, text: str, form: _Form) -> None:
    """Put a form under every region that may stand before it: its city, its province, and the nation."""
    code = form.region.code
    for upper in {NATION, code[:2] + "0000", code[:4] + "00"} - ({code} if code != NATION else set()):
        if upper == NATION or upper in regions:
            below.setdefault(upper, {}).setdefault(text, []).append(form)


def _only(found: Mapping[str, Region]) -> Region | None:
    """Return the one region of the highest rank, or null where none or several share that rank."""
    ranked = sorted(found.values(), key=lambda region: _RANKS[region.level])
    if len(ranked) > 1 and ranked[0].level == ranked[1].level:
        return None
    return ranked[0] if ranked else None


def _skip(text: str, at: int) -> int:
    """Step over blanks between the parts of a name."""
    while at < len(text) and text[at] in " \u3000":
        at += 1
    return at
