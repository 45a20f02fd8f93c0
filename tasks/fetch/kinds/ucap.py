"""Kind ``ucap``: the lists of 开普 UCAP, as static pages or behind one of its search interfaces.

``url`` is a list page (``common_list.shtml``, whose second page is ``common_list_2.shtml``), a search interface
(``/common/search/ID``, ``/searchList/ID``, ``/es-search/search/ID``), or a page without rows that names its channel:
its interface is then the one that the page calls, or parameter ``search`` (such as ``/common/search``). Parameter
``channelCode`` asks ``/getLocalList`` for the channel, ``channelid`` names it; ``rows`` and ``template`` go into the
search. Sticky entries come first, so the list is not in the order of its dates.
Source: 四川 and 海南 (static), 黑龙江 (/common/search), 证监会 (/searchList), 成都 (/es-search/search).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.kinds.answers import find, find_moment, load_answer, lost, make_entry, plain, read_rows
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.markup import decode_page, has_empty_list, parse_html, says_nothing, sent_on
from tasks.fetch.kinds.pagers import Pager, find_pager, next_by_number, next_link
from tasks.fetch.kinds.queries import query_of, with_query
from tasks.fetch.kinds.rows import find_rows

PARAMS: frozenset[str] | None = frozenset({"channelid", "channelCode", "search", "template", "rows"})
KEYS = frozenset({"pages"})
_LOCAL = "/getLocalList"
_SEARCH = re.compile(r"/(?:common/search|searchList|es-search/search)(?=/)")
_CALLED = re.compile(r"(?:/[\w-]{1,40}){0,2}/(?:common/search|searchList|es-search/search)(?=/|[\"'])")
_CHANNEL = re.compile(r"[\w-]{4,64}", re.ASCII)
_ASKED = {
    "/common/search": {"_isAgg": "true", "_isJson": "true", "_pageSize": "15", "_template": "index"},
    "/searchList": {"_isAgg": "true", "_isJson": "true", "_pageSize": "50"},
    "/es-search/search": {"_pageSize": "20", "SORTED_TIME": "DESC", "IS_STICKY": "DESC", "SEQ_NUM": "DESC"},
}
_TIMES = ("publishedTimeStr", "publishedTime", "pubDate")


def first(source: Source) -> Request:
    """Return the request for the list page, the search, or the channel that a code names."""
    url, params = source.list.url, source.list.params
    if "channelid" in params and "search" in params:
        return _search(source, urljoin(url, f"{str(params['search']).rstrip('/')}/{params['channelid']}"), "")
    if "channelCode" in params and not _SEARCH.search(urlsplit(url).path):
        asked = url if urlsplit(url).path.endswith(_LOCAL) else urljoin(url, _LOCAL)
        return Request(with_query(asked, {"channelCode": str(params["channelCode"])}), referer=url)
    return _search(source, url, "") if _SEARCH.search(urlsplit(url).path) else Request(url)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of a list page or a search; ``follow`` is the search of the channel that a page names.

    Raises:
        LayoutChanged: No row is there and nothing shows an empty list, or the answer has no results.
    """
    del content_type  # the JSON comes as text/html too
    path = urlsplit(url).path
    if _SEARCH.search(path):
        return _results(body, source, url, today)
    if path.endswith(_LOCAL):
        return _channel_of(body, source, url)
    return _list_page(decode_page(body, source.encoding), source, url, today)


def _list_page(text: str, source: Source, url: str, today: date) -> ListPage:
    root, pager = parse_html(text).root, find_pager(text)
    if root is None:
        raise LayoutChanged(source.id, "the list page is empty")
    entries = () if "search" in source.list.params else find_rows(root, url=url, today=today)
    if entries:
        return ListPage(entries, next=_next_page(root, pager, source, url))
    if (address := sent_on(root, url)) is not None:
        return ListPage((), follow=Request(address, referer=url), proven=False)
    if (asked := _called(root, text, source, url)) is not None:
        return ListPage((), follow=asked, proven=False)
    if (pager is not None and pager.total <= 1 and has_empty_list(root)) or says_nothing(root):
        return ListPage(())
    raise LayoutChanged(
        source.id, "no row of the list links to an article, and the page calls no search of a channel"
    )


