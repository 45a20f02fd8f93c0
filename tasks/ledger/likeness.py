"""Names that may mean one subject: candidates for a person, never a merge (semantics, 9). Pure.

A pair is scored with its reasons in words. What parts two names for certain (east and west, first and second, two places,
two credit codes) makes no candidate, however alike the rest is. Of many held names only those that share a print with the
new one are compared (``prints.py``); where a name must be one of a few, those that share pairs of characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

ASKED_FROM = 0.86
"""A pair of this score or more is a question for a person."""

SHOWN_FROM = 0.6
"""A pair of this score or more is worth looking at where a name must be one of a few."""

_PLAINLY_OTHER = 0.85
"""No pair scores more in which a sign stands in the place of another that nobody takes for it: 新100区, 第100区."""

SAME_CODE = 0.99
_SHORT_NAME = 0.88
_PARTED = float("inf")
_STANDS = "stands in the place of"
_LOST, _CONFUSED, _OTHER = 0.5, 0.3, 1.0
_FORMS = (
    "股份有限公司", "股分有限公司", "有限责任公司", "有限公司", "集团公司", "股份公司", "公司", "总厂", "中小企业特色产业集群",
    "特色产业集群", "先进制造业集群", "产业集群", "集群", "产业集聚区", "产业基地",
)  # fmt: skip
_WORN = {form[:at] + form[at + 1 :] for form in _FORMS if len(form) > 3 for at in range(len(form))}
"""Legal forms that lost a sign in print: 有公司."""

_FORM = re.compile(f"(?:{'|'.join(sorted({*_FORMS, *_WORN}, key=len, reverse=True))})$")
_LEVELLED = str.maketrans("", "", "()·")
"""Brackets and dots, with or without which a name is the same."""

_BUSINESS = re.compile(r"(?:公司|厂|集群|院|所|中心|基地|集聚区)$")
_PARTING = (
    "东西南北",
    "上下",
    "前后",
    "左右",
    "甲乙丙丁戊己庚辛壬癸",
    "一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "新老旧",
    "大小",
    "内外",
    "高低",
)
_COUNTING = frozenset(_PARTING[4] + _PARTING[5])
TELLING = frozenset("".join(_PARTING[:6]) + "新老旧")
"""Signs with and without which two names are two, though the rest is the same."""

ALIKE = (
    "己已巳", "末未", "土士", "日曰目", "千干于", "人入八", "天夫", "大太犬", "田由甲申", "刀力", "贝见", "微徽",
    "晴睛", "析折", "传侍", "治冶", "冰水永", "茶荼", "侯候", "密蜜", "辩辨", "戌戍戊", "鸟乌", "今令", "师帅", "竞竟",
    "洒酒", "拨拔", "沪泸", "汨汩", "崔雀", "科料", "氢氧氨氮", "钢铜钒钡", "锂钾", "兴光", "股服", "份分", "阳阴", "卢户",
    "0oO", "1lI", "乾干", "昇升", "升开", "井并", "渔鱼", "圆园", "帐账", "像象", "宏弘", "鑫蠢", "晟盛", "嘉加", "佳住",
)  # fmt: skip
"""Signs that readers of pictures, and those who type, take for one another."""

_COMMON = 200
"""A pair of characters that stands in more of the new names than this tells nothing."""

_MOST_COMPARED = 12


@dataclass(frozen=True, slots=True)
class Named:
    """One subject as it is compared: its id, a name and its key, its region in full and its credit code if known."""

    subject_id: str
    name: str
    key: str
    region: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two that may be one subject: how alike they are, from 0 to 1, and why, in words."""

    new: Named
    held: Named
    score: float
    reasons: tuple[str, ...]


Leading = Callable[[str], tuple[str, str]]
"""Splits a name key into the region it begins with, in full or empty, and the rest."""


def akin(one: str, other: str) -> bool:
    """Say whether two name keys have a word in common besides their legal form."""
    return one == other or bool(_pairs(_bare(one)) & _pairs(_bare(other)))


def compare_names(new: Named, held: Named, leading: Leading) -> Candidate | None:
    """Return how alike two are; null where something parts them for certain."""
    if new.code and held.code and new.code != held.code:
        return None
    place, rest = _split(new.key, leading)
    other_place, other_rest = _split(held.key, leading)
    if _elsewhere(place, other_place) or _elsewhere(new.region or place, held.region or other_place):
        return None
    if new.code and new.code == held.code:
        return Candidate(new, held, SAME_CODE, ("the same credit code",))
    core, other = _bare(rest), _bare(other_rest)
    told = [_difference(core, other), _difference(rest, other_rest)]
    if _PARTED in (told[0][0], told[1][0]):
        return None
    if bool(place) != bool(other_place):  # a region that lost a sign is none: 溧市
        told.append(_difference(bare_name(new.key, leading)[0], bare_name(held.key, leading)[0]))
    cost, reasons = min(told, key=lambda one: one[0])
    score = 1 - cost / max(len(core), len(other), 1)
    if any(_STANDS in reason for reason in reasons):
        score = min(score, _PLAINLY_OTHER)
    if score < _SHORT_NAME and _is_short_for(rest, other_rest, core, other):
        score, reasons = _SHORT_NAME, ["one is the beginning of the other, as the press shortens names"]
    if bool(place) != bool(other_place):
        score, reasons = score - 0.02, [*reasons, f"one names no region ({place or other_place})"]
    if rest.removeprefix(core) != other_rest.removeprefix(other):
        score, reasons = score - 0.02, [*reasons, f"{_form(rest)} beside {_form(other_rest)}"]
    return Candidate(new, held, round(score, 3), tuple(reasons))


