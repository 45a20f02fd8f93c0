"""The day by which a call wants its papers (申报截止).

Source: 于2024年7月31日前, 截止时间为2025年2月28日, 请于7月25日前 (year from the document), 20251026日前 (Hunan 2025, 年 and 月
lost on the way).
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from tasks.recognise.dates import make_day, near_day
from tasks.recognise.text import sentences

_DAY = (
    r"(?:(?P<y>20\d\d)[年./-])?(?P<m>\d{1,2})[月./-](?:(?P<d>\d{1,2})日?|(?P<end>[底末]))(?:\([^)]{1,8}\))?"
    r"(?:上午|中午|下午|下班)?(?: ?\d{1,2}[:时点]\d{0,2}分?)?"
)
_BEFORE = re.compile(r"(?<![\d每])(?<!每年)" + _DAY + r"(?:之?前|止|截止)")
_UNTIL = re.compile(r"截止(?:时间|日期|日)?(?:为|是|至|到|:)?" + _DAY)
_WITHIN = re.compile(
    r"(?:申报|受理|填报|报送|推荐)(?:时间|期限|日期)(?:为|从|自|:)*"
    r"(?:20\d\d[年./-])?\d{1,2}[月./-]\d{1,2}日?起?(?:至|到|-|–|—|~)+" + _DAY
)
_NOT_AFTER = re.compile(r"(?:不迟于|不晚于|最迟于?)" + _DAY)
_AS_OF = re.compile(r"(?:申报|受理|填报|报送|推荐|报名)(?:时间|期限|工作|日期)?截至" + _DAY)
_FORMS = (_BEFORE, _UNTIL, _WITHIN, _NOT_AFTER, _AS_OF)
_HANDING_IN = re.compile(r"报送|报至|报我|上报|报到|提交|寄送|寄至|填报|送达|申报|推荐|送至|反馈|截止")
_NOT_A_DEADLINE = re.compile(r"成立|注册|登记|投产|实施|截至|每年|次年|每年的")
_ACQUIRED = re.compile(r"(?:已)?(?:取得|获得|注册|成立|认定|登记|投产|完成备案)")


def find_deadline(text: str, *, anchor: date | None) -> date | None:
    """Find the last day for papers in a call's tight text.

    Args:
        text: running text, dates in digits.
        anchor: a day known for the document, to give a day without a year its year.

    Returns:
        Where several days are named (enterprises to their city, cities to the ministry), the latest one spoken of
        as handing in; null when none is printed.
    """
    ranked: list[tuple[bool, date]] = []
    for line in sentences(text):
        for match in (found for form in _FORMS for found in form.finditer(line)):
            before = line[max(0, match.start() - 12) : match.start()].rsplit(",", 1)[-1]
            day = _read_day(match, anchor)
            if day is None or _NOT_A_DEADLINE.search(before) or _ACQUIRED.match(line, match.end()):
                continue
            ranked.append((bool(_HANDING_IN.search(line)), day))
    return max(ranked)[1] if ranked else None


def _read_day(match: re.Match[str], anchor: date | None) -> date | None:
    month = int(match["m"])
    day = int(match["d"]) if match["d"] else _last_of(month)
    return make_day(int(match["y"]), month, day) if match["y"] else near_day(month, day, anchor)


def _last_of(month: int) -> int:
    """Give the last day of a month that every year has."""
    return calendar.monthrange(2023, month)[1] if 1 <= month <= 12 else 0
