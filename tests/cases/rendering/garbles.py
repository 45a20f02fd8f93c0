"""What copies do to a page, each undoable in principle: nothing here loses a character, so the reading must not differ.

``GARBLES`` names them; each takes a page and gives a page whose texts, or whose bytes, are spoilt.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html import escape

import opencc
import pypinyin

from tests.cases.rendering import web
from tests.cases.written import Block, Piece, paragraphs

Texts = Callable[[str], str]


def map_texts(piece: Piece, change: Texts) -> Piece:
    """Return a piece with every text of it changed, line by line and cell by cell."""
    return replace(
        piece,
        title=change(piece.title),
        origin=change(piece.origin),
        blocks=tuple(_map_block(block, change) for block in piece.blocks),
    )


def _map_block(block: Block, change: Texts) -> Block:
    if isinstance(block, str):
        return "\n".join(map(change, paragraphs(block)))
    return tuple(tuple(map(change, row)) for row in block)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def traditional(text: str) -> str:
    """Convert to traditional characters, with the wrong variants that machines choose (聯係, 控製)."""
    return str(_converter().convert(text)).replace("系", "係").replace("制", "製")


def with_readings(text: str) -> str:
    """Convert to traditional, with the toned reading in brackets behind every converted character."""
    out = []
    for before in text:
        after = str(_converter().convert(before))
        reading = pypinyin.pinyin(after, style=pypinyin.Style.TONE)[0][0]
        out.append(
            f"{after}({reading})" if after != before and any(ord(one) > 127 for one in reading) else after
        )
    return "".join(out)


def with_invisible(text: str) -> str:
    """Put characters without width between the visible ones."""
    return "".join(
        one + "\u200b\u2060\ufeff\u00ad"[at % 4] if at % 3 == 0 else one for at, one in enumerate(text)
    )


def wide(text: str) -> str:
    """Set digits, Latin letters and brackets in full width."""
    return re.sub(r"[0-9A-Za-z()]", lambda one: chr(ord(one[0]) + 0xFEE0), text)


def spaced(text: str) -> str:
    """Set a blank before every comma and stop, and double the comma."""
    return re.sub("[，。；]", lambda one: f" {one[0] * 2 if one[0] == '，' else one[0]}", text)


def doubled(piece: Piece) -> bytes:
    """Print the body twice."""
    return web.page(replace(piece, blocks=piece.blocks * 2))


def with_entities(piece: Piece) -> bytes:
    """Escape every character as a number, twice over in the body, so that &#20013; stands on the page."""
    return web.page(
        map_texts(piece, lambda text: "".join(f"&#{ord(one)};" if ord(one) > 127 else one for one in text))
    )


def with_markup(piece: Piece) -> bytes:
    """Leave tags and named entities of the source in the text."""
    return web.page(map_texts(piece, lambda text: f"{text}</p>" if text and not text.isdigit() else text))


def with_hidden(piece: Piece) -> bytes:
    """Hide words of an advertisement in every paragraph."""
    spam = '<span style="display:none">示例彩票平台</span><i hidden>示例下载</i>'
    return re.sub(b"</p>", spam.encode() + b"</p>", web.page(piece))


def a_character_a_line(piece: Piece) -> bytes:
    """Break the line after every character of the running text."""
    body = web.page(map_texts(piece, lambda text: text)).decode()
    for line in sorted(set(piece.lines), key=len, reverse=True):
        body = body.replace(f">{escape(line)}</p>", f">{'<br>'.join(map(escape, line))}</p>")
    return body.encode()


def as_latin(piece: Piece) -> bytes:
    """Read the page's UTF-8 as Latin-1 and save that as UTF-8."""
    return web.page(piece).decode("latin-1").encode()


def gbk_as_latin(piece: Piece) -> bytes:
    """Read a page in GBK as Latin-1 and save that as UTF-8."""
    look = {**piece.look, "charset": "gb18030"}
    return web.page(replace(piece, look=look)).decode("latin-1").encode()


def misdeclared(piece: Piece) -> bytes:
    """Declare GBK over a page in UTF-8."""
    return web.page(piece).replace(b'charset="utf-8"', b'charset="gb2312"')


def fits(name: str, piece: Piece) -> bool:
    """Say whether a garble can be undone on a page: where blanks or lines alone part cells, a line each loses them."""
    return name != "a char a line" or not any(re.search(r"\s{2}|^\d+$|序号", line) for line in piece.lines)


def _of_texts(change: Texts) -> Callable[[Piece], bytes]:
    return lambda piece: web.page(map_texts(piece, change))


GARBLES: dict[str, Callable[[Piece], bytes]] = {
    "readings": _of_texts(with_readings),
    "traditional": _of_texts(traditional),
    "invisible": _of_texts(with_invisible),
    "wide": _of_texts(wide),
    "spaced": _of_texts(spaced),
    "doubled": doubled,
    "entities": with_entities,
    "markup": with_markup,
    "hidden": with_hidden,
    "a char a line": a_character_a_line,
    "as Latin": as_latin,
    "GBK as Latin": gbk_as_latin,
    "misdeclared": misdeclared,
}
