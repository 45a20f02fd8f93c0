"""The head that government pages share: the metas that name title, time, source and column."""

from __future__ import annotations

from html import escape

from demo.web.site import Item, Site


def write_head(site: Site, item: Item, *, column: str) -> str:
    """Write the head of an article's page, with its metas."""
    metas = {
        "SiteName": site.name,
        "ColumnName": column,
        "ArticleTitle": item.title,
        "PubDate": f"{item.shown_at:%Y-%m-%d %H:%M}",
        "ContentSource": item.issuer,
    }
    lines = "\n".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in metas.items())
    return f'<head>\n<meta charset="utf-8">\n<title>{escape(item.title)}</title>\n{lines}\n</head>'


def write_nav(site: Site) -> str:
    """Write the bar above an article: not part of it, and readers must leave it out."""
    return f'<div class="nav"><a href="/{site.id}/">首页</a> &gt; <a href="/{site.id}/">信息公开</a></div>'


def write_foot(site: Site) -> str:
    """Write the lines under an article."""
    return f'<div class="footer"><p>主办：{escape(site.name)}</p><p>示例ICP备00000000号</p></div>'
