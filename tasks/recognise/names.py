"""Names of subjects: what looks like one, what a printed one means (semantics, 10).

The suffix of a factored list and an inherited prefix are restored in ``inline.py``; here numbering, marks, former names and
a product in brackets are taken off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.recognise.text import normal, tight

COMPANY = r"(?:公司|集团|总厂|厂|研究院|研究所|研究设计院|设计院|合作社|事务所|中心|银行|大学|学院|医院|总院)"
_ENDINGS = {
    "enterprise": re.compile(COMPANY + r"$"),
    "product": re.compile(r".$"),
    "cluster": re.compile(
        r"(?:集群|基地|园|园区|产业区|集聚区|聚集区|示范区|开发区|高新区|名[市县区镇]|核心区|协同区|产业带|产业群)(?:\(基地\))?$"
    ),
}
_ANY = re.compile(r"(?:公司|集团|厂|院|所|中心|集群|基地|园|区|平台|社|名[市县镇])$")
_STATUS = re.compile(r"\((?:拟?(?:通过)?(?:复核|复审|复评)(?:通过|合格)?)\)")
_BATCH = re.compile(
    r"\(((?:20\d\d年度?)?(?:第[一二三四五六七八九十\d]{1,3}批次?|首批)[^()]{0,12}|20\d\d年度?)\)$"
)
_FORMER = re.compile(r"^(?:原名称|原名|原企业名称|曾用名|更名前|变更前|原)[::为]?")
_NUMBERING = re.compile(r"^(?:\(?\d{1,4}[.、)]|\d{1,4}(?= ))\s*")
_MARKS = re.compile(r"[*★☆※;。,、]+$")
_COMPANY_STOP = re.compile(rf"({COMPANY})[;。]$")
_PROSE = re.compile(r"[。;!?:]|,")
_ACT = re.compile(r"^(?:拟)?(?:移出|撤销|取消|退出|除名|更名|变更|(?:未)?通过复[核审评])")
_PAPERS = re.compile(
    r"(?:表|书|材料|报告|名单|指南|要点|说明|办法|通知|方案|模板|清单|格式|函|docx?|xlsx?|pdf|wps|zip|rar|ofd)(?:\([^()]*\))?$",
    re.I,
)
_WITH_PRODUCT = re.compile(
    rf"^(?P<name>.{{2,50}}?{COMPANY})(?:\((?P<in>.{{1,80}})\)|[ :、—-]+(?P<out>.{{1,80}}))$"
)
_GLUED = re.compile(
    r"^(?P<name>[^()]{2,40}?(?:\([^()]{1,12}\)[^()]{0,30}?)?有限(?:责任)?公司)(?P<rest>[^()、,;].{1,80})$"
)
_OF_A_NAME = re.compile(
    COMPANY + r"(?:\([^()]*\))?$|(?:分公司|分厂|部|店|社|站|队|处|事业部|工厂|基地|车间)(?:\([^()]*\))?$"
)
_DAY = re.compile(r"^20\d\d年\d{1,2}月\d{1,2}日$")
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Meant:
    """What a printed name means: the name, a former one, a product set behind it, and whether it says (复核).

    ``doubt`` says why the name may end elsewhere; empty where it is sure. ``batch`` is what brackets behind it say of the
    cohort (第六批, 2022年度).
    """

    name: str
    former: str = ""
    product: str = ""
    reviewed: bool = False
    doubt: str = ""
    batch: str = ""


def read_name(printed: str, *, subject: str) -> Meant:
    """Read a printed name; ``subject`` is the programme's kind of subject (enterprise, cluster, …)."""
    text = _MARKS.sub("", _NUMBERING.sub("", tight(printed)))
    reviewed = _STATUS.search(text) is not None
    text = _STATUS.sub("", text)
    batch = _BATCH.search(text)
    said = batch[1] if batch is not None and batch.start() else ""
    text = text[: batch.start()] if batch is not None and said else text
    text, former = _split_former(text)
    product = ""
    if subject == "enterprise":
        match = _WITH_PRODUCT.match(text)
        if match is not None and not re.search(COMPANY + "$", match["in"] or match["out"]):
            text, product = match["name"], match["in"] or match["out"]
        elif (glued := _GLUED.match(text)) is not None and not _OF_A_NAME.search(glued["rest"]):
            return _split_glued(normal(printed), glued, Meant(text, former, "", reviewed, "", said))
    return Meant(text, former, product, reviewed, "", said)


def _split_glued(printed: str, glued: re.Match[str], meant: Meant) -> Meant:
    """Split a product off that stands right behind a company's name: surely where a blank parts them in print."""
    name, rest = glued["name"], glued["rest"]
    if _DAY.match(rest):
        return replace(meant, name=name)
    blank = re.search(r"公司\s+" + re.escape(rest[0]), printed) is not None
    doubt = "" if blank else f"name and product may be glued together: {name}|{rest}"
    return replace(meant, name=name, product=rest, doubt=doubt)


def _split_former(text: str) -> tuple[str, str]:
    """Take off a former name in brackets at the end; brackets inside it are matched by counting."""
    if not text.endswith(")"):
        return text, ""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            inner = text[at + 1 : -1]
            lead = _FORMER.match(inner)
            return (
                (text[:at], inner[lead.end() :])
                if lead and at and len(inner) - lead.end() >= 4
                else (text, "")
            )
    return text, ""


def former_in(remark: str) -> str:
    """Give the former name that a remark states and nothing else (原名:示例有限公司); empty where it states none."""
    text = tight(remark)
    lead = _FORMER.match(text)
    name = text[lead.end() :].rstrip(")") if lead is not None else ""
    return name if re.search(COMPANY + "$", name) else ""


def is_strong(text: str, *, subject: str) -> bool:
    """Tell whether tight text ends as this kind of subject's names do."""
    meant = read_name(text, subject=subject)
    return bool(_ENDINGS.get(subject, _ANY).search(meant.name)) and is_namelike(text)


def is_namelike(text: str) -> bool:
    """Tell whether tight text could be a name at all: short, no sentence, no paper to be handed in."""
    bare = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", _COMPANY_STOP.sub(r"\1", text)))
    return (
        2 <= len(text) <= _LONGEST
        and not _PROSE.search(bare)
        and not (_PAPERS.search(text) or _ACT.match(text))
    )
