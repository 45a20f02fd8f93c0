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

from selectolax.lexbor import LexborNode

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.kinds import jpage_store as store
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.markup import decode_page, parse_html, says_nothing, sent_on
from tasks.fetch.kinds.rows import find_rows, read_row

PARAMS = frozenset(
    {"startrecord", "endrecord", "perpage", "page", "col", "appid", "webid", "path", "columnid", "unitid"}
    | {"sourceContentType", "webname", "permissiontype"}
)
KEYS = frozenset({"method"})
PROXY = "/module/web/jpage/dataproxy.jsp"
_IN_ADDRESS = ("startrecord", "endrecord", "perpage", "page")
_KEYS = ("webid", "columnid", "unitid")
_ROWS = 25  # records asked for at once where nothing says how many
_MOST_RECORDS = 10_000
_TINY = 200  # an answer past the last page is 54 bytes of empty data store
_SEALED = "the link to the records behind is sealed: only the newest {} of {} can be read"


def first(source: Source) -> Request:
    """Return the request for the column page or, where ``url`` is it, the data proxy."""
    if PROXY in source.list.url:
        return _proxy(source, source.list.url, _given(source), "")
    return Request(source.list.url)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of a column page or a data proxy's answer; ``follow`` is the call a column page makes.

    Raises:
        LayoutChanged: Neither records, rows nor a data proxy's call are there, or a record holds no titled link.
        Unreadable: The source's encoding is none.
    """
    del content_type  # the same answer comes as text/xml and as text/html
    text = decode_page(body, source.encoding)
    if PROXY in url:
        return _answer(text, source, url, today)
    unit = dict(parse_qsl(urlsplit(url).query)).get("uid") or _given(source).get("unitid", "")
    found = store.find_store(text, unit)
    if found is not None and found.records:
        entries = _entries(found.records, source, url, today)
        behind, note = _behind_inline(found, text, source, url)
        return ListPage(entries, next=behind, note=note)
    return _column_page(text, found, source, url, today)


def _answer(text: str, source: Source, url: str, today: date) -> ListPage:
    """Read a data proxy's answer: its records, or the few bytes with which it says that there are no more."""
    found = store.find_store(text, "")
    if found is None:
        raise LayoutChanged(source.id, "the data proxy's answer holds no data store")
    asked = dict(parse_qsl(urlsplit(url).query))
    at_start = asked.get("startrecord", "1") == "1" and asked.get("page", "1") == "1"
    if not found.records:
        if found.total and at_start:
            raise LayoutChanged(source.id, f"the data proxy counts {found.total} records and gives none")
        if not found.empty and len(text) >= _TINY:
            raise LayoutChanged(source.id, "the data store holds no records and no empty set of them")
        return ListPage(())
    entries = _entries(found.records, source, url, today)
    if _leads_on(found.call, asked):
        return ListPage(entries, next=_called(found.call, source, url))
    behind = _window_behind(asked, len(found.records), found.total, source, url)
    note = _SEALED.format(len(found.records), found.total or "many") if found.call and behind is None else ""
    return ListPage(entries, next=behind, note=note)


def _leads_on(call: str, asked: dict[str, str]) -> bool:
    """Say whether a link to the next group is open, and does not lose the window of records that was asked for."""
    if not call or store.is_sealed(call):
        return False
    start = dict(parse_qsl(call.partition("?")[2])).get("startrecord", "")
    before = asked.get("startrecord", "")
    return not before or (start.isdigit() and before.isdigit() and int(start) > int(before))


def _column_page(text: str, found: store.Store | None, source: Source, url: str, today: date) -> ListPage:
    """Read a column page without records inside: rows of this column, or the call that fetches them."""
    root = parse_html(text).root
    entries = () if root is None else find_rows(root, url=url, today=today)
    call = _page_call(text, None, source, url)
    if entries and (not call or any(_is_of_column(entry.url, url) for entry in entries)):
        behind, note = _behind(len(entries), store.find_total(text), call, source, url)
        return ListPage(entries, next=behind, note=note)
    if call:
        request = _windowed(1, call, source, url)
        return ListPage((), follow=request, proven=False)
    onward = None if root is None else sent_on(root, url)
    if onward is not None:
        return ListPage((), follow=Request(onward, referer=url), proven=False)
    if found is not None and not found.total and (found.empty or len(text) < _TINY):
        return ListPage(())
    if root is not None and says_nothing(root):
        return ListPage(())
    raise LayoutChanged(source.id, "the column page holds no records, no rows and no call of dataproxy.jsp")


def _page_call(text: str, found: store.Store | None, source: Source, url: str) -> dict[str, str]:
    """Return the call of the data proxy that a column page makes for its list, its address under ""; empty without its keys."""
    unit = {"unitid": found.unit} if found is not None and found.unit else {}
    given = {name: value for name, value in _given(source).items() if value}
    call = {"": store.find_proxy(text) or PROXY} | store.find_call(text, _column(url)) | unit | given
    return call if all(call.get(name, "").isdigit() for name in _KEYS) else {}


def _is_of_column(address: str, url: str) -> bool:
    """Say whether an article's address names the column that the page is of: the rows are then its list."""
    column = _column(url)
    return bool(column) and (f"art_{column}_" in address or f"/col{column}/" in address)


