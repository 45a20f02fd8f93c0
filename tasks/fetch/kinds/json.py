"""Kind ``json``: any list that comes as JSON, by GET or POST, whatever its content type says.

``items`` is the dotted path to the list (none: the answer is the list), ``link``, ``title``, ``date`` and ``doc_number``
are paths inside an item: ``source.urls.pc`` goes into text that holds JSON, ``results.0.url`` to a place of a list,
``doctitle | title`` takes the first that is there, and text with braces is filled in (``/detail?id={id}``).
``page`` names the field that counts the pages: ``p``, or ``pageNo, 0`` where the first page is number 0; else the
number that the address or the body has is the first one. ``params`` go into the address; a ``body`` is sent as a form
where it is a mapping, and as JSON where it is text.
Source: the interfaces of 江西 (queryList), 福建 (fjdzapp), the State Council's search, 重庆 (igs), 苏州, 海淀 and 浦东.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, quote, urldefrag, urlsplit

from config.errors import ConfigurationError, LayoutChanged
from config.models import Source
from tasks.fetch.kinds.answers import (
    ends_in_null,
    find,
    find_moment,
    first_of,
    load_answer,
    lost,
    make_entry,
    opened,
    plain,
    read_rows,
)
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.queries import with_query

PARAMS: frozenset[str] | None = None  # any: they are the site's own
KEYS = frozenset({"items", "link", "title", "date", "doc_number", "method", "body", "page"})
_HEADERS = (
    ("Accept", "application/json, text/plain;q=0.9, */*;q=0.8"),
    ("X-Requested-With", "XMLHttpRequest"),
)
_HOLE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class _Counter:
    """The field that counts the pages, the number of the first, and whether it stands in the address."""

    name: str
    first: int
    in_address: bool


def first(source: Source) -> Request:
    """Return the request for the newest page.

    Raises:
        ConfigurationError: ``body`` is text and no JSON object, or ``page`` has no number behind its comma.
    """
    counter = _counter(source)
    return _ask(source, counter, None if counter is None else counter.first)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of one page; the address tells which.

    Raises:
        LayoutChanged: It is no JSON, the list is not at its path, or no row of it has a title and an address.
        ConfigurationError: ``body`` or ``page`` cannot be meant as written.
    """
    del content_type  # JSON sent as text/html is the normal case
    answer, path = load_answer(body, source), source.list.items or ""
    rows = opened(find(answer, path))
    counter = _counter(source)
    number = None if counter is None else _number(counter, url)
    if not isinstance(rows, list):
        if counter is not None and number != counter.first and ends_in_null(answer, path):
            return ListPage(())  # what some answer past their last page
        raise LayoutChanged(source.id, f"no list at items: {lost(answer, path)}")
    base = urldefrag(url).url
    entries, note = read_rows(rows, lambda row: _entry(row, source, base, today), source)
    following = _ask(source, counter, number + 1) if rows and number is not None else None
    return ListPage(entries, next=following, note=note)


def _entry(row: Any, source: Source, base: str, today: date) -> Entry | None:
    keys = source.list
    return make_entry(
        base,
        _text(row, keys.link or "", in_address=True),
        _text(row, keys.title or ""),
        moment=find_moment(_values(row, keys.date or ""), today=today),
        doc_number=_text(row, keys.doc_number or ""),
    )


def _values(row: Any, paths: str) -> Iterator[Any]:
    """Yield what stands at each of the paths that a bar parts."""
    return (find(row, path.strip()) for path in paths.split("|") if path.strip())


def _text(row: Any, paths: str, *, in_address: bool = False) -> str:
    """Return the text that paths or a template name; empty where nothing is there, or a hole cannot be filled."""
    if "{" not in paths:
        return first_of(plain(value) for value in _values(row, paths))
    parts = [plain(find(row, name.strip())) for name in _HOLE.findall(paths)]
    if not all(parts):
        return ""
    filled = iter([quote(part, safe="/") for part in parts] if in_address else parts)
    return _HOLE.sub(lambda _hole: next(filled), paths)


def _counter(source: Source) -> _Counter | None:
    if source.list.page is None:
        return None
    name, comma, number = (part.strip() for part in source.list.page.partition(","))
    sent = _sent(source)
    in_query = dict(parse_qsl(urlsplit(_address(source)).query, keep_blank_values=True))
    in_address = not _posts(source) or (name in in_query and name not in sent)
    said = number if comma else str((in_query if in_address else sent).get(name, "1"))
    if not name or not said.isdecimal() or len(said) > 9:
        raise _cannot_be_meant(source, f"list.page is {source.list.page}", "such as pageNo, or pageNo, 0")
    return _Counter(name, int(said), in_address)


def _number(counter: _Counter, url: str) -> int:
    parts = urlsplit(url)
    said = dict(parse_qsl(parts.query if counter.in_address else parts.fragment)).get(counter.name, "")
    return int(said) if said.isdecimal() and len(said) < 10 else counter.first


def _ask(source: Source, counter: _Counter | None, number: int | None) -> Request:
    """Return the request for a page.

    Every page of a POST has the same address, so a back page's carries its number behind a ``#``, which is not sent.
    """
    address, sent = _address(source), _sent(source)
    if counter is not None and number is not None:
        if counter.in_address:
            address = with_query(address, {counter.name: str(number)})
        else:
            sent = sent | {counter.name: number}
            address += f"#{counter.name}={number}" if number != counter.first else ""
    if not _posts(source):
        return Request(address, headers=_HEADERS)
    if isinstance(source.list.body, str):
        content = (("Content-Type", "application/json"),)
        return Request(address, json=json.dumps(sent, ensure_ascii=False), headers=_HEADERS + content)
    return Request(address, form=tuple((name, str(value)) for name, value in sent.items()), headers=_HEADERS)


def _posts(source: Source) -> bool:
    return source.list.method == "POST" or bool(source.list.body)


def _address(source: Source) -> str:
    given = {name: str(value) for name, value in source.list.params.items()}
    return with_query(urldefrag(source.list.url).url, given)


def _sent(source: Source) -> dict[str, Any]:
    """Return the fields of the body, or the JSON object that its text is."""
    body = source.list.body
    if not isinstance(body, str):
        return dict(body)
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise _cannot_be_meant(
            source, f"list.body is {body[:60]}", "a mapping for a form, or a JSON object as text"
        )
    return fields


def _cannot_be_meant(source: Source, problem: str, right: str) -> ConfigurationError:
    return ConfigurationError(f"sources/{source.id}.yaml", None, f"{problem}; it must be {right}")
