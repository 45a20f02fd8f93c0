"""Document numbers (文号): every bracket a page prints becomes 〔〕; the own number is told from the quoted ones.

Source: forms seen on real pages: 〔2023〕 [2010] ﹝2022﹞ 【2024】 (2021) 〔2017)143号, 湘工信产业2024119号 (brackets lost),
工信部政法〔202170号 (one lost), 〔2024〕 328 号 (blanks).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tasks.recognise.text import tight

PROVINCE_MARKS = {
    "京": "北京市", "津": "天津市", "冀": "河北省", "晋": "山西省", "内": "内蒙古自治区", "蒙": "内蒙古自治区",
    "辽": "辽宁省", "吉": "吉林省", "黑": "黑龙江省", "沪": "上海市", "苏": "江苏省", "浙": "浙江省", "皖": "安徽省",
    "闽": "福建省", "赣": "江西省", "鲁": "山东省", "豫": "河南省", "鄂": "湖北省", "湘": "湖南省", "粤": "广东省",
    "桂": "广西壮族自治区", "琼": "海南省", "渝": "重庆市", "川": "四川省", "黔": "贵州省", "滇": "云南省", "云": "云南省",
    "藏": "西藏自治区", "陕": "陕西省", "甘": "甘肃省", "青": "青海省", "宁": "宁夏回族自治区", "新": "新疆维吾尔自治区",
    "兵": "新疆生产建设兵团",
}  # fmt: skip
_ORGAN_WORDS = re.compile(r"工信|经信|经产|工企|工政|发改|政发|政办|科|中小")
_NUMBER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,15})"
    r"(?P<open>[〔\[【(<{〈《])?(?P<year>(?:19\d|2[0Oo][\dOo])[\dOo]|二[〇○零oO0][〇○零oO0一二三四五六七八九]{2})"
    r"(?P<close>[〕\]】)>}〉》])? ?第?(?P<serial>[\dOol]{1,5})(?:号|(?P<lost>(?=[)》,、。;\n]|$)))"
)
_LETTERS = str.maketrans("Ool〇○零一二三四五六七八九", "001000123456789")
_NOT_OF_ORGAN = re.compile(
    r".*(?:根据|依据|按照|遵照|参照|落实|贯彻|关于|印发|文件|通知|通告|公告|办法|名单|发文字号|字号|文号|编号|精神|废止|撤销|发布"
    r"|公布|现将|以及|及|和|与|的|了|由|将|在|以|是|即|原|见|其中|对|为)"
)
_EDGES = re.compile(r"^[ ()〔〕\[\]:]+|[ ()〔〕\[\]:]+$")
_LABELLED = re.compile(
    r"(?:发文字号|文号|字号|文件编号|发文号):?([\u4e00-\u9fff]{2,15}[^,。;\n《》]{4,20}号)"
)
_TITLED = re.compile(r"《([^》]{2,120})》\(?([\u4e00-\u9fff]{2,15}[^《》,。;\n]{4,20}号)")


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A document number in normal form and where it stands."""

    number: str
    start: int
    end: int


def find_numbers(text: str) -> list[FoundNumber]:
    """Find the document numbers of tight text, each in normal form, in order."""
    found = []
    for match in _NUMBER.finditer(text):
        organ = _NOT_OF_ORGAN.sub("", match["organ"])
        brackets = (match["open"] is not None) + (match["close"] is not None)
        needed = 2 if match["lost"] is not None else 1  # without 号 only two brackets tell a number
        known = bool(organ) and (organ[0] in PROVINCE_MARKS or organ.startswith("工信"))
        if len(organ) < 2 or (brackets < needed and not (known and match["lost"] is None)):
            continue
        year, serial = match["year"].translate(_LETTERS), match["serial"].translate(_LETTERS)
        number = f"{organ}〔{year}〕{int(serial)}号"
        found.append(FoundNumber(number, match.end("organ") - len(organ), match.end()))
    return found


def is_number(line: str) -> bool:
    """Tell whether a line of tight text is a document number and nothing else."""
    found = find_numbers(line)
    return bool(found) and _stands_alone(line, found[0])


def normal_number(text: str) -> str | None:
    """Give the normal form of a text that is one document number; null when it is none."""
    found = find_numbers(tight(text))
    return found[0].number if found else None


def find_own_number(lines: Iterable[str], same: Callable[[str], bool]) -> str | None:
    """Find the number of the document itself.

    Args:
        lines: the paragraphs of the page in tight form, in order.
        same: tells whether a title quoted in the text is this very announcement's (a news item quotes it with
            its number), not that of a call or of rules it rests on.

    Returns:
        The number that stands on a line of its own or under its label (发文字号), else the one printed behind the
        announcement's own title; null when all numbers belong to other documents.
    """
    quoted: str | None = None
    for line in lines:
        found = find_numbers(line)
        if found and _stands_alone(line, found[0]):
            return found[0].number
        label = _LABELLED.search(line) if found else None
        if label is not None and (labelled := normal_number(label[1])) is not None:
            return labelled
        for match in _TITLED.finditer(line) if found and quoted is None else ():
            if same(match[1]):
                quoted = normal_number(match[2])
                break
    return quoted


def _stands_alone(line: str, found: FoundNumber) -> bool:
    rest = _EDGES.sub("", line[: found.start] + line[found.end :])
    return rest in {"", "文号", "发文字号", "字号", "文件编号", "发文号"}


def organ_mark(number: str) -> str:
    """Give whose number it is: ``全国`` for the ministry's, a province's full name, or empty when unknown."""
    if number.startswith(("工信部", "工信厅", "工企业函", "工政法函", "工业和信息化部")):
        return "全国"
    if number[0] in PROVINCE_MARKS and _ORGAN_WORDS.search(number[1:6]):
        return PROVINCE_MARKS[number[0]]
    return ""
