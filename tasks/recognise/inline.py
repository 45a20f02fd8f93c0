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
_COUNTED = re.compile(rf"^(?P<etc>等)?(?:共计?|计)?(?:(?P<n>{NUMERAL})(?:个|家|项|户))?")
_NUMBERS = re.compile(rf"({NUMERAL})(?:个|家|项|户)")
_FULL = re.compile(r"分别|如下|名单|依次|推荐|申报|认定|确定|公示|同意|授予|:")
_LONGEST = 40_000
_LONGEST_ITEM = 160
_LONGEST_PAIR = 200
_BRACKETED = r"(?:\([^()]{1,40}\))?"
_ENDING = re.compile(rf"^.*?{COMPANY}{_BRACKETED}(?=等(?!离子|压|温|静压)|[,。为共\d]|$)")
_SURE_END = r"(?:公司|总厂|厂|研究院|研究所|设计院|合作社|集群)"
_AND = re.compile(rf"{_SURE_END}{_BRACKETED}(?:以及|和|及|与)")
_LAST_AND = re.compile(rf"^(.*?{_SURE_END}{_BRACKETED})(?:以及|和|及|与)(.+)$")
_WEAK_AND = re.compile(r"(?<=集团)(?:以及|和|及|与)|(?<=中心)(?:以及|和|及|与)|(?<=银行)(?:以及|和|及|与)")
_LONGEST_LINE = 2000
_EACH = re.compile(r"分别|依次")
_PIECE_END = re.compile(r"[、。,]")
_LEVELS = re.compile(r"([;\n])")
_OURS = re.compile(r"^(?:其中)?(?:我|本|全)(?:省|市|区|县|州)(?:的|有)?")  # 我市甲公司、乙公司2家企业上榜
_ETC = re.compile(r"等\d*(?:个|家|项|户)?.{0,12}$|[。.]$")
_PAIRS = re.compile(
    rf"^(?P<names>.*?{COMPANY}(?:[、和及与].*?{COMPANY})+)(?:生产|申报|研发|自主研发)?的(?P<products>.+?)(?:等?\d+(?:个|项|款)?产品)?(?:分别|依次)(?:入选|获评|获批|被?认定|荣获|列入)"
)


@dataclass(frozen=True, slots=True)
class Inline:
    """Names of one sentence: ``whole`` when they are all that the sentence speaks of, else examples."""

    names: tuple[tuple[str, str], ...]  # what it means, as printed
    whole: bool
    stated: int | None
    sentence: str
    products: tuple[str, ...] = ()  # one for each name, where the sentence sets both side by side


def find_inline(text: str, *, subject: str, regions: RegionTable) -> list[Inline]:
    """Find the sentences of tight text that list subjects by name, in order.

    Args:
        text: running text in tight form.
        subject: the programme's kind of subject; enterprises end in 公司 and the like, clusters in 集群.
        regions: the region table, by which a cluster's short name is known as one.
    """
    found = []
    for line in sentences(_levelled(text, subject)):
        if ("、" in line or (len(line) <= _LONGEST_LINE and _AND.search(line))) and len(line) <= _LONGEST:
            for clause in clauses(line):
                one = _read_pairs(clause, line) if subject == "enterprise" else None
                one = one or _read_clause(clause, line, subject=subject, regions=regions)
                if one is not None:
                    found.append(one)
    return found


def _levelled(text: str, subject: str) -> str:
    """Set 、 for the semicolons and line ends between two names, so that they stand in one sentence."""
    pieces = _LEVELS.split(text)
    levelled = pieces[0]
    for mark, before, after in zip(pieces[1::2], pieces[0::2], pieces[2::2], strict=False):
        both = (
            len(before) + len(after) <= _LONGEST
            and is_strong(_LEAD.sub("", before.rsplit("、", 1)[-1]), subject=subject)
            and is_strong(_ETC.sub("", _PIECE_END.split(after, maxsplit=1)[0]), subject=subject)
        )
        levelled += ("、" if both else mark) + after
    return levelled


def _read_pairs(clause: str, line: str) -> Inline | None:
    """Read names and products set side by side (甲公司、乙公司的丙产品、丁产品分别入选); null where their numbers differ."""
    found = _PAIRS.match(clause) if len(clause) <= _LONGEST_LINE and _EACH.search(clause) else None
    if found is None:
        return None
    names, products = _split(found["names"]), _split(found["products"])
    lead = _LEAD.match(names[0])
    names[0] = names[0][lead.end() :] if lead is not None else names[0]
    if (
        len(names) < 2
        or len(names) != len(products)
        or not all(is_strong(one, subject="enterprise") for one in names)
    ):
        return None
    said = {parse_number(one[1]) for one in _NUMBERS.finditer(line)}
    stated = len(names) if len(names) in said else None
    whole = stated is not None or (lead is not None and bool(_FULL.search(lead[0])))
    return Inline(tuple((one, one) for one in names), whole, stated, line, tuple(products))


def _read_clause(clause: str, line: str, *, subject: str, regions: RegionTable) -> Inline | None:
    items = _split(clause)
    if len(items) < 2:
        return None
    lead = _LEAD.match(items[0])
    items[0] = items[0][lead.end() :] if lead is not None else items[0]
    items[0] = _OURS.sub("", items[0])
    if items[0][:1] in {"有", "为", "是"} and regions.leading(items[0][1:]) is not None:
        items[0] = items[0][1:]
    tail = _read_tail(items[-1], subject)
    items[-1] = tail.last
    printed = [bare for item in items if (bare := item.strip("“”\"'「」"))]
    said = {number for found in _NUMBERS.finditer(line) if (number := parse_number(found[1])) is not None}
    printed = _rejoined(printed, said | {tail.stated or 0}, subject)
    names = _restore(printed, tail.suffix, regions) if subject == "cluster" else printed
    stated = tail.stated if tail.stated is not None or len(names) not in said else len(names)
    sure = stated == len(names) or all(item.endswith("集群") for item in printed[:-1])
    if not _are_names(names, sure=sure, subject=subject, regions=regions):
        return None
    counted = stated is not None and stated == len(names)
    whole = counted or (stated is None and not tail.etc and lead is not None and bool(_FULL.search(lead[0])))
    return Inline(tuple(zip(names, printed, strict=True)), whole, stated, line)


def _rejoined(items: list[str], stated: set[int], subject: str) -> list[str]:
    """Mend names that hold 、 or 和 themselves, where the number stated proves it; else leave the pieces."""
    if subject != "enterprise" or len(items) in stated:
        return items
    joined: list[str] = []
    for item in items:
        if joined and not is_strong(joined[-1], subject=subject):
            joined[-1] = f"{joined[-1]}、{item}"
        else:
            joined.append(item)
    if len(joined) in stated and all(is_strong(one, subject=subject) for one in joined):
        return joined
    apart = [piece for item in items for piece in _WEAK_AND.split(item, maxsplit=1)]
    return apart if len(apart) in stated and all(is_strong(one, subject=subject) for one in apart) else items


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
    joined = _LAST_AND.match(items[-1]) if len(items[-1]) < _LONGEST_PAIR else None
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
    ending = _ENDING.match(item) or re.match(rf"^.*{COMPANY}", item)
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
