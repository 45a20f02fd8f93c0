"""Which programme a text speaks of, and which one of a like name the issuer makes it (semantics, 2, 3 and 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.models import Programme
from tasks.recognise.stage import ANNOUNCES
from tasks.recognise.text import sentences, tight, unquoted

if TYPE_CHECKING:
    from config.regions import RegionTable

# programmes of other organs, or of other kinds, whose names hold or resemble a watched name
SIBLINGS = (
    "县域特色产业集群", "县域制造业特色产业集群", "县域制造业集群", "优势特色产业集群", "国家火炬特色产业基地", "火炬特色产业基地", "火炬特色产业",
    "先进制造业集群", "战略性新兴产业集群", "创新型产业集群", "纺织产业集群", "隐形冠军", "服务业单项冠军", "单项冠军服务商",
    "农业特色产业集群", "产业集群服务机构", "中小企业优势产业集群", "外贸单项冠军", "单项冠军培育库", "特色产业集群数字化", "产业集群数字化转型",
    "建材单项冠军", "农业产业集群", "优势产业集群", "乡村特色产业集群", "新兴产业集群", "特色产业小镇", "特色产业基地", "特色产业园区",
    "单项冠军产品推广", "单项冠军融资", "国家新兴产业发展示范基地",
)  # fmt: skip
# what a title announces that names no watched programme: then a word on ours in the text is said in passing
OTHERS = re.compile(
    r"设计中心|技术中心|创新中心|研究中心|数据中心|绿色工厂|智能工厂|绿色制造|绿色工业园区|绿色供应链|数字化车间|智能制造|示范园区|服务平台|实验室"
    r"|专精特新|小巨人|瞪羚|独角兽|高新技术企业|首台|首版次|首批次|技术创新示范企业|质量标杆|领航企业|链主|领军企业|孵化器|小微企业"
    r"|工业遗产|工业旅游|节水|能效|新型工业化产业示范基地|服务型制造|两化融合|工业互联网|消费品工业|特色小镇|开发区|创新型中小企业"
)
# what synonym-spinning relays write for words of the names
SPUN = {"制作业": "制造业", "小伟人": "小巨人"}


_SHORTEST_BARE = 4
_RANKS = ("national", "province", "city")


@dataclass(frozen=True, slots=True)
class Named:
    """A programme's name found in a text, and where; ``ids`` are the watched programmes it may mean, or none."""

    name: str
    ids: tuple[str, ...]
    start: int
    end: int


class Names:
    """All names that matter, the longest first: a watched name inside a sibling's is the sibling's.

    Of the programmes that share a name the highest comes first: it is meant where nobody says whose it is.
    A name with its region before it (山东省特色产业集群) is known without the region too: the issuer says whose it is.
    """

    def __init__(self, programmes: Mapping[str, Programme], regions: RegionTable) -> None:
        table: dict[str, tuple[str, ...]] = dict.fromkeys(SIBLINGS, ())
        for programme in sorted(programmes.values(), key=lambda one: _RANKS.index(one.level)):
            for key in _keys(programme, regions):
                table[key] = (*table.get(key, ()), programme.id)
        self._table = table
        ordered = sorted(table, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, ordered)) or r"(?!)")

    def find(self, text: str) -> list[Named]:
        """Find the names in tight text, in order, each once per place."""
        text = unquoted(text)
        for spun, meant in SPUN.items():
            text = text.replace(spun, meant)
        return [Named(one[0], self._table[one[0]], *one.span()) for one in self._pattern.finditer(text)]

    def watched(self, text: str) -> tuple[str, ...]:
        """Give the ids of the watched programmes that a text may mean, in order of appearance."""
        return tuple(dict.fromkeys(id_ for named in self.find(text) for id_ in named.ids))


def _keys(programme: Programme, regions: RegionTable) -> list[str]:
    names = [unquoted(tight(name)) for name in programme.names]
    bare = [found[1] for name in names if (found := regions.leading(name)) is not None]
    return list(dict.fromkeys([*names, *(name for name in bare if len(name) >= _SHORTEST_BARE)]))


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose programme is sought: the issuer's level, region (full name) and names.

    ``upward``: the text is about the level above: a recommendation, or a share of the ministry's own list.
    """

    level: str
    region: str
    organs: tuple[str, ...]
    upward: bool


def choose(candidates: Iterable[Programme], asked: Asked, *, regions: RegionTable) -> Programme | None:
    """Choose the programme that is meant among the watched ones of the name.

    Returns:
        Null when none of them is this issuer's, nor (for ``upward``) one of a level above whose region holds it.
    """
    own, above = [], []
    for one in candidates:
        home = regions.named(one.region)
        inside = one.level != "national" and home is not None and asked.region.startswith(home.name)
        if one.level == asked.level and (inside or _by_its_issuer(one, asked)):
            own.append(one)
        elif asked.level != "national" and (one.level == "national" or (inside and one.level == "province")):
            above.append(one)
    ranked = [*_nearest_first(above, asked), *own] if asked.upward else own
    return ranked[0] if ranked else None


def _nearest_first(above: list[Programme], asked: Asked) -> list[Programme]:
    """A city recommends to its province where that has such a programme; a province only to the nation."""
    return sorted(above, key=lambda one: one.level == "national") if asked.level != "province" else above


def _by_its_issuer(programme: Programme, asked: Asked) -> bool:
    """Tell whether one of the names is an issuer the programme knows (科技部's programme of a like name is not ours)."""
    if programme.level != "national" or asked.level != "national":
        return False
    known = tuple(programme.issuer)
    return any(organ.startswith(name) or name.startswith(organ) for organ in asked.organs for name in known)


_ACT = re.compile(r"公布|公示|认定|复核|推荐|申报|撤销|更名|废止")
_ASIDE = re.compile(r"鼓励|支持|力争|优先|累计|此前|曾获|目标")
_MOST_SENTENCES = 400


def spoken_of(title: str, body: str, names: Names) -> tuple[str, ...]:
    """Give the watched programmes that a page is about, in order; empty when it is about none.

    The title decides where it names any programme, a sibling or another one included. A title that names none leaves it
    to the text: the first sentence that both names a watched programme and announces something, unless a sibling is
    named before; what a text encourages or looks back upon announces nothing.
    """
    if names.find(title):
        return names.watched(title)
    for line in sentences(body)[:_MOST_SENTENCES] if not OTHERS.search(unquoted(title)) else ():
        found = names.find(line)
        if found and _ACT.search(line) and (ANNOUNCES.search(line) or not _ASIDE.search(line)):
            return names.watched(line)
    return ()
