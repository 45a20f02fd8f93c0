"""Organs of state by name: whose word an announcement is (semantics, 3).

An organ is one of the national ones below, or a region followed by an organ's common name (山东省 + 工业和信息化厅), or 省 / 市 and
such a name where the context says which. Titles of programmes never make an organ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.recognise.notice import Level

if TYPE_CHECKING:
    from config.regions import Region, RegionTable

MIIT = "工业和信息化部"
NATION = "全国"

# name as printed -> the organ it is, in full; longer names first where one starts another
NATIONAL_ORGANS: dict[str, str] = {
    "中华人民共和国工业和信息化部办公厅": "工业和信息化部办公厅",
    "中华人民共和国工业和信息化部": MIIT,
    "国家工业和信息化部": MIIT,
    "工业和信息化部办公厅": "工业和信息化部办公厅",
    "工业和信息化部": MIIT,
    "工信部办公厅": "工业和信息化部办公厅",
    "国家工信部": MIIT,
    "工信部": MIIT,
    "工信微报": MIIT,
    "中国工业经济联合会": "中国工业经济联合会",
    "中国工经联": "中国工业经济联合会",
    "国家发展和改革委员会": "国家发展和改革委员会",
    "国家发展改革委": "国家发展和改革委员会",
    "国家发改委": "国家发展和改革委员会",
    "科学技术部火炬高技术产业开发中心": "科学技术部",
    "科技部火炬中心": "科学技术部",
    "科学技术部": "科学技术部",
    "科技部": "科学技术部",
    "农业农村部": "农业农村部",
    "财政部办公厅": "财政部",
    "财政部": "财政部",
    "教育部": "教育部",
    "中国人民银行": "中国人民银行",
    "国家市场监督管理总局": "国家市场监督管理总局",
    "市场监管总局": "国家市场监督管理总局",
    "国家数据局": "国家数据局",
    "国家制造强国建设领导小组办公室": "国家制造强国建设领导小组办公室",
    "商务部": "商务部",
    "生态环境部": "生态环境部",
    "国务院国有资产监督管理委员会": "国务院国资委",
    "国务院国资委": "国务院国资委",
    "中国纺织工业联合会": "中国纺织工业联合会",
}
# departments that sign or are named as the source in place of their ministry
MINISTRY_DEPARTMENTS = ("中小企业局", "产业政策司", "产业政策与法规司", "规划司", "政策法规司")
LOCAL_ORGANS = (
    "工业和信息化厅", "工业和信息化局", "工业和信息化委员会", "工业和信息化委", "经济和信息化厅", "经济和信息化局",
    "经济和信息化委员会", "经济和信息化委", "经济信息化委员会", "经济信息委", "经济信息化委", "经济贸易委员会", "工信厅", "工信局", "工信委",
    "经信厅", "经信局", "经信委", "发展和改革委员会", "发展改革委", "发改委", "人民政府办公厅", "人民政府办公室", "人民政府",
    "企业和工业经济联合会", "工业经济联合会", "科学技术厅", "科学技术局", "科技厅", "科技局", "农业农村厅", "农业农村局",
    "中小企业发展服务局", "中小企业服务局", "中小企业局", "制造强省建设领导小组办公室", "制造强市建设领导小组办公室",
    "制造业高质量发展领导小组办公室", "财政厅", "财政局", "科技和工业信息化局", "科技工业信息化局", "科技和工业信息化委员会",
    "工业信息化局", "工业信息化和科学技术局", "小企业发展促进局", "民营经济发展局", "经济发展局", "经济商务局", "经济发展和信息化局",
    "生态环境厅", "生态环境局", "市场监督管理局", "商务厅", "商务局", "工业强省建设领导小组办公室", "工业联合会", "工经联",
    "工业和科技信息化局", "工业和信息化科技局", "科学技术和工业信息化局",
)  # fmt: skip
_NATIONAL = re.compile("|".join(sorted(map(re.escape, NATIONAL_ORGANS), key=len, reverse=True)))
_LOCAL = re.compile("|".join(sorted(map(re.escape, LOCAL_ORGANS), key=len, reverse=True)))
# a part of the organ that writes for it: its office, a department
_DEPARTMENT = re.compile(
    r"(?:办公[厅室]|[\u4e00-\u9fff]{2,10}?[司局])(?=$|[^\u4e00-\u9fff]|关于|公布|公示|发布)"
)
_OFFICE = re.compile(r"办公[厅室]")
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff]{0,16}$")
_MOST = 64


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ named in a text, in full, its rank, its region's full name, and where it stands."""

    name: str
    level: Level
    region: str
    start: int = 0
    end: int = 0


def find_organs(text: str, *, regions: RegionTable, home: Region | None) -> list[Organ]:
    """Find the organs named in tight text, in order.

    Args:
        text: a title, a line or a short stretch of text; only the first few dozen organs are looked at.
        regions: the table of regions.
        home: the region that a bare 省工信厅 or 市工信局 means; null when the context does not say.
    """
    found = [
        Organ(NATIONAL_ORGANS[match[0]], Level.NATIONAL, NATION, match.start(), _end(text, match))
        for match in _first(_NATIONAL, text)
    ]
    for match in _first(_LOCAL, text):
        organ = _local_organ(text, match, regions=regions, home=home)
        if organ is not None and not any(one.start <= organ.start < one.end for one in found):
            found.append(organ)
    return sorted(found, key=lambda organ: organ.start)


def _end(text: str, match: re.Match[str]) -> int:
    """Give where an organ's name ends with the department that writes for it (工业和信息化部中小企业局)."""
    department = _DEPARTMENT.match(text, match.end())
    return department.end() if department is not None else match.end()


def _first(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    found = []
    for match in pattern.finditer(text):
        found.append(match)
        if len(found) == _MOST:
            break
    return found


def _local_organ(
    text: str, match: re.Match[str], *, regions: RegionTable, home: Region | None
) -> Organ | None:
    before = _HAN_BEFORE.search(text, max(0, match.start() - 16), match.start())
    start = before.start() if before else match.start()
    for at in range(start, match.start()):
        region = regions.named(text[at : match.start()])
        if region is not None and region.level != "nation":
            name = region.name + match[0] + _office(text, match)
            return Organ(name, Level(region.level), region.name, at, _end(text, match))
    bare = text[max(0, match.start() - 1) : match.start()]
    if home is None or bare not in {"省", "市", "县", "区"}:
        return None
    region = regions.named(home.province) if bare == "省" or home.level == "province" else home
    if region is None or region.level == "nation":
        return None
    name = region.name + match[0] + _office(text, match)
    return Organ(name, Level(region.level), region.name, match.start() - 1, _end(text, match))


def _office(text: str, match: re.Match[str]) -> str:
    office = _OFFICE.match(text, match.end())
    return office[0] if office is not None else ""


def covers(organs: list[Organ], text: str) -> bool:
    """Tell whether the organs, side by side, are the whole text (a signature's line)."""
    return bool(organs) and sum(organ.end - organ.start for organ in organs) >= len(text.replace(" ", ""))