def _entries(records: list[str], source: Source, url: str, today: date) -> tuple[Entry, ...]:
    if len(records) > _MOST_RECORDS:
        raise LayoutChanged(source.id, f"the data store holds {len(records)} records, more than any list")
    entries: dict[str, Entry] = {}
    for number, record in enumerate(records, start=1):
        html = unescape(record) if "&lt;a" in record else record
        root = parse_html(
            f"<table>{html}</table>" if html.lstrip()[:3].lower() in ("<tr", "<td") else html
        ).root
        found = _of_record(root, url, today) if root is not None else ()
        if not found and root is not None and root.text().strip():
            raise LayoutChanged(source.id, f"record {number} of the data store holds no titled link")
        for entry in found:
            entries.setdefault(entry.native_id, entry)
    if not entries:
        raise LayoutChanged(source.id, f"the {len(records)} records of the data store are blank")
    return tuple(entries.values())


def _of_record(root: LexborNode, url: str, today: date) -> tuple[Entry, ...]:
    """Return the entry of a record, or all of one that holds several rows."""
    several = find_rows(root, url=url, today=today) if len(root.css("li, tr")) > 1 else ()
    entry = None if len(several) > 1 else read_row(root, url=url, today=today)
    return several if entry is None else (entry,)


def _behind_inline(found: store.Store, text: str, source: Source, url: str) -> tuple[Request | None, str]:
    """Return the request for what stands behind a page's own records, and a note where that cannot be asked for."""
    total, count = found.total or store.find_total(text), len(found.records)
    if found.call and not store.is_sealed(found.call) and not (total and count >= total):
        return _called(found.call, source, url), ""
    behind, note = _behind(count, total, _page_call(text, found, source, url), source, url)
    if found.call and behind is None and not (total and count >= total):
        note = _SEALED.format(count, total or "many")
    return behind, note


def _behind(
    count: int, total: int, call: dict[str, str], source: Source, url: str
) -> tuple[Request | None, str]:
    """Return the request for the records behind the first ``count`` of ``total`` (0: not said), and a note without one."""
    if total and count >= total:
        return None, ""
    if total and call:
        return _windowed(count + 1, call, source, url), ""
    return _numbered(url), f"the page shows {count} of {total} records" if total else ""


def _windowed(start: int, call: dict[str, str], source: Source, url: str) -> Request:
    size = call.get("perpage", "")
    params = call | _window(start, int(size) if size.isdigit() else _ROWS)
    return _proxy(source, urljoin(url, params.pop("")), params, url, keys_in_address=True)


def _numbered(url: str) -> Request | None:
    """Return the request for the next pageNum of a column page that is asked by number; such pages often ignore it."""
    number = dict(parse_qsl(urlsplit(url).query)).get("pageNum", "")
    if not re.fullmatch(r"\d{1,6}", number):
        return None
    return Request(re.sub(r"\bpageNum=\d+", f"pageNum={int(number) + 1}", url), referer=url)


def _called(call: str, source: Source, url: str) -> Request:
    """Return the request that a store's link to the next group makes."""
    address = urljoin(url, call)
    if source.list.method == "POST":
        parts = urlsplit(address)
        params = _given(source) | dict(parse_qsl(parts.query, keep_blank_values=True))
        return _proxy(source, parts._replace(query="").geturl(), params, url)
    return Request(address, referer=source.list.url)


def _window_behind(asked: dict[str, str], count: int, total: int, source: Source, url: str) -> Request | None:
    """Return the request for the next window of records, by what the last one was asked for."""
    parts = urlsplit(url)
    params = _given(source) | asked
    if all(asked.get(name, "").isdigit() for name in ("startrecord", "endrecord")):
        end = int(asked["endrecord"])
        if total and end >= total:
            return None
        params |= _window(end + 1, end - int(asked["startrecord"]) + 1, asked.get("perpage", ""))
    elif asked.get("page", "").isdigit():
        if total and int(asked["page"]) * count >= total:
            return None
        params["page"] = str(int(asked["page"]) + 1)
    else:
        return None
    keys_in_address = any(name in asked for name in _KEYS)
    return _proxy(source, parts._replace(query="").geturl(), params, url, keys_in_address=keys_in_address)


def _window(start: int, size: int, perpage: str = "") -> dict[str, str]:
    size = max(size, 1)
    return {"startrecord": str(start), "endrecord": str(start + size - 1), "perpage": perpage or str(size)}


def _proxy(
    source: Source, address: str, params: dict[str, str], referer: str, *, keys_in_address: bool = False
) -> Request:
    """Return a call of the data proxy; keys that only the page knew stand in the address, where the next call finds them."""
    referer = referer or source.list.url
    if source.list.method != "POST":
        return Request(_with_query(address, params), referer=referer)
    told = {name for name in _KEYS if keys_in_address and name not in source.list.params}
    window = {name: value for name, value in params.items() if name in _IN_ADDRESS or name in told}
    form = tuple((name, value) for name, value in params.items() if name not in _IN_ADDRESS)
    return Request(_with_query(address, window), form=form, referer=referer)


def _with_query(address: str, params: dict[str, str]) -> str:
    if not params:
        return address
    return address + ("&" if urlsplit(address).query else "?") + urlencode(params)


def _given(source: Source) -> dict[str, str]:
    return {name: str(value) for name, value in source.list.params.items()}


def _column(url: str) -> str:
    """Return the column's number that an address carries, empty for none."""
    found = re.search(r"/col/?(?:col)?(\d+)(?:/|$)", urlsplit(url).path)
    return found.group(1) if found else ""
