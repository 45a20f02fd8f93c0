"""A news feed, RSS 2.0 or Atom, with plain article pages behind it."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import format_datetime
from html import escape

from demo.web.site import Attached, Item, Shelf
from demo.web.wire import Answer, Asked, text_answer


@dataclass(frozen=True, slots=True)
class Feed:
    """``atom``: Atom instead of RSS 2.0. A feed has one page, of the newest items."""

    atom: bool = False
    kind: str = "feed"

    @property
    def list_path(self) -> str:
        """The feed's own address."""
        return "/atom.xml" if self.atom else "/rss.xml"

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer the feed."""
        if asked.path != self.list_path:
            return None
        rows = shelf.page_of(1, shelf.site.page_size)
        if self.atom:
            return text_answer(self._atom(shelf, rows), "application/atom+xml; charset=utf-8")
        return text_answer(self._rss(shelf, rows), "application/rss+xml; charset=utf-8")

    def _link(self, shelf: Shelf, item: Item, order: int) -> str:
        """Write an entry's link: absolute, unless the site has another manner now."""
        path = self.page_path(item)
        plain = f"http://{shelf.host}{shelf.address(path)}"
        return escape(shelf.href(path, page=self.list_path, order=order, plain=plain))

    def _rss(self, shelf: Shelf, rows: tuple[Item, ...]) -> str:
        """Write the feed as RSS 2.0, its dates in the mail form with China's zone."""
        entries = "".join(
            f"<item><title>{escape(item.title)}</title><link>{self._link(shelf, item, order)}</link>"
            f'<guid isPermaLink="false">{item.hex}</guid><pubDate>{format_datetime(item.shown_at)}</pubDate>'
            f"<description>{escape(item.title)}</description></item>\n"
            for order, item in enumerate(rows)
        )
        name = escape(shelf.site.name)
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>{name}</title><link>http://{shelf.host}/{shelf.site.id}/</link>
<description>{name}</description>
{entries}</channel></rss>"""

    def _atom(self, shelf: Shelf, rows: tuple[Item, ...]) -> str:
        """Write the feed as Atom."""
        entries = "".join(
            f"<entry><title>{escape(item.title)}</title><id>urn:example:{item.hex}</id>"
            f'<link href="{self._link(shelf, item, order)}"/><updated>{item.shown_at.isoformat()}</updated></entry>\n'
            for order, item in enumerate(rows)
        )
        newest = rows[0].shown_at.isoformat() if rows else "1970-01-01T00:00:00+08:00"
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(shelf.site.name)}</title>
<id>urn:example:{shelf.site.id}</id><updated>{newest}</updated>
{entries}</feed>"""

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article's page."""
        files = "".join(
            f'<p><a href="{escape(shelf.address(self.file_path(item, one)))}">{escape(one.name)}</a></p>'
            for one in item.attachments
        )
        return text_answer(f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(item.title)}</title></head>
<body><article><h1>{escape(item.title)}</h1>
<p class="info"><time>{item.shown_at:%Y-%m-%d %H:%M}</time> 来源：{escape(item.issuer)}</p>
<div class="content">{item.body}{files}</div></article></body></html>""")

    def page_path(self, item: Item) -> str:
        """Return an address without a date."""
        return f"/a/{item.number}.html"

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address beside the article's."""
        return f"/a/{item.number}-{item.attachments.index(attached)}.{attached.suffix}"
