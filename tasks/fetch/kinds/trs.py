"""Kind ``trs``: the static lists of TRS and its kin, rows of links to articles whose address has a known form.

It reads every row form of the provinces' sites (``li``, ``tr``, ``dl``, an anchor around title and date, nested ``div``),
the dated-directory and UCAP forms among them. Parameter ``page_base``: 0 where the second page is ``index_1.html``
(the default, 北京, 重庆, 湖北, 贵州), 1 where it is ``index_2.html`` (河南, 陕西, 湖南, 上海); ``pages`` for other names.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urljoin

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.kinds.html import next_by_number, says_nothing
from tasks.fetch.kinds.list_page import ListPage, Request
from tasks.fetch.kinds.rows import decode_page, find_rows, parse_page

PARAMS = frozenset({"page_base"})
KEYS = frozenset({"pages"})
_PAGER = re.compile(
    r"createPage(?:HTML)?\(\s*[\"']?(\d+)[\"']?\s*,\s*[\"']?(\d+)[\"']?\s*,\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w+)[\"']"
)


def first(source: Source) -> Request:
    """Return the request for the newest list page."""
    return Request(source.list.url)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of a static list.

    Raises:
        LayoutChanged: No row is there, and no pager with zero pages or word of emptiness explains it.
    """
    del content_type  # these servers call everything text/html
    root = parse_page(body, source.encoding).root
    text = decode_page(body, source.encoding)
    if root is None:
        raise LayoutChanged(source.id, "the list page is empty")
    entries = find_rows(root, url=url, today=today)
    pager = _PAGER.search(text)
    if not entries and not says_nothing(root) and not (pager and int(pager.group(1)) <= 1):
        raise LayoutChanged(
            source.id, "no row of the list links to an article; the site may have been redesigned"
        )
    return ListPage(entries, next=_next(pager, source, url))


def _next(pager: re.Match[str] | None, source: Source, url: str) -> Request | None:
    if source.list.pages is not None:
        return next_by_number(source.list.pages, url)
    if pager is None:
        return None
    total, current = int(pager.group(1)), int(pager.group(2))
    if current + 1 >= total:
        return None
    number = current + 1 + int(source.list.params.get("page_base", 0))
    return Request(urljoin(url, f"{pager.group(3)}_{number}.{pager.group(4)}"), referer=url)
