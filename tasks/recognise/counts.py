"""Numbers of rows that an announcement states: 共100个, 等36家, 名单(100个), 97个集群通过复核.

Targets and quotas (200个左右, 不超过8个, 累计300个) are none; nor are working days.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Literal

from tasks.recognise.doc_number import PROVINCE_MARKS
from tasks.recognise.losses import LOSS, RENAMING
from tasks.recognise.numerals import NUMERAL, parse_number
from tasks.recognise.text import clauses, sentences

_UNIT = r"(?:个(?!月|工作日|自然日|百分点|方面|环节|省|市|区|县|领域|城市|部门|左右|以上|以内)|家(?!左右|以上|以内)|项(?!工作|任务)|户)"
_COUNT = re.compile(rf"(?P<lead>.?.?)(?<![\d〇零一二两三四五六七八九十百千])(?P<n>{NUMERAL}){_UNIT}")
_NOT_OF_THE_LIST = re.compile(
    r"累计|计划|目标|力争|不超过|不多于|不少于|左右|每个|每省|每市|名额|限额|达到|超过|余[家个项户]|现有|已有|截至|从\d|已认定|历年|我省共"
    rf"|^(?!.*推荐{NUMERAL}[家个项户]).*申报"  # 347家企业申报 is no list; 拟推荐31家企业申报 is
    r"|全省共|全国共|全市共|小计|先后|以来|平均|多[家个项户]|[近逾超](?=[\d一二三四五六七八九百千])|(?<![节合契制])约(?=[\d一二三四五六七八九百千])"
)
_CAPTION = re.compile(rf"[(](?:共|共计|合计|总计)?(?P<n>{NUMERAL}){_UNIT}[)]")
_GROUP = re.compile(r"[^,名单]{2,16}[(](?:共)?[^()]{1,6}[个家项户][)]:?")  # a city's heading inside a list
_CONTACT = re.compile(r"联系(?:人|电话|方式)|(?:电话|传真|邮编|邮箱|地址)[:(]")
_MOST = 64  # numbers of one clause; the list of the provinces has 32
_STRENGTH = (("等", 3), ("共", 2), ("计", 2), ("(", 2))
_ACT = re.compile(
    r"认定|确定|公布|公示|入选|上榜|名单|通过|遴选|如下|新增|以下|以上(?:\d|[一二三四五六七八九十百])|撤销|移出|除名|取消|退出|更名|变更"
)
_NOUN_BEHIND = re.compile(r"[^、,和及与\d]{0,30}")
_REVIEW = re.compile(r"复核|复审|复评")
_LOSS = re.compile(LOSS.pattern + r"|未(?:予)?通过|取消|退出|终止")
_PLAN_SINGLE = ("宁波", "深圳", "青岛", "大连", "厦门")
_SHARE_OF = re.compile(
    "(?:"
    + "|".join(
        sorted(
            {
                re.sub(r"(?:壮族|回族|维吾尔)?自治区$|省$|市$|生产建设兵团$", "", name)
                for name in PROVINCE_MARKS.values()
            }
            | set(_PLAN_SINGLE)
        )
    )
    + r")(?:省|市|自治区|兵团)?(?:有|共|共有|入选)?$"
)
Kind = Literal["new", "review", "loss", "renaming"]
"""What a number is said of: titles given, passed, lost, or renamed."""
_OF_ITS_OWN = re.compile(r"第.{1,3}批|年度|新|认定|遴选")
_AND = re.compile(r"以及|和|及|与|并|、")


@dataclass(frozen=True, slots=True)
class StatedCount:
    """A number, how plainly it is meant for the list (3 most), what is said of it, and the words right around it."""

    number: int
    strength: int
    said: str
    about: str = ""

    @property
    def kind(self) -> Kind:
        """Say of which of the notice's lists it is."""
        if _LOSS.search(self.said):
            return "loss"
        if RENAMING.search(self.said):
            return "renaming"
        return "review" if _REVIEW.search(self.said) else "new"

    @property
    def of_review(self) -> bool:
        """Tell whether it is said of the re-evaluated ones."""
        return self.kind == "review"


def caption_count(caption: str) -> int | None:
    """Read the number in a list's own heading (``名单(100个)``, ``武汉市(2个)``); null when there is none."""
    match = _CAPTION.search(caption)
    return parse_number(match["n"]) if match else None


def find_counts(text: str) -> list[StatedCount]:
    """Find the numbers of rows that tight text states, in order; empty when it states none.

    Shares of several provinces side by side (江苏10个、广东7个) are no number of the list.
    """
    counts = []
    for line in sentences(text):
        said: list[StatedCount] = []
        acts = bool(_ACT.search(line))
        for clause in clauses(line) if not (_GROUP.fullmatch(line) or _CONTACT.search(line)) else ():
            if _NOT_OF_THE_LIST.search(clause) is None:
                said += _clause_counts(clause, acts=acts)
        others = [one for one in said if not _SHARE_OF.search(one.about.split("|")[0])]
        counts += others if len(said) - len(others) > 1 else said
    return counts


def _clause_counts(clause: str, *, acts: bool) -> list[StatedCount]:
    counts = []
    last = 0
    found = list(itertools.islice(_COUNT.finditer(clause), _MOST))
    for match, said in zip(found, _shares(clause, found), strict=True):
        number = parse_number(match["n"])
        strength = max((worth for mark, worth in _STRENGTH if mark in match["lead"]), default=0)
        strength = strength or int(acts)
        behind = _NOUN_BEHIND.match(clause, match.end())
        about = clause[max(last, match.start() - 20) : match.start("n")] + "|" + (behind[0] if behind else "")
        last = match.end()
        if number and strength:
            counts.append(StatedCount(number, strength, said, about))
    return counts


def _shares(clause: str, found: list[re.Match[str]]) -> list[str]:
    """Cut a clause into what it says of each number (现将5个…名单和7个…复核通过名单予以公布), at the last 和 between two."""
    cuts = [0]
    for one, other in itertools.pairwise(found):
        between = clause[one.end() : other.start("n")]
        joint = max((at.start() for at in _AND.finditer(between)), default=len(between))
        cuts.append(one.end() + joint)
    shares = [clause[a:b] for a, b in itertools.pairwise([*cuts, len(clause)])] if found else []
    for at in range(
        1, len(shares)
    ):  # 通过复核的示范企业(2家)、单项冠军产品(1个): the second goes on with the first
        if shares[at].startswith("、") and not _OF_ITS_OWN.search(shares[at]):
            shares[at] = shares[at - 1] + shares[at]
    return shares


def count_of(counts: list[StatedCount], category: str, *, of_review: bool) -> int | None:
    """Give the number stated for one category (示范企业54家、培育企业50家) of the new or the re-evaluated; else null."""
    wanted = "review" if of_review else "new"
    return next((one.number for one in counts if category in one.about and one.kind == wanted), None)


def choose_count(counts: list[StatedCount], *, of_review: bool, kind: Kind | None = None) -> int | None:
    """Choose the number meant for a list of new or of re-evaluated ones; null when none is meant for it.

    ``kind``: of lost or renamed ones instead.
    """
    wanted = kind or ("review" if of_review else "new")
    fitting = [count for count in counts if count.kind == wanted]
    return max(fitting, key=lambda count: count.strength).number if fitting else None
