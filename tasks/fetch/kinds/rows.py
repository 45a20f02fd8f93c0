"""List rows in any page of links: which links are entries, their titles, their dates.

A row grows from a link upwards until the next parent would take in another entry, so that no selector is needed for
``li``, ``tr``, ``dl`` or nested ``div`` forms; the date is the nearest one on that way. Navigation that shares the
mark-up is left out by its address: an entry has the form of an article, or stands beside a date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.fetch.addresses import is_article, join, native_id
from tasks.fetch.kinds.days import day_of_row, day_of_url, find_day, is_date_alone
from tasks.fetch.kinds.list_page import Entry

_CLIMB = 6
_STOP = frozenset({"ul", "ol", "table", "tbody", "body", "html", "main", "section", "form"})
_BLANK = re.compile(r"[\s\u3000\xa0]+")
_EDGE = re.compile(
    r"^(?:[·•●▪◆■>》\-]\s*|\[?置顶\]?\s*|\d{1,3}[.、]\s+)+|\s*(?:\[详细\]|\[查看\]|new!?)$", re.IGNORECASE
)
_GLUED = re.compile(r"[\s\[(（]*(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d\d:\d\d(?::\d\d)?)?[\])）\s]*$")
_EMPTY_TITLES = frozenset(
    {"", "详细", "[详细]", "更多", "更多>>", "查看详情", "查看", "下载", "点击查看", "more"}
)
_MAX_TITLE = 400
_MIN_TITLE = 6  # of a link whose address says nothing: 首页 and 更多 are shorter


@dataclass(slots=True)
class _Candidate:
    node: LexborNode
    url: str
    title: str
    article: bool


def parse_page(body: bytes, encoding: str | None) -> LexborHTMLParser:
    """Return the parsed page; the encoding is the source's own word, else the page's, else a guess by its bytes."""
    return LexborHTMLParser(decode_page(body, encoding))


def decode_page(body: bytes, encoding: str | None) -> str:
    """Return a page's text; what cannot be decoded becomes U+FFFD."""
    declared = re.search(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", body[:4096])
    for name in (encoding, "utf-8", declared and declared.group(1).decode("ascii"), "gb18030"):
        if name:
            try:
                return body.decode("gb18030" if name.lower() in ("gb2312", "gbk") else name)
            except (UnicodeDecodeError, LookupError):
                continue
    return body.decode("utf-8", "replace")


def clean_title(text: str) -> str:
    """Return a title without blanks at its ends, bullets, marks of the list and a date glued to its end."""
    text = _BLANK.sub(" ", text).strip()
    return _EDGE.sub("", _GLUED.sub("", _EDGE.sub("", text))).strip()[:_MAX_TITLE]


def find_rows(root: LexborNode, *, url: str, today: date) -> tuple[Entry, ...]:
    """Return the entries of a page or fragment in page order, one for each article; none is no proof of emptiness."""
    candidates = _candidates(root, url)
    articles: dict[int, set[str]] = defaultdict(set)
    links: dict[int, set[str]] = defaultdict(set)
    for candidate in candidates:
        for parent in _parents(candidate.node):
            links[parent.mem_id].add(candidate.url)
            if candidate.article:
                articles[parent.mem_id].add(candidate.url)
    entries: dict[str, Entry] = {}
    for candidate in candidates:
        entry = _entry(candidate, articles if candidate.article else links, today)
        if entry is None:
            continue
        known = entries.get(entry.native_id)
        if known is None or (known.title in _EMPTY_TITLES and entry.title not in _EMPTY_TITLES):
            entries[entry.native_id] = entry
    return tuple(entry for entry in entries.values() if entry.title not in _EMPTY_TITLES)


def read_row(node: LexborNode, *, url: str, today: date) -> Entry | None:
    """Return the entry of one known row (a record, an item that a selector found): its first link that leads on."""
    for link in [node, *node.css("a[href]")]:
        address = join(url, link.attributes.get("href") or "") if link.tag == "a" else None
        title = title_of(link) if address else ""
        if address and title not in _EMPTY_TITLES:
            return Entry(address, title, _day(node, link, address, today), native_id(address))
    return None


def title_of(link: LexborNode) -> str:
    """Return a link's title: its ``title`` attribute where that is the longer one, never with the row's date."""
    shown = _BLANK.sub(" ", " ".join(text for text in _texts(link) if not is_date_alone(text))).strip()
    full = _BLANK.sub(" ", link.attributes.get("title") or "").strip()
    stem = shown.rstrip(".… ")
    title = full if full and (not stem or full.startswith(stem[:10]) or len(full) > len(shown)) else shown
    return clean_title(title)


def _candidates(root: LexborNode, base: str) -> list[_Candidate]:
    found = []
    for link in root.css("a[href]"):
        address = join(base, link.attributes.get("href") or "")
        if address is not None and address != base:
            candidate = _Candidate(link, address, title_of(link), is_article(address))
            if candidate.article or len(candidate.title) >= _MIN_TITLE:
                found.append(candidate)
    return found


def _parents(node: LexborNode) -> list[LexborNode]:
    parents: list[LexborNode] = []
    parent = node.parent
    while parent is not None and parent.tag not in _STOP and len(parents) < _CLIMB:
        parents.append(parent)
        parent = parent.parent
    return parents


def _entry(candidate: _Candidate, holds: dict[int, set[str]], today: date) -> Entry | None:
    day = None
    for row in [candidate.node, *_parents(candidate.node)]:
        if len(holds.get(row.mem_id, ())) > 1:
            break
        day = _day(row, candidate.node, "", today)
        if day is not None:
            break
    if day is None and not candidate.article:
        return None  # a link to anywhere without a date beside it: navigation
    return Entry(candidate.url, candidate.title, day or day_of_url(candidate.url), native_id(candidate.url))


def _day(row: LexborNode, link: LexborNode, url: str, today: date) -> date | None:
    pieces = _texts(row)
    inside = _texts(link)
    titles = [text for text in inside if not is_date_alone(text)]
    rest = list(pieces)
    for text in titles:
        if text in rest:
            rest.remove(text)
    if row.mem_id == link.mem_id:  # inside the link alone only a date by itself counts: a title has dates too
        return next((find_day(text, today=today) for text in inside if is_date_alone(text)), None)
    return day_of_row(pieces, " ".join(rest), url, today=today)


def _texts(node: LexborNode) -> list[str]:
    """Return the texts below a node, text node by text node, scripts left out, blanks at their ends taken off."""
    if node.css_first("script, style") is not None:
        return [
            text.strip() for child in node.iter(include_text=True) for text in _below(child) if text.strip()
        ]
    return [text for text in node.text(separator="\x00").replace("\u3000", " ").split("\x00") if text.strip()]


def _below(node: LexborNode) -> list[str]:
    if node.tag in ("script", "style", "_comment"):
        return []
    return node.text(separator="\x00").split("\x00")
