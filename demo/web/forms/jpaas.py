"""JPAAS lists (S1): a column page that names a second request, whose JSON holds the rows as HTML."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from demo.web.forms.metadata import write_foot, write_nav
from demo.web.forms.miit_search import MiitSearch
from demo.web.site import Attached, Item, Shelf
from demo.web.wire import Answer, Asked, text_answer

_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_ARTICLES = MiitSearch()  # the same articles stand behind both


@dataclass(frozen=True, slots=True)
class Jpaas:
    """``pager``: the column page holds the first rows, and its pager names the request (浙江); else a script does.

    ``list_tag`` is the ``tagId`` of the list; the page builds its place line by the same system, under another one.
    """

    column: str = "zwgk/wjgs"
    list_tag: str = "当前栏目_list"
    pager: bool = False
    kind: str = "jpaas"

    @property
    def list_path(self) -> str:
        """The column page."""
        return f"/{self.column}/index.html"

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer the column page or the request that builds its list."""
        if asked.path == self.list_path:
            return text_answer(self._column_page(shelf))
        if asked.path != _UNIT:
            return None
        if asked.query.get("tagId") != self.list_tag:
            return _json({"success": False, "message": "示例：没有这个单元"})
        turned = json.loads(asked.query.get("paramJson", "{}"))
        page, size = turned.get("pageNo", 1), turned.get("pageSize", shelf.site.page_size)
        return _json({"success": True, "data": {"html": self._rows(shelf, page, size)}})

    def _query(self, tag: str) -> str:
        """Write a unit's query as the pages write it: in single quotes."""
        pairs = {
            "parseType": "bulidstatic" if self.pager else "buildstatic", "webId": "示例w1", "tplSetId": "t1",
            "pageType": "column", "tagId": tag, "editType": "null", "pageId": "p1",
        }  # fmt: skip
        return "{" + ",".join(f"'{name}':'{value}'" for name, value in pairs.items()) + "}"

    def _column_page(self, shelf: Shelf) -> str:
        """Write the column page, with its place line built by the same system."""
        address = shelf.address(_UNIT)
        script = '<script parseType="buildstatic" url="{}" queryData="{}"></script>'
        body = f'<div class="clist_con">{script.format(address, self._query(self.list_tag))}</div>'
        if self.pager:
            body = self._rows(shelf, 1, shelf.site.page_size)
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>文件公示 - {escape(shelf.site.name)}</title></head>
<body>{write_nav(shelf.site)}<div class="place">{script.format(address, self._query("当前位置"))}</div>
{body}
{write_foot(shelf.site)}</body></html>"""

    def _rows(self, shelf: Shelf, page: int, size: int) -> str:
        """Write one page of rows with the pager below."""
        rows = "\n".join(
            self._row(shelf, item, order) for order, item in enumerate(shelf.page_of(page, size))
        )
        unit = (
            f' unitUrl="{shelf.address(_UNIT)}" queryData="{self._query(self.list_tag)}"'
            if self.pager
            else ""
        )
        pager = (
            f'<div class="pagination" count="{len(shelf.items)}" rows="{size}" pageNo="{page}"{unit}></div>'
        )
        return f'<div class="page-content"><ul>\n{rows}\n</ul>{pager}</div>'

    def _row(self, shelf: Shelf, item: Item, order: int) -> str:
        """Write one row: title cut short in the text, whole in the attribute."""
        href = escape(shelf.href(self.page_path(item), page=self.list_path, order=order))
        title, short, day = escape(item.title), escape(item.title[:30]), f"{item.shown_at:%Y-%m-%d}"
        if self.pager:
            return f'<p class="lb-list"><a href="{href}" title="{title}">{short}</a><span>{day}</span></p>'
        return (
            f'<li class="cf"><a href="{href}" title="{title}">{short}</a><span class="fr">{day}</span></li>'
        )

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article, its files in frames."""
        return _ARTICLES.page(shelf, item)

    def page_path(self, item: Item) -> str:
        """Return an address with the year alone as its date."""
        return f"/{self.column}/art/{item.shown_at.year}/art_{item.hex}.html"

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address that tells nothing of the file but its ending."""
        return _ARTICLES.file_path(item, attached)


def _json(answer: object) -> Answer:
    """Write JSON with raw line breaks inside its strings, as these servers do."""
    text = json.dumps(answer, ensure_ascii=False).replace("\\n", "\n")
    return text_answer(text, "application/json;charset=utf-8")
