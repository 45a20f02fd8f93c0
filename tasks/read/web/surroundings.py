"""What stands around a body, told by its first words: teasers, comments, rights, and controls of the page.

Lines are judged after garble was undone, in simplified characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

_EDGE = r"[\s\W_]*"
_THINGS = "新闻|阅读|资讯|推荐|文章|报道|内容|信息|链接|稿件|政策|解读|话题|专题|热词|视频"
_TEASERS = re.compile(
    rf"^{_EDGE}(?:相关(?:{_THINGS})|(?:热门|热点|精彩|最新|编辑|今日|本周|延伸|扩展|猜你|为您|为你|更多|推荐)(?:{_THINGS}|喜欢)"
    rf"|热门|推荐|排[行名]榜|(?:阅读|点击|新闻|浏览|资讯|热点)排[行名]榜?|你可能.{{0,3}}(?:喜欢|感兴趣)|推荐(?:企业|展会|产品){_EDGE}更多)"
    rf"{_EDGE}(?:更多|more)?{_EDGE}$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"^[\s\W_]*[上下]一[篇条则页][\s:：\]】>]*(.*)$")
_COMMENTS = re.compile(
    rf"^{_EDGE}(?:网友评论|网友跟帖|我要评论|发表评论|最新评论|热门评论|评论列表|全部评论|暂无评论|文明上网|昵称|验证码|(?:所有|以上)?评论[仅只]代表|评论{_EDGE}\d*{_EDGE}$)"
)
_RIGHTS = re.compile(
    rf"^{_EDGE}(?:\d\s*[.、])?\s*(?:版权(?:与|及|和)?(?:免责)?声明|版权所有|免责声明|特别声明|郑重声明|(?:本[站网])?声明\s*[:：]|凡本[网站]|凡注明|本[网站]转载"
    r"|本文(?:来源|版权|转载)|转载请|转载声明|未经(?:本网|书面|许可)|copyright|©|[\u4e00-\u9fff]ICP[备证]|主办单位\s*[:：]|网站标识码|政府网站标识)",
    re.IGNORECASE,
)
_CONTROLS = re.compile(
    rf"^{_EDGE}(?:(?:分享(?:到|至)?|打印(?:本页)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)?|收藏|扫一扫.{{0,20}}|微信|微博|QQ空间|字号|字体|大|中|小|举报|点赞|保护视力色|繁体|简体)[\s\W_]*)+$"
)
_PATH = re.compile(
    r"^(?:[您你]?(?:现在|当前|所在)(?:的)?位置|位置)\s*[:：]?\s*.{0,4}(?:首页|主页|网站)|^首页\s*[>»›/]|^[^，。]{1,20}(?:\s*[>»›]\s*[^，。>»›]{1,20}){2,}$"
)
_GOES_ON = re.compile(
    r"^[\s\W_]*(?:继续阅读|点击(?:继续|展开|查看|阅读)(?:阅读)?(?:全文|剩余|更多|余下)|展开(?:全文|剩余|阅读)|阅读全文|查看全文|余下全文|剩余\s*:?\d+%|登录后?(?:阅读|查看)(?:全文|更多)?|付费阅读|试读结束)"
    r"[^，。]{0,30}$"
)
_INFO = re.compile(
    r"^[\s\W_]*(?:(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?(?:\s*$|\s+))?(?:(?:信息|文章|稿件)?来源|作者|发布(?:时间|日期|单位|机构|人)|发稿时间|日期|时间|编辑|责任编辑|审核|浏览(?:次数|量)?|点击(?:数|量|次数)?"
    r"|阅读(?:数|量|次数)?|访问(?:次数|量))\s*[:：]"
)
_STAMP = re.compile(
    r"[\s\-–—|/\[(【]*(?:19|20)?\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[\sT]*\d{1,2}:\d\d(?::\d\d)?)?[\s\])】]*$"
)
_STAMP_ALONE = re.compile(r"^(?:19|20)\d\d-\d{1,2}-\d{1,2}(?:[\sT]+\d{1,2}:\d\d(?::\d\d)?)?$")
_SPEAKS = re.compile(
    "名单|名录|公示|公告|通知|通告|公布|认定|办法|复核|复评|遴选|申报|推荐|撤销|取消|更名|废止|意见|细则|函$"
)
_COUNT = re.compile(r"^[\s\W_]*\d*[\s\W_]*$")
_MOST_TEASERS = 100


class Around(StrEnum):
    """What a line begins that is no body."""

    TEASERS = "teasers"
    COMMENTS = "comments"
    RIGHTS = "rights"


def begins(line: str) -> Around | None:
    """Say what a line begins, None where it may belong to a body.

    A heading of teasers stands alone on its line; comments and rights are known by how they begin.
    """
    if _COMMENTS.match(line):
        return Around.COMMENTS
    if _RIGHTS.match(line):
        return Around.RIGHTS
    if len(line) <= 16 and _TEASERS.match(line):
        return Around.TEASERS
    return Around.TEASERS if _NEXT.match(line) else None


def is_control(line: str) -> bool:
    """Say whether a line is only controls of the page: share, print, close, letter size, or the path to it."""
    return 1 < len(line) <= 40 and bool(_CONTROLS.match(line) or _PATH.match(line))


def goes_on(line: str) -> bool:
    """Say whether a line tells that the page keeps a part of its text back (继续阅读(剩余53%))."""
    return len(line) <= 50 and bool(_GOES_ON.match(line))


def is_info(line: str) -> bool:
    """Say whether a line only tells source, time or readers of a page."""
    return len(line) <= 80 and not line.endswith("。") and bool(_INFO.match(line) or _STAMP_ALONE.match(line))


def speaks_of_notice(line: str) -> bool:
    """Say whether a line speaks of a list, a notice or rules, as their titles do."""
    return bool(_SPEAKS.search(line))


def teaser_title(line: str) -> str:
    """Return a teaser's title without its date, nothing where the line is a date, a count or a mark."""
    following = _NEXT.match(line)
    bare = _STAMP.sub("", following[1] if following else line).strip(" \t-–—·•>|")
    return "" if _COUNT.match(bare) or len(bare) < 5 else bare


def has_stamp(line: str) -> bool:
    """Say whether a line ends with a day, as entries of a list of articles do."""
    return bool(_STAMP.search(line))


def titles_after(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the teasers' titles among the lines behind a body, in order, each once.

    Under a heading of teasers, blank marks, days and counts part one teaser from the next; of each, the first line is the
    title and the rest its summary. Without any such mark each line is a title.
    """
    titles: list[str] = []
    section: list[str] | None = None
    for line in lines:
        beginning = begins(line)
        if beginning is None and section is not None:
            section.append(line)
        elif beginning is not None:
            titles.extend(_parted(section or ()))
            section = [] if beginning is Around.TEASERS else None
            titles.extend(filter(None, [teaser_title(line)] if _NEXT.match(line) else ()))
    titles.extend(_parted(section or ()))
    return distinct(titles)


def distinct(titles: Iterable[str]) -> tuple[str, ...]:
    """Return the titles in order, each once, at most a hundred."""
    return tuple(dict.fromkeys(titles))[:_MOST_TEASERS]


def _parted(section: Sequence[str]) -> list[str]:
    """Return the titles of one section of teasers."""
    marked = any(_COUNT.match(line) for line in section)
    titles: list[str] = []
    fresh = True
    for line in section:
        title = teaser_title(line)
        if title and (fresh or not marked):
            titles.append(title)
        fresh = not title
    return titles
