"""Static lists in the many manners of the provinces (S5, S6, S7, S11).

How a row is written, what an article is called and how pages are counted are three things, each chosen by itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from demo.web.forms.article import write_article
from demo.web.forms.metadata import write_foot, write_nav
from demo.web.site import Attached, Item, Shelf
from demo.web.wire import Answer, Asked, text_answer

ROWS: dict[str, str] = {
    "li": '<li class="clearfix"><a href="{href}" title="{title}">{short}…</a><span>{day}</span></li>',
    "wrapped": '<div class="list"><a href="{href}"><p>{title}</p><span>{day}</span></a></div>',
    "span in link": '<li><a href="{href}" title="{title}">{title}<span>{day}</span></a></li>',
    "date cell first": "<table><tbody><tr><td>{day}</td><td><a href='{href}' title='{title}'>{short}…</a></td></tr></tbody></table>",
    "date cell last": "<table><tbody><tr><td>{order}</td><td><a href='{href}'>{title}</a></td><td>{day}</td></tr></tbody></table>",
    "b": '<li><a href="{href}" title="{title}">{title}</a><b>{day}</b></li>',
    "round brackets": '<li><a href="{href}" title="{title}">{title}</a><span>({day})</span></li>',
    "square brackets": '<li><a href="{href}">{title}</a><em>[{day}]</em></li>',
    "slashes": '<li><a href="{href}">{title}</a><span>{year}/{month}/{of_month}</span></li>',
    "short year": '<li><a href="{href}">{title}</a><span>{year2}-{month}-{of_month}</span></li>',
    "no year": '<li><a href="{href}">{title}</a><span>{month}-{of_month}</span></li>',
    "words": '<li><a href="{href}">{title}</a><span>{year}年{month}月{of_month}日</span></li>',
    "minutes": '<li><a href="{href}">{title}</a><span>{day} {clock}</span></li>',
    "day apart": '<li><div class="time"><span class="year">{year}-{month}</span><span class="date">{of_month}</span></div>'
    '<a href="{href}">{title}</a></li>',
    "day first": '<li><a href="{href}"><div class="rq"><b>{of_month}</b><i>{year}-{month}</i></div><h4>{title}</h4><p>示例摘要若干字</p></a></li>',
    "doc list": '<ul class="doc_list"><li><a title="{title}" href="{href}">{short}…</a><span class="date">{day}</span></li></ul>',
    "labelled": '<div class="list_div"><div class="list-right_title"><a href="{href}">{title}</a></div><table><tr>'
    '<td align="left">发布时间：{day}</td></tr></table><span class="column-name">示例处</span></div>',
    "date before": '<li><span>{day}</span><a href="{href}">{title}</a></li>',
    "flat": '<a href="{href}">{title}</a> <span>{day}</span><br>',
    "definitions": '<dt><a href="{href}">{title}</a></dt><dd>{day}</dd>',
    "no date": '<li><a href="{href}">{title}</a></li>',
    "written": "<script>\ndocument.write('<li><a href=\"{href}\">{title}</a>');\ndocument.write('[{day}]</li>');\n</script>",
    "arrays": "<script>urls[{order}]='{href}';headers[{order}]=\"{title}\";year[{order}]='{year}';month[{order}]='{month}';"
    "day[{order}]='{of_month}';</script>",
}  # fmt: skip
ADDRESSES: dict[str, Callable[[Item], str]] = {
    "t-date": lambda item: f"{item.shown_at:%Y%m}/t{item.shown_at:%Y%m%d}_{item.number}.html",
    "t-date shtml": lambda item: f"{item.shown_at:%Y%m}/t{item.shown_at:%Y%m%d}_{item.number}.shtml",
    "t-date htm": lambda item: f"{item.shown_at:%Y%m}/t{item.shown_at:%Y%m%d}_{item.number}.htm",
    "t-number": lambda item: f"t{item.number}.shtml",
    "post": lambda item: f"content/post_{item.number}.html",
    "tsid": lambda item: f"{item.shown_at:%Y%m%d%H%M%S}{item.number % 100000:05d}/index.shtml",
    "day and hex": lambda item: f"{item.shown_at:%Y%m%d}/{item.hex}.html",
    "month and hex": lambda item: f"{item.shown_at:%Y%m}/{item.hex}.shtml",
    "parts and hex": lambda item: (
        f"{item.shown_at.year}/{item.shown_at.month}/{item.shown_at.day}/{item.hex}.shtml"
    ),
    "uuid": lambda item: f"{item.shown_at:%Y%m/%d}/{uuid.UUID(item.hex)}.html",
    "system": lambda item: f"system/{item.shown_at:%Y/%m/%d}/{item.number}.shtml",
    "dated path": lambda item: f"c/{item.shown_at:%Y-%m-%d}/{item.number}.shtml",
    "column and number": lambda item: f"c107572/{item.shown_at:%Y%m}/{item.number}.shtml",
    "column and c00": lambda item: f"c107069/{item.shown_at:%Y%m}/c00_{item.number}.shtml",
    "content": lambda item: f"c{item.number}/content.html",
}
PAGERS: dict[str, str] = {
    "createPageHTML": '<script>createPageHTML({pages}, {place}, "{name}", "{suffix}");</script>',
    "boxed": "<script>createPageHTML('page-div',{pages}, {place},'{name}','{suffix}',371);</script>",
    "createPage": '<script>createPage({pages}, {place}, "{name}", "{suffix}");</script>',
    "pagination": '<script>$(".pagination").pagination({{totalPage:{pages},showData:20}});</script>',
    "words": '<div class="page">共{pages}页</div>',
    "link": '<div class="page">{forward}</div>',
    "none": "",
}
_STUB = "<html><head><title>示例</title></head><body><div class='page'></div></body></html>"


@dataclass(frozen=True, slots=True)
class Static:
    """``row``, ``address`` and ``pager`` name one of the manners above; ``name`` and ``suffix`` are the first page's.

    ``base``: the second page is ``<name>_<base + 1>``. ``stub``: pages behind the first are shells without rows.
    """

    row: str = "li"
    address: str = "t-date"
    pager: str = "createPageHTML"
    section: str = "xxgk/tzgg"
    name: str = "index"
    suffix: str = "html"
    base: int = 0
    stub: bool = False
    kind: str = "trs"

    @property
    def list_path(self) -> str:
        """The first page."""
        return f"/{self.section}/{self.name}.{self.suffix}"

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer one list page."""
        pages = shelf.pages(shelf.site.page_size)
        for number in range(1, pages + 1):
            if asked.path == f"/{self.section}/{self._file(number)}":
                return text_answer(
                    _STUB if self.stub and number > 1 else self._list_page(shelf, number, pages)
                )
        return None

    def _file(self, number: int) -> str:
        """Return the name of a list page counted from 1."""
        return f"{self.name}{f'_{number - 1 + self.base}' if number > 1 else ''}.{self.suffix}"

    def _list_page(self, shelf: Shelf, number: int, pages: int) -> str:
        """Write one list page, beside a menu in the same mark-up and the usual links below it."""
        rows = shelf.page_of(number, shelf.site.page_size)
        lines = "\n".join(self._row(shelf, item, order) for order, item in enumerate(rows))
        forward = f'<a href="{self._file(number + 1)}">下一页</a>' if number < pages else ""
        pager = PAGERS[self.pager].format(
            pages=pages, place=number - 1, name=self.name, suffix=self.suffix, forward=forward
        )
        menu = '<ul class="menu"><li><a href="../xwdt/">工作动态</a></li><li><a href="../zcwj/">政策文件及其解读</a></li></ul>'
        foot = '<a href="../../c111222/content.html">联系我们</a><a href="../../202001/t20200101_1.html">网站地图</a>'
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>公示公告_{escape(shelf.site.name)}</title></head>
<body>{write_nav(shelf.site)}{menu}
<div class="main"><ul class="list">
{lines}
</ul></div>
{pager}<div class="foot">{foot}</div>{write_foot(shelf.site)}</body></html>"""

    def _row(self, shelf: Shelf, item: Item, order: int) -> str:
        """Write one row, its link relative to the section."""
        path = self.page_path(item)
        href = escape(
            shelf.href(
                path, page=self.list_path, order=order, plain=f".{path.removeprefix(f'/{self.section}')}"
            )
        )
        at = item.shown_at
        return ROWS[self.row].format(
            href=href, title=escape(item.title), short=escape(item.title[:7]), order=order, day=f"{at:%Y-%m-%d}",
            year=at.year, year2=f"{at:%y}", month=f"{at:%m}", of_month=f"{at:%d}", clock=f"{at:%H:%M}",
        )  # fmt: skip

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article: its files lie beside it."""
        files = {one.name: self.file_path(item, one) for one in item.attachments}
        return write_article(shelf, item, files, column="公示公告")

    def page_path(self, item: Item) -> str:
        """Return an address in this site's manner, below its section."""
        return f"/{self.section}/{ADDRESSES[self.address](item)}"

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address beside the article's."""
        place = item.attachments.index(attached)
        folder = self.page_path(item).rpartition("/")[0]
        return f"{folder}/P0{item.shown_at:%Y%m%d}{item.number}{place:03d}.{attached.suffix}"
