"""Kind ``feed``: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed, an RSSHub route, by whatever media type they come.

A feed that is not well formed is read as far as it goes, and the page says so; a page that is no feed at all is not an
empty feed, and neither is one that breaks before its first entry.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

import feedparser

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.addresses import join, native_id
from tasks.fetch.kinds.days import NEVER, Moment
from tasks.fetch.kinds.feed_times import moment_of_entry, moment_of_feed_text
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.markup import decode_page
from tasks.fetch.kinds.titles import clean_title

PARAMS: frozenset[str] = frozenset()
KEYS: frozenset[str] = frozenset()

_ACCEPT = (("Accept", "application/atom+xml, application/rss+xml, application/feed+json, */*;q=0.5"),)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,500}>")
_DECLARED = re.compile(r"^(\s*<\?xml[^>]{0,200}?)\s+encoding\s*=\s*[\"'][^\"'>]{0,60}[\"']")
_MARK = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_HEAD = 65_536
_MOST_ENTRIES = 20_000
_LARGE = 500_000  # characters; a broken feed is read word by word, at seconds for each million


@dataclass(frozen=True, slots=True)
class _Item:
    link: str
    title: str
    moment: Moment


def first(source: Source) -> Request:
    """Return the request for the feed."""
    return Request(source.list.url, headers=_ACCEPT)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of a feed in its order, with the request for its next page where it names one.

    Raises:
        LayoutChanged: The body is no feed, breaks before its first entry, or no entry of it has an address.
        Unreadable: The source's encoding is none.
    """
    del content_type  # feeds come as text/html and text/plain too
    text = decode_page(body, source.encoding)
    if text.lstrip("\ufeff \r\n\t")[:1] == "{":
        return _json_page(text, source, url, today)
    _refuse(text, source)
    plain = _DECLARED.sub(r"\1", text, count=1).encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    feed = feedparser.parse(
        BytesIO(plain), response_headers=headers
    )  # bytes alone might be the name of a file
    if not feed.get("version"):  # absent for an empty body
        raise LayoutChanged(source.id, f"this is no feed ({_why(feed)})")
    broken = bool(feed.bozo) and not _harmless(feed)
    if broken and not feed.entries:
        raise LayoutChanged(source.id, f"the feed breaks before its first entry ({_why(feed)})")
    note = f"the feed is not well formed ({_why(feed)})" if broken else ""
    items = [_Item(_link(item), _title(item), moment_of_entry(item, today=today)) for item in feed.entries]
    return _page(items, note, _next(feed.feed.get("links"), url), source, url)


def _refuse(text: str, source: Source) -> None:
    """Raise ``LayoutChanged`` for what no reading would bring to an end soon: a page that is no feed, a large broken one."""
    if not _MARK.search(text, 0, _HEAD):
        raise LayoutChanged(source.id, "this is no feed (no mark of RSS or Atom)")
    if text.count("<item") + text.count("<entry") > _MOST_ENTRIES:
        raise LayoutChanged(
            source.id, f"the feed holds more than {_MOST_ENTRIES} entries, more than any list"
        )
    if len(text) > _LARGE and (fault := _fault(text)):
        raise LayoutChanged(
            source.id, f"the feed is not well formed, and too large to read what is left ({fault})"
        )


def _fault(text: str) -> str:
    """Return why a text is not well formed, empty for one that is."""
    parser = ParserCreate("utf-8")
    try:
        parser.Parse(_DECLARED.sub(r"\1", text, count=1).encode("utf-8", "replace"), True)
    except ExpatError as error:
        return str(error)
    return ""


def _page(items: list[_Item], note: str, behind: Request | None, source: Source, url: str) -> ListPage:
    entries: dict[str, Entry] = {}
    lost = 0
    for item in items:
        address = join(url, item.link)
        if address is None:
            lost += 1
            continue
        title, key = item.title or address, native_id(address)
        listed_as = item.moment.listed_as
        entries.setdefault(key, Entry(address, title, item.moment.day, key, listed_as=listed_as))
    if lost and not entries:
        raise LayoutChanged(source.id, f"none of the {lost} entries of the feed has an address")
    if lost:
        note = f"{note}; " * bool(note) + f"{lost} of {len(items)} entries have no address"
    return ListPage(tuple(entries.values()), next=behind, note=note)


def _link(item: Any) -> str:
    """Return an entry's address: its own page, else its id where that is one, else the file it encloses."""
    links = [link for link in item.get("links", ()) if isinstance(link, dict)]
    pages = [link.get("href") for link in links if link.get("rel") == "alternate"]
    files = [link.get("href") for link in links if link.get("rel") == "enclosure"]
    identity = str(item.get("id") or "")
    named = identity if identity.startswith(("http://", "https://")) else ""
    return str(next((link for link in (item.get("link"), *pages, named, *files) if link), ""))


def _title(item: Any) -> str:
    """Return an entry's title as a reader sees it: mark-up is taken out only where the feed's title is mark-up."""
    title = str(item.get("title") or "")
    detail = item.get("title_detail") or {}
    marked = "html" in str(detail.get("type", ""))
    return clean_title(unescape(_TAG.sub("", title)) if marked else title)


def _next(links: Any, url: str) -> Request | None:
    for link in links or ():
        if isinstance(link, dict) and link.get("rel") == "next":
            address = join(url, str(link.get("href") or ""))
            return (
                None if address is None or address == url else Request(address, headers=_ACCEPT, referer=url)
            )
    return None


def _json_page(text: str, source: Source, url: str, today: date) -> ListPage:
    try:
        feed = json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        raise LayoutChanged(source.id, f"this is no JSON Feed ({error})") from error
    rows = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(rows, list):
        raise LayoutChanged(source.id, "this JSON is no JSON Feed: version or items are missing")
    behind = join(url, feed["next_url"]) if isinstance(feed.get("next_url"), str) else None
    onward = None if behind is None or behind == url else Request(behind, headers=_ACCEPT, referer=url)
    return _page([_json_item(row, source, today) for row in rows], "", onward, source, url)


def _json_item(row: Any, source: Source, today: date) -> _Item:
    if not isinstance(row, dict):
        raise LayoutChanged(source.id, "an item of the JSON Feed is no object")
    said = {name: row[name] for name in row if isinstance(row[name], str)}
    identity = said.get("id", "")
    link = said.get("url") or said.get("external_url") or identity
    times = (
        moment_of_feed_text(said.get(name, ""), today=today) for name in ("date_published", "date_modified")
    )
    return _Item(
        link, clean_title(said.get("title", "")), next((moment for moment in times if moment), NEVER)
    )


def _why(feed: Any) -> str:
    return str(feed.get("bozo_exception", "no mark of RSS or Atom"))[:120]


def _harmless(feed: Any) -> bool:
    """Say whether only the declared encoding or media type was wrong: nothing is lost by that."""
    return isinstance(
        feed.get("bozo_exception"), feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    )
