"""The parts of a page besides its body: title, source, the site's own date, teasers.

Each is sought where sites put it: metadata first, then the lines between title and body. Text after the body never
gives a source or a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from tasks.read.mending.characters import even, one_line
from tasks.read.web.flow import Gap, Line
from tasks.read.web.published import labelled_day, read_day
from tasks.read.web.surroundings import (
    Around,
    begins,
    distinct,
    has_stamp,
    is_info,
    speaks_of_notice,
    teaser_title,
)

Clean = Callable[[str], str]

_TITLE_META = ("articletitle", "og:title")
_DATE_META = (
    "pubdate",
    "publishdate",
    "publish_date",
    "publishtime",
    "article:published_time",
    "publish-date",
    "datepublished",
)
_SOURCE_META = ("contentsource", "source")
_DATE_PLACES = "publishtime, #con_time, #pubtime, #publish_time"
_SOURCE = re.compile(
    r"(?<!注明)(?<![“\"「])(?:信息来源|文章来源|稿件来源|新闻来源|来\s*源)\s*[:：]\s*(.{1,80})"
)
_SOURCE_END = re.compile(
    r"\s{2,}|[|丨)）\]】]|\s*(?:(?:发布|发稿|公开|成文)?(?:时间|日期)|作者|(?:责任)?编辑|浏览|点击|阅读|访问|字号|字体|打印|分享|(?:19|20)\d\d[-/.年])"
)
_SITE = re.compile(
    r"^(?:.{0,20}(?:网|网站|部|厅|局|委|委员会|政府|门户|站|频道|平台|在线|资讯)|(?:通知|公告|公示|政务|信息|政策|新闻|文件|工作|动态|公开|发布|栏目|首页){1,3})$"
)
_SEPARATOR = re.compile(r"\s*[_|｜–—-]+\s*")
_BREAK = re.compile(r"<br\s*/?>|&lt;br\s*/?&gt;", re.IGNORECASE)
_SHORTEST_TITLE = 6
_LONGEST_TITLE = 120
_LOWER = "h2, h3, .title, .tit, #title, td[align=center] b, td[align=center] strong, p[align=center] b"
_MOST_BETWEEN = 40
_NEAR = 8
_OTHER_DAY = re.compile("(?:成文|签发|印发|发文|截止|有效|报名|生成|失效|实施|施行|公示)(?:日期|时间|期)")


def read_meta(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the page's metadata by lower-case name; of a name given twice, the first that says something."""
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        content = (attributes.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def find_title(tree: LexborHTMLParser, meta: dict[str, str], clean: Clean) -> str:
    """Return the page's title, empty where it has none.

    Metadata of the known systems, else a heading that the window title confirms, else the longest heading, else the
    window title without the site's name; where that names only the site, a lower heading that speaks of a notice.
    """
    for name in _TITLE_META[:1]:
        if title := clean(_BREAK.sub("", meta.get(name, ""))):
            return title
    for node in tree.css("ucaptitle"):
        if title := clean(node.text(deep=True)):
            return title
    window = clean(
        next((node.text(deep=True) for node in tree.css("head title")), "") or meta.get(_TITLE_META[1], "")
    )
    headings = [title for node in tree.css("h1")[:20] if (title := clean(node.text(deep=True)))]
    confirmed = [
        title for title in headings if _tight(window).startswith(_tight(title)) and not _SITE.match(title)
    ]
    long = [title for title in headings if len(title) >= _SHORTEST_TITLE and not _SITE.match(title)]
    if heading := max(confirmed, key=len, default="") or max(long, key=len, default=""):
        return heading
    outside = _without_site(window)
    lower = (
        [clean(node.text(deep=True)) for node in tree.css(_LOWER)[:20]]
        if _SITE.match(outside) or not outside
        else []
    )
    spoken = [title for title in lower if len(title) <= _LONGEST_TITLE and speaks_of_notice(title)]
    return next(iter(spoken), "") or outside or "".join(headings[:1])


def find_day(
    tree: LexborHTMLParser, meta: dict[str, str], before: Sequence[str], first: Sequence[str]
) -> date | None:
    """Return the day the site prints for the page.

    ``before`` are the lines between title and body; ``first`` the body's first lines, for some containers hold the
    line of source and time too. A day without a label counts only between title and body.
    """
    for name in _DATE_META:
        if day := read_day(meta.get(name, "")):
            return day
    for node in tree.css(_DATE_PLACES)[:3]:
        if day := read_day(even(node.text(deep=True))):
            return day
    for line in (*before, *first):
        if day := labelled_day(line):
            return day
    bare = [line for line in (*before, *first) if len(line) <= 60 and not _OTHER_DAY.search(line)]
    return next((day for line in bare if (day := read_day(line))), None)


def find_source(meta: dict[str, str], lines: Sequence[str]) -> str:
    """Return what stands after 来源 in the given lines, else the metadata's, else nothing."""
    for line in lines:
        if begins(line) is None and (found := _SOURCE.search(line)) and (name := _until_next_label(found[1])):
            return name
    return next((one_line(even(meta[name])) for name in _SOURCE_META if name in meta), "")


def _until_next_label(text: str) -> str:
    """Return the source's name without what follows it on the line."""
    end = _SOURCE_END.search(text)
    return (text[: end.start()] if end else text).strip(" ，。;；:：“”\"'")


def split_around(around: Sequence[Line | Gap], clean: Clean) -> tuple[list[Line], list[Line]]:
    """Return the lines before the body and those after it, cleaned."""
    before: list[Line] = []
    after: list[Line] = []
    lines = before
    for piece in around:
        if isinstance(piece, Gap):
            lines = after
        elif text := clean(piece.text):
            lines.append(Line(text, piece.linked))
    return before, after


def between(title: str, before: Sequence[Line]) -> list[str]:
    """Return the lines of text or of source and time between the title's own line and the body.

    Where the title is not printed, the nearest lines of source and time ahead of the body.
    """
    wanted = _tight(title)
    for number in range(len(before) - 1, max(-1, len(before) - 1 - _MOST_BETWEEN), -1):
        if wanted and wanted in _tight(before[number].text):
            return [line.text for line in before[number + 1 :] if not line.linked or is_info(line.text)]
    return [line.text for line in before[-_NEAR:] if is_info(line.text)]


def find_teasers(before: Sequence[Line], after: Sequence[Line]) -> tuple[str, ...]:
    """Return titles of other articles: links under a heading of teasers, and dated entries behind the body."""
    titles: list[str] = []
    for lines, behind in ((before, False), (after, True)):
        in_teasers = False
        for line in lines:
            if beginning := begins(line.text):
                in_teasers = beginning is Around.TEASERS
            wanted = in_teasers or (behind and has_stamp(line.text))
            title = teaser_title(line.text) if line.linked and wanted else ""
            if len(title) >= _SHORTEST_TITLE:
                titles.append(title)
    return distinct(titles)


def _tight(text: str) -> str:
    """Return the text without blanks, to compare."""
    return re.sub(r"\s", "", text)


def _without_site(window: str) -> str:
    """Return a window title without the names of site and column around it."""
    parts = _SEPARATOR.split(window)
    marks = _SEPARATOR.findall(window)
    first, last = 0, len(parts)
    while last - first > 1 and _SITE.match(parts[last - 1]):
        last -= 1
    while last - first > 1 and _SITE.match(parts[first]):
        first += 1
    return "".join(
        part + mark for part, mark in zip(parts[first:last], [*marks[first : last - 1], ""], strict=True)
    ).strip()
