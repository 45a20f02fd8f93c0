"""News feeds of every version: RSS 0.90 to 2.0, Atom 0.3 and 1.0, JSON Feed; Atom and JSON name their next page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape

from demo.web.forms.article import write_article
from demo.web.site import Attached, Item, Shelf
from demo.web.wire import Answer, Asked

_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
RSS = {
    "rss-0.91": '<rss version="0.91">',
    "rss-0.92": '<rss version="0.92">',
    "rss-2.0": '<rss version="2.0">',
}
RDF = {
    "rss-0.90": f'<rdf:RDF {_RDF} xmlns="http://my.netscape.com/rdf/simple/0.9/">',
    "rss-1.0": f'<rdf:RDF {_RDF} {_DC} xmlns="http://purl.org/rss/1.0/">',
}
ATOM = {
    "atom-0.3": ('<feed version="0.3" xmlns="http://purl.org/atom/ns#">', "issued"),
    "atom-1.0": ('<feed xmlns="http://www.w3.org/2005/Atom">', "published"),
}
JSON = {"json-1.0": "https://jsonfeed.org/version/1", "json-1.1": "https://jsonfeed.org/version/1.1"}
VERSIONS = (*RDF, *RSS, *ATOM, *JSON)


@dataclass(frozen=True, slots=True)
class AnyFeed:
    """``charset`` is that of the bytes, ``declared`` what the XML declaration says, ``media_type`` what the server says."""

    version: str = "rss-2.0"
    charset: str = "utf-8"
    declared: str = "utf-8"
    media_type: str = "text/html"
    kind: str = "feed"

    @property
    def list_path(self) -> str:
        """The feed's own address."""
        return "/feed"

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer one page of the feed; only Atom and JSON Feed have more than one."""
        if asked.path != self.list_path:
            return None
        number = asked.count("page", 1)
        rows = shelf.page_of(number, shelf.site.page_size)
        behind = (
            f"{shelf.address('/feed')}?page={number + 1}"
            if number < shelf.pages(shelf.site.page_size)
            else ""
        )
        text = self._json(shelf, rows, behind) if self.version in JSON else self._xml(shelf, rows, behind)
        return Answer(200, text.encode(self.charset), self.media_type)

    def _xml(self, shelf: Shelf, rows: tuple[Item, ...], behind: str) -> str:
        declaration = f'<?xml version="1.0" encoding="{self.declared}"?>\n'
        if self.version in ATOM:
            return declaration + self._atom(shelf, rows, behind)
        name = escape(shelf.site.name)
        items = "".join(self._item(shelf, item) for item in rows)
        if self.version in RDF:
            return (
                f"{declaration}{RDF[self.version]}<channel><title>{name}</title></channel>{items}</rdf:RDF>"
            )
        return f"{declaration}{RSS[self.version]}<channel><title>{name}</title>{items}</channel></rss>"

    def _item(self, shelf: Shelf, item: Item) -> str:
        """Write one entry, dated as its version dates: 0.90 not at all."""
        link = escape(shelf.address(self.page_path(item)))
        date = {
            "rss-0.90": "",
            "rss-1.0": f"<dc:date>{item.shown_at:%Y-%m-%dT%H:%M}+08:00</dc:date>",
        }.get(self.version, f"<pubDate>{format_datetime(item.shown_at)}</pubDate>")
        return f"<item><title><![CDATA[{item.title}]]></title><link>{link}</link>{date}</item>\n"

    def _atom(self, shelf: Shelf, rows: tuple[Item, ...], behind: str) -> str:
        opening, dated = ATOM[self.version]
        onward = f'<link rel="next" href="{escape(behind)}"/>' if behind else ""
        entries = "".join(
            f'<entry xml:base="{shelf.address("/")}"><title>{escape(item.title)}</title><id>urn:example:{item.hex}</id>'
            f'<link rel="alternate" href="{self.page_path(item)[1:]}"/><{dated}>{item.shown_at.isoformat()}</{dated}></entry>'
            for item in rows
        )
        return f"{opening}<title>{escape(shelf.site.name)}</title>{onward}{entries}</feed>"

    def _json(self, shelf: Shelf, rows: tuple[Item, ...], behind: str) -> str:
        items = [
            {
                "id": item.hex,
                "url": shelf.address(self.page_path(item)),
                "title": item.title,
                "date_published": item.shown_at.isoformat(),
            }
            for item in rows
        ]
        feed = {"version": JSON[self.version], "title": shelf.site.name, "items": items}
        return json.dumps(feed | ({"next_url": behind} if behind else {}), ensure_ascii=False)

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article's page."""
        files = {one.name: self.file_path(item, one) for one in item.attachments}
        return write_article(shelf, item, files, column="示例")

    def page_path(self, item: Item) -> str:
        """Return an address without a date."""
        return f"/a/{item.number}.html"

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address beside the article's."""
        return f"/a/{item.number}-{item.attachments.index(attached)}.{attached.suffix}"
