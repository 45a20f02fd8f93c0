"""Kind ``miit-search``: the ministry's search interface, JSON whatever its content type says.

Parameter ``cateid`` asks the document library (grouped rows, times in milliseconds), ``category`` with ``websiteid``
the plain categories (rows alone, ``jsearch_date``); both wrappers and both dates are read in either.
Source: www.miit.gov.cn/search-front-server, as its search page /search/zcwjk.html calls it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urljoin

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.kinds.answers import (
    describe,
    find,
    find_moment,
    load_answer,
    lost,
    make_entry,
    plain,
    read_rows,
)
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.queries import query_of, with_query

PARAMS: frozenset[str] | None = frozenset(
    {"cateid", "category", "websiteid", "q", "p", "pg", "tpl", "scope", "pos", "level", "group"}
)
KEYS: frozenset[str] = frozenset()
_LIBRARY = {
    "scope": "basic",
    "pos": "title_text,infocontent,titlepy",
    "p": "1",
    "pg": "10",
    "level": "6",
    "dateField": "deploytime",
    "selectFields": "title,content,deploytime,url,columnname,publishgroupname,infoextends,filenumbername,metaid",
    "sortFields": '[{"name":"deploytime","type":"desc"}]',
    "group": "distinct",
}
_CATEGORY = {"websiteid": "110000000000000", "pg": "10", "p": "1", "q": ""}
_TIMES = ("deploytime", "publishtime", "jsearch_date", "cdate")
_ROOTED = re.compile(r"/|[A-Za-z][\w+.-]*:")
_SEARCH_PAGE = "/search/zcwjk.html"


def first(source: Source) -> Request:
    """Return the request for the newest results, with the search page as referer: without one it answers 403."""
    given = {name: str(value) for name, value in source.list.params.items()}
    params = (_CATEGORY if "category" in given else _LIBRARY) | given
    return Request(with_query(source.list.url, params), referer=urljoin(source.list.url, _SEARCH_PAGE))


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of one page of results.

    Raises:
        LayoutChanged: The answer is no JSON, says another code than 200, has no list of results where it must, or no
            result has a title and an address.
    """
    del content_type  # text/html though it is JSON
    result = _result(load_answer(body, source), source)
    rows = find(result, "dataResults")
    if rows is None:
        return ListPage(())  # absent for no hit, null behind the last page
    if not isinstance(rows, list):
        raise LayoutChanged(source.id, f"searchResult.dataResults is {describe(rows)}, no list")
    entries, note = read_rows(rows, lambda row: _entry(row, url, today), source)
    return ListPage(entries, next=_next(result, len(rows), url), note=note)


def _result(answer: Any, source: Source) -> Any:
    """Return what the search found; None where it says that it found nothing."""
    code = find(answer, "code")
    if plain(code) not in ("200", "") or not isinstance(answer, dict):
        raise LayoutChanged(source.id, f"the search answers code {plain(code)[:20]}: {describe(answer)}")
    data = find(answer, "data")
    if not isinstance(data, dict) or (code is None and "searchResult" not in data):
        raise LayoutChanged(source.id, f"the search answer has no data: {lost(answer, 'data.searchResult')}")
    result = data.get("searchResult")
    if result is not None and (not isinstance(result, dict) or "dataResults" not in result):
        raise LayoutChanged(source.id, f"the search result has no dataResults: it is {describe(result)}")
    return result


def _entry(row: Any, base: str, today: date) -> Entry | None:
    """Return a result's entry, out of either wrapper."""
    data = find(row, "groupData.0.data") or find(row, "data")
    href = plain(find(data, "url"))
    if href and not _ROOTED.match(href):
        href = f"/{href}"  # bare relative means the root
    return make_entry(
        base,
        href,
        plain(find(data, "title")),
        moment=find_moment((find(data, name) for name in _TIMES), today=today),
        doc_number=plain(find(data, "filenumbername")),
    )


def _next(result: Any, rows: int, url: str) -> Request | None:
    query = query_of(url)
    page, size = query.get("p", "1"), query.get("pg", "10")
    total = plain(find(result, "totalCount"))
    if not rows or not (page.isdecimal() and size.isdecimal() and len(page + size) < 12):
        return None
    if total.isdecimal() and int(page) * int(size) >= int(total):
        return None
    return Request(with_query(url, {"p": str(int(page) + 1)}), referer=urljoin(url, _SEARCH_PAGE))
