"""广东's catalogue of public information (S3): a page with a tree of categories, lists as JSON, articles in a script."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape

from demo.web.forms.metadata import write_foot, write_head, write_nav
from demo.web.site import Attached, Item, Shelf
from demo.web.wire import Answer, Asked, text_answer

_API = re.compile(r"/gkmlpt/api/all/(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Gkmlpt:
    """``category`` is the number of 通知公告, where every article stands; 0 asks for all categories."""

    sid: str = "42"
    category: int = 10
    kind: str = "gkmlpt"

    @property
    def list_path(self) -> str:
        """The catalogue's page."""
        return "/gkmlpt/index"

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer the catalogue's page, or the list of a category."""
        if asked.path == self.list_path:
            return text_answer(self._index(shelf))
        found = _API.fullmatch(asked.path)
        if found is None:
            return None
        here = int(found[1]) in (0, self.category) and asked.query.get("sid") == self.sid
        rows = shelf.page_of(asked.count("page", 1), shelf.site.page_size) if here else ()
        answer = {
            "classify": {"id": int(found[1]), "post_count": len(shelf.items) if here else 0},
            "articles": [self._article(shelf, item, order) for order, item in enumerate(rows)],
        }
        return text_answer(json.dumps(answer, ensure_ascii=False), "application/json")

    def _index(self, shelf: Shelf) -> str:
        """Write the catalogue's page, whose tree is JSON inside a script's object."""
        tree = [
            {"id": self.category, "name": "通知公告", "children": []},
            {"id": 11, "name": "政策", "jump_url": "https://www.example.com/"},
        ]
        config = f"{{ SID: '{self.sid}', TREE: {json.dumps(tree, ensure_ascii=False)}, SERVICE_AREA_ID: 5 }}"
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>政府信息公开 - {escape(shelf.site.name)}</title>
<script>window._CONFIG = {config};</script></head><body>{write_nav(shelf.site)}<div id="app"></div></body></html>"""

    def _article(self, shelf: Shelf, item: Item, order: int) -> dict[str, object]:
        """Write one article of a list; its times are seconds."""
        path = self.page_path(item)
        plain = f"http://{shelf.host}{shelf.address(path)}"
        seconds = int(item.shown_at.timestamp())
        midnight = item.shown_at.replace(hour=0, minute=0, second=0, microsecond=0)
        return {
            "id": item.number,
            "title": item.title,
            "url": shelf.href(path, page=self.list_path, order=order, plain=plain),
            "document_number": item.doc_number,
            "publisher": item.issuer,
            "date": int(midnight.timestamp()),
            "created_at": f"{item.shown_at:%Y-%m-%d %H:%M:%S}",
            "display_publish_time": seconds,
            "is_expired": 0,
            "is_abolished": 0,
            "attachment": [],
        }

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article: its text stands escaped in a script alone."""
        files = "".join(
            f'<p><a href="{escape(shelf.address(self.file_path(item, one)))}">{escape(one.name)}</a></p>'
            for one in item.attachments
        )
        text = json.dumps({"title": item.title, "content": item.body + files}).replace("<", "\\u003C")
        return text_answer(f"""<!DOCTYPE html>
<html>{write_head(shelf.site, item, column="通知公告")}
<body>{write_nav(shelf.site)}<div id="app"></div><script>window._DETAIL = {text};</script>
{write_foot(shelf.site)}</body></html>""")

    def page_path(self, item: Item) -> str:
        """Return an address with the article's number and no date."""
        return f"/gkmlpt/content/4/{item.number // 1000}/post_{item.number}.html"

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address that tells nothing of the file but its ending."""
        place = item.attachments.index(attached)
        return f"/attachment/0/{item.number % 1000}/{item.number}{place}.{attached.suffix}"
