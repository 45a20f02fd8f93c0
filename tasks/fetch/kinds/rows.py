"""List rows in any page of links: which links are entries, their titles, their times.

A row grows from a link upwards until the next parent would take in another entry, so that no selector is needed for
``li``, ``tr``, ``dl`` or nested ``div`` forms; the date is the nearest one on that way, or beside the link where rows
have no element of their own. Navigation that shares the mark-up is left out by its address: an entry has the form of
an article, or stands beside a date.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from selectolax.lexbor import LexborNode

from config.errors import LayoutChanged
from tasks.fetch.addresses import is_article, join, native_id
from tasks.fetch.kinds.days import (
    NEVER,
    Moment,
    is_labelled,
    moment_of_url,
    said_in_row,
    surest,
    without_dates,
)
from tasks.fetch.kinds.list_page import Entry
from tasks.fetch.kinds.markup import base_of
from tasks.fetch.kinds.markup import decode_page as decode_page
from tasks.fetch.kinds.markup import parse_page as parse_page
from tasks.fetch.kinds.side_lists import Placed, beside_the_list
from tasks.fetch.kinds.titles import EMPTY_TITLES, parts_of, texts_of
from tasks.fetch.kinds.titles import clean_title as clean_title
from tasks.fetch.kinds.titles import title_of as title_of

_CLIMB = 6
_STOP = frozenset({"ul", "ol", "table", "tbody", "body", "html", "main", "section", "form"})
_MOST_LINKS = 10_000  # a list page has hundreds at most
_LINKS_OF_ROW = 12  # picture, title, summary, "more": of one article
_LONGEST_ROW = 20_000  # characters
_MIN_TITLE = 6  # of a link whose address says nothing: 首页 and 更多 are shorter
_NAVIGATION = frozenset({
    "联系我们", "网站地图", "网站声明", "法律声明", "版权声明", "免责声明", "隐私声明", "隐私政策", "关于我们", "关于本站",
    "使用帮助", "网站帮助", "网站说明", "无障碍声明",
})  # fmt: skip


@dataclass(slots=True)
class _Candidate:
    node: LexborNode
    url: str
    key: str
    title: str
    article: bool


@dataclass(slots=True)
class _Page:
    """A page's candidates, and how many of them each element holds: distinct ones of either sort, and links in all."""

    candidates: list[_Candidate]
    articles: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    links: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    crowd: Counter[int] = field(default_factory=Counter)
    beside: dict[int, dict[int, Moment]] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)


def find_rows(root: LexborNode, *, url: str, today: date) -> tuple[Entry, ...]:
    """Return the entries of a page or fragment in page order, one for each article; none is no proof of emptiness.

    Raises:
        LayoutChanged: There are more links than any list has.
    """
    page = _Page(list(_candidates(root, url)))
    for candidate in page.candidates:
        for holder in [candidate.node, *_parents(candidate.node)]:
            page.links[holder.mem_id].add(candidate.key)
            page.crowd[holder.mem_id] += 1
            if candidate.article:
                page.articles[holder.mem_id].add(candidate.key)
    entries: dict[str, Entry] = {}
    for candidate in page.candidates:
        entry = _entry(candidate, page, today)
        if entry is not None:
            known = entries.get(entry.native_id)
            entries[entry.native_id] = entry if known is None else _together(known, entry)
    margins = beside_the_list(page.placed, url=url)
    return tuple(entry for key, entry in entries.items() if key not in margins and _is_titled(entry))


def read_row(node: LexborNode, *, url: str, today: date) -> Entry | None:
    """Return the entry of one known row (a record, an item that a selector found): its first link that leads on."""
    for link in [node, *node.css("a[href]")]:
        address = join(url, link.attributes.get("href") or "") if link.tag == "a" else None
        title = title_of(link) if address else ""
        if address and title not in EMPTY_TITLES:
            return _made(address, title, surest(_said(node, link, address, today)[0], moment_of_url(address)))
    return None


def _candidates(root: LexborNode, url: str) -> Iterator[_Candidate]:
    base = base_of(root, url)
    links = root.css("a[href]")
    if len(links) > _MOST_LINKS:
        raise LayoutChanged(url, f"the page holds {len(links)} links, more than any list")
    for link in links:
        address = join(base, link.attributes.get("href") or "")
        if address is not None and address != url:
            title, article = title_of(link), is_article(address)
            if article or len(title) >= _MIN_TITLE:
                yield _Candidate(link, address, native_id(address), title, article)


def _parents(node: LexborNode) -> list[LexborNode]:
    parents: list[LexborNode] = []
    parent = node.parent
    while parent is not None and parent.tag not in _STOP and len(parents) < _CLIMB:
        parents.append(parent)
        parent = parent.parent
    return parents