def candidates(
    new: Sequence[Named], held: Iterable[Named], leading: Leading, *, least: float = SHOWN_FROM
) -> list[Candidate]:
    """Return for each new one the one of a few held ones that is most like it, best first.

    Args:
        new: Those that must be one of the held.
        held: All they may be; a subject may stand here under each of its names. One of the new ones is passed over.
        leading: Splits a name's region off.
        least: The score from which a pair counts.
    """
    return best_of(zip(new, _near(new, held), strict=True), leading, least=least)


def best_of(
    near: Iterable[tuple[Named, Sequence[Named]]], leading: Leading, *, least: float = ASKED_FROM
) -> list[Candidate]:
    """Return for each new one the one most like it of those beside it, where it is like enough; best first."""
    best = [
        max(found, key=lambda one: (one.score, one.held.key))
        for one, others in near
        if (found := [c for other in others if (c := compare_names(one, other, leading)) is not None])
    ]
    asked = [one for one in best if one.score >= least]
    return sorted(asked, key=lambda one: (-one.score, one.new.key, one.held.key))


def bare_name(key: str, leading: Leading) -> tuple[str, str]:
    """Return a name without legal form, brackets and dots: first with its region, then without."""
    return _bare(key.translate(_LEVELLED)), _bare(_split(key, leading)[1])


def _split(key: str, leading: Leading) -> tuple[str, str]:
    """Return the region a name begins with, and the rest without brackets and dots; the whole name where none is left."""
    place, rest = leading(key)
    return place, rest.translate(_LEVELLED) or key


def _near(new: Sequence[Named], held: Iterable[Named]) -> list[list[Named]]:
    """Return for each new one the held ones that share most of its rarer pairs of characters, or its credit code."""
    index: dict[str, list[int]] = {}
    for number, one in enumerate(new):
        for pair in _pairs(_bare(one.key)):
            index.setdefault(pair, []).append(number)
    rare = {pair: numbers for pair, numbers in index.items() if len(numbers) <= _COMMON}
    wanted = Counter(number for numbers in rare.values() for number in numbers)
    own = {one.subject_id for one in new}
    codes = {one.code: number for number, one in enumerate(new) if one.code}
    found: list[list[tuple[int, Named]]] = [[] for _ in new]
    for other in held:
        if other.subject_id in own:
            continue
        text = _bare(other.key)
        shared = Counter(
            number
            for pair in {text[at : at + 2] for at in range(len(text) - 1)}
            for number in rare.get(pair, ())
        )
        if other.code in codes:
            shared[codes[other.code]] += len(text)
        for number, count in shared.items():
            if 2 * count >= min(wanted[number], len(text) - 1) or count > 2:
                found[number].append((count, other))
    return [_most(one) for one in found]


def _most(found: list[tuple[int, Named]]) -> list[Named]:
    """Return those that share most, as many as are worth comparing."""
    ordered = sorted(found, key=lambda pair: (-pair[0], pair[1].key, pair[1].subject_id))
    return [other for _, other in ordered[:_MOST_COMPARED]]


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters of a text; a lone character is one by itself."""
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


def _bare(key: str) -> str:
    """Return a name without its legal form, or without what kind of cluster it is; whole where nothing else is left."""
    return _FORM.sub("", key) or key


def _form(rest: str) -> str:
    """Name a name's legal form for a person."""
    found = _FORM.search(rest)
    return found[0] if found is not None else "no legal form"


def _elsewhere(one: str, other: str) -> bool:
    """Say whether two regions in full are two places, neither within the other."""
    return bool(one and other) and not one.startswith(other) and not other.startswith(one)


def _difference(one: str, other: str) -> tuple[float, list[str]]:
    """Return what it costs to make one of two names the other, and in words; without end where a sign parts them."""
    one, other = sorted((one, other))
    cost, reasons = 0.0, []
    for edit in Levenshtein.editops(one, other):
        here, there = one[edit.src_pos : edit.src_pos + 1], other[edit.dest_pos : edit.dest_pos + 1]
        if edit.tag == "replace":
            if any(here in signs and there in signs for signs in _PARTING) and not _confused(here, there):
                return _PARTED, []
            confused = _confused(here, there)
            cost += _CONFUSED if confused else _OTHER
            reasons.append(f"{here} {'is easily taken for' if confused else _STANDS} {there}")
            continue
        lost = here if edit.tag == "delete" else there
        if lost in _COUNTING:
            return _PARTED, []
        cost += _LOST
        reasons.append(f"{lost} stands in one only")
    return cost, reasons or ["the same but for region and legal form"]


def _confused(here: str, there: str) -> bool:
    """Say whether two signs are easily taken for one another."""
    return any(here in signs and there in signs for signs in ALIKE)


def _is_short_for(rest: str, other_rest: str, core: str, other: str) -> bool:
    """Say whether one name is how the press shortens the other: its beginning, without a legal form."""
    short, long = sorted((core, other), key=len)
    bare = rest if short == core else other_rest
    return len(short) >= 3 and long.startswith(short) and _BUSINESS.search(bare) is None
