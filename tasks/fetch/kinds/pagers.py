"""The page behind a static list page: named by the source, by the page's own pager, or by a link that says 下一页.

Source: the pagers of the CMS families: ``createPageHTML(25, 0, "index", "shtml")`` (TRS, also with a box's name first),
``createPage(40, 0, "index", "html")`` (重庆), ``pagination({totalPage:18})`` (上海, 湖南), 共18页. The second page is
``index_1`` where a site counts from 0 and ``index_2`` where it counts from 1; no pager tells which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from config.errors import ConfigurationError
from config.models import Source
from tasks.fetch.addresses import join
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.kinds.markup import base_of

_CREATE = re.compile(
    r"createPage(?:HTML)?\(\s{0,20}(?:[\"'][\w#-]{1,60}[\"']\s{0,20},\s{0,20})?[\"']?(\d{1,6})[\"']?\s{0,20},"
    r"\s{0,20}[\"']?(\d{1,6})[\"']?\s{0,20},\s{0,20}[\"']([\w-]{1,60})[\"']\s{0,20},\s{0,20}[\"'](\w{1,8})[\"']"
)
_TOTAL = re.compile(
    r"\b(?:totalPages?|countPage|pageCount)[\"']?\s{0,20}[:=]\s{0,20}[\"']?(\d{1,6})|共\s{0,20}(\d{1,6})\s{0,20}页"
)
_FILE = re.compile(r"([\w-]*?)(?:_(\d{1,6}))?\.(s?html?|jhtml)")
_FORWARD = re.compile(r"[\s\[(]*(?:下一?页|后一?页|next(?: page)?)[\s\])>»›]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pager:
    """What a page says of its pages: how many there are, and how their files are named (empty: not said)."""

    total: int
    name: str = ""
    suffix: str = ""


def find_pager(text: str) -> Pager | None:
    """Return the pager of a page, None where it has none that is known."""
    if found := _CREATE.search(text):
        return Pager(int(found.group(1)), found.group(3), found.group(4))
    found = _TOTAL.search(text)
    return Pager(int(found.group(1) or found.group(2))) if found else None


def next_of_pager(pager: Pager, source: Source, url: str) -> Request | None:
    """Return the request for the page after ``url``, None after the last.

    Which page ``url`` is stands in its own name, for a pager of a page behind may still say that it is the first.

    Raises:
        ConfigurationError: ``page_base`` is no number.
    """
    base = _number(source, "params.page_base", source.list.params.get("page_base", 0))
    file = urlsplit(url).path.rpartition("/")[2]
    named = _FILE.fullmatch(file)
    name = pager.name or (named.group(1) if named else "index")
    suffix = pager.suffix or (named.group(3) if named else "html")
    behind = re.fullmatch(rf"{re.escape(name)}_(\d{{1,6}})\.{suffix}", file)
    place = int(behind.group(1)) - base if behind else 0
    if place + 1 >= pager.total:
        return None
    return Request(urljoin(url, f"{name}_{place + 1 + base}.{suffix}"), referer=url)


def next_by_number(pages: str | None, url: str) -> Request | None:
    """Return the request for the page after ``url`` by a pattern such as ``index_{n}.html, 2``; None without one.

    A pattern may carry a query (``iList.jsp?cat_id=221&cur_page={n}, 2``).

    Raises:
        ConfigurationError: The number of the second page is none.
    """
    if pages is None or "{n}" not in pages:
        return None
    pattern, _, number = (piece.strip() for piece in pages.partition(","))
    before, _, behind = pattern.rpartition("/")[2].partition("{n}")
    parts = urlsplit(url)
    asked = parts.path.rpartition("/")[2] + (f"?{parts.query}" if "?" in pattern and parts.query else "")
    found = re.fullmatch(re.escape(before) + r"(\d{1,9})" + re.escape(behind), asked)
    if found is None and not re.fullmatch(r"\d{0,9}", number):
        raise ConfigurationError(
            "sources", None, f"list.pages: {number!r} is not the number of the second page"
        )
    following = int(found.group(1)) + 1 if found else int(number or 1)
    return Request(urljoin(url, pattern.replace("{n}", str(following))), referer=url)


def next_link(root: LexborNode, url: str) -> Request | None:
    """Return the request for the page that a link calls the next one, None without such a link."""
    for node in root.css("a[href], link[rel='next'][href]"):
        says = node.attributes.get("rel") == "next" or (
            len(node.text()) < 20 and _FORWARD.fullmatch(node.text())
        )
        address = join(base_of(root, url), node.attributes.get("href") or "") if says else None
        if address is not None and address != url:
            return Request(address, referer=url)
    return None


def _number(source: Source, key: str, value: object) -> int:
    if not re.fullmatch(r"\d{1,6}", str(value)):
        raise ConfigurationError(f"sources/{source.id}.yaml", None, f"list.{key}: {value!r} is no number")
    return int(str(value))