def _entry(candidate: _Candidate, page: _Page, today: date) -> Entry | None:
    holds = page.articles if candidate.article else page.links
    said, row, loose = NEVER, candidate.node, NEVER
    for holder in [candidate.node, *_parents(candidate.node)]:
        if len(holds.get(holder.mem_id, ())) > 1 or page.crowd[holder.mem_id] > _LINKS_OF_ROW:
            break
        row = holder
        found, sure = _said(row, candidate.node, candidate.url, today)
        if found.day is not None and sure:
            said = found
            break
        said = surest(said, found) if found.day is None else said
        loose = loose if loose.day is not None else found  # a date amid words may be that of a summary
    said = said if said.day is not None else surest(said, loose)
    if said.day is None and row.parent is not None:
        said = surest(said, _beside(row, page, today))
    if said.day is None and not candidate.article:
        return None  # a link to anywhere without a date beside it: navigation
    page.placed.append(Placed(candidate.key, candidate.url, _holder(row), said.day is not None))
    title = candidate.title if candidate.title not in EMPTY_TITLES else _title_beside(row, candidate)
    return _made(candidate.url, title, surest(said, moment_of_url(candidate.url)), beside=bool(said))


def _holder(row: LexborNode) -> int:
    return row.mem_id if row.parent is None else row.parent.mem_id


def _made(url: str, title: str, moment: Moment, *, beside: bool = True) -> Entry:
    title = title if beside or title not in _NAVIGATION else ""
    return Entry(url, title, moment.day, native_id(url), listed_as=moment.listed_as)


def _together(known: Entry, entry: Entry) -> Entry:
    """Return what two links to one article say: the first title that is one, the more precise time."""
    moment = surest(Moment(known.listed_as), Moment(entry.listed_as))
    title = known.title if _is_titled(known) else entry.title
    return replace(known, title=title, dated=moment.day, listed_as=moment.listed_as)


def _is_titled(entry: Entry) -> bool:
    return entry.title not in EMPTY_TITLES


def _title_beside(row: LexborNode, candidate: _Candidate) -> str:
    """Return the title of a row whose link says only 查看: its longest text that is no date."""
    if not candidate.article or row.mem_id == candidate.node.mem_id:
        return candidate.title
    texts = [clean_title(text) for text in without_dates(texts_of(row))]
    title = max(texts, key=len, default="")
    return title if len(title) >= _MIN_TITLE else candidate.title


def _said(row: LexborNode, link: LexborNode, url: str, today: date) -> tuple[Moment, bool]:
    """Return the time that a row shows, and whether it stands by itself, not amid the words of a summary.

    A title's own dates are none, so in the link alone only a date by itself counts.
    """
    pieces = texts_of(row)
    if sum(map(len, pieces)) > _LONGEST_ROW:
        return NEVER, False
    ours, dates = parts_of(link)
    if row.mem_id == link.mem_id:
        return said_in_row(dates, "", url, today=today), True
    titles = Counter(ours)
    rest = [text for text in pieces if not _taken(titles, text)]
    alone = said_in_row(rest, "", url, today=today)
    if alone.day is not None:
        return alone, True
    words = " ".join(rest)
    return said_in_row(rest, words, url, today=today), is_labelled(words)


def _taken(titles: Counter[str], text: str) -> bool:
    if titles[text] > 0:
        titles[text] -= 1
        return True
    return False


def _beside(row: LexborNode, page: _Page, today: date) -> Moment:
    """Return the time beside a row that shares its parent with others, as where links and dates alternate."""
    parent = row.parent
    if parent is None:
        return NEVER
    if parent.mem_id not in page.beside:
        page.beside[parent.mem_id] = _alternating(parent, page, today)
    return page.beside[parent.mem_id].get(row.mem_id, NEVER)


def _alternating(parent: LexborNode, page: _Page, today: date) -> dict[int, Moment]:
    """Return the dates between a parent's rows, by row: each behind its row, or before it where the first stands so."""
    rows: list[int] = []
    between: list[list[str]] = [[]]
    for child in parent.iter(include_text=True):
        if child.mem_id in page.links or (child.tag != "-text" and child.css_first("a[href]") is not None):
            rows.append(child.mem_id)
            between.append([])
        elif len(between[-1]) < _LINKS_OF_ROW:
            between[-1] += texts_of(child)
    moments = [said_in_row(pieces, "", "", today=today) for pieces in between]
    before = moments[0].day is not None
    return dict(zip(rows, moments if before else moments[1:], strict=False))
