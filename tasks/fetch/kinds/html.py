"""Kind ``html``: any page of links, with selectors where the usual forms do not fit.

``item`` selects the rows, ``link``, ``title`` and ``date`` select within a row; ``next`` selects the link to the page
behind, or ``pages`` names those pages (``index_{n}.html``, or ``index_{n}.html, 2`` where the second page is number 2).
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from config.errors import ConfigurationError, LayoutChanged
from config.models import Source
from tasks.fetch.addresses import join, native_id
from tasks.fetch.kinds.days import find_day
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.rows import clean_title, find_rows, parse_page, read_row

PARAMS: frozenset[str] = frozenset()
KEYS = frozenset({"item", "link", "title", "date", "next", "pages"})
_NOTHING = re.compile(
    r"暂无(?:数据|内容|信息|相关|记录)|没有(?:找到)?(?:相关|任何)?(?:数据|内容|信息|记录)|no (?:results|entries|items)",
    re.I,
)


def first(source: Source) -> Request:
    """Return the request for the newest list page."""
    return Request(source.list.url)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of a page of links.

    Raises:
        LayoutChanged: No entry is there, and the page does not say that it has none.
        ConfigurationError: A selector is none.
    """
    del content_type  # a page is read as what it is
    tree = parse_page(body, source.encoding)
    root = tree.root
    if root is None:
        raise LayoutChanged(source.id, "the list page is empty")
    try:
        entries = (
            _selected(root, source, url, today) if source.list.item else find_rows(root, url=url, today=today)
        )
        behind = _next(tree, source, url)
    except SelectolaxError as error:
        raise ConfigurationError(
            f"sources/{source.id}.yaml", None, f"list: a selector is not CSS ({error})"
        ) from error
    if not entries and not says_nothing(root):
        wanted = (
            f"no row matches item: {source.list.item}" if source.list.item else "no link looks like an entry"
        )
        raise LayoutChanged(source.id, f"{wanted}; look at the page and mend its selectors")
    return ListPage(entries, next=behind)


def says_nothing(root: LexborNode) -> bool:
    """Say whether a page states in words that its list is empty."""
    return _NOTHING.search(root.text()) is not None


def _selected(root: LexborNode, source: Source, url: str, today: date) -> tuple[Entry, ...]:
    entries: dict[str, Entry] = {}
    rows = root.css(source.list.item or "")
    for row in rows:
        entry = _entry(row, source, url, today)
        if entry is not None:
            entries.setdefault(entry.native_id, entry)
    if rows and not entries:
        raise LayoutChanged(source.id, f"{len(rows)} rows match item: {source.list.item}, none holds a link")
    return tuple(entries.values())


def _entry(row: LexborNode, source: Source, url: str, today: date) -> Entry | None:
    settings = source.list
    found = read_row(row, url=url, today=today)
    if settings.link is not None:
        link = row.css_first(settings.link)
        address = None if link is None else join(url, link.attributes.get("href") or "")
    else:
        address = found.url if found is not None else None
    if address is None:
        return None
    title, dated = (found.title, found.dated) if found is not None else ("", None)
    if settings.title is not None:
        node = row.css_first(settings.title)
        title = "" if node is None else clean_title(node.attributes.get("title") or node.text())
    if settings.date is not None:
        node = row.css_first(settings.date)
        dated = None if node is None else find_day(node.text(separator=" "), today=today)
    return Entry(address, title, dated, native_id(address)) if title else None


def _next(tree: LexborHTMLParser, source: Source, url: str) -> Request | None:
    settings = source.list
    if settings.next is not None:
        node = tree.css_first(settings.next)
        address = None if node is None else join(url, node.attributes.get("href") or "")
        return None if address is None or address == url else Request(address, referer=url)
    return next_by_number(settings.pages, url)


def next_by_number(pages: str | None, url: str) -> Request | None:
    """Return the request for the page after ``url`` by a pattern such as ``index_{n}.html, 2``; None without one."""
    if pages is None or "{n}" not in pages:
        return None
    pattern, _, number = pages.partition(",")
    pattern = pattern.strip()
    name = urlsplit(url).path.rpartition("/")[2]
    before, _, behind = pattern.rpartition("/")[2].partition("{n}")
    found = re.fullmatch(re.escape(before) + r"(\d+)" + re.escape(behind), name)
    following = int(found.group(1)) + 1 if found else int(number.strip() or 1)
    return Request(urljoin(url, pattern.replace("{n}", str(following))), referer=url)
