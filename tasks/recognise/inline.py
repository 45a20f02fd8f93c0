"""Names listed inside a sentence: a whole list, or a few examples before 等 (semantics, 10 and 11).

Source: Henan 2023 (six names, 产业集群 written once behind the last), Guangdong 2024 (districts inherit the city:
广州市黄埔区…、番禺区…), Inner Mongolia 2024 (three enterprises), the news on the national list of 2023 (three names, 等100个).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.recognise.names import COMPANY, is_namelike, is_strong
from tasks.recognise.numerals import NUMERAL, parse_number
from tasks.recognise.text import clauses, sentences

if TYPE_CHECKING:
    from config.regions import Region, RegionTable

_LEAD = re.compile(
    r".*(?:包括|分别为|分别是|分别有|依次为|如下:?|名单为|名单:|其中|确定|认定|拟推荐|推荐|申报|拟将|同意将?|公布了?|公示|授予|入选的有?有?"
    r"|撤销|[中里]有|(?:集群|企业|单位|名单|个|家)(?:为|是|有|:)|:)"
)
_FACTORED = re.compile(
    r"(?P<etc>等)?(?:(?P<n>"
    + NUMERAL
    + r")(?:个|家|项)(?:[县市区州]域?|[县市省]级)?)?(?P<suffix>(?:中小企业)?(?:特色)?产业集群|集群)"
)
_COUNTED = re.compile(rf"^(?P<etc>等)?(?:(?P<n>{NUMERAL})(?:个|家|项|户))?")
_NUMBERS = re.compile(rf"({NUMERAL})(?:个|家|项|户)")
_FULL = re.compile(r"分别|如下|名单|依次|推荐|申报|认定|确定|公示|同意|授予|:")
_LONGEST = 40_000
_LONGEST_ITEM = 160


@dataclass(frozen=True, slots=True)
class Inline:
    """Names of one sentence: ``whole`` when they are all that the sentence speaks of, else examples."""

    names: tuple[tuple[str, str], ...]  # what it means, as printed
    whole: bool
    stated: int | None
    sentence: str


def find_inline(text: str, *, subject: str, regions: RegionTable) -> list[Inline]:
    """Find the sentences of tight text that list subjects by name, in order.

    Args:
        text: running text in tight form.
        subject: the programme's kind of subject; enterprises end in 公司 and the like, clusters in 集群.
        regions: the region table, by which a cluster's short name is known as one.
    """
    found = []
    for line in sentences(text):
        if "、" in line and len(line) <= _LONGEST:
            for clause in clauses(line):
                one = _read_clause(clause, line, subject=subject, regions=regions)
                if one is not None:
                    found.append(one)
    return found


def _read_clause(clause: str, line: str, *, subject: str, regions: RegionTable) -> Inline | None:
    items = _split(clause)
    if len(items) < 2:
        return None
    lead = _LEAD.match(items[0])
    items[0] = items[0][lead.end() :] if lead is not None else items[0]
    if items[0][:1] in {"有", "为", "是"} and regions.leading(items[0][1:]) is not None:
        items[0] = items[0][1:]
    tail = _read_tail(items[-1], subject)
    items[-1] = tail.last
    printed = [item for item in items if item]
    names = _restore(printed, tail.suffix, regions) if subject == "cluster" else printed
    said = {parse_number(found[1]) for found in _NUMBERS.finditer(line)}
    stated = tail.stated if tail.stated is not None or len(names) not in said else len(names)
    sure = stated == len(names) or all(item.endswith("集群") for item in printed[:-1])
    if not _are_names(names, sure=sure, subject=subject, regions=regions):
        return None
    counted = stated is not None and stated == len(names)
    whole = counted or (stated is None and not tail.etc and lead is not None and bool(_FULL.search(lead[0])))
    return Inline(tuple(zip(names, printed, strict=True)), whole, stated, line)


def _split(clause: str) -> list[str]:
    """Split at 、 outside brackets; 和 and 及 before the last name split too where both sides end as names do."""
    items: list[str] = []
    depth, start = 0, 0
    for at, mark in enumerate(clause):
        depth = max(0, depth + (mark in "(《") - (mark in ")》"))
        if mark == "、" and depth == 0:
            items.append(clause[start:at])
            start = at + 1
    items.append(clause[start:])
    joined = (
        re.match(rf"^(.*?(?:{COMPANY}|集群))(?:和|及|以及)([^和及].*)$", items[-1])
        if len(items[-1]) < 200
        else None
    )
    return [*items[:-1], *joined.groups()] if joined else items


@dataclass(frozen=True, slots=True)
class _Tail:
    last: str
    etc: bool
    stated: int | None
    suffix: str


def _read_tail(item: str, subject: str) -> _Tail:
    """Take the last item apart: its name, 等, the number, the suffix written once for all."""
    item = item[:_LONGEST_ITEM]
    if subject == "cluster":
        match = _FACTORED.search(item)
        if match is None:
            return _Tail(item, False, None, "")
        after = _COUNTED.match(item[match.end() :])
        number = match["n"] or (after["n"] if after else None)
        etc = bool(match["etc"] or (after and after["etc"]))
        return _Tail(item[: match.start()], etc, parse_number(number) if number else None, match["suffix"])
    ending = re.match(rf"^.*?{COMPANY}(?=等|[,。为和\d]|$)", item) or re.match(rf"^.*{COMPANY}", item)
    if ending is None:
        return _Tail(item, False, None, "")
    after = _COUNTED.match(item[ending.end() :])
    number = after["n"] if after else None
    return _Tail(ending[0], bool(after and after["etc"]), parse_number(number) if number else None, "")


def _restore(printed: list[str], suffix: str, regions: RegionTable) -> list[str]:
    """Write out in full: the suffix written once behind the last name, the city written once before the first."""
    factored = suffix if suffix.endswith("集群") else ""
    names: list[str] = []
    city = ""
    for item in printed:
        name = item if item.endswith("集群") else item + factored
        found = regions.leading(name)
        if found is not None and (own := _printed_city(name, found[0], regions)):
            city = own
        elif city and _is_district_of(city, name, regions):
            name = city + name
        names.append(name)
    return names


def _is_district_of(city: str, name: str, regions: RegionTable) -> bool:
    """Only districts (区) are written without their city; a county or a city of its own stands by itself."""
    found = regions.leading(city + name)
    if found is None or found[0].level != "county":
        return False
    return (city + name)[: -len(found[1])].endswith("区") if found[1] else False


def _printed_city(name: str, region: Region, regions: RegionTable) -> str:
    """Give the city as the name prints it, for the districts after it."""
    end = name.find("市")
    city = regions.named(name[: end + 1]) if 0 < end < 20 else None
    return (
        name[: end + 1] if city is not None and region.name.startswith(city.name) and city != region else ""
    )


def _are_names(names: list[str], *, sure: bool, subject: str, regions: RegionTable) -> bool:
    """Tell whether the pieces are names; clusters' short ones must open with a region or be as many as stated."""
    if len(names) < 2 or not all(is_namelike(name) for name in names):
        return False
    strong = sum(is_strong(name, subject=subject) for name in names)
    if subject != "cluster":
        return strong * 5 >= len(names) * 4
    placed = sum(regions.leading(name) is not None for name in names)
    return strong == len(names) and (sure or placed * 5 >= len(names) * 3)
