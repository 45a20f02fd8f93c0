"""How addresses and licences name a province: letters in hosts, one character before ICP.

Source: GB/T 2260 letter codes as the sites use them in *.gov.cn hosts; the characters are the provinces' short names,
which open every ICP number (京ICP备…).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city under the plan: six digits, letters for ids, its labels in hosts, its character before ICP."""

    code: str
    letters: str
    labels: tuple[str, ...]
    character: str = ""


_TABLE = """\
110000 bj beijing 京|120000 tj tianjin 津|130000 he hebei 冀|140000 sx shanxi 晋|150000 nm nmg,neimenggu 蒙
210000 ln liaoning 辽|220000 jl jilin 吉|230000 hl hlj,heilongjiang 黑|310000 sh shanghai,sheitc 沪|320000 js jiangsu 苏
330000 zj zhejiang 浙|340000 ah anhui 皖|350000 fj fujian 闽|360000 jx jiangxi 赣|370000 sd shandong 鲁
410000 ha henan 豫|420000 hb hubei 鄂|430000 hn hunan 湘|440000 gd guangdong 粤|450000 gx gxzf,guangxi 桂
460000 hi hainan 琼|500000 cq chongqing 渝|510000 sc sichuan 川,蜀|520000 gz guizhou 黔,贵|530000 yn yunnan 滇,云
540000 xz xizang 藏|610000 sn shaanxi 陕|620000 gs gansu 陇,甘|630000 qh qinghai 青|640000 nx ningxia 宁
650000 xj xinjiang 新|660000 bt xjbt -|210200 dl dalian -|370200 qd qingdao -|330200 nb ningbo -|350200 xm xiamen,xm -
440300 sz shenzhen,sz -"""

_ICP = re.compile(r"([\u4e00-\u9fff])\s*ICP\s*[备证]")
_MINISTRY = re.compile(r"(?:^|\.)(?:miit|ndrc|mofcom|most|sasac)\.gov\.cn$|^(?:sousuo\.)?www\.gov\.cn$")


def _read() -> tuple[Province, ...]:
    rows = (row.split() for line in _TABLE.splitlines() for row in line.split("|"))
    return tuple(
        Province(code, letters, (letters, *labels.split(",")), character.strip("-"))
        for code, letters, labels, character in rows
    )


PROVINCES = _read()


def province_of_host(host: str) -> Province | None:
    """Return the province, or city under the plan, that a government host belongs to; None where it names none."""
    if not host.endswith(".gov.cn"):
        return None
    labels = host.removesuffix(".gov.cn").split(".")[::-1]
    for label in labels[:2]:
        for province in PROVINCES:
            if label in province.labels and not (
                label == labels[-1] and len(labels) > 1 and label != labels[0]
            ):
                return province
    return None


def province_of_licence(text: str) -> Province | None:
    """Return the province of the ICP number on a page; None where there is none."""
    found = _ICP.search(text)
    return next((one for one in PROVINCES if found and found.group(1) in one.character.split(",")), None)


def province_of_code(code: str) -> Province | None:
    """Return the city under the plan, else the province, that a region's six digits lie in."""
    whole = next((one for one in PROVINCES if one.code == code[:4] + "00"), None)
    return whole or next((one for one in PROVINCES if one.code == code[:2] + "0000"), None)


def is_ministry(url: str) -> bool:
    """Say whether an address is of the nation's own organs, by its host."""
    return _MINISTRY.search(urlsplit(url).hostname or "") is not None
