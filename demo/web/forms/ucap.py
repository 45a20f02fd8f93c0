"""开普 UCAP: static lists (S6), and its search interfaces (S9) that answer JSON for a channel."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from demo.web.forms.metadata import write_foot, write_head, write_nav
from demo.web.site import Attached, Item, Shelf
from demo.web.wire import HTML, Answer, Asked, text_answer

_SEARCHES = {"common": "/common/search", "list": "/searchList", "es": "/es-search/search"}


@dataclass(frozen=True, slots=True)
class Ucap:
    """Static list pages: ``name`` is the first page's, its successors are ``name_2`` and on."""

    column: str = "iitb/tzgg"
    name: str = "list2"
    kind: str = "ucap"

    @property
    def list_path(self) -> str:
        """The first list page."""
        return f"/{self.column}/{self.name}.shtml"

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer one list page; an empty list has one too."""
        for number in range(1, shelf.pages(shelf.site.page_size) + 1):
            behind = "" if number == 1 else f"_{number}"
            if asked.path == f"/{self.column}/{self.name}{behind}.shtml":
                return text_answer(self._list_page(shelf, number))
        return None

    def _list_page(self, shelf: Shelf, number: int) -> str:
        """Write one list page."""
        rows = shelf.page_of(number, shelf.site.page_size)
        lines = "\n".join(self._row(shelf, item, order) for order, item in enumerate(rows))
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>通知公告_{escape(shelf.site.name)}</title></head>
<body>{write_nav(shelf.site)}
{lines or "<p>暂无数据</p>"}
{write_foot(shelf.site)}</body></html>"""

    def _row(self, shelf: Shelf, item: Item, order: int) -> str:
        """Write one row: title, day in a table, office."""
        href = escape(shelf.href(self.page_path(item), page=self.list_path, order=order))
        return f"""<div class="list_div"><div class="list-right_title"><a href="{href}">{escape(item.title)}</a></div>
<table><tr><td align="left">发布时间：{item.shown_at:%Y-%m-%d}</td></tr></table>
<span class="column-name">{escape(item.issuer)}</span></div>"""

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article in the system's own elements."""
        return write_ucap_page(
            shelf, item, [(one.name, self.file_path(item, one)) for one in item.attachments]
        )

    def page_path(self, item: Item) -> str:
        """Return an address with the month alone as its date."""
        return f"/{self.column}/{item.shown_at:%Y%m}/{item.hex}.shtml"

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address in a folder of the article's own."""
        place = item.attachments.index(attached)
        return f"/{self.column}/{item.shown_at:%Y%m}/{item.hex}/files/{item.hex}{place}.{attached.suffix}"


@dataclass(frozen=True, slots=True)
class UcapSearch:
    """``search``: ``common`` (黑龙江) is asked itself, ``list`` by a channel's code, ``es`` (成都) by a page that names it."""

    search: str = "common"
    channel: str = "0123456789abcdef0123456789abcdef"
    code: str = "c101972"
    kind: str = "ucap"

    @property
    def list_path(self) -> str:
        """The search itself, the list of channels, or the column page."""
        paths = {"common": f"{self._search}/{self.channel}", "list": "/getLocalList"}
        return paths.get(self.search, f"/gxt/{self.code}/common_list.shtml")

    @property
    def _search(self) -> str:
        return _SEARCHES[self.search]

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer the search, the list of channels, or the column page without rows."""
        if asked.path == f"{self._search}/{self.channel}":
            return self._answer(shelf, asked)
        if asked.path != self.list_path:
            return None
        if self.search == "list":
            level = {"channelCode": self.code, "channelId": self.channel, "channelName": "通知公告"}
            return _json({"results": {"channelLevel": [level]}})
        return text_answer(f"""<html><head><meta charset="utf-8"><meta name="channelId" content="{self.channel}"></head>
<body>{write_nav(shelf.site)}<div id="list"></div>
<script>$.get("{shelf.address(self._search)}/" + channelId, show);</script></body></html>""")

    def _answer(self, shelf: Shelf, asked: Asked) -> Answer:
        """Answer one page of the search."""
        size, page = asked.count("_pageSize", shelf.site.page_size), asked.count("page", 1)
        results = [self._result(shelf, item, order) for order, item in enumerate(shelf.page_of(page, size))]
        if self.search == "es":
            return _json({"results": results})
        return _json({"data": {"total": len(shelf.items), "page": page, "rows": size, "results": results}})

    def _result(self, shelf: Shelf, item: Item, order: int) -> dict[str, object]:
        """Write one result, its document number among the metadata."""
        return {
            "title": escape(item.title, quote=False),
            "url": shelf.href(self.page_path(item), page=self.list_path, order=order),
            "publishedTimeStr": f"{item.shown_at:%Y-%m-%d %H:%M:%S}",
            "channelName": "通知公告",
            "contentHtml": item.body,
            "domainMetaList": [{"resultList": [{"key": "refno", "value": item.doc_number}]}],
        }

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article in the system's own elements."""
        return write_ucap_page(
            shelf, item, [(one.name, self.file_path(item, one)) for one in item.attachments]
        )

    def page_path(self, item: Item) -> str:
        """Return an address with column, month and the article's number."""
        return f"/gxt/{self.code}/{item.shown_at:%Y%m}/c00_{item.number}.shtml"

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address in a folder of the article's own."""
        place = item.attachments.index(attached)
        return (
            f"/gxt/{self.code}/{item.shown_at:%Y%m}/{item.number}/files/{item.hex}{place}.{attached.suffix}"
        )


def write_ucap_page(shelf: Shelf, item: Item, files: list[tuple[str, str]]) -> Answer:
    """Write an article's page: ``files`` are names and paths inside the site."""
    links = "".join(
        f'<p><a href="{escape(shelf.address(path))}">{escape(name)}</a></p>' for name, path in files
    )
    return text_answer(f"""<!DOCTYPE html>
<html>{write_head(shelf.site, item, column="通知公告")}
<body>{write_nav(shelf.site)}
<h1><ucaptitle>{escape(item.title)}</ucaptitle></h1>
<p>发布时间：<publishtime>{item.shown_at:%Y-%m-%d %H:%M}</publishtime></p>
<ucapcontent>{item.body}{links}</ucapcontent>
{write_foot(shelf.site)}</body></html>""")


def _json(answer: object) -> Answer:
    return text_answer(json.dumps(answer, ensure_ascii=False), HTML)
