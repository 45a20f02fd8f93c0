"""Kind ``feed``: RSS, Atom and JSON Feed, read from the bytes that were fetched.

A feed that is not well formed is read as far as it goes, and the page says so; a page that is no feed at all is not an
empty feed.
"""

from __future__ import annotations

import json
import re
from calendar import timegm
from datetime import UTC, date, datetime
from typing import Any

import feedparser

from config.clock import CHINA
from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.addresses import join, native_id
from tasks.fetch.kinds.days import find_day
from tasks.fetch.kinds.list_page import Entry, ListPage, Request
from tasks.fetch.kinds.rows import clean_title

PARAMS: frozenset[str] = frozenset()
KEYS: frozenset[str] = frozenset()

_ZONED = re.compile(r"(?:Z|[+-]\d\d:?\d\d|GMT|UT|UTC|CST|[ECMP][SD]T)\s*$")
_TAG = re.compile(r"<[^<>]{1,500}>")


def first(source: Source) -> Request:
    """Return the request for the feed."""
    headers = (("Accept", "application/atom+xml, application/rss+xml, application/feed+json, */*;q=0.5"),)
    return Request(source.list.url, headers=headers)


def read(body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
    """Return the entries of a feed in its order.

    Raises:
        LayoutChanged: The body is no feed, or no entry of it has an address.
    """
    if body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
        return _page(_json_items(body, source), "", source, url)
    feed = feedparser.parse(body, response_headers={"content-type": content_type, "content-location": url})
    if not feed.get("version"):  # absent for an empty body
        raise LayoutChanged(source.id, f"this is no feed ({_why(feed)})")
    note = f"the feed is not well formed ({_why(feed)})" if feed.bozo and not _harmless(feed) else ""
    items = [
        (str(item.get("link") or item.get("id") or ""), str(item.get("title") or ""), _day(item, today))
        for item in feed.entries
    ]
    return _page(items, note, source, url)


def _page(items: list[tuple[str, str, date | None]], note: str, source: Source, url: str) -> ListPage:
    entries: dict[str, Entry] = {}
    lost = 0
    for link, title, dated in items:
        address = join(url, link)
        if address is None:
            lost += 1
            continue
        plain = clean_title(_TAG.sub("", title)) or address
        entries.setdefault(native_id(address), Entry(address, plain, dated, native_id(address)))
    if lost and not entries:
        raise LayoutChanged(source.id, f"none of the {lost} entries of the feed has an address")
    if lost:
        note = f"{note}; " * bool(note) + f"{lost} of {len(items)} entries have no address"
    return ListPage(tuple(entries.values()), note=note)


def _json_items(body: bytes, source: Source) -> list[tuple[str, str, date | None]]:
    try:
        feed = json.loads(body.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise LayoutChanged(source.id, f"this is no JSON Feed ({error})") from error
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(feed.get("items"), list):
        raise LayoutChanged(source.id, "this JSON is no JSON Feed: version or items are missing")
    items = []
    for item in feed["items"]:
        if not isinstance(item, dict):
            raise LayoutChanged(source.id, "an item of the JSON Feed is no object")
        link = item.get("url") or item.get("external_url") or item.get("id") or ""
        day = _china_day(str(item.get("date_published") or item.get("date_modified") or ""))
        items.append((str(link), str(item.get("title") or ""), day))
    return items


def _china_day(text: str) -> date | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.date() if at.tzinfo is None else at.astimezone(CHINA).date()


def _day(item: Any, today: date) -> date | None:
    """Return China's day of an entry; a time without a zone is Beijing time (feedparser takes it for UTC)."""
    for name in ("published", "updated"):
        text, parsed = item.get(name), item.get(f"{name}_parsed")
        if text and parsed:
            at = datetime.fromtimestamp(timegm(parsed), UTC)
            return at.astimezone(CHINA).date() if _ZONED.search(text) else at.date()
        if text:
            return find_day(text, today=today)
    return None


def _why(feed: Any) -> str:
    return str(feed.get("bozo_exception", "no mark of RSS or Atom"))[:120]


def _harmless(feed: Any) -> bool:
    """Say whether only the declared encoding or media type was wrong: nothing is lost by that."""
    return isinstance(
        feed.get("bozo_exception"), feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    )
