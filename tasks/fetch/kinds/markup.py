"""A list page's bytes as text and as a tree: charset by evidence, links from its base, a refresh that sends on.

A parser's time and memory are its page's to waste: a page that nests without end is refused before it is parsed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from config.errors import LayoutChanged
from tasks.fetch.addresses import join
from tasks.read.mending.charset import read_characters

_NOTHING = re.compile(
    r"暂无(?:数据|内容|信息|相关|记录)|没有(?:找到)?(?:相关|任何)?(?:数据|内容|信息|记录)|no (?:results|entries|items)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<!--|<(/?)([A-Za-z][A-Za-z0-9]*)")
_SMALL = 10_000  # characters: nothing below it takes long
_DEEPEST = 5_000  # elements inside each other; a parser's time grows with the square
_FORMATTED = 100
_COPIES = 1_000_000  # formatting elements that never close, times the elements they are copied into
_FORMATTING = frozenset(
    {"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_WITHOUT_END = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "a", "p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody", "thead", "tfoot", "body", "html", "head",
})  # fmt: skip
_REFRESH = re.compile(r"""\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?['"]?\s*([^'"]*)""", re.IGNORECASE)
_UNMARKED = 4096


def decode_page(body: bytes, encoding: str | None) -> str:
    """Return a page's text by what its bytes say, the source's own word before it; undecodable becomes U+FFFD.

    Neither a page's declaration nor its server's is believed: both are wrong in every way there is.

    Raises:
        Unreadable: ``encoding`` names no character set.
    """
    if encoding is None and (sort := _unmarked_utf16(body)):
        return body.decode(sort, "replace")
    return read_characters(body, encoding=encoding).removeprefix("\ufeff")


def parse_page(body: bytes, encoding: str | None) -> LexborHTMLParser:
    """Return the parsed page.

    Raises:
        LayoutChanged: It nests beyond all measure.
        Unreadable: ``encoding`` names no character set.
    """
    return parse_html(decode_page(body, encoding))


def parse_html(text: str) -> LexborHTMLParser:
    """Return a parsed page or fragment.

    Raises:
        LayoutChanged: It nests beyond all measure.
    """
    if len(text) > _SMALL:
        _refuse_tangle(text)
    return LexborHTMLParser(text)


def base_of(root: LexborNode, url: str) -> str:
    """Return what the page's links are relative to: its ``base``, else its own address."""
    node = root.css_first("base[href]")
    return url if node is None else join(url, node.attributes.get("href") or "") or url


def sent_on(root: LexborNode, url: str) -> str | None:
    """Return the address that the page's refresh leads to; None without one, and for a page that reloads itself."""
    for node in root.css("meta[http-equiv]"):
        unseen = node.parent is not None and node.parent.tag == "noscript"
        if not unseen and (node.attributes.get("http-equiv") or "").strip().lower() == "refresh":
            found = _REFRESH.match((node.attributes.get("content") or "")[:4096])
            address = join(base_of(root, url), found.group(1)) if found else None
            return None if address == url else address
    return None


def says_nothing(root: LexborNode) -> bool:
    """Say whether a page states in words, to who reads it, that its list is empty: not in a script, nor hidden."""
    for node in root.css(
        "script, style, template, noscript, [hidden], [style*='display:none'], [style*='display: none']"
    ):
        node.decompose()
    return _NOTHING.search(root.text()) is not None


def has_empty_list(root: LexborNode) -> bool:
    """Say whether a list stands on the page with nothing in it."""
    return any(next(node.iter(), None) is None for node in root.css("ul, ol, dl, tbody"))


def _unmarked_utf16(body: bytes) -> str:
    """Return the sort of UTF-16 that text without a byte order mark is in, empty for none: its mark-up is half zeros."""
    head = body[:_UNMARKED]
    if head[:1] == b"<" and head[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if head[:2] == b"\0<" else ""


def _refuse_tangle(text: str) -> None:
    deep: Counter[str] = Counter()
    depth = formatting = most = elements = 0
    for closing, name in _tags(text):
        elements += not closing
        if name in _WITHOUT_END or (closing and not deep[name]):
            continue
        step = -1 if closing else 1
        deep[name] += step
        depth += step
        formatting += step * (name in _FORMATTING)
        most = max(most, formatting)
        if depth > _DEEPEST:
            raise LayoutChanged("the page", f"more than {_DEEPEST} elements stand inside each other")
    if most > _FORMATTED and most * elements > _COPIES:
        raise LayoutChanged("the page", f"{most} formatting elements are never closed")


def _tags(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the tags of a page, closing or not, by name; what stands in scripts and comments is none."""
    at = 0
    while found := _TAG.search(text, at):
        at = found.end()
        name = (found.group(2) or "").lower()
        end = {"": "-->", "script": "</script", "style": "</style"}.get(name)
        if end is None or found.group(1):
            yield bool(found.group(1)), name
            continue
        at = text.find(end, at)
        if at < 0:
            return
