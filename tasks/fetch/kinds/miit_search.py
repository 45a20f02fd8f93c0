"""Kind ``miit-search``: the ministry's search interface, JSON whatever its content type says.

Parameter ``cateid`` asks the document library (grouped rows, times in milliseconds), ``category`` with ``websiteid``
the plain categories (rows alone, ``jsearch_date``); both wrappers and both dates are read in either.
Source: www.miit.gov.cn/search-front-server, as its search page /search/zcwjk.html calls it.
"""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.addresses import join, native_id
from tasks.fetch.kinds.days import day_of_millis, day_of_url, find_day
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.rows import clean_title

PARAMS = frozenset(
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
_MARKUP = re.compile(r"<[^<>]{1,200}>")
_TIMES = ("deploytime", "publishtime", "cdate")


def first(source: Source) -> Request:
    """Return the request for the newest results, with the search page as referer: without one it answers 403."""
    given = {name: str(value) for name, value in source.list.params.items()}
    params = (_CATEGORY if "category" in given else _LIBRARY) | given
    return Request(
        f"{source.list.url}?{urlencode(params)}", referer=urljoin(source.list.url, "/search/zcwjk.html")
    )


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of one page of results.

    Raises:
        LayoutChanged: The answer is no JSON, says another code than 200, or a result lacks title or address.
    """
    del content_type  # text/html though it is JSON
    result = _result(body, source)
    rows = result.get("dataResults") or []  # absent for no hit, null or [] behind the last page
    if not isinstance(rows, list):
        raise LayoutChanged(source.id, "searchResult.dataResults is no list")
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows, start=1):
        entry = _entry(_data(row), url, today)
        if entry is None:
            raise LayoutChanged(source.id, f"result {number} has no title or no address")
        entries.setdefault(entry.native_id, entry)
    return ListPage(tuple(entries.values()), next=_next(result, len(rows), url))


def _result(body: bytes, source: Source) -> dict[str, Any]:
    try:
        answer = json.loads(body.decode("utf-8"), strict=False)  # raw line breaks inside strings occur
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise LayoutChanged(source.id, f"the search answers no JSON ({error})") from error
    if not isinstance(answer, dict) or str(answer.get("code", "200")) != "200":
        raise LayoutChanged(source.id, f"the search answers code {_brief(answer)}")
    data = answer.get("data")
    if not isinstance(data, dict) or ("code" not in answer and "searchResult" not in data):
        raise LayoutChanged(source.id, "the search answer has no data")
    result = data.get("searchResult")
    if result is None:
        return {}
    if not isinstance(result, dict) or "dataResults" not in result:
        raise LayoutChanged(source.id, "the search result has no dataResults")
    return result


def _brief(answer: object) -> str:
    return str(answer.get("code"))[:20] if isinstance(answer, dict) else "(no object)"


def _data(row: object) -> dict[str, Any]:
    """Return the fields of a result, out of either wrapper."""
    if isinstance(row, dict) and isinstance(row.get("groupData"), list) and row["groupData"]:
        row = row["groupData"][0]
    data = row.get("data") if isinstance(row, dict) else None
    return data if isinstance(data, dict) else {}


def _entry(data: dict[str, Any], base: str, today: date) -> Entry | None:
    title = clean_title(_plain(data.get("title")))
    href = _plain(data.get("url"))
    rooted = (
        href if href.startswith(("/", "http://", "https://")) else f"/{href}"
    )  # bare relative means the root
    address = join(base, rooted) if href else None
    if not title or address is None:
        return None
    return Entry(
        address, title, _day(data, address, today), native_id(address), _plain(data.get("filenumbername"))
    )


def _day(data: dict[str, Any], address: str, today: date) -> date | None:
    text = data.get("jsearch_date")
    if isinstance(text, str) and (day := find_day(text[:10], today=today)) is not None:
        return day
    days = (day_of_millis(data.get(name)) for name in _TIMES)
    return next((day for day in days if day is not None), day_of_url(address))


def _plain(value: object) -> str:
    """Return text without highlight tags and entities; anything but text is empty."""
    return unescape(_MARKUP.sub("", value)).strip() if isinstance(value, str) else ""


def _next(result: dict[str, Any], rows: int, url: str) -> Request | None:
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    page, size = query.get("p", "1"), query.get("pg", "10")
    total = result.get("totalCount")
    if not rows or not (page.isdigit() and size.isdigit()) or not isinstance(total, int):
        return None
    if int(page) * int(size) >= total:
        return None
    address = parts._replace(query=urlencode(query | {"p": str(int(page) + 1)})).geturl()
    return Request(address, referer=urljoin(url, "/search/zcwjk.html"))
