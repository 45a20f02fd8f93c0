"""Hanweb's "jpage" lists (S4): rows in CDATA inside the column page (a), or fetched from dataproxy.jsp (c)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape

from demo.web.forms.metadata import write_foot, write_head, write_nav
from demo.web.site import Attached, Item, Shelf
from demo.web.wire import Answer, Asked, text_answer

_PROXY = "/module/web/jpage/dataproxy.jsp"
_GROUP = 45  # records that a column page holds; its link to the next group gives as many
_END = "<datastore><recordset></recordset></datastore>"


@dataclass(frozen=True, slots=True)
class Jpage:
    """``inline``: the column page holds the newest rows (a); else only the call that fetches them (c).

    ``served``: the column page holds its rows as plain mark-up (b), and those behind come from the proxy alone.
    ``plain`` rows are ``li > a + b`` (江苏); the others are the stacked records of 山东. ``broken_dates`` splits the
    printed date over lines. ``sealed`` gives links to back pages whose keys are encrypted, so none can be followed.
    """

    column: int = 15202
    unit: int = 5031616
    web: int = 78
    inline: bool = True
    served: bool = False
    plain: bool = False
    broken_dates: bool = False
    sealed: bool = False
    kind: str = "jpage"

    @property
    def list_path(self) -> str:
        """The column page, or the proxy where the column page has no rows."""
        return f"/col/col{self.column}/index.html" if self.inline or self.served else _PROXY

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer the column page or the proxy, which takes POST with records and GET with a page."""
        if asked.path == f"/col/col{self.column}/index.html":
            return text_answer(self._column_page(shelf))
        if asked.path == _PROXY:
            return text_answer(self._proxied(shelf, asked), "text/xml; charset=utf-8")
        return None

    def _proxied(self, shelf: Shelf, asked: Asked) -> str:
        """Write the rows asked for; past the end, a body of a few bytes."""
        if any(not value.isdigit() for key in ("columnid", "unitid") if (value := asked.query.get(key))):
            return _END  # a sealed call, replayed
        size = asked.count("perpage", _GROUP if self.inline else shelf.site.page_size)
        start = asked.count("startrecord", (asked.count("page", 1) - 1) * size + 1)
        end = asked.count("endrecord", start + size - 1)
        if shelf.pages_ignored:
            start, end = 1, size
        rows = shelf.items[start - 1 : end]
        return self._store(shelf, rows, after=end // size + 1) if rows else _END

    def _column_page(self, shelf: Shelf) -> str:
        """Write the column page: with up to 45 rows inside, or with the call alone."""
        if self.served:
            newest = shelf.page_of(1, shelf.site.page_size)
            lines = "".join(self._record(shelf, item, order) for order, item in enumerate(newest))
            return f"<!DOCTYPE html><html><body>{write_nav(shelf.site)}<ul>{lines}</ul>{self._call(shelf)}</body></html>"
        rows = self._store(shelf, shelf.items[:_GROUP], after=2) if self.inline else ""
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>公告 - {escape(shelf.site.name)}</title></head>
<body>{write_nav(shelf.site)}
<div id="{self.unit}"><script type="text/xml">{rows}</script>
{self._call(shelf)}
</div>{write_foot(shelf.site)}</body></html>"""

    def _call(self, shelf: Shelf) -> str:
        """Write the script that fetches the rows of the pages behind."""
        call = f"{_PROXY}?webid={self.web}&columnid={self.column}&unitid={self.unit}"
        url = shelf.address(call)
        return f'<script>var pageList = {{ proxyUrl: "{url}", totalRecord:{len(shelf.items)}, perPage:15 }};</script>'

    def _store(self, shelf: Shelf, rows: tuple[Item, ...], *, after: int) -> str:
        """Write the datastore of some rows, with the link to the next group."""
        column, unit = (_seal(key) if self.sealed else str(key) for key in (self.column, self.unit))
        query = f"page={after}&webid={self.web}&columnid={column}&unitid={unit}"
        group = f'<a href="{shelf.address(_PROXY)}?{query}"></a>'
        records = "".join(
            f"<record><![CDATA[{self._record(shelf, item, order)}]]></record>"
            for order, item in enumerate(rows)
        )
        store = f"<nextgroup><![CDATA[{group}]]></nextgroup><recordset>{records}</recordset>"
        return f"<datastore>{store}</datastore>"

    def _record(self, shelf: Shelf, item: Item, order: int) -> str:
        """Write one row: title cut short in the text, whole in the attribute."""
        href = escape(shelf.href(self.page_path(item), page=self.list_path, order=order))
        title = escape(item.title)
        link = f'<a href="{href}" title="{title}">{escape(item.title[:30])}</a>'
        day = f"{item.shown_at:%Y-%m-%d}"
        if self.broken_dates:
            day = day.replace("-", "-\n  ")
        if self.plain:
            return f"<li>{link}<b>{day}</b></li>"
        when = f"{day} {item.shown_at:%H:%M}"
        return (
            f'<li><div class="text"><h3>{link}</h3><p></p></div>'
            f'<div class="bottom"><span>{when}</span><span>{escape(item.issuer)}</span></div></li>'
        )

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article: its files are links to downfile.jsp, named by the link's text."""
        files = "".join(
            f'<p><a href="{escape(shelf.address(self.file_path(item, one)))}">{escape(one.name)}</a></p>'
            for one in item.attachments
        )
        facts = f"<tr><th>发文字号</th><td>{escape(item.doc_number)}</td><th>发文机关</th><td>{escape(item.issuer)}</td></tr>"
        return text_answer(f"""<!DOCTYPE html>
<html>{write_head(shelf.site, item, column="公告")}
<body>{write_nav(shelf.site)}
<table class="xxgk">{facts}</table>
<div class="article_title"><h1>{escape(item.title)}</h1>
<div class="info">发布日期：{item.shown_at:%Y-%m-%d %H:%M} 信息来源：{escape(item.issuer)}</div></div>
<div class="article_zw" id="zoom">{item.body}{files}</div>
{write_foot(shelf.site)}</body></html>""")

    def page_path(self, item: Item) -> str:
        """Return an address with the day, its month and day without zeros."""
        day = item.shown_at
        return f"/art/{day.year}/{day.month}/{day.day}/art_{self.column}_{item.number}.html"

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address that has the ending in its query alone."""
        name = hashlib.sha256(f"{item.key}/{attached.name}".encode()).hexdigest()[:32]
        return f"/module/download/downfile.jsp?classid=0&filename={name}.{attached.suffix}"


def _seal(key: int) -> str:
    """Return what such a site prints in place of a key."""
    return hashlib.sha256(str(key).encode()).hexdigest()
