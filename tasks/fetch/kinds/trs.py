"""Kind ``trs``: the static lists of TRS and its kin, rows of links to articles whose address has a known form.

It reads every row form of the provinces' sites (``li``, ``tr``, ``dl``, an anchor around title and date, nested ``div``),
the dated-directory and UCAP forms among them, and rows that stand in a script as text. Parameter ``page_base``: 0 where
the second page is ``index_1.html`` (the default, 北京, 重庆, 湖北, 贵州), 1 where it is ``index_2.html`` (河南, 陕西, 湖南,
上海); ``pages`` for other names.
"""

from __future__ import annotations

from datetime import date

from selectolax.lexbor import LexborNode

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.kinds.list_page import ListPage, Request
from tasks.fetch.kinds.markup import decode_page, has_empty_list, parse_html, says_nothing, sent_on
from tasks.fetch.kinds.pagers import Pager, find_pager, next_by_number, next_link, next_of_pager
from tasks.fetch.kinds.rows import find_rows
from tasks.fetch.kinds.scripted import with_written_rows

PARAMS = frozenset({"page_base"})
KEYS = frozenset({"pages"})


def first(source: Source) -> Request:
    """Return the request for the newest list page."""
    return Request(source.list.url)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of a static list; ``follow`` is where a section's root without any sends on to.

    Raises:
        LayoutChanged: No row is there, and no pager with zero pages or word of emptiness explains it.
        ConfigurationError: ``page_base`` or ``pages`` holds no number where one must stand.
        Unreadable: The source's encoding is none.
    """
    del content_type  # these servers call everything text/html
    text = with_written_rows(decode_page(body, source.encoding))
    root = parse_html(text).root
    if root is None:
        raise LayoutChanged(source.id, "the list page is empty")
    entries = find_rows(root, url=url, today=today)
    pager = find_pager(text)
    if entries:
        return ListPage(entries, next=_next(root, pager, source, url))
    if (address := sent_on(root, url)) is not None:
        return ListPage((), follow=Request(address, referer=url), proven=False)
    if _is_empty(root, pager):
        return ListPage(())
    raise LayoutChanged(
        source.id, "no row of the list links to an article; the site may have been redesigned"
    )


def _is_empty(root: LexborNode, pager: Pager | None) -> bool:
    """Say whether the page proves that its list is empty: zero pages, one page with an empty list, or words."""
    if pager is not None and (pager.total == 0 or (pager.total == 1 and has_empty_list(root))):
        return True
    return says_nothing(root)


def _next(root: LexborNode, pager: Pager | None, source: Source, url: str) -> Request | None:
    if source.list.pages is not None:
        return next_by_number(source.list.pages, url)
    linked = next_link(root, url)
    if pager is None or (linked is not None and not pager.name):
        return linked  # a link of its own is better evidence than the usual names
    return next_of_pager(pager, source, url)
