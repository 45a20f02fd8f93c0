"""Copies made to be found, not read: synonym-spun texts, brands pasted into titles, gambling and adult words.

Source: relays seen 2026-11 (collected facts): 制造业 as 制作业, 小巨人 as 小伟人, 创新 as 立异 throughout; every 关于 replaced by 开云(中国);
a stock-margin site's "拿柜配资" and "0拳击" in the middle of a sentence. One such word may be a slip of an office; a copy shows
several, or one that no office writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.recognise.text import tight

ENOUGH = 4.0
"""From this score on a page is a spam copy; an honest one of the golden announcements has at most 1."""

_SPUN = {
    3.0: (
        "制作业单项", "先进制作业", "制作业企业", "制作业高质量", "小伟人", "小伟人企业", "制作强国", "制作业立异", "高端配备制作", "配备制作业", "智能制作",
        "中小企业特征", "特征工业集群", "单项亚军",
    ),
    2.0: ("制作业", "立异", "高质量开展", "立异开展", "工业集群开展", "开展规划纲要", "培养晋级", "转型晋级", "专精特新中小公司", "中小公司", "新式工业化"),
    0.5: ("使命", "方针", "范畴", "掩盖", "布置", "实在", "杰出", "饯别", "进步", "清晰", "活泼", "进一步推进", "全方面", "依照", "榜首批", "榜首", "请求陈述"),
}  # fmt: skip
_BRANDS = "开云|乐鱼|华体会|米兰|爱游戏|亚博|必博|必威|博鱼|九游|江南|星空|半岛|万博|金沙|新葡京|永利|银河|皇冠|威尼斯人|太阳城|金年会|南宫|雷火|火狐|澳博|欧宝|完美|凯发|云开"
_INJECTED = (
    re.compile(
        rf"(?:{_BRANDS})(?:体育|电竞|娱乐|国际|官方|平台)?[(](?:中国|官方|官网|china|集团)[)](?!有限|股份|投资|控股|科技|实业|管理|商贸|贸易)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:{_BRANDS})(?:(?:体育|电竞|娱乐|棋牌)(?!用品|器材|设备|产业|有限|股份)|国际(?=平台|官网|app|登录|入口))(?:平台|官网|app|登录|入口|下载|官方|网页版)?",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<![a-z0-9])(?:leyu|kaiyun|beplay|1xbet|bet365|hth|bob体育|mk体育|milan体育|w88|188bet)(?![a-z0-9])",
        re.IGNORECASE,
    ),
)
_FOREIGN = {
    2.0: re.compile(
        r"彩票|投注|博彩|赌场|真人娱乐|棋牌|老虎机|百家乐|澳门(?:赌|新葡京|金沙)|体育(?:平台|app|下注)|六合彩|下注|菠菜网|时时彩"
        r"|配资|杠杆炒股|炒股(?:平台|开户)|代孕|办证|枪手代考|成人(?:视频|电影|网站)|色情|无码|久久(?:久|精品)|一区二区|国产精品|性感荷官|约炮|裸聊"
    ),
    1.0: re.compile(
        r"(?:^|(?<=\n))(?:官方入口|手机版下载|最新版下载|app下载|网页版登录|注册送|免费观看)|(?<![\u4e00-\u9fff])\d拳击"
    ),
}
_STATED_TITLE = re.compile(
    r"^[^《》]{0,40}(?:名单|集群|企业|单项冠军)[^《》]{0,40}的?(?:通知|公示|通告|公告|函)$"
)
_BRAND_TITLE = re.compile(
    r"^[\u4e00-\u9fffa-z]{2,6}[(](?:中国|官方|官网|china)[)](?!有限|股份|投资|集团|控股)", re.IGNORECASE
)
_MOST_SHOWN = 4
_LONGEST = 60_000


@dataclass(frozen=True, slots=True)
class Marks:
    """How strongly a text shows marks of spam, and the words that do; a score of 0 shows none."""

    score: float
    words: tuple[str, ...]


def spam_in(title: str, paragraphs: Sequence[str]) -> str:
    """Say why a page is a spam copy, in words; empty where it is none.

    Args:
        title: the page's title as printed.
        paragraphs: its running text, without tables: names of enterprises are no marks.
    """
    marks = weigh(title, paragraphs)
    if marks.score < ENOUGH:
        return ""
    return (
        f"its text shows {', '.join(marks.words[:_MOST_SHOWN])} (score {marks.score:g}, {ENOUGH:g} is enough)"
    )


def weigh(title: str, paragraphs: Sequence[str]) -> Marks:
    """Weigh the marks of spam in a page; each word counts once."""
    heading, body = tight(title), tight("\n".join(paragraphs)[:_LONGEST])
    text = f"{heading}\n{body}"
    found: dict[str, float] = {**_spun(text), **_injected(text), **_foreign(text)}
    if _BRAND_TITLE.match(heading) and _STATED_TITLE.match(heading):
        found[heading[: heading.index(")") + 1]] = ENOUGH
    return Marks(round(sum(found.values()), 1), tuple(sorted(found, key=lambda word: -found[word])))


def _spun(text: str) -> dict[str, float]:
    """Return the synonyms that no office writes; everyday words count only beside one that is none."""
    found = {word: weight for weight, words in _SPUN.items() for word in words if word in text}
    telling = {word: weight for word, weight in found.items() if weight >= 2}
    longest = {
        word: weight
        for word, weight in telling.items()
        if not any(word in other and word != other for other in telling)
    }
    return {**longest, **{word: weight for word, weight in found.items() if weight < 2}} if longest else {}


def _injected(text: str) -> dict[str, float]:
    """Return the brands of gambling pasted into a text."""
    return {match[0]: 3.0 for pattern in _INJECTED for match in pattern.finditer(text)}


def _foreign(text: str) -> dict[str, float]:
    """Return words of gambling, margin trading and adult sites."""
    return {match[0]: weight for weight, pattern in _FOREIGN.items() for match in pattern.finditer(text)}
