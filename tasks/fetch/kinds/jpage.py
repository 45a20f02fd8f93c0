"""Kind ``jpage``: the lists of hanweb JCMS, wherever the list lives.

``url`` is a column page (``/col/col15203/index.html``), whose list stands inline in a data store, as plain rows, or
behind a call of ``dataproxy.jsp`` that the page makes; or it is ``dataproxy.jsp`` itself, with its parameters.
With ``method: POST`` startrecord, endrecord and perpage go into the address and the rest into a form (江苏).
"""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.kinds.html import says_nothing
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.rows import decode_page, find_rows, read_row

PARAMS = frozenset(
    {"startrecord", "endrecord", "perpage", "page", "col", "appid", "webid", "path", "columnid", "unitid"}
    | {"sourceContentType", "webname", "permissiontype"}
)
KEYS = frozenset({"method"})
_PROXY = "/module/web/jpage/dataproxy.jsp"
_IN_ADDRESS = ("startrecord", "endrecord", "perpage", "page")
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_NEXT = re.compile(r"<nextgroup>\s*<!\[CDATA\[.*?href=[\"']([^\"']+)[\"'].*?\]\]>", re.DOTALL)
_STORE = re.compile(r"<datastore>|<recordset\s*/?>", re.IGNORECASE)
_EMPTY = re.compile(r"<recordset>\s*</recordset>|<recordset\s*/>", re.IGNORECASE)
_CALL = {
    name: re.compile(rf"\b{name}\s*[=:]\s*[\"']?(\d+)") for name in ("webid", "columnid", "unitid", "perpage")
}
_TINY = 200  # an answer past the last page is 54 bytes of empty data store


def first(source: Source) -> Request:
    """Return the request for the column page or, where ``url`` is it, the data proxy."""
    if _PROXY in source.list.url:
        return _proxy(
            source, source.list.url, {name: str(value) for name, value in source.list.params.items()}, ""
        )
    return Request(source.list.url)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of a column page or a data proxy's answer; ``follow`` is the call a column page makes.

    Raises:
        LayoutChanged: Neither records, rows nor a data proxy's call are there.
    """
    del content_type  # the same answer comes as text/xml and as text/html
    text = decode_page(body, source.encoding)
    records = _RECORD.findall(text)
    if records:
        return ListPage(_entries(records, source, url, today), next=_next(text, source, url))
    if _EMPTY.search(text) or (len(body) < _TINY and _STORE.search(text)):
        return ListPage(())
    if _PROXY in url:
        raise LayoutChanged(source.id, "the data proxy's answer holds no data store")
    return _column_page(text, source, url, today)


def _column_page(text: str, source: Source, url: str, today: date) -> ListPage:
    root = LexborHTMLParser(text).root
    entries = () if root is None else find_rows(root, url=url, today=today)
    if entries:
        return ListPage(entries)
    call = {
        name: found.group(1) for name, pattern in _CALL.items() if (found := pattern.search(text.lower()))
    }
    if {"webid", "columnid", "unitid"} <= call.keys():
        count = int(call.pop("perpage", "25"))
        given = {name: str(value) for name, value in source.list.params.items()}
        window = {"startrecord": "1", "endrecord": str(count), "perpage": str(count)}
        return ListPage(
            (), follow=_proxy(source, urljoin(url, _PROXY), window | call | given, url), proven=False
        )
    if root is not None and says_nothing(root):
        return ListPage(())
    raise LayoutChanged(source.id, "the column page holds no records, no rows and no call of dataproxy.jsp")


def _entries(records: list[str], source: Source, url: str, today: date) -> tuple[Entry, ...]:
    entries: dict[str, Entry] = {}
    for number, record in enumerate(records, start=1):
        html = unescape(record) if "&lt;a" in record else record
        root = LexborHTMLParser(f"<table>{html}</table>" if html.lstrip().startswith("<tr") else html).root
        entry = None if root is None else read_row(root, url=url, today=today)
        if entry is None:
            raise LayoutChanged(source.id, f"record {number} of the data store holds no titled link")
        entries.setdefault(entry.native_id, entry)
    return tuple(entries.values())


def _next(text: str, source: Source, url: str) -> Request | None:
    found = _NEXT.search(text)
    if found is None:
        return None
    address = urljoin(url, unescape(found.group(1)))
    if "unitid=" in address and not re.search(r"unitid=\d+(?:&|$)", address):
        return None  # an encrypted call: replaying it gives an empty answer
    if source.list.method == "POST":
        parts = urlsplit(address)
        return _proxy(source, parts._replace(query="").geturl(), dict(parse_qsl(parts.query)), url)
    return Request(address, referer=source.list.url)


def _proxy(source: Source, address: str, params: dict[str, str], referer: str) -> Request:
    if source.list.method == "POST":
        window = {name: value for name, value in params.items() if name in _IN_ADDRESS}
        form = tuple((name, value) for name, value in params.items() if name not in _IN_ADDRESS)
        return Request(_with_query(address, window), form=form, referer=referer or source.list.url)
    return Request(_with_query(address, params), referer=referer or source.list.url)


def _with_query(address: str, params: dict[str, str]) -> str:
    if not params:
        return address
    return address + ("&" if urlsplit(address).query else "?") + urlencode(params)
