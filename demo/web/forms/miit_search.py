"""The ministry's search interface (S2): JSON under the label text/html, JSON again inside its strings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from demo.web.forms.metadata import write_foot, write_head, write_nav
from demo.web.site import Attached, Item, Shelf
from demo.web.wire import HTML, Answer, Asked, text_answer

_HIGHLIGHTED = "名单"


@dataclass(frozen=True, slots=True)
class MiitSearch:
    """Lists by the search interface, articles with ``#con_con`` and attachments in ``iframe[fileurl]``."""

    kind: str = "miit-search"

    @property
    def list_path(self) -> str:
        """The interface's own address; ``cateid``, ``p`` and ``pg`` come as query."""
        return "/search-front-server/api/search/info"

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer one page of hits: wrapped in groups if ``group`` is asked, without ``searchResult`` if none."""
        if asked.path != self.list_path:
            return None
        if not shelf.items:
            return text_answer(json.dumps({"code": "200", "data": {}}), HTML)
        size = asked.count("pg", shelf.site.page_size)
        rows = shelf.page_of(asked.count("p", 1), size)
        grouped = "group" in asked.query
        hits = [self._hit(shelf, item, order, grouped=grouped) for order, item in enumerate(rows)]
        result = {"totalCount": len(shelf.items), "dataResults": hits}
        body = {"code": "200", "data": {"searchResult": result}}
        return text_answer(json.dumps(body, ensure_ascii=False), HTML)

    def _hit(self, shelf: Shelf, item: Item, order: int, *, grouped: bool) -> dict[str, object]:
        """Write one hit in either wrapper; the date is milliseconds in a string, or a day."""
        field = json.dumps([{"fieldValue": item.body[:200]}], ensure_ascii=False)
        data: dict[str, object] = {
            "title": escape(item.title, quote=False).replace(
                _HIGHLIGHTED, f"<em class='x'>{_HIGHLIGHTED}</em>"
            ),
            "url": shelf.href(self.page_path(item), page=self.list_path, order=order),
            "publishgroupname": item.issuer,
            "filenumbername": item.doc_number,
            "columnname": "文件发布",
            "metaid": str(item.number),
            "infoextends": json.dumps({"infoContent": field}, ensure_ascii=False),
        }
        if not grouped:
            return {"data": {**data, "jsearch_date": f"{item.shown_at:%Y-%m-%d}"}}
        stamp = str(int(item.shown_at.timestamp() * 1000))
        return {"groupData": [{"data": {**data, "deploytime": stamp}}]}

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article: its files are frames with the address in ``fileurl``, never links."""
        files = "".join(
            f'<li><iframe fileurl="{escape(shelf.address(self.file_path(item, one)))}"'
            f' src="/viewer?file={item.hex}"></iframe></li>'
            for one in item.attachments
        )
        listed = f'<ul class="fileArry">{files}</ul>' if files else ""
        return text_answer(f"""<!DOCTYPE html>
<html>{write_head(shelf.site, item, column="文件发布")}
<body>{write_nav(shelf.site)}
<div class="ctitle"><h1 id="con_title">{escape(item.title)}</h1></div>
<div class="cinfo"><span id="con_time">{item.shown_at:%Y-%m-%d %H:%M}</span> 来源：{escape(item.issuer)}</div>
<div class="ccontent center" id="con_con">{item.body}{listed}</div>
{write_foot(shelf.site)}</body></html>""")

    def page_path(self, item: Item) -> str:
        """Return an address with the year alone as its date."""
        return f"/zwgk/zcwj/wjfb/tg/art/{item.shown_at.year}/art_{item.hex}.html"

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return an address that tells nothing of the file but its ending."""
        place = item.attachments.index(attached) + 1
        return f"/cms_files/filemanager/attach/{item.hex}/{place}.{attached.suffix}"
