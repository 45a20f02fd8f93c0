"""Kind ``jpaas``: lists that the column page builds with a second request (大汉 JPAAS: the ministry, 浙江).

The page names the request in a script (``parseType`` buildstatic, which some write bulidstatic) or, where its first rows
stand in it already, on the pager below them; the answer is JSON that holds the rows as HTML. ``params`` choose the list
where a page has several (``tagId``, ``pageId`` and the others of its query); ``rows`` is how many a back page holds.
Source: www.miit.gov.cn/zwgk/wjgs, jxt.zj.gov.cn; back pages by ``paramJson`` as samr.gov.cn and hosts of zj.gov.cn take them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.addresses import join
from tasks.fetch.kinds.answers import describe, find, load_answer, lost, plain
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.markup import parse_html, parse_page, says_nothing
from tasks.fetch.kinds.queries import query_of, with_query
from tasks.fetch.kinds.rows import find_rows, read_row

PARAMS: frozenset[str] | None = frozenset(
    {"webId", "pageId", "tplSetId", "tagId", "parseType", "pageType", "editType", "rows"}
)
KEYS: frozenset[str] = frozenset()
_UNIT = "/page/build/unit"
_PAIR = re.compile(r"""(["']?)(\w{1,40})\1\s*:\s*(?:'([^']{0,300})'|"([^"]{0,300})"|([\w.-]{1,300}))""")
_BUILDS = frozenset({"buildstatic", "bulidstatic"})
_LISTS = re.compile(r"(?i)列表|list|右侧内容")
_FRAMES = re.compile(r"(?i)clist|list|lmy_main_rb")
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_MOST_UNITS = 200  # of one page; the greatest seen have ten
_CLIMB = 6  # elements from a pager up to the one that holds its rows too


@dataclass(frozen=True, slots=True)
class _Unit:
    """A list that a page builds: where it asks, with which query, and the element that says so."""

    address: str
    query: dict[str, str]
    node: LexborNode

    @property
    def name(self) -> str:
        return self.query.get("tagId", "") or "(without tagId)"

    @property
    def looks_a_list(self) -> bool:
        parent = self.node.parent
        frame = (parent.attributes.get("class") or "") if parent is not None else ""
        return bool(_LISTS.search(self.name) or _FRAMES.search(frame))


def first(source: Source) -> Request:
    """Return the request for the column page or, where ``url`` is the interface itself, for its answer."""
    if _is_unit(source.list.url):
        return Request(with_query(source.list.url, _given(source)))
    return Request(source.list.url)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of a column page or of the interface's answer; ``follow`` is the request a page makes.

    Raises:
        LayoutChanged: The page builds no list or several alike, or the answer is none, a failure, or has no rows
            and nothing that shows an empty list.
    """
    del content_type  # the JSON comes under several
    if _is_unit(url):
        return _answered(body, source, url, today)
    root = parse_page(body, source.encoding).root
    if root is None:
        raise LayoutChanged(source.id, "the column page is empty")
    unit = _choose(list(_units(root, url)), source)
    if unit.node.tag != "script" and (frame := _frame_of(unit.node, url, today)) is not None:
        behind = _behind(with_query(unit.address, unit.query), unit.node, len(frame), source)
        return ListPage(frame, next=behind)
    if unit.node.tag != "script" and unit.node.attributes.get("count") == "0":
        return ListPage(())
    return ListPage((), follow=Request(with_query(unit.address, unit.query), referer=url), proven=False)


def _units(root: LexborNode, url: str) -> Iterator[_Unit]:
    for node in root.css("[querydata]")[:_MOST_UNITS]:
        address = join(url, node.attributes.get("url") or node.attributes.get("uniturl") or "")
        query = {
            found[2]: found[3] or found[4] or found[5] or ""
            for found in _PAIR.finditer(_attribute(node, "querydata"))
        }
        kind = (_attribute(node, "parsetype") or query.get("parseType", "")).lower()
        if address is not None and query and (node.tag != "script" or kind in _BUILDS):
            yield _Unit(address, query, node)


def _choose(units: list[_Unit], source: Source) -> _Unit:
    """Return the one list that is meant; a guess among several would be silence about the right one."""
    wanted = _given(source).items()
    fits = [unit for unit in units if wanted <= unit.query.items()]
    if not wanted and len(fits) > 1:
        fits = [unit for unit in fits if unit.looks_a_list] or fits
    if len({(unit.address, *sorted(unit.query.items())) for unit in fits}) == 1:
        return next((unit for unit in fits if unit.node.tag != "script"), fits[0])
    names = ", ".join(sorted({unit.name[:40] for unit in units})[:8])
    if not units:
        problem = "the column page builds no list: no script or pager has querydata"
    elif not fits:
        problem = f"no list of the page is the one of params; its tagIds are: {names}"
    else:
        problem = f"the page builds several lists, say which by params.tagId or params.pageId: {names}"
    raise LayoutChanged(source.id, problem)


def _frame_of(pager: LexborNode, url: str, today: date) -> tuple[Entry, ...] | None:
    """Return the rows beside a pager, those of the nearest element around it that has some; None without any."""
    frame = pager.parent
    for _ in range(_CLIMB):
        if frame is None or frame.tag in ("body", "html"):
            break
        if entries := find_rows(frame, url=url, today=today):
            return entries
        frame = frame.parent
    return None


def _answered(body: bytes, source: Source, url: str, today: date) -> ListPage:
    answer = load_answer(body, source)
    if find(answer, "success") not in (True, "true", None):
        said = plain(find(answer, "message") or find(answer, "msg")) or describe(answer)
        raise LayoutChanged(
            source.id, f"the interface answers success {plain(find(answer, 'success'))}: {said[:80]}"
        )
    html = find(answer, "data.html")
    if not isinstance(html, str):
        raise LayoutChanged(source.id, f"no rows in the answer: {lost(answer, 'data.html')}")
    root = parse_html(f"<table>{html}</table>" if html.lstrip().startswith("<tr") else html).root
    entries = () if root is None else _rows(root, source.list.url, today)
    if root is None or not entries:
        if not (_page_number(url) > 1 and not html.strip()) and (root is None or not _shows_empty(root)):
            raise LayoutChanged(source.id, "the answer's html has no rows and no empty list")
        return ListPage(())
    return ListPage(entries, next=_behind(url, root.css_first("[count]"), len(entries), source))


def _rows(root: LexborNode, base: str, today: date) -> tuple[Entry, ...]:
    """Return the entries of a fragment, which is a list and nothing else: a link without a date counts too."""
    entries = {entry.native_id: entry for entry in find_rows(root, url=base, today=today)}
    for node in root.css("li, tr, p.lb-list"):
        entry = read_row(node, url=base, today=today)
        if entry is not None:
            entries.setdefault(entry.native_id, entry)
    return tuple(entries.values())


def _shows_empty(root: LexborNode) -> bool:
    if root.css_first("li a[href], tr a[href], p a[href]") is not None:
        return False  # there are rows, only none that can be read
    return root.css_first("ul, table, .page-content, [count]") is not None or says_nothing(root)


def _behind(address: str, pager: LexborNode | None, rows: int, source: Source) -> Request | None:
    """Return the request for the page behind; without a pager there is one to try, and a walk ends where it repeats."""
    number = _page_number(address)
    said = {name: _count(pager, name) for name in ("count", "rows")} if pager is not None else {}
    size = _size(source) or said.get("rows") or rows
    count = said.get("count")
    if count is not None and number * size >= count:
        return None
    turned = json.dumps({"pageNo": number + 1, "pageSize": size}, separators=(",", ":"))
    return Request(with_query(address, {"paramJson": turned}), referer=source.list.url)


def _page_number(url: str) -> int:
    try:
        number = find(json.loads(query_of(url).get("paramJson", "{}")), "pageNo")
    except (ValueError, RecursionError):
        number = None
    return number if isinstance(number, int) and 0 < number < 10**6 else 1


def _size(source: Source) -> int | None:
    rows = str(source.list.params.get("rows", ""))
    return int(rows) if _NUMBER.fullmatch(rows) and int(rows) else None


def _count(node: LexborNode, name: str) -> int | None:
    text = _attribute(node, name)
    return int(text) if _NUMBER.fullmatch(text) else None


def _attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def _given(source: Source) -> dict[str, str]:
    return {name: str(value) for name, value in source.list.params.items() if name != "rows"}


def _is_unit(url: str) -> bool:
    return _UNIT in urlsplit(url).path
