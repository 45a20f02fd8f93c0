"""Yearly duties (每年4月30日前报送): what is due, and the day.

Source: the national cluster lists of 2022 and 2023 (by 30 April), 2024 (by 31 March); Sichuan 2023 (1 April); Anhui and
Shaanxi (30 March). A rule that says 次年3月31日前 asks for the same every year.
"""

from __future__ import annotations

import calendar
import itertools
import re

from tasks.recognise.dates import make_day
from tasks.recognise.notice import Duty
from tasks.recognise.numerals import parse_number
from tasks.recognise.text import clauses, sentences

_DAY = r"(?:\d{1,2}|[一二三四五六七八九]|十[一二]?)月(?:\d{1,2}日|[一二三四五六七八九十]{1,3}日|[底末])(?:之?前|止)?"
_EVERY_YEAR = re.compile(rf"(?:每年度?的?|次年的?|每个?年度的?)(?P<days>{_DAY}(?:[和、及]{_DAY})*)")
_ONE = re.compile(
    r"(?P<m>\d{1,2}|[一二三四五六七八九]|十[一二]?)月(?:(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日|[底末])"
)
_MATTER = re.compile(
    r"(?:集群|企业|其|本)?(上一?年度?[\u4e00-\u9fff]{0,16}?(?:情况|报告|总结|数据|材料|管理表|报表))"
)
_VERB = re.compile(r"报送|上报|填报|提交|报告")
_ASKING = re.compile(r"^(?:请|应当?|须|需|要)?(?:各[\u4e00-\u9fff]{1,6})?(?:于|在)")
_LEAP_YEAR = 2024
_MOST = 12  # of one sentence; more is no office's


def find_duties(text: str) -> tuple[Duty, ...]:
    """Find the yearly duties of tight text, in order, each once; empty when there are none."""
    duties: dict[Duty, None] = {}
    for line in sentences(text):
        for match in itertools.islice(_EVERY_YEAR.finditer(line), _MOST):
            for one in _ONE.finditer(match["days"]):
                due = _due(one)
                if due:
                    duties[Duty(_what(line, match), due)] = None
    return tuple(duties)


def _due(match: re.Match[str]) -> str:
    month = parse_number(match["m"]) or 0
    if not 1 <= month <= 12:
        return ""
    day = (parse_number(match["d"]) or 0) if match["d"] else calendar.monthrange(_LEAP_YEAR - 1, month)[1]
    return f"{month:02d}-{day:02d}" if make_day(_LEAP_YEAR, month, day) else ""


def _what(line: str, match: re.Match[str]) -> str:
    matter = _MATTER.search(line)
    if matter is not None:
        return matter[1].replace("年度的", "年度") + "报送"
    said = [piece for piece in clauses(line) if match[0] in piece or _VERB.search(piece)]
    bare = _ASKING.sub("", "".join(said).replace(match[0], "").strip(", "))
    return bare[:40].strip(",于 ") or "年度报送"
