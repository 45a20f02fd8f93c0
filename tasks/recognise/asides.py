"""What stands among the rows of a list and is none: totals, remarks, page numbers, signatures, headings of groups.

Each is told by its words, in this one place; what no rule here knows is a problem of the list, never silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.recognise.notice import Problem
from tasks.recognise.numerals import NUMERAL, parse_number

_UNIT = r"(?:个|家|项|户|条)?"
_TOTAL = re.compile(
    r"^(?P<word>合计|总计|共计|小计|总数|累计|共)[:]?\(?(?P<n>"
    + NUMERAL
    + rf")?\)?{_UNIT}(?:集群|企业|单位)?$"
)
_REMARK = re.compile(
    r"^(?:\(?注\d{0,2}|备注\d?|说明|注释|填表说明|单位|数据来源|资料来源|来源|填报单位|填表人|联系人|联系电话|制表)[:]|^[*※★]|不分先后|排名不分|排序不分"
    r"|按.{0,12}(?:排序|排列)|^\(?(?:此|本)页|以下(?:空白|无正文)|^\(?(?:以上|此)?(?:排名|名单)?(?:顺序)?不分|为企业(?:自行)?填报|由企业填报|^\(?续表?\)?\d*$|^\(?接上页\)?$|^接上表$"
)
_PAGE = re.compile(
    r"^[-—–~·\s]+\d{1,4}[-—–~·\s]+$|^[-—–~·\s]*(?:第\s*\d{1,4}\s*页|page\s*\d{1,4}|\d{1,4}\s*/\s*\d{1,4})"
    r"(?:\s|[/,、]|of)*(?:共?\s*\d{1,4}\s*页?)?[-—–~·\s]*$",
    re.I,
)
_PAGE_OF = re.compile(r"第\s*(\d{1,4})\s*页[,，、/\s]*共\s*(\d{1,4})\s*页")
_CUT = re.compile(
    r"^[.…·。]{3,}$|^[.…]{2,}|^\(?(?:以下|下|其余|其他|中间)?(?:从)?[略省]略?\)?[。.…]*$|^\(?更多|^……|点击.{0,12}(?:更多|全文|阅读原文|查看)|继续阅读|阅读原文|剩余:?\d"
    r"|^\(?(?:详|具体|名单|详情|全部名单)?(?:请)?见(?:附件|附表|原文|下页|官网|链接|图片|下图)|^等(?:\d+|[一二三四五六七八九十百]+)?(?:个|家|项)?(?:集群|企业)?$|下载附件|以下为部分(?:企业|集群|名单)?|仅(?:列|示)出?部分"
)
_DAY = re.compile(r"^\(?(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?\)?$")
_ORGAN = re.compile(
    r"^.{2,40}(?:工业和信息化|经济和信息化|工信|经信|发展和?改革|科学?技术?|中小企业|商务|农业农村).{0,12}(?:厅|局|委员会|委|部|办公室|服务局)(?:办公室|中小企业局)?$"
)
_YEAR = re.compile(
    r"^\(?(?P<text>(?:20\d\d)年度?(?:\(?第.{1,3}批\)?)?|第[一二三四五六七八九十\d]{1,3}批(?:次)?(?:\(20\d\d年度?\))?|首批)(?:公布|认定|入选|名单|公布名单|认定名单)?\)?[:]?$"
)
_COUNT = re.compile(
    rf"[(](?:共|计|共计|合计)?(?P<n>{NUMERAL})(?:个|家|项|户|条)?(?:集群|企业)?[)]$|[:,]?共?(?P<m>\d{{1,4}})(?:个|家|项|户)$"
)
_TRADE = re.compile(r"(?:产业|行业|领域|制造业|类)$")


def is_cut(line: str) -> bool:
    """Tell whether tight text says that rows are left out (以下略, ……, 见附件, 等36家)."""
    return _CUT.search(line) is not None


def is_remark(line: str) -> bool:
    """Tell whether tight text begins as a remark does, whatever stands beside it (注: …, 名单按企业注册地排序)."""
    return _REMARK.search(line) is not None


def is_aside(line: str) -> bool:
    """Tell whether tight text is a remark, a page number, a day or a signature: it ends no list and is no row."""
    return bool(_REMARK.search(line) or _PAGE.match(line) or _DAY.match(line)) or _is_signature(line)


def _is_signature(line: str) -> bool:
    tail = re.sub(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日$", "", line)
    return _ORGAN.match(tail) is not None and not re.search(r"集群|公司|企业名单|产品", tail)


def page_of(line: str) -> tuple[int, int] | None:
    """Read 第3页共12页 as (3, 12); null where tight text says no such thing."""
    found = _PAGE_OF.search(line)
    return (int(found[1]), int(found[2])) if found else None


def read_total(line: str) -> tuple[str, int | None] | None:
    """Read 合计 36个 as its word and number (null where it stands elsewhere); null for what is no total."""
    found = _TOTAL.match(line)
    if found is None or (found["word"] in {"共", "累计"} and not found["n"]):
        return None
    return found["word"], parse_number(found["n"]) if found["n"] else None


def year_heading(line: str) -> str:
    """Give the cohort that a heading inside a list names (2021年, 第二批); empty for any other line."""
    found = _YEAR.match(line)
    return found["text"] if found else ""


def split_count(line: str) -> tuple[str, int | None]:
    """Split 武汉市(2个) into the label and its number; the number is null where none is printed."""
    found = _COUNT.search(line)
    if found is None:
        return line.rstrip(":"), None
    number = parse_number(found["n"] or found["m"])
    return line[: found.start()].rstrip(":,、"), number


def is_trade(label: str) -> bool:
    """Tell whether a heading groups rows by trade (新材料产业), which no row needs."""
    return len(label) <= 16 and _TRADE.search(label) is not None


@dataclass(slots=True)
class Groups:
    """The headings of groups inside one list, and whether as many rows stand under each as it says."""

    section: int = 0
    label: str = ""
    stated: int | None = None
    begun: int = 0
    locator: str = ""
    subtotal_from: int = 0
    problems: list[Problem] = field(default_factory=list)

    def begin(self, label: str, stated: int | None, *, rows: int, locator: str) -> None:
        """Begin a group below ``rows`` rows; the one before it ends."""
        self.close(rows)
        self.section += 1
        self.label, self.stated, self.begun, self.locator = label, stated, rows, locator

    def close(self, rows: int) -> None:
        """End the group under way at ``rows`` rows and hold it against its own number."""
        read = rows - self.begun
        if self.stated is not None and read != self.stated:
            text = f"{self.label}: its heading says {self.stated}, {read} rows stand under it"
            self.problems.append(Problem("subtotal", text, self.locator))
        self.label, self.stated, self.begun = "", None, rows

    def total(self, word: str, number: int, *, rows: int, locator: str) -> None:
        """Hold a total against the rows above it: those of the whole list, or since the last subtotal or heading."""
        above = {rows, rows - self.subtotal_from, rows - self.begun}
        if number not in above:
            nearest = min(above, key=lambda one: abs(one - number))
            text = f"{word} says {number}, {nearest} rows stand above it"
            self.problems.append(Problem("subtotal", text, locator))
        self.subtotal_from = rows
