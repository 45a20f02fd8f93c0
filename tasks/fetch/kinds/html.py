"""Kind ``html``: any page of links, with selectors where the usual forms do not fit.

``item`` selects the rows, ``link``, ``title`` and ``date`` select within a row; ``next`` selects the link to the page
behind, or ``pages`` names those pages (``index_{n}.html``, or ``index_{n}.html, 2`` where the second page is number 2).
"""

from __future__ import annotations

from datetime import date

from selectolax.lexbor import LexborNode, SelectolaxError

from config.errors import ConfigurationError, LayoutChanged
from config.models import Source
from tasks.fetch.addresses import join, native_id
from tasks.fetch.kinds.days import Moment, moment_of_text, moment_of_url, surest
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.markup import base_of, decode_page, parse_html, sent_on
from tasks.fetch.kinds.markup import says_nothing as says_nothing
from tasks.fetch.kinds.pagers import next_by_number as next_by_number
from tasks.fetch.kinds.pagers import next_link
from tasks.fetch.kinds.rows import find_rows, read_row
from tasks.fetch.kinds.scripted import with_written_rows
from tasks.fetch.kinds.titles import clean_title, title_of

PARAMS: frozenset[str] = frozenset()
KEYS = frozenset({"item", "link", "title", "date", "next", "pages"})
_ROW = 6  # characters of a row that is more than a separator


def first(source: Source) -> Request:
    """Return the request for the newest list page."""
    return Request(source.list.url)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of a page of links; ``follow`` is where a page without any sends on to.

    Raises:
        LayoutChanged: No entry is there, and the page does not say that it has none.
        ConfigurationError: A selector is none.
        Unreadable: The source's encoding is none.
    """
    del content_type  # a page is read as what it is
    root = parse_html(with_written_rows(decode_page(body, source.encoding))).root
    if root is None:
        raise LayoutChanged(source.id, "the list page is empty")
    try:
        page = _page(root, source, url, today)
    except SelectolaxError as error:
        raise ConfigurationError(
            f"sources/{source.id}.yaml", None, f"list: a selector is not CSS ({error})"
        ) from error
    if page.entries:
        return page
    if (address := sent_on(root, url)) is not None:
        return ListPage((), follow=Request(address, referer=url), proven=False)
    if says_nothing(root):
        return page
    wanted = f"no row matches item: {source.list.item}" if source.list.item else "no link looks like an entry"
    raise LayoutChanged(source.id, f"{wanted}; look at the page and mend its selectors")


def _page(root: LexborNode, source: Source, url: str, today: date) -> ListPage:
    if source.list.item is None:
        return ListPage(find_rows(root, url=url, today=today), next=_next(root, source, url))
    rows = root.css(source.list.item)
    entries: dict[str, Entry] = {}
    lost = 0
    for row in rows:
        entry = _entry(row, source, base_of(root, url), today)
        if entry is not None:
            entries.setdefault(entry.native_id, entry)
        else:
            lost += len(row.text().strip()) >= _ROW
    if rows and not entries:
        raise LayoutChanged(source.id, f"{len(rows)} rows match item: {source.list.item}, none holds a link")
    note = f"{lost} of {len(rows)} rows hold no titled link" if lost else ""
    return ListPage(tuple(entries.values()), next=_next(root, source, url), note=note)


def _entry(row: LexborNode, source: Source, base: str, today: date) -> Entry | None:
    settings = source.list
    found = read_row(row, url=base, today=today)
    if settings.link is not None:
        link = row.css_first(settings.link)
        address = None if link is None else join(base, link.attributes.get("href") or "")
    else:
        address = found.url if found is not None else None
    if address is None:
        return None
    title = found.title if found is not None else ""
    moment = Moment(found.listed_as) if found is not None else moment_of_url(address)
    if settings.title is not None:
        node = row.css_first(settings.title)
        title = "" if node is None else _title(node)
    if settings.date is not None:
        node = row.css_first(settings.date)
        said = Moment() if node is None else moment_of_text(_date_text(node), today=today)
        moment = surest(said, moment_of_url(address))
    return (
        Entry(address, title, moment.day, native_id(address), listed_as=moment.listed_as) if title else None
    )


def _title(node: LexborNode) -> str:
    return title_of(node) if node.tag == "a" else clean_title(node.attributes.get("title") or node.text())


def _date_text(node: LexborNode) -> str:
    return node.attributes.get("datetime") or node.text(separator=" ")


def _next(root: LexborNode, source: Source, url: str) -> Request | None:
    settings = source.list
    if settings.next is not None:
        node = root.css_first(settings.next)
        address = None if node is None else join(base_of(root, url), node.attributes.get("href") or "")
        return None if address is None or address == url else Request(address, referer=url)
    return next_by_number(settings.pages, url) if settings.pages is not None else next_link(root, url)
