"""The page at the address that a person gave, as it came, and what it is where it is no list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.fetch.addresses import is_article
from tasks.fetch.kinds.rows import decode_page

_DOCUMENTS = {b"%PDF": "a PDF", b"PK\x03\x04": "an Office file or archive", b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"Rar!": "an archive",
}  # fmt: skip
_MOST = 8 << 20  # bytes: no list page is that long
_ROOTS = re.compile(r"/(?:(?:index|default|home|main)\.\w+)?")
_SHELL_TEXT = 200  # characters of text below which a page with scripts is a shell
_SHELL_LINKS = 3


@dataclass(frozen=True)
class FirstPage:
    """A page as it came: the final address, the decoded body, the server's word; ``form`` where it was posted for.

    Not slotted, for what it holds parsed is kept.
    """

    url: str
    body: bytes
    content_type: str = ""
    form: tuple[tuple[str, str], ...] | None = None

    @cached_property
    def text(self) -> str:
        """The page as text; what cannot be decoded is U+FFFD."""
        return decode_page(self.body, None)

    @cached_property
    def root(self) -> LexborNode | None:
        """The page's root as HTML; None where it holds nothing or is none."""
        return None if self.document or self.data is not None else LexborHTMLParser(self.text).root

    @cached_property
    def data(self) -> object | None:
        """What the page holds as JSON, whatever it is called; None where it is none."""
        if self.text.lstrip("\ufeff \r\n\t")[:1] not in ("{", "["):
            return None
        try:
            found: object = json.loads(self.text.lstrip("\ufeff"), strict=False)
        except (ValueError, RecursionError):
            return None
        return found

    @property
    def document(self) -> str:
        """What kind of document this is in place of a page; empty for a page."""
        if len(self.body) > _MOST:
            return f"{len(self.body) >> 20} MB long"
        return next((name for mark, name in _DOCUMENTS.items() if self.body.startswith(mark)), "")

    @property
    def charset_lie(self) -> str:
        """What the page says of its charset where its bytes say otherwise; empty where they agree."""
        head = f"{self.content_type} {self.body[:4096].decode('latin-1')}".lower()
        said = set(re.findall(r"charset\s*=\s*[\"']?\s*([\w-]+)", head))
        chinese = {"gb2312", "gbk", "gb18030"}
        try:
            self.body.decode("utf-8")
        except UnicodeDecodeError:
            lies = sorted(said - chinese) if said and not said & chinese else []
            return f"it says {', '.join(lies)}, and its bytes are not UTF-8" if lies else ""
        lies = sorted(said & chinese) if not self.body.isascii() else []
        return f"it says {', '.join(lies)}, and its bytes are UTF-8" if lies else ""

    @property
    def is_root(self) -> bool:
        """Whether the address is that of a whole site."""
        parts = urlsplit(self.url)
        return _ROOTS.fullmatch(parts.path or "/") is not None and not parts.query

    def meta(self, name: str) -> str:
        """Return a meta's content by its name, whatever its case; empty where there is none."""
        return next((said for key, said in self._metas if key == name.lower()), "")

    @cached_property
    def _metas(self) -> tuple[tuple[str, str], ...]:
        nodes = [] if self.root is None else self.root.css("meta[name]")
        return tuple(
            ((node.attributes.get("name") or "").lower(), (node.attributes.get("content") or "").strip())
            for node in nodes
        )


def plain_words(text: str) -> str:
    """Return text on one line without marks that do not print: it may quote a page."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]


def no_list(page: FirstPage, *, rows: int, lists: int) -> Iterator[str]:
    """Yield why a page is no list of notices, the surest reason first; nothing where it may be one.

    Args:
        page: The page.
        rows: How many rows the best reading of it found.
        lists: How many lists of dated rows stand on it.
    """
    if page.document:
        yield f"it is {page.document}, not a page; give the address of the list that leads to it"
    if page.meta("ArticleTitle") or "<ucaptitle>" in page.text or (is_article(page.url) and rows < 5):
        yield "it is one notice, not a list of them; give the address of the column that it stands in"
    if page.is_root and lists > 1:
        yield f"it is a site's home page with {lists} lists; open its column of notices and give that address"
    if rows == 0 and _is_shell(page):
        yield (
            "it is a shell that a script fills: look in the browser's developer tools (network) for the request "
            "that brings the list, and give that address"
        )


def _is_shell(page: FirstPage) -> bool:
    root = page.root
    if root is None or root.css_first("script") is None:
        return False
    body = root.css_first("body")
    words = re.sub(r"\s+", "", "" if body is None else _readable(body))
    return len(words) < _SHELL_TEXT and len(root.css("a[href]")) < _SHELL_LINKS


def _readable(body: LexborNode) -> str:
    return "".join(
        child.text(deep=True)
        for child in body.iter(include_text=True)
        if child.tag not in ("script", "style")
    )
