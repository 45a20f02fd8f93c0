"""TRS static lists (S5): ``t<day>_<number>.html`` under month folders, paged by createPageHTML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from demo.web.forms.metadata import write_foot, write_head, write_nav
from demo.web.site import Attached, Item, Shelf
from demo.web.wire import Answer, Asked, text_answer


@dataclass(frozen=True, slots=True)
class Trs:
    """``base``: the second page is ``index_<base + 1>.html``. ``wrapped`` rows have title and date inside the link.

    ``shell``: the section's root only sends on to index.html, by a refresh in its head.
    """

    section: str = "zwgk_213/gsgg"
    base: int = 0
    wrapped: bool = False
    shell: bool = False
    kind: str = "trs"

    @property
    def list_path(self) -> str:
        """The section's root where it is a shell, else its first page."""
        return f"/{self.section}/" + ("" if self.shell else "index.html")

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer one list page; the root is a shell or the first page."""
        if asked.path == f"/{self.section}/" and self.shell:
            refresh = '<meta http-equiv="Refresh" content="0; URL=./index.html">'
            return text_answer(f"<html><head>{refresh}</head><body></body></html>")
        pages = shelf.pages(shelf.site.page_size)
        for number in range(1, pages + 1):
            if asked.path in self._names(number):
                return text_answer(self._list_page(shelf, number, pages))
        return None

    def _names(self, number: int) -> tuple[str, ...]:
        """Return the addresses of a list page counted from 1."""
        if number == 1:
            return (f"/{self.section}/index.html", f"/{self.section}/")
        return (f"/{self.section}/index_{number - 1 + self.base}.html",)

    def _list_page(self, shelf: Shelf, number: int, pages: int) -> str:
        """Write one list page, beside a menu in the same mark-up (which is no entry)."""
        rows = shelf.page_of(number, shelf.site.page_size)
        lines = "\n".join(self._row(shelf, item, order) for order, item in enumerate(rows))
        menu = '<ul class="menu"><li><a href="../xwdt/">工作动态</a></li><li><a href="../zcwj/">政策文件</a></li></ul>'
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>公示公告_{escape(shelf.site.name)}</title></head>
<body>{write_nav(shelf.site)}{menu}
<ul class="list">
{lines}
</ul>
<script>createPageHTML({pages}, {number - 1}, "index", "html");</script>
{write_foot(shelf.site)}</body></html>"""

    def _row(self, shelf: Shelf, item: Item, order: int) -> str:
        """Write one row, its link relative to the section."""
        path = self.page_path(item)
        near = "." + path.removeprefix(f"/{self.section}")
        href = escape(shelf.href(path, page=f"/{self.section}/index.html", order=order, plain=near))
        day, title = f"{item.shown_at:%Y-%m-%d}", escape(item.title)
        if self.wrapped:
            return f'<li><a href="{href}"><p>{title}</p><span>{day}</span></a></li>'
        return f'<li class="clearfix"><a href="{href}" title="{title}">{escape(item.title[:36])}</a><span>{day}</span></li>'

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article: its files lie beside it."""
        files = "".join(
            f'<p class="insertfileTag"><a href="./{self._file_name(item, one)}">{escape(one.name)}</a></p>'
            for one in item.attachments
        )
        return text_answer(f"""<!DOCTYPE html>
<html>{write_head(shelf.site, item, column="公示公告")}
<body>{write_nav(shelf.site)}
<div class="tit"><h1>{escape(item.title)}</h1>
<p>日期：{item.shown_at:%Y-%m-%d} 来源：{escape(item.issuer)}</p></div>
<div class="view TRS_UEDITOR trs_paper_default">{item.body}{files}</div>
{write_foot(shelf.site)}</body></html>""")

    def page_path(self, item: Item) -> str:
        """Return an address with the day in its name and the month as its folder."""
        return f"/{self.section}/{item.shown_at:%Y%m}/t{item.shown_at:%Y%m%d}_{item.number}.html"

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address beside the article's."""
        return f"/{self.section}/{item.shown_at:%Y%m}/{self._file_name(item, attached)}"

    def _file_name(self, item: Item, attached: Attached) -> str:
        """Return the name the system gives a file: its day and a running number."""
        place = item.attachments.index(attached)
        return f"P0{item.shown_at:%Y%m%d}{item.number}{place:03d}.{attached.suffix}"