def _next_page(root: LexborNode, pager: Pager | None, source: Source, url: str) -> Request | None:
    """Return the request for the page behind a static one; one that is not there ends the walk."""
    if source.list.pages is not None:
        return next_by_number(source.list.pages, url)
    if (linked := next_link(root, url)) is not None:
        return linked
    stem, dot, ending = urlsplit(source.list.url).path.rpartition("/")[2].rpartition(".")
    place = re.search(rf"{re.escape(stem)}_(\d{{1,6}})\.", url)
    if not dot or (pager is not None and pager.total <= (int(place[1]) if place else 1)):
        return None
    return next_by_number(f"{stem}_{{n}}.{ending}, 2", url)


def _called(root: LexborNode, text: str, source: Source, url: str) -> Request | None:
    """Return the search that a page without rows makes for its channel; None where it names none."""
    channel = str(source.list.params.get("channelid", "")) or _meta(root)
    found = _CALLED.search(text)
    search = str(source.list.params.get("search", "")) or (found[0] if found else "")
    if not search or not _CHANNEL.fullmatch(channel):
        return None
    return _search(source, urljoin(url, f"{search.rstrip('/')}/{channel}"), url)


def _meta(root: LexborNode) -> str:
    for node in root.css("meta[name]"):
        if (node.attributes.get("name") or "").lower() == "channelid":
            return (node.attributes.get("content") or "").strip()
    return ""


def _channel_of(body: bytes, source: Source, url: str) -> ListPage:
    answer = load_answer(body, source)
    levels = find(answer, "results.channelLevel")
    if not isinstance(levels, list):
        raise LayoutChanged(source.id, f"no channel in the answer: {lost(answer, 'results.channelLevel')}")
    code = query_of(url).get("channelCode", "")
    for level in levels:
        channel = plain(find(level, "channelId"))
        if plain(find(level, "channelCode")) == code and _CHANNEL.fullmatch(channel):
            search = str(source.list.params.get("search", "/searchList")).rstrip("/")
            base = url[: url.index(_LOCAL)]
            return ListPage((), follow=_search(source, f"{base}{search}/{channel}", url), proven=False)
    raise LayoutChanged(
        source.id, f"none of the {len(levels)} channels of the answer has channelCode {code[:40]}"
    )


def _search(source: Source, address: str, referer: str) -> Request:
    """Return the request for the first page of a search, with what its interface is asked by the site's own pages."""
    found = _SEARCH.search(urlsplit(address).path)
    asked = dict(_ASKED[found[0]]) if found else {}
    given = {"_pageSize": source.list.params.get("rows"), "_template": source.list.params.get("template")}
    asked |= {name: str(value) for name, value in given.items() if value is not None}
    there = query_of(address)
    asked = {name: value for name, value in asked.items() if name not in there or given.get(name) is not None}
    return Request(
        with_query(address, {"page": there.get("page", "1")} | asked), referer=referer or source.list.url
    )


def _results(body: bytes, source: Source, url: str, today: date) -> ListPage:
    answer = load_answer(body, source)
    data = answer if isinstance(find(answer, "results"), list) else find(answer, "data")
    rows = find(data, "results")
    if not isinstance(rows, list):
        raise LayoutChanged(source.id, f"no results in the answer: {lost(answer, 'data.results')}")
    entries, note = read_rows(rows, lambda row: _entry(row, source.list.url, today), source)
    return ListPage(entries, next=_next_search(data, len(rows), url), note=note)


def _next_search(data: Any, rows: int, url: str) -> Request | None:
    page = query_of(url).get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 9 else 1
    total, size = find(data, "total"), find(data, "rows")
    per_page = size if isinstance(size, int) and size >= rows else rows
    if not rows or (isinstance(total, int) and 0 < total <= number * per_page):
        return None
    return Request(with_query(url, {"page": str(number + 1)}), referer=url)


def _entry(row: Any, base: str, today: date) -> Entry | None:
    return make_entry(
        base,
        plain(find(row, "url")),
        plain(find(row, "title")),
        moment=find_moment((find(row, name) for name in _TIMES), today=today),
        doc_number=_doc_number(find(row, "domainMetaList")),
    )


def _doc_number(lists: Any) -> str:
    for group in lists if isinstance(lists, list) else ():
        pairs = find(group, "resultList")
        for pair in pairs if isinstance(pairs, list) else ():
            if find(pair, "key") == "refno":
                return plain(find(pair, "value"))
    return ""
