"""An article's page as the JSON portals show it: metas, the text in a known container, its files as links below."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from demo.web.forms.metadata import write_foot, write_head, write_nav
from demo.web.site import Item, Shelf
from demo.web.wire import Answer, text_answer


def write_article(shelf: Shelf, item: Item, files: Mapping[str, str], *, column: str) -> Answer:
    """Write an article's page.

    Args:
        shelf: the site as it stands.
        item: the article.
        files: the paths inside the site of its attachments, by their names.
        column: the column's name.
    """
    links = "".join(
        f'<p class="insertfileTag"><a href="{escape(shelf.address(path))}">{escape(name)}</a></p>'
        for name, path in files.items()
    )
    return text_answer(f"""<!DOCTYPE html>
<html>{write_head(shelf.site, item, column=column)}
<body>{write_nav(shelf.site)}
<div class="tit"><h1>{escape(item.title)}</h1>
<p>发布时间：{item.shown_at:%Y-%m-%d %H:%M} 来源：{escape(item.issuer)}</p></div>
<div class="article_content">{item.body}{links}</div>
{write_foot(shelf.site)}</body></html>""")
