"""A trade site's news pages: plain HTML, other articles' teasers with their own dates, legal lines, comments."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from demo.web.site import Attached, Item, Shelf, Teaser
from demo.web.wire import Answer, Asked, text_answer


@dataclass(frozen=True, slots=True)
class Trade:
    """Lists ``/news/list.html`` and ``/news/list_2.html``; the article is one block among many."""

    kind: str = "html"

    @property
    def list_path(self) -> str:
        """The first page of the news list."""
        return "/news/list.html"

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer one list page."""
        pages = shelf.pages(shelf.site.page_size)
        for number in range(1, pages + 1):
            name = "/news/list.html" if number == 1 else f"/news/list_{number}.html"
            if asked.path == name:
                return text_answer(self._list_page(shelf, number, pages))
        return None

    def _list_page(self, shelf: Shelf, number: int, pages: int) -> str:
        """Write one list page, with a link to the next if there is one."""
        rows = shelf.page_of(number, shelf.site.page_size)
        lines = "\n".join(self._row(shelf, item, order) for order, item in enumerate(rows))
        after = f'<a class="next" href="list_{number + 1}.html">下一页</a>' if number < pages else ""
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>行业新闻_{escape(shelf.site.name)}</title></head>
<body><div class="top"><a href="/{shelf.site.id}/">首页</a> <a href="/{shelf.site.id}/show/">展会</a></div>
<ul class="news-list">
{lines}
</ul>
<div class="pager">{after}</div></body></html>"""

    def _row(self, shelf: Shelf, item: Item, order: int) -> str:
        """Write one row."""
        href = escape(shelf.href(self.page_path(item), page=self.list_path, order=order))
        return (
            f'<li><a href="{href}" title="{escape(item.title)}">{escape(item.title)}</a>'
            f'<span class="time">{item.shown_at:%Y-%m-%d}</span></li>'
        )

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article between rankings above, and legal lines, teasers and a comment form below."""
        teasers = "\n".join(self._teaser(order, one) for order, one in enumerate(item.teasers))
        files = "".join(
            f'<p><a href="{escape(shelf.address(self.file_path(item, one)))}">{escape(one.name)}</a></p>'
            for one in item.attachments
        )
        return text_answer(f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(item.title)}-{escape(shelf.site.name)}</title></head>
<body>
<div class="side"><h3>热门阅读 更多</h3><h3>展会预告 更多</h3></div>
<div class="article">
<h1>{escape(item.title)}</h1>
<div class="meta"><span class="time">{item.shown_at:%Y-%m-%d %H:%M:%S}</span> <span class="from">来源：{escape(item.issuer)}</span></div>
<div class="content">{item.body}{files}</div>
</div>
<div class="copyright"><p>本站声明：转载内容仅供参考，不代表{escape(shelf.site.name)}的看法；如涉及版权，请与本站联系处理。</p></div>
<div class="related"><h3>相关新闻</h3>
<ul>
{teasers}
</ul></div>
<div class="comment"><form><input name="nick" placeholder="昵称"><input name="code" placeholder="验证码"></form>
<p>评论只代表网友个人的看法</p></div>
</body></html>""")

    def _teaser(self, order: int, teaser: Teaser) -> str:
        """Write the teaser of another article, with whatever time the site prints under it."""
        return (
            f'<li><a href="#{order}">{escape(teaser.title)}</a><p>{escape(teaser.text)}</p>'
            f"<span>- {escape(teaser.printed)}</span><span>- {437 + 211 * order}</span></li>"
        )

    def page_path(self, item: Item) -> str:
        """Return an address without a date."""
        return f"/news/detail/{item.number}.html"

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address under the site's uploads."""
        return f"/upload/{item.hex}-{item.attachments.index(attached)}.{attached.suffix}"
