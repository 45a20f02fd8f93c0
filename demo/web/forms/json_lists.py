"""The portals that answer their lists as JSON, each in a layout of its own (S8, S9b, S10, S12, S13 and 海淀)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from demo.web.forms.article import write_article
from demo.web.site import Attached, Item, Shelf
from demo.web.wire import HTML, Answer, Asked, text_answer

Row = Callable[[Item, str], dict[str, object]]
Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Layout:
    """One portal's manner: where it is asked and how, how it writes a row, and what stands around the rows.

    ``around`` takes the rows, how many there are in all, and the page's number; ``page`` makes an article's path.
    """

    path: str
    posts: bool
    counter: str
    size: str
    row: Row
    around: Callable[[Rows, int, int], object]
    page: Callable[[Item], str]


@dataclass(frozen=True, slots=True)
class JsonList:
    """A portal in one of the layouts below."""

    layout: Layout
    kind: str = "json"

    @property
    def list_path(self) -> str:
        """The interface's address."""
        return self.layout.path

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer one page of the list, to the method that the portal takes."""
        layout = self.layout
        if asked.path != layout.path:
            return None
        if (asked.method == "POST") != layout.posts:
            return text_answer("<html><body>405 Method Not Allowed</body></html>", status=405)
        page = asked.count(layout.counter, 1)
        items = shelf.page_of(page, asked.count(layout.size, shelf.site.page_size))
        rows = [
            layout.row(item, shelf.href(self.page_path(item), page=layout.path, order=order))
            for order, item in enumerate(items)
        ]
        return text_answer(json.dumps(layout.around(rows, len(shelf.items), page), ensure_ascii=False), HTML)

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article's page."""
        files = {one.name: self.file_path(item, one) for one in item.attachments}
        return write_article(shelf, item, files, column="通知公告")

    def page_path(self, item: Item) -> str:
        """Return an address as the layout makes it."""
        return self.layout.page(item)

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address in a folder of documents."""
        place = item.attachments.index(attached)
        return f"/doc/document/{item.shown_at:%Y%m%d}/{item.number}{place}.{attached.suffix}"


def _packed(value: object) -> str:
    """Write JSON to stand inside a string of JSON."""
    return json.dumps(value, ensure_ascii=False)


QUERY_LIST = Layout(
    path="/queryList", posts=True, counter="current", size="pageSize",
    row=lambda item, href: {"source": {
        "title": item.title, "showTitle": f"<b>{escape(item.title, quote=False)}</b>",
        "pubDate": f"{item.shown_at:%Y-%m-%d %H:%M:%S}", "metadata": _packed({"author": item.issuer}),
        "urls": _packed({"pc": href}), "images": "[]", "content": {"content": item.body}}},
    around=lambda rows, total, _page: {"code": 200, "data": {"total": total, "results": rows}},
    page=lambda item: f"/jxsgyhxxht/zcwj/content/content_{item.number}{item.number:011d}.html",
)  # fmt: skip
"""江西: POST, JSON again inside its strings."""

FJDZAPP = Layout(
    path="/fjdzapp/search", posts=True, counter="page", size="prepage",
    row=lambda item, href: {"doctitle": item.title, "docreltime": f"{item.shown_at:%Y-%m-%d %H:%M:%S}",
                            "docpuburl": "", "chnldocurl": href},
    around=lambda rows, total, _page: {"data": rows, "count": str(total)},
    page=lambda item: f"/zwgk/gsgg/{item.shown_at:%Y%m}/t{item.shown_at:%Y%m%d}_{item.number}.htm",
)  # fmt: skip
"""福建: POST, the address in one of two fields."""

GOV_SEARCH = Layout(
    path="/search-gov/data", posts=False, counter="p", size="n",
    row=lambda item, href: {"id": str(item.number), "title": item.title.replace("名单", "<em>名单</em>"), "url": href,
                            "pubtime": int(item.shown_at.timestamp() * 1000), "summary": item.title},
    around=lambda rows, _total, _page: {"code": "200", "searchVO": {
        "totalCount": 0, "catMap": {"bumenfile": {"listVO": rows}, "gongwen": {"listVO": []}}}},
    page=lambda item: f"/zhengce/zhengceku/{item.shown_at:%Y%m}/content_{item.number}.htm",
)  # fmt: skip
"""The State Council's library: mark-up in titles, milliseconds, a total that is 0."""

IGS = Layout(
    path="/igs/front/search.jhtml", posts=False, counter="pageNumber", size="pageSize",
    row=lambda item, href: {"title": item.title, "url": href, "PUBDATE": f"{item.shown_at:%Y-%m-%d %H:%M:%S}"},
    around=lambda rows, total, page: {"page": {"total": total, "number": page, "content": rows}},
    page=lambda item: f"/zwgk_213/gsgg/{item.shown_at:%Y%m}/t{item.shown_at:%Y%m%d}_{item.number}.html",
)  # fmt: skip
"""重庆's search."""

SUZHOU = Layout(
    path="/szinf/xxgk/interfacesWebZcwj/loadData", posts=True, counter="pageIndex", size="pageSize",
    row=lambda item, href: {"TITLE": item.title, "URL": href, "C_WJBH": item.doc_number,
                            "PUBLISHED_TIME_FORMAT": f"{item.shown_at:%Y-%m-%d}", "MANUSCRIPT_ID": item.hex},
    around=lambda rows, total, _page: {"data": {"allRow": total, "totalPage": 1, "list": rows}},
    page=lambda item: f"/szinf/zcwj/{item.shown_at:%Y%m}/{item.hex}.shtml",
)  # fmt: skip
"""苏州's documents: POST with the size in the address, names in capitals."""

HAIDIAN = Layout(
    path="/sjkf-api/haidian/data/catalog/search", posts=False, counter="pageNum", size="pageSize",
    row=lambda item, href: {"title": item.title, "docPubUrl": href, "pubDate": f"{item.shown_at:%Y-%m-%d}",
                            "youxiaoxing": "1", "organCodeName": "示发", "yearOfPublish": item.shown_at.year,
                            "serialNumberOfPublish": 1},
    around=lambda rows, total, _page: {"total": total, "rows": rows},
    page=lambda item: f"/zwgk/{item.shown_at:%Y%m}/t{item.shown_at:%Y%m%d}_{item.number}.shtml",
)  # fmt: skip
"""海淀: a document number in three fields."""
