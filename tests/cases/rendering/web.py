"""A page as the content systems of government sites print it: TRS, hanweb (jpage), ucap, or none of them.

The frame differs (containers, where title, day and source stand), and so does what editors do inside: paragraphs or line
breaks, spans or plain tables, a list's items, one cell a line. Nothing here is copied from a page; the marks are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import takewhile

from tests.cases.written import Block, Piece, Rows, paragraphs

STYLES = ("trs", "jpage", "ucap", "plain")
BODIES = ("paragraphs", "breaks", "items")
_MENU = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw/">政务公开</a></li><li><a href="/hd/">互动交流</a></li></ul></div>'
_FOOT = '<div class="footer"><p>主办单位：示例单位 <a href="/map">网站地图</a> ICP备00000000号</p></div>'


def page(piece: Piece, files: Sequence[Piece] = ()) -> bytes:
    """Return an HTML page in UTF-8, or in the character set ``look`` names; ``files`` are what it links to."""
    frame = _FRAMES[piece.look.get("style", "trs")]
    look = piece.look
    body = "\n".join(
        _block(block, look.get("body", "paragraphs"), look.get("merge", ())) for block in piece.blocks
    )
    pictures = [_picture(at, file) for at, file in enumerate(files, start=1) if file.look.get("picture")]
    links = [_link(at, file) for at, file in enumerate(files, start=1) if not file.look.get("picture")]
    body = "\n".join((body, *pictures))
    charset = piece.look.get("charset", "utf-8")
    text = frame(piece, body, "\n".join(links)).replace("<head>", f'<head><meta charset="{charset}">')
    return text.encode(charset)


def _trs(piece: Piece, body: str, links: str) -> str:
    meta = _meta("ArticleTitle", piece.title) + (
        _meta("PubDate", f"{piece.day:%Y-%m-%d} 10:20") if piece.day else ""
    )
    source = f" 来源：{_origin(piece)}" if piece.origin else ""
    day = f"发布时间：{piece.day:%Y-%m-%d}" if piece.day else ""
    return (
        f"<!DOCTYPE html><html><head><title>{escape(piece.title)}</title>{meta}</head><body>{_MENU}"
        f'<h2>{escape(piece.title)}</h2><div class="xxgk_info">{day}{escape(source)}</div>'
        f'<div class="TRS_Editor">{body}</div>{_files(links, "fj")}{_FOOT}</body></html>'
    )


def _jpage(piece: Piece, body: str, links: str) -> str:
    day = f"<td>发布日期：{piece.day:%Y-%m-%d}</td>" if piece.day else ""
    source = f"<td>信息来源：{escape(_origin(piece))}</td>" if piece.origin else ""
    meta = _meta("ArticleTitle", piece.title)
    return (
        f"<!DOCTYPE html><html><head><title>{escape(piece.title)} 示例网站 通知公告</title>{meta}</head><body>{_MENU}"
        f'<table id="article" width="100%"><tr><td class="title">{escape(piece.title)}</td></tr>'
        f"<tr><td><table><tr>{day}{source}<td>字体：[大 中 小]</td></tr></table></td></tr>"
        f'<tr><td><div id="zoom"><!--ZJEG_RSS.content.begin-->{body}{links}<!--ZJEG_RSS.content.end--></div></td></tr></table>'
        f"{_FOOT}</body></html>"
    )


def _ucap(piece: Piece, body: str, links: str) -> str:
    day = f"<publishtime>{piece.day:%Y-%m-%d} 09:00</publishtime>" if piece.day else ""
    label = f"日期：{piece.day:%Y-%m-%d}" if piece.day else ""
    source = f" 来源：{escape(_origin(piece))}" if piece.origin else ""
    return (
        f"<!DOCTYPE html><html><head><title>{escape(piece.title)}</title></head><body>{_MENU}"
        f'<h1><ucaptitle>{escape(piece.title)}</ucaptitle></h1><div class="pages-date">{label}{source} {day}</div>'
        f'<div class="pages_content" id="UCAP-CONTENT"><ucapcontent>{body}{links}</ucapcontent></div>{_FOOT}</body></html>'
    )


def _plain(piece: Piece, body: str, links: str) -> str:
    day = f"<span>{piece.day:%Y年%m月%d日}</span>" if piece.day else ""
    source = f"<span>来源：{escape(_origin(piece))}</span>" if piece.origin else ""
    return (
        f"<html><head><title>{escape(piece.title)}</title></head><body>{_MENU}<h1>{escape(piece.title)}</h1>"
        f'<div class="info">{day} {source}</div><div class="article-content">{body}{links}</div>{_FOOT}</body></html>'
    )


_FRAMES = {"trs": _trs, "jpage": _jpage, "ucap": _ucap, "plain": _plain}


def _meta(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{escape(value)}">'


def _origin(piece: Piece) -> str:
    return re.sub(r"^(?:信息)?来源[:：]\s*", "", piece.origin)


def _files(links: str, place: str) -> str:
    return f'<div class="{place}">{links}</div>' if links else ""


def _address(at: int, file: Piece) -> str:
    return escape(file.url or f"./P02026030500{at}.{file.form}")


def _link(at: int, file: Piece) -> str:
    return f'<p><a href="{_address(at, file)}">{escape(file.name)}</a></p>'


def _picture(at: int, file: Piece) -> str:
    return f'<p align="center"><img src="{_address(at, file)}" alt="{escape(file.name)}"></p>'


def _block(block: Block, body: str, merge: Sequence[int]) -> str:
    if not isinstance(block, str):
        cells = (cell for row in block for cell in row)
        return _table(block, merge) if body != "cells" else "".join(f"<p>{_text(cell)}</p>" for cell in cells)
    lines = [_text(line) for line in paragraphs(block)]
    if body == "breaks":
        return f"<p>{'<br>'.join(lines)}</p>"
    if body == "items":
        return "".join(
            f"<ul><li>{line}</li></ul>" if re.match(r"\d", line) else f"<p>{line}</p>" for line in lines
        )
    return "\n".join(f'<p style="text-indent: 2em">{line}</p>' for line in lines)


def _text(text: str) -> str:
    """Escape a text; runs of blanks are kept as editors keep them."""
    return re.sub(r" {2,}", lambda run: "&nbsp;" * len(run[0]), escape(text))


def _table(rows: Rows, merge: Sequence[int]) -> str:
    """Return a table; equal cells below one another are one cell in the columns to be merged."""
    lines = []
    for at, row in enumerate(rows):
        skipped = {column for column in merge if at > 1 and rows[at - 1][column] == row[column]}
        spans = {column: _run(rows, at, column) for column in merge if at and column not in skipped}
        lines.append(f"<tr>{_row(row, skipped, spans)}</tr>")
    return f'<table border="1"><tbody>{"".join(lines)}</tbody></table>'


def _run(rows: Rows, at: int, column: int) -> int:
    """Return how many rows from this one on say the same in a column."""
    return len(list(takewhile(lambda row: row[column] == rows[at][column], rows[at:])))


def _row(row: Sequence[str], skipped: set[int], spans: dict[int, int]) -> str:
    """Return a row's cells; one that says the same all along is a heading over the whole width."""
    if len(row) > 1 and len(set(row)) == 1 and row[0]:
        return f'<td colspan="{len(row)}">{_text(row[0])}</td>'
    return "".join(
        f"<td{_span(spans.get(column, 1))}><p>{_text(cell)}</p></td>"
        for column, cell in enumerate(row)
        if column not in skipped
    )


def _span(rows: int) -> str:
    return f' rowspan="{rows}"' if rows > 1 else ""
