"""Kind ``gkmlpt``: the catalogue of public information of 广东 (all its departments, 深圳 and 广州 among them).

``url`` is the catalogue's page (``/gkmlpt/index``), which names the site's number and the tree of categories; the lists
themselves are JSON. Parameter ``category`` is a category's number or its name in the tree, 0 (all) if not given; with
``sid`` and a number the page need not be asked. An entry marked expired or abolished is an entry like the others.
Source: gdii.gd.gov.cn/gkmlpt/index, gxj.sz.gov.cn/gkmlpt/index.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.kinds.answers import (
    find,
    find_moment,
    first_of,
    load_answer,
    lost,
    make_entry,
    plain,
    read_rows,
)
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.markup import decode_page
from tasks.fetch.kinds.queries import query_of, with_query

PARAMS: frozenset[str] | None = frozenset({"category", "sid"})
KEYS: frozenset[str] = frozenset()
_SID = re.compile(r"""\bSID["']?\s*:\s*["']?(\d{1,12})["']?""", re.ASCII)
_TREE = re.compile(r"""\bTREE["']?\s*:\s*(?=\[)""")
_API = re.compile(r"/api/all/\d+$", re.ASCII)
_NODES = 20_000  # of a tree; the greatest seen have some hundred
_TIMES = ("display_publish_time", "date", "created_at")


def first(source: Source) -> Request:
    """Return the request for the catalogue's page, or for the list where ``sid`` and a number say which."""
    category, sid = _category(source), str(source.list.params.get("sid", ""))
    if sid and category.isdecimal():
        return _list(source.list.url, category, sid)
    return Request(source.list.url)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of a list; for the catalogue's page ``follow`` is the list to ask for.

    Raises:
        LayoutChanged: The page has no number of its site or not the category, or the answer has no articles.
    """
    del content_type
    if _API.search(urlsplit(url).path):
        return _articles(body, source, url, today)
    text = decode_page(body, source.encoding)
    sid = _SID.search(text)
    if sid is None:
        raise LayoutChanged(source.id, "the catalogue's page has no _CONFIG with a SID")
    return ListPage((), follow=_list(url, _number_of(_category(source), text, source), sid[1]), proven=False)


def _articles(body: bytes, source: Source, url: str, today: date) -> ListPage:
    answer = load_answer(body, source)
    rows = find(answer, "articles")
    if not isinstance(rows, list):
        raise LayoutChanged(source.id, f"no articles in the answer: {lost(answer, 'articles')}")
    entries, note = read_rows(rows, lambda row: _entry(row, source.list.url, today), source)
    page = query_of(url).get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 9 else 1
    count = find(answer, "classify.post_count")
    more = bool(rows) and not (isinstance(count, int) and number * len(rows) >= count)
    behind = Request(with_query(url, {"page": str(number + 1)}), referer=source.list.url)
    return ListPage(entries, next=behind if more else None, note=note)


def _entry(row: Any, base: str, today: date) -> Entry | None:
    return make_entry(
        base,
        first_of(plain(find(row, name)) for name in ("url", "post_url")),
        plain(find(row, "title")),
        moment=find_moment((find(row, name) for name in _TIMES), today=today),
        doc_number=plain(find(row, "document_number")),
    )


def _number_of(category: str, text: str, source: Source) -> str:
    """Return a category's number; a name is looked for in the page's tree, and must be there once."""
    if category.isdecimal():
        return category
    named = _named(text, source)
    numbers = {number for name, number, _ in named if name == category and number}
    if len(numbers) == 1:
        return numbers.pop()
    gone = next((leads for name, number, leads in named if name == category and leads), "")
    if numbers:
        problem = f"the tree has {len(numbers)} categories {category}: give the number ({', '.join(sorted(numbers))})"
    elif gone:
        problem = f"category {category} is no list here: it leads to {gone[:80]}"
    else:
        names = ", ".join(name[:20] for name, _, _ in named[:10])
        problem = f"the tree has no category {category}; it has {names or 'none'}"
    raise LayoutChanged(source.id, problem)


def _named(text: str, source: Source) -> list[tuple[str, str, str]]:
    """Return name, number and where it leads of every category of the tree; one that leads away has no number."""
    found = _TREE.search(text)
    try:
        tree, _ = json.JSONDecoder(strict=False).raw_decode(text, found.end()) if found else (None, 0)
    except (ValueError, RecursionError) as error:
        raise LayoutChanged(source.id, "the tree of categories cannot be read") from error
    named: list[tuple[str, str, str]] = []
    left = list(reversed(tree)) if isinstance(tree, list) else []
    while left and len(named) < _NODES:
        node = left.pop()
        number, leads = plain(find(node, "id")), plain(find(node, "jump_url"))
        named.append((plain(find(node, "name")), "" if leads else number, leads))
        children = find(node, "children")
        left.extend(reversed(children) if isinstance(children, list) else ())
    return named


def _category(source: Source) -> str:
    return str(source.list.params.get("category", 0)).strip()


def _list(url: str, category: str, sid: str) -> Request:
    path = urlsplit(url).path
    base = path[: path.find("/gkmlpt")] if "/gkmlpt" in path else ""
    address = urljoin(url, f"{base}/gkmlpt/api/all/{category}")
    return Request(with_query(address, {"page": "1", "sid": sid}), referer=url)
